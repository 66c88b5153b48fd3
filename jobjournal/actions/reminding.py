"""Gentle reminders: once on the day of the week that the person chose, by the channels they have, without details."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from accounts.actors import Actor
from jobjournal.models import Journal
from notifications.actions import notify

TEMPLATE = "journal_reminder"
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
