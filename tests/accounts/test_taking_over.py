"""Two records become one: every table that names a person is dealt with, and in each merge the careful answer wins."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
from django.apps import apps
from django.db.models import F
from django.http import Http404
from django.utils import timezone

from accounts.actions.consents import give_consent, withdraw_consent
from accounts.actions.sign_in import start_record
from accounts.actions.taking_over import WrongReference, careful_ways, join_records, take_over_record
from accounts.actors import Actor
from accounts.models import AuditEvent, Consent, Delegation, Membership, Resident
from accounts.permissions import Role, Scope
from accounts.readers import audit_trail_for, grants_for, has_consented
from claims.models import Claim, Fact
from claims.readers.answer_store import fact_context
from cobrowse.actions.asking import HelpWanted, ask_for_help
from cobrowse.booking.readers.bookings import Told, encrypted_told
from cobrowse.models import Booking, PhoneCode
from core.crypto import decrypt
from estimates.models import ChangeEstimate, Comparison, EntitlementAlert, Estimate, HoursCurve, Scenario
from jobjournal.actions.access import locked_journal
from jobjournal.models import Appointment, Entry, EntryDraft, Job, Journal, JournalPdf, Share, WorkPlan
from jobjournal.readers.entry_words import EntryWords, encrypted_entry
from notifications.models import Message
from records.models import Hold, PersonExport
from tests.advocates.planning.rows import PLANNING_ROWS
from tests.advocates.rows import ADVOCATES_ROWS
from tests.claims.reached import begun, sent_as

DAY = dt.date(2026, 5, 4)
NOW = dt.datetime(2026, 5, 4, 9, tzinfo=dt.UTC)


def an_entry(resident: Resident) -> Entry:
    journal = locked_journal(resident)
    journal.last_sequence += 1
    journal.save()
    entry = Entry(
        resident=resident, client_id=uuid.uuid4(), sequence=journal.last_sequence, happened_on=DAY,
        activity_key="applied", recorded_at=NOW, received_at=NOW,
    )  # fmt: skip
    entry.secret = encrypted_entry(entry.public_id, EntryWords("I applied."))
    entry.save()
    return entry


def an_estimate(resident: Resident) -> Estimate:
    return Estimate.objects.create(
        resident=resident, claim=Claim.objects.filter(resident=resident).order_by("pk").first(), household={}
    )


def an_alert(resident: Resident) -> EntitlementAlert:
    return EntitlementAlert.objects.create(
        resident=resident, estimate=an_estimate(resident), benefit_code="uc", cause="rates 2026-27", found_at=NOW
    )


def a_booking(resident: Resident) -> Booking:
    starts_at = NOW + dt.timedelta(days=20, hours=Booking.objects.count())
    user = a_user()
    adviser = Membership.objects.create(user=user, roles=[Role.ADVISOR], display_name="Adviser")
    booking = Booking(
        client_id=uuid.uuid4(), resident=resident, adviser=adviser, way="call_back", starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(minutes=30), about="other",
    )  # fmt: skip
    booking.secret = encrypted_told(booking.public_id, Told())
    booking.save()
    return booking


def of_a_claim(resident: Resident, **more):
    return {"resident": resident, "claim": Claim.objects.filter(resident=resident).order_by("pk").first(), **more}


# A row for each table that names a resident. A table that is new has none, and the test below says what to do.
ROWS: dict[str, Callable[[Resident], object]] = {
    "accounts.Consent": lambda who: Consent.objects.create(resident=who, purpose="news", wording="Tell me"),
    "accounts.Delegation": lambda who: Delegation.objects.create(
        resident=who, helper=a_user(), scopes=[Scope.VIEW_CLAIMS], starts_on=DAY, ends_on=DAY
    ),
    **ADVOCATES_ROWS,
    **PLANNING_ROWS,
    "claims.Claim": lambda who: sent_as(Actor(who.council, who.user, who), nino="AB123456C"),
    "claims.Fact": lambda who: Fact.objects.filter(resident=who).count(),
    "estimates.Estimate": an_estimate,
    "estimates.EntitlementAlert": an_alert,
    "estimates.HoursCurve": lambda who: HoursCurve.objects.create(**of_a_claim(who, household={}, question={})),
    "estimates.Scenario": lambda who: Scenario.objects.create(
        **of_a_claim(who, name="A job", kind="job", change={}, position=1)
    ),
    "estimates.ChangeEstimate": lambda who: ChangeEstimate.objects.create(**of_a_claim(who, household={})),
    "estimates.Comparison": lambda who: Comparison.objects.create(**of_a_claim(who, household={}, changes=[])),
    "cobrowse.HelpRequest": lambda who: ask_for_help(
        wanted=HelpWanted(about="other", way="chat", language="en-gb"), by=Actor(who.council, who.user, who)
    ),
    "cobrowse.PhoneCode": lambda who: PhoneCode.objects.create(resident=who, made_at=NOW, expires_at=NOW),
    "cobrowse.Booking": lambda who: a_booking(who),
    "jobjournal.Journal": lambda who: locked_journal(who),
    "jobjournal.Entry": an_entry,
    "jobjournal.EntryDraft": lambda who: EntryDraft.objects.create(
        resident=who, client_id=uuid.uuid4(), activity_key="applied", secret=b"", began_at=NOW, saved_at=NOW
    ),
    "jobjournal.Job": lambda who: Job.objects.create(resident=who, title="Cook", saved_on=DAY),
    "jobjournal.WorkPlan": lambda who: WorkPlan.objects.create(resident=who, from_day=DAY, minutes_a_week=1050),
    "jobjournal.Appointment": lambda who: Appointment.objects.create(resident=who, what="Meeting", starts_at=NOW),
    "jobjournal.JournalPdf": lambda who: JournalPdf.objects.create(resident=who, first_day=DAY, last_day=DAY),
    "jobjournal.Share": lambda who: Share.objects.create(
        resident=who, code=uuid.uuid4().hex[:8], entries_fixed_at=NOW, expires_at=NOW + dt.timedelta(days=1)
    ),
    "records.Hold": lambda who: Hold.objects.create(
        resident=who, reason="Appeal", until=DAY, by_label="Omar", placed_at=NOW
    ),
    "records.PersonExport": lambda who: PersonExport.objects.create(
        resident=who, reason="They asked", by=a_user(), by_label="Omar", asked_at=NOW
    ),
    "notifications.Message": lambda who: Message.objects.create(
        resident=who, channel="in_app", template="claim_submitted", context={"reference": "CAL-1"}
    ),
}
# Rows that nothing may rewrite: they are read through `joined_into`. The link itself names the record.
STAY = {"accounts.AuditEvent": "resident", "accounts.Resident": "joined_into"}


def a_user():
    return apps.get_model("accounts.User").objects.create(email=f"{uuid.uuid4().hex}@example.org")


def naming_a_resident() -> dict[str, str]:
    """Every table that names a resident, by its label, with the field; copies that history keeps are left out."""
    return {
        model._meta.label: field.name
        for model in apps.get_models()
        if not hasattr(model, "pgh_obj")
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is Resident
    }


def everything_of(resident: Resident) -> None:
    for make in sorted(ROWS.values(), key=lambda make: make is not ROWS["claims.Claim"]):
        make(resident)


def left_with(resident: Resident) -> set[str]:
    """The labels of the tables that still name this record."""
    return {
        label
        for label, field in naming_a_resident().items()
        if apps.get_model(label).objects.filter(**{field: resident}).exists()
    }


@pytest.fixture
def visitor(calderbrook):
    return Actor(calderbrook, resident=start_record(language="cy", by=Actor(calderbrook)))


def test_every_table_that_names_a_resident_is_dealt_with():
    """New here? Move its rows in a receiver of accounts.signals.records_joined, and make one in ROWS."""
    assert set(naming_a_resident()) == set(ROWS) | set(STAY)


@pytest.mark.slow
@pytest.mark.parametrize("known", [False, True], ids=["an empty record", "a record with everything"])
def test_everything_goes_over_and_nothing_stays(visitor, alice, known):
    if known:
        everything_of(alice.resident)
    everything_of(visitor.resident)
    assert left_with(visitor.resident) == {*ROWS, "accounts.AuditEvent"}
    before = {label: apps.get_model(label).objects.count() for label in ROWS}
    join_records(source=visitor.resident, target=alice.resident, by=alice)
    assert left_with(visitor.resident) == {"accounts.AuditEvent"}
    assert left_with(alice.resident) == {*ROWS, *STAY}
    lost = {label: before[label] - apps.get_model(label).objects.count() for label in ROWS}
    # What a person can have once only: one of the two stays.
    once = {
        "jobjournal.Journal",
        "jobjournal.EntryDraft",
        "jobjournal.WorkPlan",
        "estimates.EntitlementAlert",
        "claims.Fact",
    }
    assert {label for label, number in lost.items() if number} == (once if known else set())


def test_by_a_yes_on_the_page_too(visitor, alice):
    begun(visitor, "Alice Ashworth")
    place = str(visitor.resident.public_id)
    assert take_over_record(public_id=place, left_behind=place, by=alice) is True
    assert left_with(visitor.resident) == {"accounts.AuditEvent"}


# --- Who it is ---


def test_who_it_is_comes_along(calderbrook, visitor):
    sent_as(visitor, "Maria Nowak", email="maria@example.org", phone="07700900123",
            dob={"day": "3", "month": "5", "year": "1986"})  # fmt: skip
    empty = Actor(calderbrook, resident=start_record(language="en-gb", by=Actor(calderbrook)))
    join_records(source=visitor.resident, target=empty.resident, by=empty)
    person = Resident.objects.get(pk=empty.resident.pk)
    assert (person.name, person.born_on, person.language) == ("Maria Nowak", dt.date(1986, 5, 3), "cy")
    assert (person.email, person.phone) == ("maria@example.org", "+447700900123")


def test_what_is_known_stays_known(visitor, alice):
    sent_as(visitor, "Maria Nowak", email="maria@example.org")
    join_records(source=visitor.resident, target=alice.resident, by=alice)
    person = Resident.objects.get(pk=alice.resident.pk)
    assert (person.name, person.email, person.language) == ("Alice Ashworth", "alice@example.org", "en-gb")


@pytest.mark.parametrize("unsafe", ["source", "target", "both", "neither"])
def test_not_safe_stays_not_safe(visitor, alice, unsafe):
    for name, resident in (("source", visitor.resident), ("target", alice.resident)):
        Resident.objects.filter(pk=resident.pk).update(safe_to_contact=unsafe not in (name, "both"))
    join_records(source=visitor.resident, target=alice.resident, by=alice)
    assert Resident.objects.get(pk=alice.resident.pk).safe_to_contact is (unsafe == "neither")


def test_not_safe_counts_when_only_a_part_goes_over(visitor, alice):
    sent = sent_as(visitor, "Alice Ashworth", email="else@example.org", safe="no")
    begun(visitor, "Alice Ashworth")
    place = str(visitor.resident.public_id)
    with pytest.raises(WrongReference):
        take_over_record(public_id=place, left_behind=place, by=alice)
    done = take_over_record(public_id=place, left_behind=place, by=alice, reference=sent.reference)
    assert done is False
    assert not Resident.objects.get(pk=alice.resident.pk).safe_to_contact
    assert not Resident.objects.get(pk=visitor.resident.pk).safe_to_contact


def test_ways_to_be_reached_narrow_when_only_a_part_goes_over(visitor, alice):
    Resident.objects.filter(pk=visitor.resident.pk).update(contact_by=["post"])
    Resident.objects.filter(pk=alice.resident.pk).update(contact_by=["email", "post"])
    sent_as(visitor, "Alice Ashworth", email="else@example.org")
    begun(visitor, "Alice Ashworth")
    place = str(visitor.resident.public_id)
    assert take_over_record(public_id=place, left_behind=place, by=alice) is False
    assert Resident.objects.get(pk=alice.resident.pk).contact_by == ["post"]


def test_a_draft_goes_over_only_to_its_device_or_with_a_contact_in_it(visitor, alice):
    first = sent_as(visitor, "Alice Ashworth", email="else@example.org")
    second = sent_as(visitor, "Alice Ashworth", email="alice@example.org")
    draft = begun(visitor, "Alice Ashworth", email="else@example.org")
    place = str(visitor.resident.public_id)
    assert take_over_record(public_id=place, left_behind="", by=alice) is False
    owners = {claim.pk: claim.resident_id for claim in Claim.objects.all()}
    here, there = visitor.resident.pk, alice.resident.pk
    assert (owners[first.pk], owners[second.pk], owners[draft.pk]) == (here, there, here)
    assert take_over_record(public_id=place, left_behind=place, by=alice) is False
    assert Claim.objects.get(pk=draft.pk).resident_id == there, "begun in this very browser"


def test_a_no_counts_whosever_the_form_is_and_a_yes_of_a_visitor_does_not(visitor, alice):
    sent_as(alice, "Alice Ashworth")
    sent_as(alice, "Bo Birch", safe="no", for_whom="other")
    assert not Resident.objects.get(pk=alice.resident.pk).safe_to_contact
    sent_as(visitor, "Maria Nowak", safe="no")
    sent_as(visitor, "Maria Nowak", safe="yes")
    assert not Resident.objects.get(pk=visitor.resident.pk).safe_to_contact


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ([], [], []),
        (["email"], [], ["email"]),
        ([], ["sms"], ["sms"]),
        (["email", "sms"], ["sms", "post"], ["sms"]),
        (["email"], ["sms"], ["portal"]),
    ],
)
def test_only_ways_that_both_answers_allow_are_used(one, other, both):
    assert careful_ways(one, other) == both


# --- Agreements and leave given to helpers ---


def test_what_was_taken_back_last_stays_taken_back(visitor, alice):
    give_consent(resident=visitor.resident, purpose="news", wording="Yes", by=visitor)
    give_consent(resident=alice.resident, purpose="news", wording="Yes", by=alice)
    withdraw_consent(resident=alice.resident, purpose="news", by=alice)
    Consent.objects.filter(resident=alice.resident).update(withdrawn_at=timezone.now() + dt.timedelta(seconds=1))
    join_records(source=visitor.resident, target=alice.resident, by=alice)
    assert not has_consented(alice.resident.pk, "news")


def test_what_was_given_after_it_was_taken_back_holds(visitor, alice):
    give_consent(resident=alice.resident, purpose="news", wording="Yes", by=alice)
    withdraw_consent(resident=alice.resident, purpose="news", by=alice)
    Consent.objects.update(withdrawn_at=F("given_at"))
    give_consent(resident=visitor.resident, purpose="news", wording="Yes", by=visitor)
    Consent.objects.filter(resident=visitor.resident).update(given_at=timezone.now() + dt.timedelta(seconds=1))
    join_records(source=visitor.resident, target=alice.resident, by=alice)
    assert has_consented(alice.resident.pk, "news")


@pytest.mark.parametrize(("basis", "sees"), [("consent", False), ("appointee", True), ("attorney", True)])
def test_leave_for_one_record_is_no_leave_for_another(visitor, alice, bob, basis, sees):
    today = timezone.localdate()
    Delegation.objects.create(
        resident=visitor.resident, helper=bob.user, scopes=[Scope.VIEW_CLAIMS], basis=basis, starts_on=today,
        ends_on=today,
    )  # fmt: skip
    join_records(source=visitor.resident, target=alice.resident, by=alice)
    assert grants_for(bob, Scope.VIEW_CLAIMS).filter(resident=alice.resident).exists() is sees


# --- Facts, the journal, the trail ---


def test_what_was_told_last_fills_in_the_next_form_and_secrets_open(visitor, alice):
    older, newer = sent_as(alice, "Alice Ashworth", nino="AB123456C"), sent_as(visitor, nino="AB654321A")
    join_records(source=visitor.resident, target=alice.resident, by=alice)
    facts = {fact.fact: fact for fact in Fact.objects.filter(resident=alice.resident).select_related("resident")}
    assert {fact.claim_id for fact in facts.values()} == {newer.pk}
    assert older.pk != newer.pk
    assert decrypt(facts["person.nino"].secret, context=fact_context(facts["person.nino"])) == "AB654321A"


def test_older_facts_do_not_replace_newer_ones(visitor, alice):
    sent_as(visitor, nino="AB654321A")
    newer = sent_as(alice, "Alice Ashworth", nino="AB123456C")
    join_records(source=visitor.resident, target=alice.resident, by=alice)
    assert set(Fact.objects.values_list("claim_id", flat=True)) == {newer.pk}


def test_entries_are_numbered_on_and_an_id_of_both_is_kept_twice(alice, bob):
    mine, theirs = [an_entry(alice.resident), an_entry(alice.resident)], an_entry(bob.resident)
    Entry.objects.filter(pk=theirs.pk).update(client_id=mine[0].client_id)
    Journal.objects.filter(resident=bob.resident).update(reminder_day=3)
    join_records(source=bob.resident, target=alice.resident, by=alice)
    assert sorted(Entry.objects.values_list("sequence", flat=True)) == [1, 2, 3]
    journal = Journal.objects.get()
    assert (journal.resident, journal.last_sequence, journal.reminder_day) == (alice.resident, 3, 3)


@pytest.mark.parametrize("newest", ["alice", "bob"])
def test_of_two_plans_from_one_day_the_last_holds(alice, bob, newest):
    for who, hours in ((alice, 10), (bob, 20)):
        plan = WorkPlan.objects.create(resident=who.resident, from_day=DAY, minutes_a_week=hours * 60)
        last = (who is alice) == (newest == "alice")
        WorkPlan.objects.filter(pk=plan.pk).update(made_at=NOW + dt.timedelta(days=last))
    join_records(source=bob.resident, target=alice.resident, by=alice)
    assert WorkPlan.objects.get().minutes_a_week == (600 if newest == "alice" else 1200)


def test_the_trail_is_read_through_every_record_that_went_over(calderbrook, visitor, alice, bob):
    begun(visitor)
    join_records(source=visitor.resident, target=bob.resident, by=bob)
    begun(bob, "Bob Birtle")
    join_records(source=bob.resident, target=alice.resident, by=alice)
    started = [event for event in audit_trail_for(alice) if event.code == "claims.claim.started"]
    assert len(started) == 2
    assert AuditEvent.objects.filter(resident=visitor.resident).exists(), "what was written stays as it was written"
    assert Resident.objects.get(pk=bob.resident.pk).user is None


def test_a_record_goes_over_once(visitor, alice, bob):
    join_records(source=visitor.resident, target=bob.resident, by=bob)
    with pytest.raises(Http404):
        join_records(source=visitor.resident, target=alice.resident, by=alice)
    with pytest.raises(Http404):
        join_records(source=alice.resident, target=visitor.resident, by=alice)
