"""A correction changes what was asked and what that brings up; what was sent first stays, and the last holds."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, InternalError, transaction
from django.http import Http404

from accounts.models import AuditEvent, Delegation
from accounts.permissions import Scope
from claims.correcting.actions.saving import CorrectionMoved, CorrectionOver, Typed, save_typed
from claims.correcting.actions.sending import CorrectionIncomplete, NothingChanged, WantsClaimant
from claims.correcting.readers import typed_in
from claims.models import (
    Claim,
    ClaimPdf,
    ClaimStatus,
    Correction,
    CorrectionAsk,
    Fact,
    Paper,
    ResidentAct,
    SearchTerm,
    StatusChange,
)
from claims.presenters.submission import sections_of
from claims.readers.answer_store import first_values, sent_values
from formspec.rules.compile import compile_form
from tests.advocates.test_ending import grant_of
from tests.claims.correcting.asking import ask, locking, save, send
from tests.claims.sent import SOURCE, sent_claim


@pytest.fixture
def claim(alice):
    return sent_claim(alice)


def now(claim) -> Claim:
    return Claim.objects.select_related("submission", "resident", "status").get(pk=claim.pk)


def rows_of(claim) -> dict:
    return {row.key: row for section in sections_of(now(claim)) for row in section.rows}


@pytest.mark.slow
def test_the_last_answers_hold_and_the_first_stay_beside_them(alice, aisha, claim):
    sent_on = claim.submitted_at
    asked = ask(claim, aisha, "has_pets")
    assert now(claim).asked_to_correct == 1
    correction = send(asked, alice, {"has_pets": "no"})
    after = now(claim)
    assert (after.corrected, after.asked_to_correct, after.submitted_at) == (1, 0, sent_on)
    assert correction.keys == ["has_pets", "pets"]
    assert first_values(after)["has_pets"] == "yes"
    assert sent_values(after)["has_pets"] == "no"
    assert "pets" not in sent_values(after)
    assert sent_values(after)["nino"] == "AB123456C"
    rows = rows_of(claim)
    assert (rows["has_pets"].value, rows["has_pets"].first) == ("No", "Yes")
    assert rows["pets"].first == "Rex: Its name: Rex\nMog: Its name: Mog"
    assert rows["name"].first == ""
    assert ResidentAct.objects.get(claim=claim, settled_at=None).kind == "correction"
    assert ClaimPdf.objects.get(claim=claim).state == ClaimPdf.State.DUE
    assert AuditEvent.objects.filter(code="claims.correction.sent", subject=claim.reference).count() == 1


def test_only_what_was_asked_and_what_that_brings_up_can_be_changed(alice, aisha):
    claim = sent_claim(alice, has_pets="no")
    asked = ask(claim, aisha, "has_pets")
    case = save(asked, alice, {"has_pets": "yes", "story": "Something else", "name": {"first": "Eve", "last": "X"}})
    assert case.worked_out().keys == ["has_pets", "pets"]
    assert set(case.typed) == {("has_pets", "")}
    with pytest.raises(CorrectionIncomplete):
        send(asked, alice)
    case = save(asked, alice, {}, add_to="pets")
    row = case.typed["pets", ""][0]
    send(asked, alice, {("pet_name", row): "Tib"})
    values = sent_values(now(claim))
    assert values["pets"] == [{"pet_name": "Tib"}]
    assert (values["name"], "story" in values) == (first_values(now(claim))["name"], False)
    assert Paper.objects.filter(claim=claim, kind="pet_proof").exists()
    assert Fact.objects.get(resident=alice.resident, fact="pets.each").value == [{"pet.name": "Tib"}]


def test_entries_of_a_group_are_changed_added_and_taken_out(alice, aisha, claim):
    asked = ask(claim, aisha, "pets")
    rex, mog = [row.row for row in claim.answers.filter(key="pet_name").order_by("pk")]
    save(asked, alice, {("pet_name", rex): "Max"})
    save(asked, alice, {}, remove=mog)
    send(asked, alice)
    assert sent_values(now(claim))["pets"] == [{"pet_name": "Max"}]
    assert list(claim.answers.filter(key="pet_name").values_list("row", "value")) == [(rex, "Max")]


def test_an_empty_box_of_a_hidden_answer_keeps_it_and_a_new_one_is_found(alice, aisha, claim):
    asked = ask(claim, aisha, "nino")
    save(asked, alice, {"nino": ""})
    with pytest.raises(NothingChanged):
        send(asked, alice)
    before = SearchTerm.objects.get(claim=claim, kind="ni_number").term
    send(asked, alice, {"nino": "CE 12 34 56 A"})
    after = now(claim)
    assert sent_values(after)["nino"] == "CE123456A"
    assert first_values(after)["nino"] == "AB123456C"
    assert SearchTerm.objects.get(claim=claim, kind="ni_number").term != before
    kept = str(Correction.objects.values().get()) + str(CorrectionAsk.objects.values().get())
    assert "CE123456A" not in kept
    assert rows_of(claim)["nino"].first == "•••• 56C"


def test_what_is_typed_is_kept_until_it_is_sent_and_a_stale_page_overwrites_nothing(alice, aisha, claim):
    asked = ask(claim, aisha, "has_pets", "story")
    save(asked, alice, {"story": "First"})
    stale = Typed({("story", ""): "Second"}, revision=0)
    with pytest.raises(CorrectionMoved):
        save_typed(lock=locking(asked, alice), read=lambda case: stale)
    asked.refresh_from_db()
    assert typed_in(asked) == {("story", ""): "First"}
    same = Typed({("story", ""): "First"}, revision=0)
    assert save_typed(lock=locking(asked, alice), read=lambda case: same).ask.revision == 1
    assert b"First" not in bytes(asked.secret)


def test_sent_twice_it_is_one_and_after_that_nothing_more_is_kept(alice, aisha, claim):
    asked = ask(claim, aisha, "story")
    first = send(asked, alice, {"story": "A word"})
    assert send(asked, alice) == first
    with pytest.raises(CorrectionOver):
        save(asked, alice, {"story": "Another"})
    assert Correction.objects.count() == 1


def test_a_claim_that_was_decided_meanwhile_takes_no_correction_and_loses_nothing_typed(alice, aisha, claim):
    asked = ask(claim, aisha, "story")
    save(asked, alice, {"story": "A word"})
    Claim.objects.filter(pk=claim.pk).update(status=ClaimStatus.objects.filter(stage="done").first())
    with pytest.raises(CorrectionOver):
        send(asked, alice)
    assert typed_in(CorrectionAsk.objects.select_related("claim").get(pk=asked.pk)) == {("story", ""): "A word"}


def test_each_correction_builds_on_the_last(alice, aisha, claim):
    send(ask(claim, aisha, "story"), alice, {"story": "One"})
    send(ask(claim, aisha, "story", "has_pets"), alice, {"story": "Two", "has_pets": "no"})
    assert list(Correction.objects.values_list("number", "keys")) == [
        (1, ["story"]),
        (2, ["has_pets", "pets", "story"]),
    ]
    assert sent_values(now(claim))["story"] == "Two"
    assert rows_of(claim)["story"].first == "no answer"


def test_nobody_else_corrects(alice, bob, aisha, claim):
    asked = ask(claim, aisha, "story")
    with pytest.raises(Http404):
        save(asked, bob, {"story": "Mine now"})
    with pytest.raises(Http404):
        save(asked, aisha, {"story": "Mine now"})
    with pytest.raises((Http404, PermissionDenied)):
        send(asked, bob)
    assert not Correction.objects.exists()


def test_that_it_is_not_safe_holds_as_soon_as_it_is_typed(alice, aisha):
    safe = {"key": "safe", "label": "Is it safe to contact you?", "type": "yes_no", "fact": "person.safe_contact"}
    you, *others = SOURCE["sections"]
    source = SOURCE | {"sections": [you | {"questions": [*you["questions"], safe | {"required": False}]}, *others]}
    claim = sent_claim(alice, spec={**compile_form(source, guidance={}), "evidence": []}, safe="yes")
    save(ask(claim, aisha, "safe"), alice, {"safe": "no"})
    alice.resident.refresh_from_db()
    assert not alice.resident.safe_to_contact


def test_the_database_changes_no_correction(alice, aisha, claim):
    correction = send(ask(claim, aisha, "story"), alice, {"story": "A word"})
    with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
        Correction.objects.filter(pk=correction.pk).update(answers={})
    assert StatusChange.objects.filter(claim=claim).count() == 1


def test_where_the_money_goes_is_corrected_by_nobody_who_was_only_let_to_act(alice, bob, aisha, claim):
    scopes = [Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS, Scope.SUBMIT_CLAIMS]
    grant = grant_of(alice, helper=bob.user, scopes=scopes)
    other = {"account": {"name": "B Birtle", "sort_code": "20-20-15", "account_number": "31926819", "roll_number": ""}}
    asked = ask(claim, aisha, "account")
    with pytest.raises(WantsClaimant):
        send(asked, bob, other)
    assert not Correction.objects.exists()
    grant.basis = Delegation.Basis.ATTORNEY
    grant.save()
    with pytest.raises(WantsClaimant):
        send(asked, bob)
    grant.scopes = [*scopes, Scope.VIEW_MONEY, Scope.FILL_MONEY]
    grant.save()
    send(asked, bob)
    assert AuditEvent.objects.get(code="claims.correction.sent").delegation == grant
