"""The pages of whoever is asked to let somebody act for them."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import AuditEvent, Delegation
from accounts.permissions import Scope
from advocates.models import Ask
from tests.advocates.test_asking import ask, link_of
from tests.claims.making import small_draft
from tests.people import Browser, browser_of, make_resident


@pytest.fixture
def asked(bob, alice):
    return ask(bob, why="I am her son")


def page_of(asked: Ask) -> str:
    return f"/account/helpers/asked/{asked.public_id}/"


def test_a_stranger_with_the_link_learns_nothing_and_an_old_link_says_so(asked, bob, calderbrook):
    address = link_of(calderbrook)
    nora = make_resident(calderbrook, "Nora", "nora@example.org")
    for browser in (browser_of(bob), browser_of(nora), Browser(Client(), calderbrook.host)):
        answer = browser.get(address)
        page = answer.content.decode().partition("<main")[2]
        assert answer.status_code == 403
        assert "a•••@example.org" in page
        for secret in ("Bob", "her son", "alice@"):
            assert secret not in page
    assert browser_of(nora).get(page_of(asked)).status_code == 404
    assert browser_of(nora).post(page_of(asked), {"answer": "no"}).status_code == 404
    assert browser_of(nora).get("/asked/none/").status_code == 410
    assert Ask.objects.get().state == Ask.State.OPEN


def test_whoever_has_the_contact_reads_who_asks_what_and_why(asked, alice):
    page = browser_of(alice).get(page_of(asked)).content.decode()
    assert "May Bob Birtle act for you?" in page
    assert "b•••@example.org" in page
    assert "I am her son" in page
    assert "see your claims and fill them in" in page
    # No more is offered than was asked.
    assert 'value="send"' not in page
    assert 'name="journal"' not in page
    assert 'value="half_year"' not in page


def test_yes_with_less_makes_a_grant_of_less(asked, alice, bob):
    draft = small_draft(alice)
    said = {"answer": "yes", "claims": "view", "period": "day", "left_out": [str(draft.public_id)]}
    answer = browser_of(alice).post(page_of(asked), said)
    grant = Delegation.objects.get()
    assert answer["Location"] == f"/account/helpers/{grant.public_id}/"
    assert (grant.scopes, grant.helper, grant.left_out) == ([Scope.VIEW_CLAIMS], bob.user, [draft.public_id])
    assert browser_of(alice).get(page_of(asked)).status_code == 404


@pytest.mark.parametrize(
    "said", [{"claims": "send", "period": "day"}, {"claims": "nothing", "period": "day"}, {"claims": "view"},
             {"claims": "view", "period": "year"}],
)  # fmt: skip
def test_what_cannot_be_said_yes_to_is_refused(asked, alice, said):
    assert browser_of(alice).post(page_of(asked), {"answer": "yes", **said}).status_code == 422
    assert not Delegation.objects.exists()


def test_no_is_no(asked, alice, bob):
    assert browser_of(alice).post(page_of(asked), {"answer": "no"})["Location"] == "/account/helpers/"
    assert Ask.objects.get().state == Ask.State.REFUSED
    assert not Delegation.objects.exists()
    assert AuditEvent.objects.get(code="advocates.ask.refused").resident == alice.resident
    assert "They ask to act for you" not in browser_of(alice).get("/account/helpers/").content.decode()
