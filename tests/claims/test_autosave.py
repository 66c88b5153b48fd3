"""Each answer as claim.js saves it, and whatever else somebody sends to that address."""

from __future__ import annotations

import pytest

from claims.models import Answer
from claims.readers.answer_store import stored_answers
from tests.claims.browsing import address, autosave
from tests.claims.making import small_draft
from tests.people import browser_of


@pytest.fixture
def claim(alice):
    return small_draft(alice)


@pytest.fixture
def browser(alice):
    return browser_of(alice)


def test_an_answer_is_saved_as_it_is_typed(claim, browser):
    response = autosave(browser, claim, {"question": "anything_else", "raw": "a", "base": 0, "id": "page1.1"})
    assert (response.status_code, response.json()) == (200, {"state": "saved", "revision": 1})
    lost_reply = autosave(browser, claim, {"question": "anything_else", "raw": "ab", "base": 0, "id": "page1.2"})
    assert lost_reply.json() == {"state": "saved", "revision": 2}, "a page may follow up its own writing"


def test_a_stale_autosave_is_told_what_is_saved(claim, browser):
    autosave(browser, claim, {"question": "anything_else", "raw": "from one tab", "base": 0, "id": "one.1"})
    response = autosave(browser, claim, {"question": "anything_else", "raw": "from another", "base": 0, "id": "two.1"})
    assert response.status_code == 409
    assert response.json() == {"state": "conflict", "saved_display": "from one tab", "revision": 1}
    assert stored_answers(claim)["anything_else", ""].raw == "from one tab"


def test_a_conflict_never_sends_secrets_back(claim, browser):
    autosave(browser, claim, {"question": "nino", "raw": "AB123456C", "base": 0})
    response = autosave(browser, claim, {"question": "nino", "raw": "AB123456D", "base": 0})
    assert response.status_code == 409
    assert "AB123456C" not in response.content.decode()


def test_autosave_says_that_the_session_ended(claim, browser):
    browser.client.logout()
    response = autosave(browser, claim, {"question": "anything_else", "raw": "a", "base": 0})
    assert (response.status_code, response.json()["state"]) == (401, "signed_out")
    assert not Answer.objects.exists()


def test_autosave_refuses_what_is_not_a_question(claim, browser):
    for question in ("made-up", "pets", "", "pet_name"):
        response = autosave(browser, claim, {"question": question, "raw": "a", "base": 0})
        assert (response.status_code, response.json()) == (400, {"state": "refused"}), question


GARBAGE = [
    "", "{", "[]", '"text"', "null", "1", "{}", b"\xff\xfe", "[" * 100_000, "9" * 10_000,
    '{"question": "name"}', '{"question": null, "raw": 1}', '{"question": {"a": 1}, "raw": 1}',
    '{"question": "name", "raw": 1, "base": "x"}', '{"question": "name", "raw": 1, "base": Infinity}',
    '{"question": "name", "raw": 1, "base": 1e999}', '{"question": "name", "raw": 1, "base": [1]}',
    '{"question": "pet_name", "raw": "a", "row": "%s"}' % ("r" * 300),
    '{"question": "pet_name", "raw": "a", "row": "\\u0000"}',
    '{"question": "pet_name", "raw": "a", "row": "\\ud800"}',
    '{"question": "na\\u0000me", "raw": "a"}',
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("body", GARBAGE)
def test_garbage_is_refused(claim, browser, body):
    response = autosave(browser, claim, body)
    assert (response.status_code, response.json()) == (400, {"state": "refused"})
    assert not Answer.objects.exists()


STRANGE = [
    '{"question": "anything_else", "raw": "\\u0000\\ud800", "base": 0}',
    '{"question": "anything_else", "raw": {"a": []}, "base": -5}',
    '{"question": "name", "raw": NaN, "id": {"a": 1}}',
    '{"question": "anything_else", "raw": "a", "id": "\\u0000\\ud800.1"}',
    '{"question": "anything_else", "raw": "a", "base": 99999999999999999999999}',
]


@pytest.mark.parametrize("body", STRANGE)
def test_strange_answers_are_cleaned_not_failed_on(claim, browser, body):
    assert autosave(browser, claim, body).json()["state"] == "saved"


def test_a_draft_that_cannot_be_read_is_an_error_and_nothing_is_saved_over_it(claim, browser, settings):
    autosave(browser, claim, {"question": "nino", "raw": "AB123456C", "base": 0})
    places = ("key", "revision", "value")
    before = list(Answer.objects.order_by("pk").values_list(*places)), bytes(Answer.objects.get(key="nino").secret)
    settings.FIELD_KEYS = {"other": b"x" * 32}
    browser.client.raise_request_exception = False
    page = address(claim, "who-you-are")
    assert browser.get(page).status_code == 500
    assert browser.post(page, {"nino": "", "_base-nino": "1"}).status_code == 500
    assert autosave(browser, claim, {"question": "nino", "raw": "", "base": 1}).status_code == 500
    after = list(Answer.objects.order_by("pk").values_list(*places)), bytes(Answer.objects.get(key="nino").secret)
    assert after == before
