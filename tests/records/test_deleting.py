"""A claim whose time is over goes with everything that hangs on it, or nothing of it does."""

from __future__ import annotations

import datetime as dt

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from accounts.actors import system_actor
from accounts.checks import council_owned_models
from accounts.models import AuditEvent, Resident
from advocates.models import LegalBasis
from casework.models import Note
from claims.actions.retention import delete_unsaved_drafts
from claims.models import Answer, Claim, ClaimFile, ResidentAct
from core.tenancy import council_scope
from estimates.models import Estimate
from notifications.models import Message
from records.actions.deleting import delete_due_claims
from records.actions.keeping import lift_hold, place_hold, save_rule
from records.models import DeletedClaims, Hold
from records.readers import registry
from records.rules import Keeping
from records.tasks import delete_old_claims
from tests.claims.making import small_draft
from tests.claims.reached import sent_as
from tests.claims.sent import sent_claim
from tests.people import browser_of
from tests.records.making import CANARY, full_claim, old

TODAY = dt.date.today


def run(council):
    return delete_due_claims(today=timezone.localdate(), by=system_actor(council, "retention"))


def tables_with(words: str) -> list[str]:
    """Every table with these words, or these bytes, anywhere in a row."""
    found = []
    with connection.cursor() as cursor:
        for model in council_owned_models():
            table = model._meta.db_table
            cursor.execute(
                f'SELECT count(*) FROM "{table}" AS t WHERE t::text LIKE %s OR t::text LIKE %s',  # noqa: S608
                [f"%{words}%", f"%{words.encode().hex()}%"],
            )
            if cursor.fetchone()[0]:
                found.append(table)
    return found


@pytest.mark.slow
def test_everything_that_hangs_on_it_goes_and_what_stays_names_nothing(calderbrook, alice, aisha):
    claim, other = full_claim(alice, aisha), sent_claim(alice)
    assert {"casework_note", "claims_claimfile"} <= set(tables_with(CANARY))
    old(claim, 6)
    assert run(calderbrook) == 1
    assert tables_with(CANARY) == []
    assert list(Claim.objects.filter(submitted_at__isnull=False)) == [other]
    assert all(not registry.rows_of(label, way, claim).exists() for label, way in registry.GOES)
    assert apps.get_model("cobrowse.HelpRequest").objects.get().claim is None
    assert Estimate.objects.filter(resident=alice.resident).exists(), "what replaced its estimate is another row"
    assert not Message.objects.filter(context__reference=claim.reference).exists()
    assert Message.objects.filter(context__reference=other.reference).exists()
    event = AuditEvent.objects.get(code="records.claim.deleted")
    assert (event.subject, event.detail) == (f"claim {claim.reference}", {"form": "full-form", "why": "time is over"})
    counted = DeletedClaims.objects.get()
    assert (counted.form.slug, counted.month, counted.outcome, counted.how_many) == (
        "full-form", claim.submitted_at.date().replace(day=1), "awarded", 1,
    )  # fmt: skip
    assert run(calderbrook) == 0


@pytest.mark.slow
def test_a_table_that_nobody_thought_of_keeps_all_of_it(calderbrook, alice, aisha, monkeypatch):
    claim = old(full_claim(alice, aisha), 6)
    fresh = old(sent_claim(alice), 6)
    without_notes = [(label, way) for label, way in registry.GOES if label != "casework.Note"]
    monkeypatch.setattr("records.actions.deleting.GOES", without_notes)
    assert run(calderbrook) == 1, "the other one goes"
    assert list(Claim.objects.filter(submitted_at__isnull=False)) == [claim] != [fresh]
    assert Note.objects.get().text == CANARY
    assert Answer.objects.filter(claim=claim).exists()
    assert AuditEvent.objects.filter(code="records.claim.deleted").count() == 1
    assert DeletedClaims.objects.get().how_many == 1
    monkeypatch.undo()
    assert run(calderbrook) == 1


@pytest.mark.parametrize(("days", "goes"), [(-1, 0), (0, 0), (1, 1)])
def test_a_day_more_than_six_years_after_sending(calderbrook, alice, days, goes):
    claim = sent_claim(alice)
    today = timezone.localdate()
    noon = timezone.make_aware(dt.datetime(today.year - 6, today.month, min(today.day, 28), 12))
    Claim.objects.filter(pk=claim.pk).update(submitted_at=noon - dt.timedelta(days=days))
    by = system_actor(calderbrook, "retention")
    assert delete_due_claims(today=today.replace(day=min(today.day, 28)), by=by) == goes


def test_time_counts_from_the_decision_where_there_is_one(calderbrook, alice, aisha):
    claim = full_claim(alice, aisha)
    Claim.objects.filter(pk=claim.pk).update(submitted_at=timezone.now() - dt.timedelta(days=365 * 7))
    assert run(calderbrook) == 0
    old(claim, 6)
    assert run(calderbrook) == 1


def test_nothing_goes_on_which_the_council_still_has_to_answer(calderbrook, alice):
    claim = old(sent_claim(alice), 7)
    act = ResidentAct.objects.create(claim=claim, kind="message", at=timezone.now())
    assert run(calderbrook) == 0
    act.delete()
    assert run(calderbrook) == 1


def test_each_form_has_its_own_time(calderbrook, alice, omar):
    old(sent_claim(alice), 3)
    save_rule(slug="", keeping=Keeping(years=2), by=omar)
    save_rule(slug="full-form", keeping=Keeping(years=4), by=omar)
    assert run(calderbrook) == 0
    save_rule(slug="full-form", keeping=Keeping(years=3), by=omar)
    assert run(calderbrook) == 1
    assert AuditEvent.objects.filter(code="records.rule.changed").count() == 3


@pytest.mark.slow
def test_files_go_before_the_claim_and_its_pages_still_open(calderbrook, alice, aisha, omar):
    claim = old(full_claim(alice, aisha), 2)
    save_rule(slug="full-form", keeping=Keeping(years=6, months_of_files=24), by=omar)
    assert run(calderbrook) == 0
    assert not ClaimFile.objects.exists()
    assert AuditEvent.objects.get(code="records.files.deleted").detail == {"number": 1}
    assert browser_of(aisha).get(f"/staff/claims/{claim.reference}/").status_code == 200
    assert browser_of(alice).get(f"/claims/{claim.public_id}/sent/").status_code == 200
    run(calderbrook)
    assert AuditEvent.objects.filter(code="records.files.deleted").count() == 1, "once"


@pytest.mark.parametrize("of_person", [False, True])
def test_a_hold_keeps_it_until_it_is_lifted_or_over(calderbrook, alice, omar, of_person):
    claim, today = old(sent_claim(alice), 7), timezone.localdate()
    hold = place_hold(reference=claim.reference, of_person=of_person, reason="Appeal", until=today, by=omar)
    assert run(calderbrook) == 0
    lift_hold(public_id=hold.public_id, by=omar)
    lift_hold(public_id=hold.public_id, by=omar)
    assert AuditEvent.objects.filter(code="records.hold.lifted").count() == 1
    hold = place_hold(reference=claim.reference, of_person=of_person, reason="Appeal", until=today, by=omar)
    type(hold).objects.filter(pk=hold.pk).update(until=today - dt.timedelta(days=1))
    assert run(calderbrook) == 1


def test_a_hold_on_a_person_keeps_their_drafts(alice, visitor, omar):
    claim, draft = sent_claim(alice), small_draft(visitor)
    Claim.objects.filter(pk=claim.pk).update(resident=draft.resident)
    Claim.objects.filter(pk=draft.pk).update(started_at=timezone.now() - dt.timedelta(days=3))
    hold = place_hold(reference=claim.reference, of_person=True, reason="Fraud", until=timezone.localdate(), by=omar)
    assert delete_unsaved_drafts(by=omar) == 0
    lift_hold(public_id=hold.public_id, by=omar)
    Claim.objects.filter(pk=claim.pk).update(resident=alice.resident)
    assert delete_unsaved_drafts(by=omar) == 1


@pytest.mark.slow
def test_a_record_without_an_account_is_emptied_when_nothing_is_left(calderbrook, visitor):
    claim = old(sent_as(visitor, "Greta Gone", email="gone@example.org"), 6)
    Resident.objects.filter(pk=claim.resident_id).update(safe_to_contact=False)
    assert tables_with("Greta")
    assert tables_with("gone@example.org")
    assert run(calderbrook) == 1
    record = Resident.objects.get(pk=claim.resident_id)
    assert (record.name, record.email, record.born_on, record.safe_to_contact) == ("", "", None, False)
    assert not apps.get_model("accounts.ResidentEvent").objects.filter(pgh_obj=record.pk).exists()
    assert not Message.objects.filter(resident=record).exists()
    assert tables_with("gone@example.org") == tables_with("Greta") == []


@pytest.mark.parametrize("is_held", [True, False])
def test_what_an_emptied_record_said_of_somebody_who_is_held_stays(calderbrook, visitor, alice, is_held):
    claim = old(sent_as(visitor, "Greta Gone", email="gone@example.org"), 6)
    LegalBasis.objects.create(
        asker=claim.resident, resident=alice.resident, document="lpa", covers_all=True, secret=b"", state="ended",
        said_at=timezone.now(),
    )  # fmt: skip
    if is_held:
        Hold.objects.create(
            resident=alice.resident, reason="A tribunal", until=timezone.localdate(), by_label="O",
            placed_at=timezone.now(),
        )  # fmt: skip
    assert run(calderbrook) == 1
    assert Resident.objects.get(pk=claim.resident_id).email == ""
    assert LegalBasis.objects.exists() is is_held


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_by_night_each_council_has_its_own_rule(calderbrook, southmere, alice, carol, sian):
    with council_scope(southmere.pk):
        theirs = old(sent_claim(carol), 7)
        save_rule(slug="", keeping=Keeping(years=20), by=sian)
    with council_scope(calderbrook.pk):
        old(sent_claim(alice), 7)
    delete_old_claims()
    with council_scope(southmere.pk):
        assert list(Claim.objects.all()) == [theirs]
    with council_scope(calderbrook.pk):
        assert not Claim.objects.exists()
