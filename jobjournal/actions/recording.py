"""Recording what a person did: the one door for a page, a device that was offline, a repeat, and a helper."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Delegation, Resident
from jobjournal.actions.access import locked_journal, right_to_fill
from jobjournal.actions.drafting import end_draft
from jobjournal.models import Activity, Entry, EntryRevision, Job, Journal
from jobjournal.readers import journal as readers
from jobjournal.readers.entry_words import EntryWords, encrypted_entry, encrypted_revision, words_of
from jobjournal.readers.library import Offer, offer_of
from jobjournal.rules.composing import DAY, minutes_of
from jobjournal.rules.entry_answers import (
    MOST_OWN_WORDS,
    day_problem,
    minutes_problem,
    own_sentence,
    read_answers,
    read_day,
)
from jobjournal.rules.sentences import build_sentence
from jobjournal.rules.slot_words import day_words

MOST_DAYS = 14
LANGUAGE_NAMES = {"en": "English", "cy": "Welsh", "pl": "Polish", "ur": "Urdu"}


@dataclass(frozen=True)
class EntryInput:
    """What was answered, raw, as a page or a device sends it.

    `slots` are values by the names of the sentence's gaps: text, "2026-11-17", "10:30", minutes and numbers as digits;
    `slots["date"]` is the day it happened. Without `template` the entry is in the person's `own_words`.
    """

    activity: str
    template: str = ""
    slots: dict[str, Any] = field(default_factory=dict)
    own_words: str = ""
    minutes: Any = None
    language: str = "en"
    job: Job | None = None


@dataclass(frozen=True)
class ValidatedEntry:
    """What an entry will say: its columns, and its words."""

    columns: dict[str, Any]
    words: EntryWords


class EntryRefused(Exception):
    """Something is missing or wrong. `problems`: name of the question → name of a text in page_words.yaml."""

    def __init__(self, problems: dict[str, str]):
        super().__init__(", ".join(f"{name}: {code}" for name, code in problems.items()))
        self.problems = problems


def told(given: EntryInput, *, today: dt.date, offer: Offer | None = None) -> ValidatedEntry:
    """Check the answers and build the sentence; nothing is written. `offer` is that of the activity, if at hand.

    Raises EntryRefused, and Http404 for what the council never offered.
    """
    offer = offer or offer_of(given.activity, hidden_too=True)
    day = read_day(given.slots.get(DAY))
    problems = {DAY: problem} if (problem := day_problem(day, today)) else {}
    language = given.language if given.language in LANGUAGE_NAMES else "en"
    if given.template:
        values, wrong, composed = _answers(offer, given)
    else:
        values, wrong, composed = {}, _own_problems(given), None
    if problems or wrong:
        raise EntryRefused({**wrong, **problems})
    values[DAY] = day.isoformat()
    text = composed.text if composed else ""
    sentence = build_sentence(composed.template, values) if composed else _own(offer.activity, day, given, language)
    minutes = minutes_of(values, offer.activity.counts_as) or (int(given.minutes) if given.minutes else None)
    columns = {
        "happened_on": day,
        "minutes": minutes,
        "activity_key": given.activity,
        "template_key": given.template,
        "language": language,
    }
    return ValidatedEntry(columns, EntryWords(sentence, values, given.own_words.strip(), text))


def _answers(offer: Offer, given: EntryInput):
    composed = offer.composed(given.template)
    values, wrong = read_answers(composed, given.slots)
    return values, wrong, composed


def _own_problems(given: EntryInput) -> dict[str, str]:
    wrong = {}
    if not given.own_words.strip() or len(given.own_words) > MOST_OWN_WORDS:
        wrong["own_words"] = "answer_this"
    if problem := minutes_problem(given.minutes):
        wrong["minutes"] = problem
    return wrong


def _own(activity: Activity, day: dt.date, given: EntryInput, language: str) -> str:
    return own_sentence(
        day=day_words(day), label=activity.words["en"]["label"], own_words=given.own_words, language=language,
        language_name=LANGUAGE_NAMES[language],
    )  # fmt: skip


@transaction.atomic
def record_entry(
    *,
    resident: Resident,
    client_id: uuid.UUID,
    given: EntryInput,
    recorded_at: dt.datetime | None = None,
    offer: Offer | None = None,
    by: Actor,
) -> Entry:
    """Keep one entry; sent again under the same `client_id`, the entry there is comes back unchanged.

    `recorded_at` is the time by the device's clock; `offer` is that of the activity, if at hand.
    Raises EntryRefused, Http404, PermissionDenied.
    """
    grant = right_to_fill(resident, by)
    journal = locked_journal(resident)
    end_draft(resident=resident, client_id=client_id, by=by)
    known = readers.entry_by_client_id(resident, client_id)
    if known is not None:
        return known
    now = timezone.now()
    ready = told(given, today=timezone.localdate(), offer=offer)
    entry = _write(journal, client_id, ready, given.job, (recorded_at or now, now), by)
    audit.record(
        "jobjournal.entry.recorded", by=by, resident=resident, grant=grant, subject=f"journal entry {entry.sequence}"
    )
    return entry


def _write(
    journal: Journal,
    client_id: uuid.UUID,
    ready: ValidatedEntry,
    job: Job | None,
    at: tuple[dt.datetime, dt.datetime],
    by: Actor,
) -> Entry:
    recorded_at, now = at
    own_job = job if job is not None and job.resident_id == journal.resident_id else None
    entry = Entry(
        client_id=client_id, resident_id=journal.resident_id, job=own_job, sequence=journal.last_sequence + 1,
        recorded_at=recorded_at, received_at=now, **ready.columns,
    )  # fmt: skip
    entry.secret = encrypted_entry(entry.public_id, ready.words)
    entry.save(force_insert=True)
    _add_revision(entry, ready, by)
    journal.last_sequence, journal.last_used_at, journal.language = entry.sequence, now, entry.language
    journal.save(update_fields=["last_sequence", "last_used_at", "language"])
    return entry


def _add_revision(entry: Entry, ready: ValidatedEntry, by: Actor) -> None:
    EntryRevision.objects.create(
        entry=entry, number=entry.number, made_at=timezone.now(), by=by.user, by_label=by.label, **ready.columns,
        secret=encrypted_revision(entry.public_id, entry.number, ready.words),
    )  # fmt: skip


def locked_entry(public_id: str | uuid.UUID, by: Actor) -> tuple[Entry, Delegation | None]:
    """The entry, locked until the transaction ends, if the actor may change it. Raises Http404, PermissionDenied."""
    entry = readers.entry_for(by, public_id)
    grant = right_to_fill(entry.resident, by)
    rows = Entry.objects.select_for_update(of=("self",)).select_related("resident")
    return rows.get(pk=entry.pk), grant


@transaction.atomic
def change_entry(*, public_id: str | uuid.UUID, given: EntryInput, by: Actor) -> Entry:
    """Write an entry anew, as its next version; the versions before stay as they were. Nothing new, no version.

    Raises EntryRefused, Http404, PermissionDenied.
    """
    entry, grant = locked_entry(public_id, by)
    ready = told(given, today=timezone.localdate())
    before = {name: getattr(entry, name) for name in ready.columns}
    if ready.columns == before and ready.words == words_of(entry):
        return entry
    for name, value in ready.columns.items():
        setattr(entry, name, value)
    entry.number += 1
    entry.changed_at = timezone.now()
    entry.secret = encrypted_entry(entry.public_id, ready.words)
    entry.save(update_fields=[*ready.columns, "number", "changed_at", "secret"])
    _add_revision(entry, ready, by)
    audit.record(
        "jobjournal.entry.changed", by=by, resident=entry.resident, grant=grant,
        subject=f"journal entry {entry.sequence}", detail={"version": entry.number},
    )  # fmt: skip
    return entry


@transaction.atomic
def remove_entry(*, public_id: str | uuid.UUID, by: Actor) -> None:
    """Take an entry out of the journal; it is deleted for good later (jobjournal/actions/retention.py)."""
    entry, grant = locked_entry(public_id, by)
    entry.removed_at = timezone.now()
    entry.save(update_fields=["removed_at"])
    audit.record(
        "jobjournal.entry.removed", by=by, resident=entry.resident, grant=grant,
        subject=f"journal entry {entry.sequence}",
    )  # fmt: skip


def given_again(entry: Entry, day: dt.date) -> EntryInput:
    """What an entry was made of, for another day."""
    words = words_of(entry)
    return EntryInput(
        activity=entry.activity_key,
        template=entry.template_key,
        slots={**words.slots, DAY: day.isoformat()},
        own_words=words.own_words,
        minutes=None if entry.template_key else entry.minutes,
        language=entry.language,
    )


@transaction.atomic
def repeat_entry(*, public_id: str | uuid.UUID, day: dt.date, client_id: uuid.UUID, by: Actor) -> Entry:
    """Record the same thing again on another day. Raises EntryRefused, Http404, PermissionDenied."""
    entry = readers.entry_for(by, public_id)
    return record_entry(resident=entry.resident, client_id=client_id, given=given_again(entry, day), by=by)


@transaction.atomic
def add_to_days(*, public_id: str | uuid.UUID, days: Iterable[dt.date], client_id: uuid.UUID, by: Actor) -> list[Entry]:
    """Record the same thing on several other days; ids follow from `client_id`, so a double click adds nothing twice.

    Days beyond the fourteenth are left out, and the entry's own. Raises EntryRefused, Http404, PermissionDenied.
    """
    entry = readers.entry_for(by, public_id)
    chosen = sorted({day for day in days if day != entry.happened_on})[:MOST_DAYS]
    return [
        repeat_entry(public_id=public_id, day=day, client_id=uuid.uuid5(client_id, day.isoformat()), by=by)
        for day in chosen
    ]
