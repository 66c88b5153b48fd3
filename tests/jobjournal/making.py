"""Entries of the tests, made by the real action."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Delegation, Resident
from jobjournal.actions.recording import EntryInput, record_entry
from jobjournal.models import Entry

APPLIED = {
    "job_title": "kitchen assistant", "employer": "Northgate Foods", "place": "Leigh", "site": "Find a Job",
    "duration": "45",
}  # fmt: skip


def applied(day: dt.date | None = None, **slots: Any) -> EntryInput:
    """An application, online, today."""
    day = day or timezone.localdate()
    return EntryInput(activity="applied", template="apply_online", slots={"date": day.isoformat(), **APPLIED, **slots})


def own_words(text: str = "I asked at the bakery.", **more: Any) -> EntryInput:
    """Something in the person's own words, today."""
    return EntryInput(
        activity="visited_employer", slots={"date": timezone.localdate().isoformat()}, own_words=text, **more
    )


def recorded(actor: Actor, given: EntryInput | None = None, *, resident: Resident | None = None, **more: Any) -> Entry:
    """One entry in the actor's own journal, or another's."""
    return record_entry(
        resident=resident or actor.resident, client_id=more.pop("client_id", None) or uuid.uuid4(),
        given=given or applied(), by=actor, **more,
    )  # fmt: skip


def helping(helper: Actor, resident: Resident, *scopes: str) -> Delegation:
    """A grant from today on for a month."""
    today = timezone.localdate()
    return Delegation.objects.create(
        resident=resident, helper=helper.user, scopes=list(scopes), starts_on=today,
        ends_on=today + dt.timedelta(days=30),
    )  # fmt: skip
