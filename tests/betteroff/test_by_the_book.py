"""A council that was set up by the command and by nothing else: no page of it fails, whoever opens it."""

from __future__ import annotations

import io
import re

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import Council
from claims.models import Claim
from core.tenancy import council_scope
from formspec.models import Form
from tests.access.table import ROWS, Row
from tests.access.world import World
from tests.people import Browser
from tests.test_access import call

pytestmark = pytest.mark.slow

# Those who get past the door: what the others are told is the access matrix's business.
REFUSED = {"in", "2f", "403", "404"}
WHO = ("visitor", "owner", "advisor", "admin", "operator", "jobcentre")


def set_up(slug: str, authority: str, prefix: str) -> Council:
    details = {"host": f"{slug}.localhost", "name": f"{slug.title()} Council", "reference_prefix": prefix}
    call_command("add_council", slug, stdout=io.StringIO(), **details, local_authority=authority)
    return Council.objects.get(slug=slug)


@pytest.fixture
def by_the_book(db, operator, settings, tmp_path):
    """An English council in which everybody of the access matrix has something, and another in Wales."""
    settings.MAILBOX_DIR = tmp_path
    council, other = set_up("northby", "Rochdale", "NOR"), set_up("eastby", "Cardiff", "EAS")
    with council_scope(council.pk):
        yield World(council, other, operator)


def failed(response) -> bool:
    return response.status_code >= 500 and response.request["PATH_INFO"] != "/healthz"


def who_differs(row: Row) -> list[str]:
    """Of those who are refused in the same way, the first: what they read has nothing of the council's settings."""
    asked, refused = [], set()
    for persona in WHO if row.method == "GET" else ("visitor", "owner"):
        outcome = row.outcomes[persona]
        if outcome in REFUSED and outcome in refused:
            continue
        refused.add(outcome)
        asked.append(persona)
    return asked


def test_no_page_fails_for_anybody(by_the_book):
    wrong, asked = [], 0
    for row in ROWS:
        for persona in who_differs(row):
            # What a request writes is undone: the next person finds everything there, their session too.
            response = call(by_the_book.browser(persona), row, by_the_book.arguments[row.names])
            asked += 1
            if failed(response):
                wrong.append((row.method, row.name, row.names, persona, response.status_code))
    assert wrong == []
    assert asked > 600


@pytest.mark.parametrize(
    ("authority", "language"), [("Rochdale", "en"), ("Cardiff", "cy"), ("Fife", "en"), ("Belfast", "en")]
)
def test_every_form_can_be_opened_and_begun_in_every_nation(db, authority, language):
    council = set_up("northby", authority, "NOR")
    browser = Browser(Client(headers={"Accept-Language": language}), council.host)
    assert browser.get("/").status_code == 200
    with council_scope(council.pk):
        slugs = list(Form.objects.filter(is_open=True).order_by("slug").values_list("slug", flat=True))
        linked = set(re.findall(r'href="/forms/([a-z-]+)/"', browser.get("/").content.decode()))
        assert linked <= set(Form.objects.values_list("slug", flat=True)), "a link that leads nowhere"
    for slug in slugs:
        start = reverse("claims:start", args=[slug])
        assert browser.get(start).status_code == 200, slug
        begun = browser.post(start)
        assert begun.status_code == 302, slug
        assert browser.get(begun.url).status_code == 200, slug
        with council_scope(council.pk):
            claim = Claim.objects.latest("pk")
        for name in ("check_answers", "task_list", "save_for_later"):
            assert browser.get(reverse(f"claims:{name}", args=[claim.public_id])).status_code == 200, (slug, name)
