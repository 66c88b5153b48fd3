"""Pages of a draft whose form changed: what is new, and every word of a late post."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from claims.models import Claim
from claims.presenters.moved import why_it_changed
from claims.readers.answer_store import stored_answers
from tests.claims.browsing import address, autosave, html_of, posted
from tests.claims.moving.changing import (
    MUST,
    WHY,
    WORDS,
    in_other_words,
    publish,
    whole_draft,
    with_question,
    without_page_of_pets,
)
from tests.people import browser_of


@pytest.fixture
def draft(alice):
    return whole_draft(alice)


def task_list(claim: Claim) -> str:
    return reverse("claims:task_list", args=[claim.public_id])


def text_of(response) -> str:
    return html_of(response).one("main").text


def test_the_task_list_says_what_is_new_and_why(alice, draft):
    browser = browser_of(alice)
    assert "This form changed" not in text_of(browser.get(task_list(draft)))
    publish(alice, MUST, with_question)
    page = browser.get(task_list(draft))
    assert WHY in text_of(page)
    links = {link.text.strip(): link.attrs["href"] for link in html_of(page).all("a")}
    assert links["Do you pay rent?"] == address(draft, "who-you-are")
    with translation.override("cy"):
        assert why_it_changed(Claim.objects.get(pk=draft.pk)).endswith("mae'r gyfraith yn gofyn amdano.")


def test_a_late_post_is_refused_with_every_word_and_saved_by_one_button(alice, draft):
    browser = browser_of(alice)
    here = address(draft, "paying-you")
    held = posted(browser.get(here)) | {"anything_else": "I am moving on 4 January."}
    publish(alice, MUST, with_question)
    late = browser.post(here, held)
    assert late.status_code == 409
    assert "I am moving on 4 January." in text_of(late)
    assert WHY in text_of(late)
    assert stored_answers(draft)["anything_else", ""].raw != "I am moving on 4 January."
    form = next(each for each in html_of(late).all("form") if each.attrs.get("action") == here)
    again: dict[str, list[str]] = {}
    for control in form.walk():
        if "name" in control.attrs and control.attrs["name"] != "csrfmiddlewaretoken":
            again.setdefault(control.attrs["name"], []).append(control.attrs["value"])
    assert browser.post(here, again).status_code == 302
    assert stored_answers(draft)["anything_else", ""].raw == "I am moving on 4 January."


def test_the_words_of_a_page_that_went_are_shown_too(alice, draft):
    browser = browser_of(alice)
    here = address(draft, "your-pets")
    held = posted(browser.get(here)) | {"pet_kind": "A very old tortoise"}
    publish(alice, MUST, without_page_of_pets)
    late = browser.post(here, held)
    assert late.status_code == 409
    assert "A very old tortoise" in text_of(late)
    page = browser.get(here)
    assert (page.status_code, page["Location"]) == (302, task_list(draft))


def test_an_entry_of_a_list_is_refused_likewise(alice, draft):
    browser = browser_of(alice)
    row = stored_answers(draft)["pets", ""].raw[0]
    here = address(draft, "each-pet", row)
    held = posted(browser.get(here)) | {"pet_name": "Methuselah"}
    publish(alice, MUST, with_question)
    late = browser.post(here, held)
    assert late.status_code == 409
    assert "Methuselah" in text_of(late)


def test_what_a_script_saves_from_an_old_page_is_refused(alice, draft):
    browser = browser_of(alice)
    browser.get(address(draft, "paying-you"))
    publish(alice, MUST, with_question)
    reply = autosave(browser, draft, {"question": "anything_else", "raw": "late", "base": 10**6})
    assert (reply.status_code, reply.json()) == (422, {"state": "form_changed"})
    moved = Claim.objects.get(pk=draft.pk)
    assert moved.moved_from_id == draft.form_version_id


def test_sending_from_an_old_page_sends_nothing(alice, draft):
    browser = browser_of(alice)
    publish(alice, MUST, with_question)
    for data in ({}, {"_version": str(draft.form_version_id)}, {"_version": "made up"}):
        late = browser.post(reverse("claims:submit", args=[draft.public_id]), data)
        if data.get("_version") == "made up":
            # It moved meanwhile, and the new question is not answered.
            assert late.status_code == 422
        else:
            assert late.status_code == 409
    assert Claim.objects.get(pk=draft.pk).is_draft


def test_other_words_disturb_nobody(alice, draft):
    browser = browser_of(alice)
    here = address(draft, "your-pets")
    held = posted(browser.get(here))
    publish(alice, WORDS, in_other_words)
    assert browser.post(here, held).status_code == 302
    assert "Are there pets at home?" in text_of(browser.get(here))
    assert "This form changed" not in text_of(browser.get(task_list(draft)))
