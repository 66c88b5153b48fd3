"""Moving a claim on: one transaction, told to the claimant, never over somebody else's change; notes; openings."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import Http404

from accounts import audit
from accounts.models import AuditEvent, Council
from accounts.permissions import Role
from casework.actions.progress import StatusMoved, add_note, change_status, record_opening, record_search
from casework.models import Note
from casework.readers.claims import latest_change
from claims.models import Claim, StatusChange
from core.tenancy import council_scope
from notifications.models import Message
from tests.claims.sent import sent_claim
from tests.people import make_resident, make_staff


def change(claim, by, status="in-progress", message="", based_on=None):
    based_on = latest_change(claim).pk if based_on is None else based_on
    return change_status(reference=claim.reference, status=status, message=message, based_on=based_on, by=by)


def test_a_claim_moves_on_and_the_claimant_is_told(alice, aisha):
    claim = sent_claim(alice)
    moved = change(claim, aisha, "waiting", "Please send a payslip.")
    assert moved.status.code == "waiting"
    latest = latest_change(claim)
    assert latest.message.startswith("We need something more from you")
    assert latest.message.endswith("\n\nPlease send a payslip.")
    assert latest.by_label == "Aisha Khan (Calderbrook Council)"
    told = Message.objects.filter(template="claim_status_changed", resident=alice.resident)
    assert {message.channel for message in told} == {"email", "in_app"}
    assert all("payslip" not in str(message.context) for message in told)
    event = AuditEvent.objects.get(code="claims.claim.status_changed")
    assert (event.resident, event.subject) == (alice.resident, claim.reference)
    assert event.detail == {"from": "new", "to": "waiting"}
    assert audit.broken_links() == []


def test_it_all_happens_or_nothing_does(alice, aisha):
    claim = sent_claim(alice)

    def page_that_fails_afterwards():
        with transaction.atomic():
            change(claim, aisha)
            raise RuntimeError("the page fails afterwards")

    with pytest.raises(RuntimeError):
        page_that_fails_afterwards()
    claim.refresh_from_db()
    assert claim.status.code == "new"
    assert StatusChange.objects.count() == 1
    assert not Message.objects.filter(template="claim_status_changed").exists()
    assert not AuditEvent.objects.filter(code="claims.claim.status_changed").exists()


def test_a_change_that_somebody_else_made_first_wins(alice, aisha, calderbrook):
    claim = sent_claim(alice)
    other = make_staff(calderbrook, "Ben Ode", "ben@calderbrook.example", Role.ADVISOR)
    seen = latest_change(claim).pk
    change(claim, other, "decided", based_on=seen)
    with pytest.raises(StatusMoved) as moved:
        change(claim, aisha, "waiting", "A payslip, please.", based_on=seen)
    assert moved.value.change.by_label.startswith("Ben Ode")
    claim.refresh_from_db()
    assert claim.status.code == "decided"


def test_there_and_back_is_a_change_too(alice, aisha):
    claim = sent_claim(alice)
    seen = latest_change(claim).pk
    change(claim, aisha, "in-progress")
    change(claim, aisha, "new")
    with pytest.raises(StatusMoved):
        change(claim, aisha, "decided", based_on=seen)


def test_a_double_click_changes_once(alice, aisha):
    claim = sent_claim(alice)
    seen = latest_change(claim).pk
    for _ in range(2):
        change(claim, aisha, "waiting", "A payslip, please.", based_on=seen)
    assert StatusChange.objects.count() == 2
    assert Message.objects.filter(template="claim_status_changed", channel="email").count() == 1


def test_of_two_at_the_same_moment_one_wins(transactional_db):
    council = Council.objects.create(host="c.localhost", slug="c", name="C", reference_prefix="CCC")
    alice = make_resident(council, "Alice", "alice@example.org")
    staff = [make_staff(council, name, f"{name}@c.example", Role.ADVISOR) for name in ("ann", "ben")]
    with council_scope(council.pk):
        claim = sent_claim(alice)
        seen = latest_change(claim).pk
    together, outcomes = threading.Barrier(2), []

    def one(by, status):
        together.wait(20)
        try:
            with council_scope(council.pk):
                change(claim, by, status, based_on=seen)
            outcomes.append("changed")
        except StatusMoved:
            outcomes.append("moved")
        finally:
            connection.close()

    pairs = zip(staff, ("in-progress", "decided"), strict=True)
    threads = [threading.Thread(target=one, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes) == ["changed", "moved"]
    with council_scope(council.pk):
        assert StatusChange.objects.count() == 2


def test_who_may_change_a_status(alice, bob, omar, sian, operator, visitor):
    claim = sent_claim(alice)
    for actor in (alice, bob, operator, visitor):
        with pytest.raises(Http404):
            change(claim, actor)
    with pytest.raises(PermissionDenied):
        change(claim, omar)
    seen = latest_change(claim).pk
    with council_scope(sian.council.pk), pytest.raises((Http404, PermissionDenied)):
        change(claim, sian, based_on=seen)
    assert StatusChange.objects.count() == 1


def test_another_councils_advisor_finds_nothing(alice, southmere):
    claim = sent_claim(alice)
    seen = latest_change(claim).pk
    advisor = make_staff(southmere, "Gwen", "gwen@southmere.example", Role.ADVISOR)
    with council_scope(southmere.pk), pytest.raises(Http404):
        change(claim, advisor, based_on=seen)


def test_an_unknown_status_or_a_draft_is_not_found(alice, aisha):
    claim = sent_claim(alice)
    with pytest.raises(Http404):
        change(claim, aisha, "no-such-status")
    with pytest.raises(Http404):
        change_status(reference="CAL-0000-0000", status="new", message="", based_on=1, by=aisha)


def test_a_note_is_kept_once_with_its_author(alice, aisha, omar):
    claim = sent_claim(alice)
    for _ in range(2):
        add_note(reference=claim.reference, text="Called, no answer.", by=aisha)
    note = Note.objects.get()
    assert (note.by, note.by_label) == (aisha.user, "Aisha Khan (Calderbrook Council)")
    assert AuditEvent.objects.filter(code="claims.note.added", resident=alice.resident).count() == 1
    with pytest.raises(PermissionDenied):
        add_note(reference=claim.reference, text="Hello", by=omar)
    with pytest.raises(Http404):
        add_note(reference=claim.reference, text="Hello", by=alice)


def test_opening_is_in_the_residents_trail_and_a_search_says_how_not_whom(alice, aisha):
    claim = Claim.objects.get(pk=sent_claim(alice).pk)
    record_opening(claim=claim, by=aisha)
    opened = AuditEvent.objects.get(code="claims.claim.opened")
    assert (opened.resident, opened.actor, opened.subject) == (alice.resident, aisha.user, claim.reference)
    record_search(searched_by=["name", "born_on"], found=3, by=aisha)
    searched = AuditEvent.objects.get(code="claims.work_list.searched")
    assert searched.detail == {"by": ["name", "born_on"], "found": 3}
    assert searched.resident is None
