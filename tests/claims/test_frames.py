"""Claim pages drawn from frames: the same as drawn afresh, whatever the form, and nothing about anybody is kept."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.utils.translation import override

from claims.presenters import page as drawing
from claims.presenters.page import PageState, page_content, row_content
from claims.readers.answer_store import localised_spec, stored_answers
from claims.readers.claims import form_state_of
from core.govuk.frames import frames
from core.govuk.questions import render_question
from tests.claims.browsing import address, posted, save, without_tokens
from tests.claims.making import fill, library_draft, small_draft
from tests.people import browser_of

FORMS = ["hb-ctr-combined", "check-what-you-can-get", "blue-badge", "change-of-circumstances"]
TYPED = {
    "who-you-are": {
        "name-first": "Canariella", "name-last": "Vogelsang", "dob-day": "9", "dob-month": "11", "dob-year": "1947",
        "nino": "AB 12 34 56 C",
    },
    "paying-you": {
        "account-name": "C Vogelsang", "account-sort_code": "20-29-59", "account-account_number": "63748472",
        "anything_else": "I keep a flamingo",
    },
}  # fmt: skip
CANARIES = ("Canariella", "Vogelsang", "1947", "AB 12 34", "AB123456C", "20-29-59", "63748472", "flamingo", "ending 72")


@pytest.fixture(autouse=True)
def nothing_kept():
    frames.clear()


def all_pages(page_state: PageState) -> list[list[str]]:
    """The questions of every page, and of every row of a group."""
    drawn = [page_content(page_state, page).questions for page in page_state.spec.pages]
    for key, rows in page_state.form_state.rows.items():
        drawn += [row_content(page_state, page_state.spec.questions[key], row.id).questions for row in rows]
    return drawn


def afresh(question, spot, *, more, **given):
    return render_question(question, labels_as_heading=spot.heading, visible=spot.visible, **given, **more())


@pytest.mark.slow
@pytest.mark.parametrize("slug", FORMS)
def test_every_page_of_a_form_is_the_page_drawn_afresh(slug, alice, monkeypatch):
    claim = library_draft(slug, alice)
    for filled in (False, True):
        if filled:
            fill(claim, alice)
        stored = stored_answers(claim)
        for language in ("en-gb", "cy"):
            with override(language):
                page_state = PageState(localised_spec(claim), form_state_of(claim, stored), stored)
                kept, again = all_pages(page_state), all_pages(page_state)
                wrong = all_pages(replace(page_state, show_errors=True))
                with monkeypatch.context() as patch:
                    patch.setattr(drawing, "draw_question", afresh)
                    assert kept == again == all_pages(page_state)
                    assert wrong == all_pages(replace(page_state, show_errors=True))


@pytest.mark.slow
def test_nothing_about_a_person_is_kept(alice):
    claim, browser = small_draft(alice), browser_of(alice)
    for page, typed in TYPED.items():
        url = address(claim, page)
        assert save(
            browser, url, {**typed, "name-first": "", "name-last": ""} if "name-last" in typed else {}
        ).status_code in (302, 422)
        stale = posted(browser.get(url))
        assert save(browser, url, typed).status_code == 302
        browser.get(url)
        assert browser.post(url, {**stale, "anything_else": "x"} | typed).status_code in (302, 422)
    kept = repr(frames.items())
    assert "bo-question" in kept
    assert [canary for canary in CANARIES if re.search(rf"\b{canary}\b", kept)] == []


def test_what_differs_from_request_to_request_is_not_kept(alice):
    claim, browser = small_draft(alice), browser_of(alice)
    page = browser.get(address(claim, "who-you-are")).content.decode()
    assert 'csrfmiddlewaretoken" value="' in page
    kept = repr(frames.items())
    for word in ("csrf", "nonce", str(claim.public_id), alice.council.name, "calderbrook"):
        assert word not in kept, word


def test_two_people_see_their_own(alice, bob):
    pages = {}
    for actor, name in ((alice, "Ashworth"), (bob, "Birtle")):
        claim, browser = small_draft(actor), browser_of(actor)
        url = address(claim, "who-you-are")
        save(browser, url, {"name-first": name[0], "name-last": name})
        pages[name] = [browser.get(url) for _ in range(2)]
    for name, other in (("Ashworth", "Birtle"), ("Birtle", "Ashworth")):
        first, second = pages[name]
        assert posted(first)["name-last"] == name
        assert other not in first.content.decode()
        assert without_tokens(first) == without_tokens(second)
