"""The macros give the same HTML as govuk-frontend's own fixtures, and escape what they are given."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import gettext_lazy

from core.govuk.macros import component
from tests.core.html_tree import tree

COMPONENTS = Path(settings.BASE_DIR) / "frontend/node_modules/govuk-frontend/dist/govuk/components"
USED = (
    "button",
    "checkboxes",
    "date-input",
    "details",
    "error-summary",
    "fieldset",
    "file-upload",
    "hint",
    "input",
    "password-input",
    "radios",
    "select",
    "textarea",
)


@pytest.mark.slow
@pytest.mark.parametrize("name", USED)
def test_same_html_as_the_fixtures_of_govuk_frontend(name):
    """Fails when the versions of the macros and of the styles drift apart."""
    fixtures = json.loads((COMPONENTS / name / "fixtures.json").read_text())["fixtures"]
    different = [
        fixture["name"]
        for fixture in fixtures
        if tree(component(name, fixture["options"])).normal() != tree(fixture["html"]).normal()
    ]
    assert fixtures
    assert different == []


def test_text_is_escaped_and_lazy_translations_are_text():
    html = component("button", {"text": "<script>alert(1)</script>"})
    assert "<script>" not in html
    assert tree(component("button", {"text": gettext_lazy("Continue")})).text == "Continue"
