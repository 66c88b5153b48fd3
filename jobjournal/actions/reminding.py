"""Gentle reminders, by the channels that a person has and without details: once on the day of the week that they chose,
and once before what they began to type of an entry is deleted.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.actors import Actor
from jobjournal.actions.retention import DRAFT_DAYS
from jobjournal.models import EntryDraft, Journal
from notifications.actions import notify, send_only_while

TEMPLATE, ENDING = "journal_reminder", "journal_draft_ends"
# A weekend and a day to do something about it.
TOLD_DAYS_BEFORE = 3
AT_ONCE = 200


@transaction.atomic
def send_reminders(*, today: dt.date, by: Actor) -> int:
    """Remind everybody who chose this day of the week and was not reminded today; returns how many."""
    rows = (
        Journal.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(reminder_day=today.weekday())
        .exclude(reminded_on=today)
        .select_related("resident")
        .order_by("pk")[:AT_ONCE]
    )
    number = 0
    for journal in rows:
        journal.reminded_on = today
        journal.save(update_fields=["reminded_on"])
        notify(resident=journal.resident, template=TEMPLATE, context={}, by=by)
        number += 1
    return number


@transaction.atomic
def tell_of_ending_drafts(*, now: dt.datetime, by: Actor) -> int:
    """Tell everybody whose entry was begun, not saved, and is deleted in TOLD_DAYS_BEFORE days or less; how many.

    Each is told once, and once more only if they typed in it again and left it for as long again. Whom it is not safe
    to contact finds it in their account only (notifications.actions.notify).
    """
    stays = dt.timedelta(days=DRAFT_DAYS)
    ending = EntryDraft.objects.filter(
        Q(told_at__isnull=True) | Q(told_at__lt=F("saved_at")),
        saved_at__lte=now - stays + dt.timedelta(days=TOLD_DAYS_BEFORE), saved_at__gt=now - stays,
    )  # fmt: skip
    rows = (
        ending.select_for_update(of=("self",), skip_locked=True).select_related("resident").order_by("saved_at", "pk")
    )
    told = list(rows[:AT_ONCE])
    for draft in told:
        draft.told_at = now
        draft.save(update_fields=["told_at"])
        day = timezone.localdate(draft.saved_at + stays)
        context = {"draft": str(draft.public_id), "day": day.isoformat()}
        notify(resident=draft.resident, template=ENDING, context=context, by=by)
    return len(told)


def _still_ends(context: dict[str, str]) -> bool:
    """Whether the draft is there still, and nobody typed in it since its person was told."""
    return EntryDraft.objects.filter(public_id=context["draft"], told_at__gte=F("saved_at")).exists()


send_only_while(ENDING, _still_ends)
