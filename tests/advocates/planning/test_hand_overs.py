"""Handing a person over: the resident's yes first, then the receiver's; what begins and what ends with it."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.actors import system_actor
from accounts.models import AuditEvent, Council, Delegation, Organisation
from accounts.permissions import Role
from accounts.readers import grants_for
from advocates.actions.ending import end_own_grant
from advocates.caseload.actions.opening import open_case
from advocates.models import Case, HandOver
from advocates.planning.actions import handing_over as sending
from advocates.planning.actions import receiving
from advocates.planning.readers.hand_overs import (
    Receiver,
    hand_over_for,
    levels_to_offer,
    receivers_for,
    sent_by_us,
    waiting_for_us,
)
from advocates.planning.readers.parties import sender_viewer
from advocates.planning.tasks import look_after_plans
from core.tenancy import council_scope
from notifications.models import Message
from notifications.readers import mailbox
from tests.advocates.planning.making import FILL, VIEW, grant_to, of_council, partner
from tests.parallel import in_parallel
from tests.people import browser_of, make_resident, make_staff

State = HandOver.State
YES = "Brook Homes hands me over."


@pytest.fixture(autouse=True)
def empty_mailbox(settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path


@pytest.fixture
def pat(calderbrook):
    return partner(calderbrook, "pat")


@pytest.fixture
def cora(calderbrook):
    return partner(calderbrook, "cora", place="Citizens Advice")


@pytest.fixture
def grant(alice, pat):
    return grant_to(alice, pat.membership.organisation, FILL)


def send(grant, pat, cora, *, kind="hand_over", level="fill", wording="", **to) -> HandOver:
    receiver = Receiver(cora.membership.organisation, **to)
    said = sending.HandOverInput(receiver, kind, "She needs the arrears looked at.", level, "month", wording)
    return sending.send_hand_over(viewer=sender_viewer(pat, grant.public_id), said=said, client_id=uuid.uuid4(), by=pat)


def agree(row, alice, level="fill", ends=False):
    sending.agree_to_hand_over(public_id=row.public_id, level=level, ends_senders=ends, wording=YES, by=alice)


def test_nothing_happens_and_nobody_there_knows_before_the_residents_yes(alice, pat, cora, grant):
    row = send(grant, pat, cora)
    assert row.state == State.ASKED
    assert waiting_for_us(cora) == []
    with pytest.raises(Http404):
        hand_over_for(cora, row.public_id)
    with pytest.raises(Http404):
        receiving.accept_hand_over(public_id=row.public_id, by=cora)
    agree(row, alice)
    assert waiting_for_us(cora) == [row]
    assert not grants_for(cora, "view:claims").exists()


def test_accepted_the_receiver_may_do_what_the_resident_agreed_to_and_the_senders_case_ends(alice, pat, cora, grant):
    open_case(resident=alice.resident, responsible=pat.membership, by=pat)
    row = send(grant, pat, cora)
    agree(row, alice, level="view")
    receiving.accept_hand_over(public_id=row.public_id, by=cora)
    given = grants_for(cora, "view:claims").get()
    assert (given.scopes, given.basis, given.organisation) == (VIEW, "consent", cora.membership.organisation)
    assert Case.objects.get(closed_at=None).responsible == cora.membership
    assert grants_for(pat, "view:claims").exists(), "the resident did not end that"


def test_a_referral_leaves_the_senders_case_open(alice, pat, cora, grant):
    open_case(resident=alice.resident, responsible=pat.membership, by=pat)
    row = send(grant, pat, cora, kind="referral")
    agree(row, alice)
    receiving.accept_hand_over(public_id=row.public_id, by=cora)
    assert Case.objects.filter(closed_at=None).count() == 2


def test_what_the_sender_may_do_ends_if_the_resident_said_so_unless_the_law_gives_it(alice, pat, cora, grant):
    legal = grant_to(alice, pat.membership.organisation, VIEW)
    Delegation.objects.filter(pk=legal.pk).update(basis="corporate", ends_on=None)
    row = send(grant, pat, cora)
    agree(row, alice, ends=True)
    receiving.accept_hand_over(public_id=row.public_id, by=cora)
    assert list(grants_for(pat, "view:claims")) == [legal]


def test_nobody_passes_on_more_than_they_may_do_nor_gets_more_than_was_asked(alice, pat, cora):
    small = grant_to(alice, pat.membership.organisation, VIEW)
    assert levels_to_offer(sender_viewer(pat, small.public_id)) == ["view"]
    with pytest.raises(sending.TooMuch):
        send(small, pat, cora, level="fill")
    row = send(small, pat, cora, level="view")
    with pytest.raises(sending.TooMuch):
        agree(row, alice, level="send")
    assert row.scopes == VIEW


def test_a_yes_in_person_is_kept_with_its_words_and_the_person_is_told(alice, pat, cora, grant):
    row = send(grant, pat, cora, wording=YES)
    assert (row.state, row.basis, row.wording) == (State.WAITING, "in_person", YES)
    receiving.accept_hand_over(public_id=row.public_id, by=cora)
    given = grants_for(cora, "fill:claims").get()
    assert (given.basis, given.evidence) == ("in_person", YES)
    assert Message.objects.filter(resident=alice.resident, template="hand_over_news", channel="email").count() == 2


def test_the_resident_says_no_also_after_a_yes_and_only_they(alice, bob, pat, cora, grant):
    row = send(grant, pat, cora)
    with pytest.raises(Http404):
        sending.refuse_hand_over(public_id=row.public_id, by=bob)
    with pytest.raises(Http404):
        agree(row, bob)
    agree(row, alice)
    sending.refuse_hand_over(public_id=row.public_id, by=alice)
    with pytest.raises((Http404, sending.Settled)):
        receiving.accept_hand_over(public_id=row.public_id, by=cora)
    with pytest.raises(sending.Settled):
        agree(row, alice)
    assert not grants_for(cora, "view:claims").exists()


def test_declined_with_a_reason_that_both_read(alice, pat, cora, grant):
    row = send(grant, pat, cora, wording=YES)
    page = reverse("advocates:decline_hand_over", args=[row.public_id])
    assert browser_of(cora).post(page, {"reason": ""}).status_code == 422
    assert browser_of(cora).post(page, {"reason": "We are full until May"}).status_code == 302
    for somebody, name in ((pat, "advocates:hand_over"), (alice, "advocates:own_hand_over")):
        assert b"We are full until May" in browser_of(somebody).get(reverse(name, args=[row.public_id])).content
    assert b"full" not in bytes(HandOver.objects.get().secret)
    late = browser_of(cora).post(page, {"reason": "Once more"})
    assert late.status_code == 409
    assert not Case.objects.exists()


def test_what_came_of_it_is_written_down_by_the_receiver(alice, pat, cora, grant):
    row = send(grant, pat, cora, wording=YES)
    page = reverse("advocates:outcome_of_hand_over", args=[row.public_id])
    body = {"outcome": "helped", "words": "The arrears are paid off"}
    assert browser_of(cora).post(page, body).status_code == 409, "not accepted yet"
    accept = reverse("advocates:accept_hand_over", args=[row.public_id])
    assert browser_of(cora).post(accept).status_code == 200
    assert browser_of(cora).post(accept, {"_sure": "yes"}).status_code == 302
    assert browser_of(pat).post(page, body).status_code == 404
    assert browser_of(cora).post(page, body).status_code == 302
    assert b"paid off" in browser_of(alice).get(reverse("advocates:own_hand_over", args=[row.public_id])).content
    assert AuditEvent.objects.filter(code="advocates.handover.outcome", resident=alice.resident).exists()


def test_only_the_sender_takes_it_back(alice, pat, cora, grant):
    row = send(grant, pat, cora, wording=YES)
    with pytest.raises(Http404):
        sending.take_back_hand_over(public_id=row.public_id, by=cora)
    sending.take_back_hand_over(public_id=row.public_id, by=pat)
    with pytest.raises(Http404):
        receiving.accept_hand_over(public_id=row.public_id, by=cora)


def test_without_a_grant_nothing_is_sent(alice, pat, cora, grant):
    viewer = sender_viewer(pat, grant.public_id)
    end_own_grant(public_id=grant.public_id, by=alice)
    said = sending.HandOverInput(Receiver(cora.membership.organisation), "referral", "Note", "nothing", "month", YES)
    with pytest.raises(Http404):
        sending.send_hand_over(viewer=viewer, said=said, client_id=uuid.uuid4(), by=pat)
    assert not HandOver.objects.exists()


def test_the_council_receives_and_sends_by_those_who_work_on_claims(alice, aisha, omar, pat, cora, grant):
    said = sending.HandOverInput(Receiver(None, member=aisha.membership), "hand_over", "Note", "fill", "month", YES)
    viewer = sender_viewer(pat, grant.public_id)
    row = sending.send_hand_over(viewer=viewer, said=said, client_id=uuid.uuid4(), by=pat)
    assert row.scopes == [], "the council needs no grant"
    assert waiting_for_us(omar) == [row]
    with pytest.raises(PermissionDenied):
        receiving.accept_hand_over(public_id=row.public_id, by=omar)
    receiving.accept_hand_over(public_id=row.public_id, by=aisha)
    assert Case.objects.get(closed_at=None).organisation is None
    assert not Delegation.objects.exclude(pk=grant.pk).exists()
    back = sending.HandOverInput(Receiver(cora.membership.organisation), "referral", "Note", "view", "month", YES)
    with pytest.raises(PermissionDenied):
        sending.send_hand_over(viewer=of_council(alice.resident), said=back, client_id=uuid.uuid4(), by=omar)
    sending.send_hand_over(viewer=of_council(alice.resident), said=back, client_id=uuid.uuid4(), by=aisha)
    assert len(sent_by_us(aisha)) == 1


def test_neither_another_partner_nor_a_jobcentre_sees_it(calderbrook, alice, pat, cora, grant):
    row = send(grant, pat, cora, wording=YES)
    other = partner(calderbrook, "kit", place="College")
    assert waiting_for_us(other) == sent_by_us(other) == []
    with pytest.raises(Http404):
        hand_over_for(other, row.public_id)
    work_coach = partner(calderbrook, "wendy", place="Jobcentre", role=Role.JOBCENTRE)
    with pytest.raises(PermissionDenied):
        waiting_for_us(work_coach)
    Organisation.objects.filter(pk=cora.membership.organisation_id).update(
        agreement_from=dt.date(2020, 1, 1), agreement_to=dt.date(2020, 1, 2)
    )
    assert browser_of(cora).get(reverse("advocates:hand_overs")).status_code == 403


def test_it_is_handed_to_somebody_who_is_there(calderbrook, alice, aisha, pat, cora, grant):
    make_staff(calderbrook, "Wendy", "wendy@example.org", Role.JOBCENTRE)
    found = receivers_for(sender_viewer(pat, grant.public_id))
    assert {each.member for each in found} == {None, aisha.membership, cora.membership}
    assert pat.membership.organisation not in {each.organisation for each in found}


def test_a_yes_is_needed_by_the_table_itself(alice, pat, cora, grant):
    row = send(grant, pat, cora)
    with pytest.raises(IntegrityError), transaction.atomic():
        HandOver.objects.filter(pk=row.pk).update(state=State.WAITING)


# --- Time ---


def test_after_five_working_days_the_receiver_is_reminded_and_after_ten_it_comes_back(
    calderbrook, alice, pat, cora, grant
):
    row = send(grant, pat, cora, wording=YES, member=cora.membership)
    by = system_actor(calderbrook, "messages")
    assert receiving.look_after_hand_overs(today=row.remind_on - dt.timedelta(days=1), by=by) == 0
    assert receiving.look_after_hand_overs(today=row.remind_on, by=by) == 1
    assert receiving.look_after_hand_overs(today=row.remind_on, by=by) == 0
    assert [letter.to for letter in mailbox()] == ["cora@example.org"]
    assert "Alice" not in mailbox()[0].text
    assert receiving.look_after_hand_overs(today=row.back_on, by=by) == 0
    assert receiving.look_after_hand_overs(today=row.back_on + dt.timedelta(days=1), by=by) == 1
    row.refresh_from_db()
    assert row.state == State.CAME_BACK
    with pytest.raises(sending.Settled):
        receiving.accept_hand_over(public_id=row.public_id, by=cora)


def test_a_resident_who_does_not_answer_is_reminded_too(alice, pat, cora, grant):
    row = send(grant, pat, cora)
    HandOver.objects.update(remind_on=timezone.localdate())
    look_after_plans()
    assert Message.objects.filter(template="hand_over_asked", channel="email", resident=alice.resident).count() == 2
    HandOver.objects.update(back_on=timezone.localdate() - dt.timedelta(days=1))
    look_after_plans()
    row.refresh_from_db()
    assert row.state == State.CAME_BACK


# --- Pages ---


def test_a_partner_sends_it_in_three_pages_and_goes_back_without_losing_a_word(alice, pat, cora, grant):
    page, browser = reverse("advocates:helped_hand_over", args=[grant.public_id]), browser_of(pat)
    body = {
        "kind": "referral", "to": f"{cora.membership.organisation_id}:m{cora.membership.pk}", "note": "Please help",
        "level": "view", "period": "month", "client_id": str(uuid.uuid4()),
    }  # fmt: skip
    assert browser.get(page).status_code == 200
    assert browser.post(page, {**body, "note": ""}).status_code == 422
    words = browser.post(page, body).content.decode()
    assert "Citizens Advice: Cora" in words
    assert "They may: see my claims, for a month" in words
    assert browser.post(page, {**body, "_shown": "1"}).status_code == 422
    assert "Please help" in browser.post(page, {**body, "_shown": "1", "_back": "1"}).content.decode()
    assert not HandOver.objects.exists()
    assert browser.post(page, {**body, "_shown": "1", "how": "account"}).status_code == 302
    assert browser.post(page, {**body, "_shown": "1", "how": "account"}).status_code == 302
    assert HandOver.objects.get().state == State.ASKED


def test_somebody_without_an_account_cannot_be_asked_there(alice, aisha, cora):
    alice.resident.user = None
    alice.resident.save()
    page = reverse("advocates:staff_hand_over", args=[alice.resident.public_id])
    body = {
        "kind": "referral", "to": f"{cora.membership.organisation_id}:", "note": "Please help", "level": "nothing",
        "period": "month", "client_id": str(uuid.uuid4()), "_shown": "1",
    }  # fmt: skip
    assert browser_of(aisha).post(page, {**body, "how": "account"}).status_code == 422
    assert browser_of(aisha).post(page, {**body, "how": "in_person"}).status_code == 302


def test_the_resident_reads_the_note_and_says_yes_to_less(alice, pat, cora, grant):
    row = send(grant, pat, cora)
    page, browser = reverse("advocates:own_hand_over", args=[row.public_id]), browser_of(alice)
    assert b"She needs the arrears looked at." in browser.get(page).content
    asked = browser.post(page, {"level": "view", "ends_senders": "on"}).content.decode()
    assert HandOver.objects.get().state == State.ASKED
    assert browser.post(page, {"level": "view", "ends_senders": "on", "_sure": "yes"}).status_code == 302
    row.refresh_from_db()
    assert (row.scopes, row.ends_senders, row.state) == (VIEW, True, State.WAITING)
    assert row.wording in asked
    assert browser.post(page, {"level": "view", "_sure": "yes"}).status_code == 409
    refuse = reverse("advocates:refuse_hand_over", args=[row.public_id])
    assert browser.post(refuse).status_code == 200
    assert browser.post(refuse, {"_sure": "yes"}).status_code == 302
    row.refresh_from_db()
    assert row.state == State.REFUSED


def test_the_lists_keep_to_the_budget(alice, pat, cora, grant, django_assert_max_num_queries):
    for _number in range(5):
        send(grant, pat, cora, wording=YES)
    browser, page = browser_of(cora), reverse("advocates:hand_overs")
    browser.get(page)
    with django_assert_max_num_queries(15):
        assert browser.get(page).content.count(b"Alice Ashworth") == 5


# --- At once ---


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_accepted_and_refused_at_once_one_of_them_holds(transactional_db):
    council = Council.objects.create(host="c.localhost", slug="c", name="C Council", reference_prefix="CCC")
    alice = make_resident(council, "Alice", "alice@example.org")
    with council_scope(council.pk):
        pat, cora = partner(council, "pat"), partner(council, "cora", place="Citizens Advice")
        row = send(grant_to(alice, pat.membership.organisation), pat, cora, wording=YES)

    def answer(number):
        with council_scope(council.pk):
            if number:
                return receiving.accept_hand_over(public_id=row.public_id, by=cora)
            return sending.refuse_hand_over(public_id=row.public_id, by=alice)

    done = in_parallel(2, answer)
    with council_scope(council.pk):
        row.refresh_from_db()
        assert isinstance(done[0], Exception) != isinstance(done[1], Exception)
        assert grants_for(cora, "view:claims").exists() == (row.state == State.ACCEPTED)
