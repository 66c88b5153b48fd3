"""How many statements the pages of the desk cost: a budget that is raised needs a reason."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casework.actions.owning import take_claim
from claims.models import Claim
from claims.readers.following import CHANGE
from formspec.actions.publishing import import_form
from tests.casework.deciding.cases import checked_claim
from tests.claims.changing.test_views import told
from tests.claims.reviewing.reviewed import award, review
from tests.claims.sent import sent_claim
from tests.people import browser_of

LIST, CLAIM = 15, 36


def cost_of(call) -> int:
    """The statements of a request, without savepoints, once what processes remember is there."""
    with CaptureQueriesContext(connection) as captured:
        assert call().status_code == 200
    return len([each for each in captured if "SAVEPOINT" not in each["sql"]])


@pytest.mark.parametrize("text", ["ty-wyn", "reference", "AB123456C", "nobody at all", "1985"])
def test_a_search_of_the_work_list_keeps_to_the_budget(alice, aisha, text):
    claim = sent_claim(alice)
    sent_claim(alice)
    browser, address = browser_of(aisha), reverse("casework:work_list")
    browser.get(address)
    browser.get(address, query_params={"stage": "done", "sort": "-sent"})
    browser.post(address, {"text": claim.reference if text == "reference" else text})
    assert cost_of(lambda: browser.get(address)) <= LIST - 1
    assert cost_of(lambda: browser.get(address, query_params={"stage": "new"})) <= LIST, "another list of it"
    browser.post(address, {"_clear": "yes"})
    assert cost_of(lambda: browser.get(address)) <= LIST


def taken(alice, aisha) -> Claim:
    claim = checked_claim(alice)
    take_claim(reference=claim.reference, based_on=0, by=aisha)
    return claim


def in_review(alice, aisha) -> Claim:
    claim = award(checked_claim(alice), aisha)
    review(claim, aisha)
    return claim


def changed(alice, aisha) -> Claim:
    import_form(slug=CHANGE, by=alice)
    claim = award(checked_claim(alice), aisha)
    told(claim, alice)
    return claim


def a_change(alice, aisha) -> Claim:
    import_form(slug=CHANGE, by=alice)
    return told(sent_claim(alice), alice)


@pytest.mark.slow
@pytest.mark.parametrize("made", [taken, in_review, changed, a_change])
def test_a_claim_at_the_desk_keeps_to_the_budget(alice, aisha, made):
    claim, browser = made(alice, aisha), browser_of(aisha)
    address = reverse("casework:staff_claim", args=[claim.reference])
    browser.get(address)
    assert cost_of(lambda: browser.get(address)) <= CLAIM
