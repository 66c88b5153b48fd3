"""The base page and the components: what they show, what they leave out, and that no text becomes markup."""

import gzip
import json
import re
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from core.templatetags.govuk import bar_width
from tests.core.html_tree import tree
from tests.people import browser_of

HOSTILE = "\"><script>alert(1)</script>'><img src=x onerror=alert(1)>"
AT = datetime(2026, 11, 21, 14, 32)
COMPONENTS = {
    "alerts": {
        "alerts": [
            {
                "what": HOSTILE,
                "place": HOSTILE,
                "todo": HOSTILE,
                "times": 2,
                "began_at": AT,
                "last_at": AT.replace(day=22),
            }
        ]
    },
    "summary_list": {"title": HOSTILE, "rows": [{"key": HOSTILE, "value": HOSTILE, "change_url": HOSTILE}]},
    "task_list": {"tasks": [{"title": HOSTILE, "url": HOSTILE, "hint": HOSTILE, "status": HOSTILE, "colour": HOSTILE}]},
    "status_tag": {"text": HOSTILE, "colour": HOSTILE},
    "save_state": {"saved_at": AT},
    "benefit_card": {
        "benefit": {"name": HOSTILE, "weekly": HOSTILE, "weekly_number": 2, "yearly": HOSTILE, "why": [HOSTILE]}
        | {"not_calculated": HOSTILE, "action_url": HOSTILE, "action_text": HOSTILE},
        "largest": 4,
    },
    "timeline": {"events": [{"title": HOSTILE, "at": AT, "by": HOSTILE, "text": HOSTILE}]},
    "pagination": {"page": Paginator(range(50), 10).page(2), "query": "status=new&"},
    "live_status": {"text": HOSTILE, "url": HOSTILE, "next_url": HOSTILE},
    "live_refresh": {},
    "explanation": {
        "explanation": {
            "name": HOSTILE,
            "tests": [{"passed": True, "text": HOSTILE}, {"passed": False, "text": HOSTILE}],
            "steps": [
                {"text": HOSTILE, "amount": HOSTILE, "kind": "total"},
                {"text": HOSTILE, "amount": "", "kind": "part"},
            ],
        }
    },
    "table": {"caption": HOSTILE, "columns": [{"title": HOSTILE}], "rows": [[{"text": HOSTILE, "url": HOSTILE}]]},
    "group_rows": {
        "rows": [{"title": HOSTILE, "summary": [], "edit_url": HOSTILE, "remove_name": "r", "remove_value": HOSTILE}],
        "can_add": True,
        "add_text": HOSTILE,
    },
    "messages": {"messages": [HOSTILE]},
    "resubmission": {
        "is_filled": True,
        "had_files": True,
        "without_box": [HOSTILE],
        "request": RequestFactory().get("/?a=<b>"),
    },
}


@pytest.fixture(autouse=True)
def plain_static_names(settings):
    """These pages must not depend on whether collectstatic has run."""
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": plain}}


def base_page(**context):
    request = RequestFactory().get("/forms/?a=1&b=2")
    request.csp_nonce = "n0nce"
    page = "{% extends 'base.html' %}{% block title %}About you{% endblock %}"
    template = Template(page)
    everything = {"council": None, "actor": None, "messages": [], "request": request, **context}
    return tree(template.render(Context(everything)))


def test_every_component_is_tried():
    folder = Path(settings.BASE_DIR) / "templates/components"
    assert set(COMPONENTS) == {path.stem for path in folder.glob("[!_]*.html")}


@pytest.mark.parametrize("name", COMPONENTS)
def test_no_text_becomes_markup(name):
    html = render_to_string(f"components/{name}.html", COMPONENTS[name])
    found = tree(html)
    assert not [e for e in found.walk() if e.name in ("script", "img") or "style" in e.attrs]
    assert not [key for e in found.walk() for key in e.attrs if key.startswith("on")]


def test_save_state_words_are_json_in_every_language():
    for language in ("en-gb", "cy"):
        with translation.override(language):
            words = json.loads(tree(render_to_string("components/save_state.html")).children[-2].attrs["data-words"])
        assert set(words) >= {
            "saving",
            "saved",
            "offline",
            "conflict",
            "signed_out",
            "refused",
            "keep_mine",
            "use_saved",
        }
        assert "{time}" in words["saved"]
        assert "{saved}" in words["conflict_detail"]


@pytest.mark.parametrize("language", ["en-gb", "cy"])
def test_words_of_files_on_their_way_are_json_with_their_gaps(language):
    request = RequestFactory().get("/")
    request.csp_nonce = "n0nce"
    with translation.override(language):
        found = tree(render_to_string("components/_uploads.html", {"begin_url": "/account/files/", "request": request}))
    (box,) = (each for each in found.walk() if "data-words" in each.attrs)
    words = json.loads(box.attrs["data-words"])
    gaps = {name: set(re.findall(r"{(\w+)}", text)) for name, text in words.items()}
    assert gaps["progress"] == {"percent", "sent", "size"}
    assert (gaps["dropped"], gaps["stopped"]) == ({"sent", "size"}, {"kept", "number"})
    assert all(words.values())


def test_pagination_keeps_the_filters():
    found = tree(render_to_string("components/pagination.html", COMPONENTS["pagination"]))
    assert found.one("a", rel="next").attrs["href"] == "?status=new&page=3"


def test_without_javascript_a_live_page_refreshes_itself():
    assert 'http-equiv="refresh" content="4"' in render_to_string("components/live_refresh.html")
    done = tree(render_to_string("components/live_status.html", {"text": "Ready", "done": True}))
    assert done.one(role="status").attrs["data-live-done"] == "true"


@pytest.mark.parametrize(
    ("value", "largest", "expected"),
    [(50, 100, "50.0"), (0, 100, "0.0"), (0.01, 100, "1.0"), (7, 0, "0.0"), (9, 3, "100.0")],
)
def test_bars_stay_inside_their_track(value, largest, expected):
    assert bar_width(value, largest) == expected


def test_base_page_without_a_council():
    found = base_page()
    assert found.one("title").text == "About you – BetterOff"
    assert found.one("html").attrs["lang"] == "en-gb"
    assert found.one("a", class_="govuk-skip-link").attrs["href"] == "#main-content"
    assert found.by_id("main-content").name == "main"


def test_base_page_of_a_council():
    council = SimpleNamespace(
        name="Calderbrook <Council>",
        name_cy="Cyngor Calderbrook",
        logo_type="",
        phone="01632 960 123",
        email="help@calderbrook.example",
        text_phone="",
        hours_shown=[{"days": "Monday to Friday", "hours": "9am to 5pm"}],
        revision=0,
    )
    found = base_page(council=council)
    assert found.one("title").text == "About you – Calderbrook <Council>"
    assert found.one("a", href="tel:01632960123").text == "01632 960 123"
    assert "Monday to Friday: 9am to 5pm" in found.one("footer").text
    with translation.override("cy"):
        assert base_page(council=council).one(class_="bo-header__home").text == "Cyngor Calderbrook"


def test_title_says_error_and_scripts_carry_the_nonce():
    found = base_page(has_errors=True)
    assert found.one("title").text.startswith("Error: About you")
    scripts = found.all("script")
    assert scripts
    assert {script.attrs["nonce"] for script in scripts} == {"n0nce"}


def test_no_inline_style_or_handler_in_any_template():
    """Documents for the PDF maker are no pages: nothing of a browser's policy applies to them."""
    pages = (Path(settings.BASE_DIR) / "templates").rglob("*.html")
    for path in (path for path in pages if "pdf" not in path.parts):
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|\|safe\b", path.read_text()), path


def test_styles_and_scripts_of_a_claim_page_stay_small():
    """A third of the 100 kB of a first view: the rest is for the page, a logo and growth."""
    dist = Path(settings.BASE_DIR) / "static/dist"
    sizes = {name: len(gzip.compress((dist / name).read_bytes())) for name in ("app.css", "app.js", "claim.js")}
    assert sum(sizes.values()) <= 33_000, sizes


def test_only_staff_load_the_styles_of_the_desk(alice, aisha):
    desk = "/static/desk.css"
    assert desk in browser_of(aisha).get("/staff/claims/").content.decode()
    assert desk not in browser_of(alice).get("/claims/").content.decode()


@pytest.mark.parametrize("name", ["sharing.js", "shared_form.js"])
def test_the_script_of_either_side_of_a_shared_form_stays_small(name):
    """For a phone on a slow line: on top of what a claim page loads."""
    script = Path(settings.BASE_DIR) / "static/dist" / name
    assert len(gzip.compress(script.read_bytes())) <= 15_000


def test_the_script_that_sends_files_stays_small():
    """For a phone on a slow line, on top of what its page loads: it is there to spare the line."""
    script = Path(settings.BASE_DIR) / "static/dist/uploads.js"
    assert len(gzip.compress(script.read_bytes())) <= 4_000


def test_nothing_is_fetched_from_elsewhere():
    for path in (Path(settings.BASE_DIR) / "static/dist").glob("*.css"):
        assert not re.search(r"url\((?!\"?data:)|@import", path.read_text()), path
