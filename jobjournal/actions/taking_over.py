"""Moving one journal into another, when two records turned out to be one person's (accounts/actions/taking_over.py)."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.db.models import F, QuerySet

from accounts.actors import Actor
from accounts.models import Resident
from jobjournal.actions.access import locked_journal
from jobjournal.models import Appointment, Entry, EntryDraft, Job, Journal, JournalPdf, Share, WorkPlan


def lock_journals(*residents: Resident) -> None:
    """Lock the journals of both records, then what was begun in them, in the order of everybody who writes there."""
    for model in (Journal, EntryDraft):
        list(model.objects.select_for_update(of=("self",)).filter(resident__in=residents).order_by("pk"))


@transaction.atomic
def move_journal(*, source: Resident, target: Resident, by: Actor) -> None:
    """Entries (numbered after the target's), what was begun of one, jobs, plans, appointments, PDFs and shares of the
    source.
    """
    for model in (Job, Appointment, JournalPdf):
        model.objects.filter(resident=source).update(resident=target)
    _move_plans(source, target)
    _move_draft(source, target)
    _new_client_ids(Share.objects.filter(resident=source), Share.objects.filter(resident=target))
    Share.objects.filter(resident=source).update(resident=target)
    if Journal.objects.filter(resident=source).exists():
        _move_entries(locked_journal(source), locked_journal(target))


def _move_entries(old: Journal, journal: Journal) -> None:
    entries = Entry.objects.filter(resident=old.resident_id)
    _new_client_ids(entries, Entry.objects.filter(resident=journal.resident_id))
    entries.update(resident=journal.resident_id, sequence=F("sequence") + journal.last_sequence)
    if journal.last_sequence == 0:
        journal.language = old.language
    journal.last_sequence += old.last_sequence
    if journal.reminder_day is None:
        journal.reminder_day, journal.reminded_on = old.reminder_day, old.reminded_on
    journal.last_used_at = max(journal.last_used_at, old.last_used_at)
    journal.save()
    old.delete()


def _move_plans(source: Resident, target: Resident) -> None:
    """Of two plans from one day on, what was agreed last holds."""
    theirs = {plan.from_day: plan for plan in WorkPlan.objects.filter(resident=target)}
    for plan in WorkPlan.objects.filter(resident=source):
        known = theirs.get(plan.from_day)
        if known is not None and known.made_at >= plan.made_at:
            plan.delete()
            continue
        if known is not None:
            known.delete()
        WorkPlan.objects.filter(pk=plan.pk).update(resident=target)


def _move_draft(source: Resident, target: Resident) -> None:
    """Each person has one: of two, the one that was written in last."""
    drafts = list(EntryDraft.objects.filter(resident__in=[source, target]).order_by("-saved_at", "-pk"))
    for old in drafts[1:]:
        old.delete()
    if drafts and drafts[0].resident_id == source.pk:
        EntryDraft.objects.filter(pk=drafts[0].pk).update(resident=target)


def _new_client_ids(rows: QuerySet, known: QuerySet) -> None:
    """An id that a device chose counts once for a person: where both have it, the one that comes gets another."""
    for row in rows.filter(client_id__in=list(known.values_list("client_id", flat=True))):
        row.client_id = uuid.uuid4()
        row.save(update_fields=["client_id"])
