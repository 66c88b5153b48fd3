"""Questions that an answer brings up on its own page: seen once without scripts, also where they may be left."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from claims.actions.answering import add_row, start_claim
from claims.models import Claim
from claims.readers.answer_store import stored_answers
from formspec.actions.publishing import publish_spec
from formspec.models import Form
from formspec.rules.compile import compile_form
from tests.claims.browsing import address, autosave, errors_of, html_of, posted
from tests.claims.making import library_draft, make_statuses
from tests.people import browser_of

WHEN_YES = {"q": "has_boat", "op": "equals", "value": "yes"}
SOURCE: dict[str, Any] = {
    "slug": "boats", "kind": "claim", "title": "A form about boats", "short_title": "Boats", "status": "live",
    "nation": "England",
    "sections": [{
        "key": "you",
        "title": "You",
        "pages": [
            {"title": "Your boat", "questions": ["has_boat", "boat_name", "in_trouble", "trouble"]},
            {"title": "Each engine", "questions": ["engines"]},
        ],
        "questions": [
            {"key": "has_boat", "label": "Do you have a boat?", "type": "yes_no", "required": True},
            {"key": "boat_name", "label": "Its name", "type": "text", "required": False, "show_if": WHEN_YES},
            {"key": "in_trouble", "label": "What is wrong with it", "type": "multi_choice", "required": False,
             "show_if": WHEN_YES, "options": [{"value": "leak", "label": "A leak"}, {"value": "rot", "label": "Rot"}]},
            {"key": "trouble", "label": "Tell us of the leak", "type": "text", "required": True,
             "show_if": {"q": "in_trouble", "op": "contains", "value": "leak"}},
            {"key": "engines", "label": "Each engine", "type": "repeating_group", "required": False,
             "rows": {"min": 0, "max": 3, "row_title": "{fuel}"},
             "fields": [
                 {"key": "fuel", "label": "Fuel", "type": "choice", "required": True, "options": [
                     {"value": "diesel", "label": "Diesel"}, {"value": "other", "label": "Other"}]},
                 {"key": "which", "label": "Which?", "type": "choice", "required": False, "options": [
                     {"value": "coal", "label": "Coal"}, {"value": "wood", "label": "Wood"}],
                  "show_if": {"q": "fuel", "op": "equals", "value": "other"}},
                 {"key": "why", "label": "Why?", "type": "text", "required": True,
                  "show_if": {"q": "which", "op": "equals", "value": "coal"}},
             ]},
        ],
    }],
}  # fmt: skip
MORE, NEEDED = "there is more that you can answer or leave", "we need to know a little more"


@pytest.fixture
def claim(alice) -> Claim:
    make_statuses()
    publish_spec(form=Form.objects.create(slug="boats"), spec=compile_form(SOURCE, guidance={}), by=alice)
    return start_claim(slug="boats", language="en-gb", by=alice)


def is_shown(response, key: str) -> bool:
    return "hidden" not in html_of(response).one(**{"data-question": key}).attrs


def test_a_question_that_may_be_left_holds_the_page_once(alice, claim):
    browser, path = browser_of(alice), address(claim, "your-boat")
    drawn = browser.get(path)
    assert not is_shown(drawn, "boat_name")
    held = browser.post(path, posted(drawn) | {"has_boat": "yes"})
    assert (held.status_code, errors_of(held)) == (200, [])
    assert MORE in html_of(held).text
    assert is_shown(held, "boat_name")
    assert stored_answers(claim)["has_boat", ""].raw == "yes", "it is saved"
    assert browser.post(path, posted(held)).status_code == 302, "left empty, and gone on"
    assert browser.post(path, posted(browser.get(path))).status_code == 302, "and never again"


def test_one_that_must_be_answered_says_so_and_comes_in_its_turn(alice, claim):
    browser, path = browser_of(alice), address(claim, "your-boat")
    held = browser.post(path, posted(browser.get(path)) | {"has_boat": "yes"})
    again = browser.post(path, posted(held) | {"in_trouble": ["leak"]})
    assert (again.status_code, errors_of(again)) == (200, [])
    assert NEEDED in html_of(again).text
    assert is_shown(again, "trouble")
    assert browser.post(path, posted(again)).status_code == 422
    assert browser.post(path, posted(again) | {"trouble": "By the keel"}).status_code == 302


def test_what_was_answered_at_once_or_is_not_asked_holds_nothing(alice, claim):
    browser, path = browser_of(alice), address(claim, "your-boat")
    drawn = posted(browser.get(path))
    assert browser.post(path, drawn | {"has_boat": "no"}).status_code == 302
    typed = {"has_boat": "yes", "boat_name": "Maria", "in_trouble": ["rot"]}
    assert browser.post(path, posted(browser.get(path)) | typed).status_code == 302


def test_whoever_has_scripts_has_seen_it(alice, claim):
    browser, path = browser_of(alice), address(claim, "your-boat")
    drawn = posted(browser.get(path))
    assert browser.post(path, drawn | {"has_boat": "yes", "_page_id": "an-open-page"}).status_code == 302


@pytest.mark.parametrize("button", [{"_later": "1"}, {"_language": "cy"}])
def test_coming_back_later_and_another_language_are_not_held_up(alice, claim, button):
    browser, path = browser_of(alice), address(claim, "your-boat")
    assert browser.post(path, posted(browser.get(path)) | {"has_boat": "yes"} | button).status_code == 302


def test_a_row_is_held_once_too(alice, claim):
    row = add_row(public_id=claim.public_id, group="engines", by=alice)
    browser, path = browser_of(alice), address(claim, "each-engine", row)
    held = browser.post(path, posted(browser.get(path)) | {"fuel": "other"})
    assert (held.status_code, errors_of(held)) == (200, [])
    assert MORE in html_of(held).text
    assert is_shown(held, "which")
    needed = browser.post(path, posted(held) | {"which": "coal"})
    assert (needed.status_code, errors_of(needed)) == (200, [])
    assert NEEDED in html_of(needed).text
    assert [text for text, _id in errors_of(browser.post(path, posted(needed)))] != []
    done = browser.post(path, posted(needed) | {"which": "wood"})
    assert done.headers["Location"] == reverse("claims:check_answers", args=[claim.public_id])
    assert browser.post(path, posted(browser.get(path))).status_code == 302
    another = add_row(public_id=claim.public_id, group="engines", by=alice)
    second = address(claim, "each-engine", another)
    assert browser.post(second, posted(browser.get(second)) | {"fuel": "diesel"}).status_code == 302
    assert browser.post(second, posted(browser.get(second)) | {"fuel": "other"}).status_code == 200, "new in this row"


def test_what_only_the_server_can_bring_up_is_asked_before_it_is_scolded_about(alice):
    """A script saved the date as it was typed, and no script knows that it brings up a question."""
    claim = library_draft("hb-ctr-combined", alice)
    browser, path, day = browser_of(alice), address(claim, "your-address"), timezone.localdate()
    typed = {"moved_in-day": str(day.day), "moved_in-month": str(day.month), "moved_in-year": str(day.year)}
    lives = {"address-line1": "1 High Street", "address-town": "Calder", "address-postcode": "M1 1AE"}
    drawn = posted(browser.get(path)) | typed | lives | {"letters_to": "here", "_page_id": "an-open-page"}
    raw = {"day": str(day.day), "month": str(day.month), "year": str(day.year)}
    assert autosave(browser, claim, {"question": "moved_in", "row": "", "raw": raw, "base": 0, "id": "an-open-page.1"})
    held = browser.post(path, drawn)
    assert (held.status_code, errors_of(held)) == (200, [])
    assert NEEDED in html_of(held).text
    assert is_shown(held, "previous_address")
    scolded = browser.post(path, posted(held) | {"_page_id": "an-open-page"})
    assert [text for text, _ in errors_of(scolded)] != []
