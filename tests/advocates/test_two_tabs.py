"""Somebody who acts for two people, each in a tab of one browser: neither's answers are ever on the other's page."""

from __future__ import annotations

import pytest

from accounts.permissions import Scope
from claims.actions.answering import AnswerChange, save_answers
from claims.actions.sending import submit_claim
from claims.models import Claim
from claims.readers.answer_store import stored_answers
from tests.advocates.test_confirming import type_account
from tests.advocates.test_ending import grant_of
from tests.claims.browsing import address, autosave, posted
from tests.claims.making import fill, small_draft
from tests.people import browser_of, make_resident

ALL = [Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS, Scope.SUBMIT_CLAIMS, Scope.VIEW_MONEY, Scope.FILL_MONEY]
WORDS = {"Alice Ashworth": "alices-own-words", "Dora Dean": "doras-own-words"}


@pytest.fixture
def people(calderbrook, alice, bob):
    """Alice and Dora, each with a draft of the same form in which their own words stand; Bob acts for both."""
    found = [alice, make_resident(calderbrook, "Dora Dean", "dora@example.org")]
    for each in found:
        grant_of(each, helper=bob.user, scopes=ALL)
        draft = fill(small_draft(each), each, {"has_pets": "no"})
        base = draft.head_revision
        change = AnswerChange("anything_else", "", WORDS[each.resident.name], base)
        save_answers(public_id=draft.public_id, changes=[change], by=each)
    return found


def draft_of(person) -> Claim:
    return Claim.objects.filter(resident=person.resident, submitted_at__isnull=True).latest("pk")


def words_of(person) -> str:
    return stored_answers(draft_of(person))["anything_else", ""].raw


@pytest.mark.slow
def test_each_tab_has_one_persons_answers_and_saves_them_there(bob, people):
    browser = browser_of(bob)
    for person, other in (people, reversed(people)):
        draft = draft_of(person)
        pages = [address(draft, "paying-you"), f"/claims/{draft.public_id}/", f"/claims/{draft.public_id}/check/"]
        texts = [browser.get(page).content.decode() for page in pages]
        assert any(WORDS[person.resident.name] in text for text in texts)
        for text in texts:
            assert f"You act for <strong>{person.resident.name}</strong>" in text
            assert other.resident.name not in text
            assert WORDS[other.resident.name] not in text
    # Both pages are open; each is saved after the other was looked at.
    tabs = [(person, posted(browser.get(address(draft_of(person), "paying-you")))) for person in people]
    for person, typed in tabs:
        typed["anything_else"] = f"for {person.resident.name}"
        assert browser.post(address(draft_of(person), "paying-you"), typed).status_code == 302
    assert [words_of(person) for person in people] == ["for Alice Ashworth", "for Dora Dean"]
    alice, dora = people
    change = {"question": "anything_else", "raw": "by script", "base": draft_of(dora).head_revision}
    assert autosave(browser, draft_of(dora), change).status_code == 200
    assert [words_of(alice), words_of(dora)] == ["for Alice Ashworth", "by script"]


@pytest.mark.slow
def test_a_form_begun_for_one_has_nothing_from_the_other(bob, people):
    alice, dora = people
    submit_claim(public_id=draft_of(alice).public_id, by=alice, for_whom="self")
    browser = browser_of(bob)
    begun = {}
    for person in people:
        grant = person.resident.delegations.get()
        begun[person] = browser.post(f"/helping/{grant.public_id}/start/small-form/")["Location"]
    filled_in = [set(stored_answers(Claim.objects.get(public_id=each.split("/")[2]))) for each in begun.values()]
    assert filled_in[0], "Alice's own, from what she sent"
    assert not filled_in[1], "Dora has sent nothing"


def test_a_code_asked_for_in_one_tab_confirms_nothing_in_the_other(bob, people, settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path
    browser, (alice, dora) = browser_of(bob), people
    for person in people:
        type_account(draft_of(person), bob)
    asked, other = (f"/confirm/{draft_of(person).public_id}/" for person in (alice, dora))
    assert browser.post(asked)["Location"] == f"{asked}code/"
    assert browser.post(f"{other}code/", {"code": "123456"})["Location"] == other
    assert browser.get(f"{asked}code/").status_code == 200
