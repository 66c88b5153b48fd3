"""Sharing begins with the resident, each time, and ends whenever they or the conversation say so."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import Http404
from django.utils import timezone

from accounts.actors import system_actor
from accounts.models import AuditEvent
from claims.actions.sending import submit_claim
from claims.models import Claim
from claims.readers.claims import claims_for
from cobrowse.actions.duty import change_duty
from cobrowse.actions.ending import end_conversation
from cobrowse.actions.queueing import pass_on, put_back
from cobrowse.models import Access, Duty, HelpRequest, SharedForm
from cobrowse.sharing.actions.sharing import (
    NobodyToShareWith,
    end_abandoned_shares,
    end_shares_of,
    share_form,
    stop_editing,
    stop_sharing,
)
from cobrowse.sharing.readers.shares import own_share, share_for_staff
from tests.claims.making import small_draft
from tests.cobrowse.conftest import ask, said
from tests.cobrowse.sharing.conftest import answer


def test_the_adviser_sees_nothing_before_the_resident_says_so(on_duty, talking, draft):
    assert share_for_staff(on_duty, talking.public_id) is None


def test_one_form_is_shared_with_one_adviser(alice, on_duty, sam, seen):
    public_id = seen.request.public_id
    assert share_for_staff(on_duty, public_id) == seen
    assert share_for_staff(sam, public_id) is None
    assert own_share(alice, public_id) == seen
    assert not seen.may_edit


def test_the_grant_opens_no_other_page(on_duty, seen, draft):
    assert draft not in claims_for(on_duty)
    assert seen.delegation.helper == on_duty.user


def test_both_sides_read_what_was_agreed_and_the_record_says_it(alice, together, talking):
    stop_editing(public_id=talking.public_id, by=alice)
    stop_sharing(public_id=talking.public_id, by=alice)
    kinds = [(kind, words) for kind, words in said(talking, "adviser") if kind in ("shared", "view_only", "unshared")]
    assert kinds == [("shared", "edit"), ("view_only", "view"), ("unshared", "")]
    codes = AuditEvent.objects.filter(code__startswith="cobrowse.form").order_by("number")
    assert [event.code.rpartition(".")[2] for event in codes] == ["shared", "view_only", "unshared"]
    assert {event.delegation for event in codes} == {together.delegation}


def test_only_a_draft_of_ones_own_can_be_shared(alice, bob, talking):
    other = small_draft(bob)
    with pytest.raises(Http404):
        share_form(public_id=talking.public_id, claim_id=other.public_id, access=Access.VIEW, by=alice)
    mine = small_draft(alice)
    with pytest.raises(Http404):
        share_form(public_id=talking.public_id, claim_id=mine.public_id, access=Access.VIEW, by=bob)


def test_nothing_is_shared_while_nobody_talks(alice, draft):
    waiting = ask(alice)
    with pytest.raises(NobodyToShareWith):
        share_form(public_id=waiting.public_id, claim_id=draft.public_id, access=Access.VIEW, by=alice)


def test_one_form_at_a_time_and_the_same_again_is_the_same(alice, seen, talking):
    again = share_form(public_id=talking.public_id, claim_id=seen.claim.public_id, access=Access.VIEW, by=alice)
    assert again == seen
    other = small_draft(alice)
    share_form(public_id=talking.public_id, claim_id=other.public_id, access=Access.VIEW, by=alice)
    seen.refresh_from_db()
    assert seen.ending == SharedForm.Ending.ANOTHER
    assert SharedForm.objects.filter(ended_at__isnull=True).count() == 1


def _signs_out(it):
    end_shares_of(by=it["alice"])


def _gone(it):
    SharedForm.objects.update(resident_here_at=timezone.now() - dt.timedelta(minutes=6))
    assert share_for_staff(it["aisha"], it["request"].public_id) is None
    end_abandoned_shares(by=system_actor(it["alice"].council, "live help"))


def _revoked(it):
    it["share"].delegation.revoked_at = timezone.now()
    it["share"].delegation.save()
    assert share_for_staff(it["aisha"], it["request"].public_id) is None
    end_abandoned_shares(by=system_actor(it["alice"].council, "live help"))


def _sent(it):
    submit_claim(public_id=it["claim"].public_id, by=it["alice"], for_whom="self")
    assert share_for_staff(it["aisha"], it["request"].public_id) is None
    end_abandoned_shares(by=system_actor(it["alice"].council, "live help"))


ENDINGS = {
    "she stops": (lambda it: stop_sharing(public_id=it["request"].public_id, by=it["alice"]), "stopped"),
    "she signs out": (_signs_out, "stopped"),
    "the adviser signs out": (lambda it: end_shares_of(by=it["aisha"]), "stopped"),
    "she ends the conversation": (lambda it: end_conversation(request=it["request"], by=it["alice"]), "left"),
    "the adviser puts her back": (lambda it: put_back(public_id=it["request"].public_id, by=it["aisha"]), "left"),
    "the adviser passes her on": (
        lambda it: pass_on(
            public_id=it["request"].public_id, to=it["sam"].membership.pk, words="", by=it["aisha"]
        ), "left",
    ),
    "the adviser goes off duty": (lambda it: change_duty(state=Duty.State.OFF, by=it["aisha"]), "left"),
    "she sends the form": (_sent, "sent"),
    "she is away": (_gone, "gone"),
    "the grant is taken back": (_revoked, "gone"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", ENDINGS)
def test_sharing_ends_when(name, alice, on_duty, sam, together, draft):
    happens, ending = ENDINGS[name]
    request = HelpRequest.objects.get(pk=together.request_id)
    happens({"alice": alice, "aisha": on_duty, "sam": sam, "request": request, "share": together, "claim": draft})
    together.refresh_from_db()
    together.delegation.refresh_from_db()
    assert (together.ending, together.ended_at is None) == (ending, False)
    assert together.delegation.revoked_at is not None
    assert share_for_staff(on_duty, request.public_id) is None
    assert own_share(alice, request.public_id) is None
    # The next adviser has to be let in anew.
    assert share_for_staff(sam, request.public_id) is None


def test_news_of_answers_is_sent_only_while_somebody_may_look(
    alice, together, draft, django_capture_on_commit_callbacks
):
    topic = f"answers:{alice.council.pk}:{together.request.public_id}"
    draft.refresh_from_db()
    with django_capture_on_commit_callbacks() as callbacks:
        answer(draft, alice, "anything_else", "More")
    assert topic in {callback.args[0] for callback in callbacks if getattr(callback, "args", ())}
    stop_sharing(public_id=together.request.public_id, by=alice)
    answer(draft, alice, "anything_else", "And more")
    assert not Claim.objects.get(pk=draft.pk).followed
