"""Whoever may only look at a claim types into nothing; whoever may not save any more keeps their words."""

from __future__ import annotations

import json
import re

import pytest

from accounts.models import Delegation
from accounts.permissions import Scope
from claims.readers.answer_store import stored_answers
from tests.advocates.test_ending import grant_of
from tests.claims.browsing import address, posted
from tests.claims.making import fill, small_draft
from tests.people import browser_of

NOTICE, WORDS = "You may look at this form", "She hears badly & forgets"


@pytest.fixture
def draft(alice):
    return fill(small_draft(alice), alice, {"has_pets": "no"})


def saved(draft) -> dict:
    return {place: each.raw for place, each in stored_answers(draft).items()}


def test_a_page_of_whoever_only_looks_takes_no_words(alice, bob, draft):
    grant = grant_of(alice, helper=bob.user, scopes=[Scope.VIEW_CLAIMS])
    page = browser_of(bob).get(address(draft, "paying-you")).content.decode()
    assert NOTICE in page
    assert re.search(r'<fieldset class="govuk-fieldset"\s+disabled>', page)
    for gone in ("Save and continue", "Save and come back later", "data-claim-page", "data-autosave-url"):
        assert gone not in page, gone
    grant.scopes = [Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS]
    grant.save()
    for who in (alice, bob):
        page = browser_of(who).get(address(draft, "paying-you")).content.decode()
        assert NOTICE not in page
        assert "Save and continue" in page
        assert "data-autosave-url" in page


@pytest.mark.parametrize(("scopes", "status"), [([], 404), ([Scope.VIEW_CLAIMS], 403)])
def test_what_is_typed_after_the_end_is_not_saved_and_not_lost(alice, bob, draft, scopes, status):
    grant = grant_of(alice, helper=bob.user)
    browser, before = browser_of(bob), saved(draft)
    typed = posted(browser.get(address(draft, "paying-you"))) | {"anything_else": WORDS}
    Delegation.objects.filter(pk=grant.pk).update(scopes=scopes or [Scope.VIEW_JOURNAL])
    answer = browser.post(address(draft, "paying-you"), typed)
    assert answer.status_code == status
    page = answer.content.decode()
    assert "This was not saved" in page
    assert "She hears badly &amp; forgets" in page
    change = {"question": "anything_else", "raw": WORDS, "base": 0, "id": "a.1"}
    told = browser.post(f"/claims/{draft.public_id}/answers/", json.dumps(change), content_type="application/json")
    assert (told.status_code, told.json()) == (status, {"state": "ended"})
    assert saved(draft) == before
