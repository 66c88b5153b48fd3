"""Notes that an answer brings up on its own page: without scripts they are seen too, and stay to be read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from betteroff.demo.answers import fill_in
from formspec.rules.answer_types import ANSWER_TYPES
from formspec.rules.compile import compile_library_form, library_slugs
from formspec.rules.conditions import leaves
from formspec.rules.form_spec import FormSpec
from formspec.rules.visibility import visible_answers
from tests.claims.browsing import address, html_of, posted
from tests.claims.making import fill, library_draft
from tests.people import browser_of

Given = dict[str, Any]
SPECS = {slug: FormSpec(compile_library_form(slug)) for slug in library_slugs()}


def hanging_notes(spec: FormSpec) -> Iterator[str]:
    """Notes with a condition; which question it hangs on, and on what page that is, does not matter.

    One that is always there when its page is, is seen where it is shown.
    """
    for section in spec.data["sections"]:
        for question in section["questions"]:
            if ANSWER_TYPES[question["type"]].takes_answer or "show_if" not in question:
                continue
            others = [each for each in spec.questions_on(spec.page_of[question["key"]]) if each is not question]
            if not all(needs(each.get("show_if", {}), question["show_if"]) for each in others):
                yield question["key"]


def needs(condition: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether a condition can only hold where the other does."""
    return other in (condition, *condition.get("all", ()))


# What a derived rule looks at beside the questions that a condition names: one is of pension age, the other is not.
COUPLE: Given = {
    "has_partner": "yes", "housing_situation": "private_tenant", "dob": {"day": "1", "month": "2", "year": "1950"},
    "partner_dob": {"day": "1", "month": "2", "year": "1990"}, "claim_for": ["hb", "ctr"],
}  # fmt: skip
NOTES = [(slug, key) for slug, spec in SPECS.items() for key in hanging_notes(spec)]


def without_and_with(spec: FormSpec, note: str) -> tuple[Given, Given]:
    """Answers that hide a note and that show it, which differ on the note's page only."""
    page = spec.page_of[note]
    named = {leaf["q"] for leaf in leaves(spec.questions[note]["show_if"]) if "q" in leaf}
    named |= {q["key"] for q in spec.questions_on(page) if "options" in q or q["type"].startswith("yes_no")}
    ways = [[(key, value) for value in values_of(spec.questions[key])] for key in sorted(named)]
    found: dict[tuple, dict[bool, Given]] = {}
    for way in product(*ways):
        given = (COUPLE if spec.data["slug"] == "hb-ctr-combined" else {}) | dict(way)
        elsewhere = tuple(str(value) for key, value in way if spec.page_of[key] != page)
        state = state_of(spec, given)
        if state.page_status[page] != "not needed":
            shown = found.setdefault(elsewhere, {})
            shown.setdefault(state.is_visible(note), given)
            if len(shown) == 2:
                return shown[False], shown[True]
    raise AssertionError(f"no answers on page {page} bring up {note}")


def values_of(question: dict[str, Any]) -> list[Any]:
    if question["type"].startswith("yes_no"):
        return ["yes", "no"]
    values = [option["value"] for option in question["options"]]
    return [[value] for value in values] if question["type"] == "multi_choice" else values


def state_of(spec: FormSpec, given: Given):
    today = timezone.localdate()
    return visible_answers(spec.data, fill_in(spec.data, today=today, given=given), today)


def test_the_library_has_such_notes():
    assert len(NOTES) >= 3


@pytest.mark.slow
@pytest.mark.parametrize(("slug", "note"), NOTES)
def test_a_note_that_an_answer_brings_up_is_seen_without_scripts(alice, slug, note):
    spec = SPECS[slug]
    page, told = spec.page_of[note], spec.questions[note]["hint"]
    hidden, shown = without_and_with(spec, note)
    claim, browser = fill(library_draft(slug, alice), alice, hidden), browser_of(alice)
    path, check = address(claim, page), reverse("claims:check_answers", args=[claim.public_id])
    drawn = browser.get(path)
    assert is_hidden(drawn, note)
    assert told not in html_of(browser.get(check)).text
    answers = {key: value for key, value in shown.items() if spec.page_of[key] == page}
    held = browser.post(path, posted(drawn) | answers)
    assert held.status_code in (200, 422), "it holds the page"
    assert not is_hidden(held, note)
    if held.status_code == 200:
        assert "there is more to read on this page" in html_of(held).text
    assert told in html_of(browser.get(check)).text, "and it stands among the answers"
    again = browser.post(path, posted(held))
    assert again.status_code == 302, "once"


def is_hidden(response, note: str) -> bool:
    return "hidden" in html_of(response).one(**{"data-question": note}).attrs


def test_a_note_is_no_reason_to_hold_a_page_on_which_it_stood_before(alice):
    claim = library_draft("apa-request", alice)
    claim = fill(claim, alice, {"apa_from": "landlord"})
    browser, path = browser_of(alice), address(claim, "about-this-request")
    assert browser.post(path, posted(browser.get(path))).status_code == 302
