"""What is old goes, what is open stays; encrypted words are turned to a new key."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.db.models import Model
from django.utils import timezone

from advocates.models import Ask, Enquiry, HandOver, Invitation, PlanAction, PlanNote, PlanShare, Transfer
from advocates.planning.actions import retention
from advocates.planning.actions.plan import go_on_with_action
from advocates.planning.readers.parties import own_viewer
from advocates.planning.tasks import delete_what_is_old
from core.rotating import kinds_to_rotate, opened, rotate_rows
from records.actions.keeping import lift_hold
from records.models import Hold
from records.readers.about import about
from tests.advocates.planning.making import partner, put, shared_with
from tests.advocates.rows import ADVOCATES_ROWS
from tests.advocates.test_ending import grant_of
from tests.claims.sent import sent_claim

NOW = timezone.now()


def test_what_was_settled_two_years_ago_goes_and_what_was_never_settled_after_three(alice, calderbrook):
    viewer, day = own_viewer(alice), dt.timedelta(days=1)
    kept, gone, forgotten = put(viewer, alice), put(viewer, alice), put(viewer, alice)
    go_on_with_action(viewer=viewer, public_id=gone.public_id, state="done", words="Yes", revision=0, by=alice)
    PlanAction.objects.filter(pk=gone.pk).update(settled_at=NOW - retention.KEPT - day)
    PlanAction.objects.filter(pk=forgotten.pk).update(made_at=NOW - retention.LONGEST - day)
    PlanAction.objects.filter(pk=kept.pk).update(made_at=NOW - retention.LONGEST + day)
    share = shared_with(alice, partner(calderbrook, "pat").membership.organisation)
    PlanShare.objects.filter(pk=share.pk).update(withdrawn_at=NOW - retention.KEPT - day)
    delete_what_is_old()
    assert list(PlanAction.objects.all()) == [kept]
    assert not PlanNote.objects.exists()
    assert not PlanShare.objects.exists()


def test_hand_overs_and_enquiries_go_too(alice):
    long_ago, day = NOW - retention.KEPT - dt.timedelta(days=1), timezone.localdate()
    HandOver.objects.create(
        resident=alice.resident, client_id=uuid.uuid4(), kind="referral", secret=b"", period="month", state="refused",
        sent_at=long_ago, waits_since=long_ago, remind_on=day, back_on=day, settled_at=long_ago,
    )  # fmt: skip
    Enquiry.objects.create(
        resident=alice.resident, client_id=uuid.uuid4(), councillor="Cllr Rees", secret=b"", received_on=day,
        due_on=day, recorded_at=long_ago, answered_at=long_ago, is_general=True,
    )  # fmt: skip
    delete_what_is_old()
    assert not HandOver.objects.exists()
    assert not Enquiry.objects.exists()


def offers(resident, **more) -> list[Model]:
    """A transfer, an invitation and an ask that were sent long ago."""
    rows = [ADVOCATES_ROWS[f"advocates.{name}"](resident) for name in ("Transfer", "Invitation", "Ask")]
    Transfer.objects.filter(pk=rows[0].pk).update(asked_at=NOW - 2 * retention.LONGEST)
    for row in rows:
        type(row).objects.filter(pk=row.pk).update(contact=f"{uuid.uuid4()}@example.org", **more)
        row.refresh_from_db()
    return rows


def test_offers_that_came_to_nothing_go_half_a_year_after_the_answer_or_their_time(alice, bob):
    old, day = NOW - retention.OFFERS_KEPT - dt.timedelta(hours=1), dt.timedelta(days=1)
    long_ago = {"expires_at": old, "settled_at": None}
    offers(alice.resident, **long_ago)
    offers(alice.resident, state="refused", settled_at=old, expires_at=NOW + day)
    young = offers(alice.resident, expires_at=old + day)
    young += offers(alice.resident, state="refused", settled_at=old + day, expires_at=old + day)
    transfer, invitation, ask = offers(alice.resident, **long_ago)
    for row in (invitation, ask):
        type(row).objects.filter(pk=row.pk).update(delegation=grant_of(alice, helper=bob.user), state="accepted")
    delete_what_is_old()
    kept = {*young, invitation, ask}
    assert {*Transfer.objects.all(), *Invitation.objects.all(), *Ask.objects.all()} == kept


@pytest.mark.parametrize("held", ["the person", "a claim of theirs", "no more", "somebody else"])
def test_nothing_of_somebody_who_is_held_goes(alice, bob, omar, held):
    claim, whose = sent_claim(alice), bob if held == "somebody else" else alice
    until, on = timezone.localdate(), {"claim": claim} if held == "a claim of theirs" else {"resident": whose.resident}
    hold = Hold.objects.create(**on, reason="A tribunal", until=until, by_label="Omar", placed_at=NOW)
    if held == "no more":
        lift_hold(public_id=hold.public_id, by=omar)
    old = NOW - retention.LONGEST - dt.timedelta(days=1)
    offers(alice.resident, expires_at=old, settled_at=None)
    action = put(own_viewer(alice), alice)
    PlanAction.objects.filter(pk=action.pk).update(made_at=old)
    delete_what_is_old()
    is_there = held in ("the person", "a claim of theirs")
    for model in (Transfer, Invitation, Ask, PlanAction):
        assert model.objects.exists() is is_there, model


def test_words_are_turned_to_a_new_key_and_are_in_the_persons_archive(alice, settings):
    viewer = own_viewer(alice)
    action = put(viewer, alice, "Find the letter")
    go_on_with_action(viewer=viewer, public_id=action.public_id, state="done", words="Found", revision=0, by=alice)
    assert {"plan actions", "plan notes", "hand-overs", "enquiries"} <= set(kinds_to_rotate())
    settings.FIELD_KEYS = {"new": b"n" * 32, **settings.FIELD_KEYS}
    assert rotate_rows("plan actions", after=0).rewritten == 1
    assert rotate_rows("plan notes", after=0).rewritten == 1
    assert opened(PlanAction.objects.get())["what"] == "Find the letter"
    told = {model._meta.label: list(rows) for model, rows in about(alice.resident)}
    assert told["advocates.PlanAction"][0]["secret"]["what"] == "Find the letter"
    assert told["advocates.PlanNote"][0]["secret"] == "Found"
