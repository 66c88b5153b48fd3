"""Deciding: what is earned, two persons, the letter that was shown, one live decision, undoing before and after."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.permissions import Role
from casework.actions.progress import OnlyByDecision
from casework.deciding.actions.checking import Finding, IsDecided
from casework.deciding.actions.deciding import (
    CaseMoved,
    LetterNotReady,
    NotEarned,
    OwnDecision,
    agree,
    give_back,
    recall,
    reopen,
)
from casework.deciding.actions.settings import save_deciding_settings
from casework.deciding.rules.gates import Proposal
from casework.deciding.rules.letter import RECALL_FOR
from casework.models import Decision, LetterPdf
from casework.readers.timeline import timeline_of
from notifications.models import Message
from tests.casework.deciding.cases import AWARD, again, checked_claim, decide, find, fresh, let_it_go, pass_all
from tests.casework.test_claims import move
from tests.people import make_staff

NO_PROOF = Finding("failed", ("no_proof",))
REFUSAL = Proposal("refused", reasons=("rent:no_proof",), summary="We wrote to you twice.")


@pytest.fixture
def ben(calderbrook):
    return make_staff(calderbrook, "Ben Ode", "ben@calderbrook.example", Role.ADVISOR)


def which(decision):
    now = again(decision)
    return {"reference": decision.claim.reference, "public_id": now.public_id, "version": now.version}


def test_what_is_decided_is_kept_with_what_it_rests_on_and_the_letter_waits(alice, aisha):
    claim = checked_claim(alice)
    pass_all(claim, aisha)
    decision = decide(claim, aisha)
    assert (decision.state, decision.outcome, decision.rests_on["rent"]) == ("waiting", "awarded", ["passed", 1])
    assert [(a.key, a.pence, a.is_weekly) for a in decision.awards.all()] == [
        ("housing_benefit", 9250, True), ("council_tax_reduction", 1200, True),
    ]  # fmt: skip
    goes = LetterPdf.objects.get(decision=decision).due_at
    assert abs(goes - timezone.now() - RECALL_FOR) < dt.timedelta(minutes=1)
    assert not Message.objects.filter(template="claim_decided").exists()
    assert AuditEvent.objects.filter(code="claims.decision.made", resident=alice.resident).count() == 1


def test_approving_with_an_open_check_is_refused_unless_words_say_why_and_those_stay(alice, aisha):
    claim = checked_claim(alice)
    find(claim, aisha, "identity")
    find(claim, aisha, "status")
    with pytest.raises(NotEarned) as refused:
        decide(claim, aisha)
    assert refused.value.problems == ["open:rent"]
    assert not Decision.objects.exists()
    why = Proposal("awarded", AWARD.awards, exceptions={"rent": "The landlord confirmed it by phone."})
    decision = decide(claim, aisha, why)
    assert decision.exceptions == {"rent": "The landlord confirmed it by phone."}
    assert "The landlord confirmed it by phone." in [event["text"] for event in timeline_of(claim)]


def test_a_refusal_rests_on_reasons_of_failed_checks_only(alice, aisha):
    claim = checked_claim(alice)
    find(claim, aisha, "status")
    with pytest.raises(NotEarned) as refused:
        decide(claim, aisha, REFUSAL)
    assert refused.value.problems == ["unknown_reason:rent:no_proof"]
    find(claim, aisha, "rent", NO_PROOF)
    decision = decide(claim, aisha, REFUSAL)
    words = [text for _kind, text in decision.letter["blocks"]]
    assert "We asked for proof of your rent and did not get it." in words
    assert "We wrote to you twice." in words


def test_a_decision_on_what_has_changed_meanwhile_is_not_made(alice, aisha, ben):
    claim = checked_claim(alice)
    pass_all(claim, aisha)
    seen = fresh(claim, aisha).version
    find(claim, ben, "rent", NO_PROOF)
    with pytest.raises(CaseMoved):
        decide(claim, aisha, based_on=seen)


def test_the_letter_that_was_not_shown_does_not_go_and_one_with_a_gap_never(alice, aisha):
    claim = checked_claim(alice)
    pass_all(claim, aisha)
    with pytest.raises(LetterNotReady) as other:
        decide(claim, aisha, sha256="0" * 64)
    assert other.value.gaps == []
    gap = Proposal("awarded", AWARD.awards, summary="We looked at [which papers].")
    with pytest.raises(LetterNotReady) as open_gap:
        decide(claim, aisha, gap)
    assert open_gap.value.gaps == ["[which papers]"]
    assert not Decision.objects.exists()


def test_one_decision_is_live_and_the_same_sent_twice_is_made_once(alice, aisha, ben):
    claim = checked_claim(alice)
    pass_all(claim, aisha)
    first = decide(claim, aisha)
    assert decide(claim, aisha) == first
    with pytest.raises(IsDecided):
        decide(claim, ben)
    first.pk, first.public_id = None, "00000000-0000-4000-8000-000000000000"
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save()


def test_who_made_a_decision_never_checks_it_whatever_their_role(alice, aisha, ben, omar):
    save_deciding_settings(second_person=True, by=omar)
    claim = checked_claim(alice)
    pass_all(claim, aisha)
    decision = decide(claim, aisha)
    assert decision.state == "to_check"
    assert not LetterPdf.objects.exists()
    for act in (agree, lambda **it: give_back(**it, why="No.")):
        with pytest.raises(OwnDecision):
            act(**which(decision), by=aisha)
    for broken in ({"checked_by": aisha.user}, {"state": "waiting"}, {"state": "sent"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.filter(pk=decision.pk).update(**broken)
    agree(**which(decision), by=ben)
    assert (again(decision).state, again(decision).checked_by) == ("waiting", ben.user)
    assert LetterPdf.objects.filter(decision=decision).exists()


def test_given_back_it_can_be_checked_and_decided_anew_and_stays_in_sight(alice, aisha, ben, omar):
    save_deciding_settings(second_person=True, by=omar)
    claim = checked_claim(alice)
    pass_all(claim, aisha)
    decision = decide(claim, aisha)
    give_back(**which(decision), why="The rent is another.", by=ben)
    find(claim, aisha, "rent", Finding("passed", words="£92.50 it is."))
    decide(claim, aisha)
    assert [each.state for each in fresh(claim, aisha).decisions] == ["returned", "to_check"]
    assert "The rent is another." in [event["text"] for event in timeline_of(claim)]


def test_recalled_in_time_nothing_was_sent_and_nothing_is(alice, aisha):
    claim = checked_claim(alice)
    pass_all(claim, aisha)
    decision = decide(claim, aisha)
    row = LetterPdf.objects.get(decision=decision)
    recall(**which(decision), why="Wrong week.", by=aisha)
    assert again(decision).state == "recalled"
    assert not LetterPdf.objects.filter(pk=row.pk).exists()
    assert not Message.objects.filter(template="claim_decided").exists()
    with pytest.raises(CaseMoved):
        recall(**which(decision), why="Again.", by=aisha)


def test_after_the_letter_only_reopening_helps_and_makes_a_letter_in_its_place(alice, aisha):
    claim = checked_claim(alice)
    pass_all(claim, aisha)
    decision = decide(claim, aisha)
    assert let_it_go(decision)
    with pytest.raises(CaseMoved):
        recall(**which(decision), why="Too late.", by=aisha)
    reopen(**which(decision), why="A payslip came.", by=aisha)
    claim.refresh_from_db()
    assert claim.status.code == "in-progress"
    second = decide(claim, aisha)
    assert second.replaces == decision
    assert any("takes the place of our letter" in text for _kind, text in second.letter["blocks"])


def test_while_a_decision_stands_no_status_is_set_by_hand_and_none_ends_a_checked_claim(alice, aisha):
    claim = checked_claim(alice)
    with pytest.raises(Http404):
        move(claim, aisha, "decided")
    move(claim, aisha, "in-progress")
    pass_all(claim, aisha)
    decision = decide(claim, aisha)
    with pytest.raises(OnlyByDecision):
        move(claim, aisha, "waiting")
    let_it_go(decision)
    claim.refresh_from_db()
    assert claim.status.code == "decided"
