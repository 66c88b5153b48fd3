"""Papers and messages are areas of their own: each is given or not, beside the claims that they are about."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from accounts.models import AuditEvent, Delegation
from accounts.permissions import Scope, looking
from advocates.forms.granting import AskForm, TermsForm
from advocates.planning.rules import scopes_along
from advocates.rules.terms import LEVELS, OF_CLAIMS, levels_said, scopes_of
from claims.models import ClaimFile, ThreadMessage
from claims.papers.actions.sending import remove_paper_file, send_paper
from claims.papers.readers import claim_with_papers_for
from claims.readers.files import file_for
from claims.thread.actions.writing import write_to_council
from claims.thread.readers import claim_with_thread_for
from tests.claims.papers.giving import filled_draft, give, paper_of, send
from tests.claims.sent import photo
from tests.claims.thread.conftest import from_council, time_goes_by, words
from tests.people import browser_of

SENDS = {"claims": "send", "papers": "fill", "messages": "fill"}


def given(alice, bob, **levels) -> Delegation:
    today = timezone.localdate()
    return Delegation.objects.create(
        resident=alice.resident, helper=bob.user, scopes=scopes_of(levels), starts_on=today,
        ends_on=today + dt.timedelta(days=9),
    )  # fmt: skip


def with_a_paper(alice):
    claim = send(filled_draft(alice), alice)
    give(claim, alice)
    return claim, ClaimFile.objects.get(claim=claim)


@pytest.mark.parametrize("levels", [{"claims": "send"}, {"papers": "fill"}, {"claims": "send", "messages": "fill"}])
def test_whoever_has_not_both_claims_and_papers_has_no_papers(alice, bob, levels):
    claim, file = with_a_paper(alice)
    given(alice, bob, **levels)
    paper = paper_of(claim).public_id
    for reach in (
        lambda: claim_with_papers_for(bob, claim.public_id),
        lambda: file_for(bob, claim.public_id, file.public_id),
        lambda: send_paper(claim_id=claim.public_id, paper=paper, uploads=[photo("b.jpg")], by=bob),
        lambda: remove_paper_file(claim_id=claim.public_id, file=file.public_id, by=bob),
    ):
        with pytest.raises(Http404):
            reach()
    assert ClaimFile.objects.get() == file


def test_whoever_may_look_at_papers_opens_them_and_neither_sends_nor_removes(alice, bob):
    claim, file = with_a_paper(alice)
    given(alice, bob, claims="send", papers="view")
    assert file_for(bob, claim.public_id, file.public_id) == file
    with pytest.raises(PermissionDenied):
        send_paper(claim_id=claim.public_id, paper=paper_of(claim).public_id, uploads=[photo("b.jpg")], by=bob)
    with pytest.raises(PermissionDenied):
        remove_paper_file(claim_id=claim.public_id, file=file.public_id, by=bob)
    assert ClaimFile.objects.get() == file


def test_papers_can_be_sent_by_whoever_only_looks_at_the_claim(alice, bob):
    claim, _file = with_a_paper(alice)
    grant = given(alice, bob, claims="view", papers="fill")
    sent = send_paper(claim_id=claim.public_id, paper=paper_of(claim).public_id, uploads=[photo("b.jpg")], by=bob)
    assert sent.problems == []
    assert AuditEvent.objects.filter(code="claims.paper.added").latest("number").delegation == grant


@pytest.mark.parametrize("levels", [{"claims": "send", "papers": "fill"}, {"messages": "fill"}])
def test_whoever_has_not_both_claims_and_messages_has_no_thread(alice, bob, levels):
    claim = send(filled_draft(alice), alice)
    given(alice, bob, **levels)
    with pytest.raises(Http404):
        claim_with_thread_for(bob, claim.public_id)
    with pytest.raises(Http404):
        write_to_council(public_id=claim.public_id, written=words(), by=bob)
    assert not ThreadMessage.objects.exists()


def test_whoever_may_read_messages_does_not_write_and_leaves_them_new_to_the_claimant(alice, bob, aisha):
    claim = send(filled_draft(alice), alice)
    from_council(claim, aisha)
    time_goes_by(claim)
    given(alice, bob, claims="view", messages="view")
    page = browser_of(bob).get(f"/claims/{claim.public_id}/messages/")
    assert page.status_code == 200
    assert b"<textarea" not in page.content
    assert ThreadMessage.objects.get().read_at is None
    assert browser_of(bob).post(f"/claims/{claim.public_id}/messages/", {}).status_code == 403
    with pytest.raises(PermissionDenied):
        write_to_council(public_id=claim.public_id, written=words(), by=bob)
    assert ThreadMessage.objects.count() == 1


def test_what_a_helper_writes_says_to_both_from_whom_it_is(alice, bob):
    claim = send(filled_draft(alice), alice)
    grant = given(alice, bob, claims="view", messages="fill")
    written = write_to_council(public_id=claim.public_id, written=words("They have moved."), by=bob)
    assert AuditEvent.objects.get(code="claims.message.written").delegation == grant
    address = f"/claims/{claim.public_id}/messages/"
    for_alice, for_bob = (browser_of(each).get(address).content.decode() for each in (alice, bob))
    assert f"{written.by_label}</h2>" in "".join(for_alice.split("\n"))
    assert "You</h2>" in for_bob
    assert "You</h2>" not in for_alice


def test_a_claim_that_is_left_out_shows_its_helper_neither_papers_nor_messages(alice, bob):
    claim, file = with_a_paper(alice)
    grant = given(alice, bob, **SENDS)
    grant.left_out = [claim.public_id]
    grant.save()
    for reach in (claim_with_papers_for, claim_with_thread_for):
        with pytest.raises(Http404):
            reach(bob, claim.public_id)
    with pytest.raises(Http404):
        file_for(bob, claim.public_id, file.public_id)


@pytest.mark.parametrize("levels", [{"claims": "send"}, SENDS])
def test_the_ways_to_papers_and_messages_stand_only_where_they_lead_somewhere(alice, bob, levels):
    draft, (claim, _file) = filled_draft(alice), with_a_paper(alice)
    given(alice, bob, **levels)
    browser, may = browser_of(bob), levels is SENDS
    begun = browser.get(f"/claims/{draft.public_id}/").content.decode()
    sent = browser.get(f"/claims/{claim.public_id}/sent/").content.decode()
    assert (f"/claims/{draft.public_id}/papers/" in begun) is may
    assert (f"/claims/{claim.public_id}/papers/" in sent) is may
    assert (f"/claims/{claim.public_id}/messages/" in sent) is may


def test_a_hand_over_takes_along_papers_money_and_contact_as_far_as_the_sender_has_them_and_no_messages():
    everything = scopes_of({**SENDS, "money": "fill", "reach": "fill"})
    assert scopes_along("view", most=everything) == ["view:claims", "view:papers", "view:money", "view:contact"]
    sends = scopes_of({"claims": "send", "papers": "fill", "money": "fill", "reach": "fill"})
    assert scopes_along("send", most=everything) == sends
    assert scopes_along("send", most=["view:papers"]) == [*scopes_of({"claims": "send"}), "view:papers"]
    assert scopes_along("fill", most=[]) == scopes_of({"claims": "fill"})
    assert scopes_along("nothing", most=everything) == []


@pytest.mark.parametrize("area", OF_CLAIMS)
@pytest.mark.parametrize("form", [TermsForm, AskForm])
def test_papers_messages_and_money_are_not_given_without_claims(area, form):
    said = {"claims": "nothing", "journal": "view", "period": "month", "why": "x", "name": "Mum", area: "view"}
    more = {"has_name": True, "own_contacts": set()} if form is AskForm else {}
    found = form({**said, "contact": "mum@example.org"}, **more)
    assert list(found.errors) == [area]
    assert form({**said, "contact": "mum@example.org", "claims": "view"}, **more).is_valid()


def test_what_a_form_says_nothing_of_is_not_given():
    assert levels_said({"claims": "fill", "papers": ""}) == {
        "claims": "fill", "papers": "nothing", "messages": "nothing", "money": "nothing", "reach": "nothing",
        "journal": "nothing",
    }  # fmt: skip


def test_whoever_may_do_more_with_an_area_may_look_at_it():
    for levels in LEVELS.values():
        for scopes in levels.values():
            assert {looking(scope) for scope in scopes} <= set(scopes)
    assert looking(Scope.SUBMIT_CLAIMS) == Scope.VIEW_CLAIMS
