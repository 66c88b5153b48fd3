"""What was agreed with the work coach, appointments, and the reminder a person asks for."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Delegation, Resident
from jobjournal.actions.access import locked_journal, mark_used, right_to_fill
from jobjournal.models import Appointment, WorkPlan
from jobjournal.readers import journal as readers


@transaction.atomic
def set_plan(
    *, resident: Resident, from_day: dt.date, minutes_a_week: int, activity_keys: list[str], week_starts: int, by: Actor
) -> WorkPlan:
    """Write down the plan from a day on. Another plan of the same day is replaced; older ones stay for their weeks."""
    grant = right_to_fill(resident, by)
    plan, _is_new = WorkPlan.objects.update_or_create(
        resident=resident, from_day=from_day,
        defaults={"minutes_a_week": minutes_a_week, "activity_keys": activity_keys, "week_starts": week_starts},
    )  # fmt: skip
    mark_used(resident)
    audit.record("jobjournal.plan.set", by=by, resident=resident, grant=grant)
    return plan


@transaction.atomic
def add_appointment(*, resident: Resident, fields: dict[str, Any], by: Actor) -> Appointment:
    """Note an appointment; `fields` are columns of Appointment. Raises Http404, PermissionDenied."""
    grant = right_to_fill(resident, by)
    appointment = Appointment.objects.create(resident=resident, **fields)
    mark_used(resident)
    audit.record("jobjournal.appointment.added", by=by, resident=resident, grant=grant)
    return appointment


@transaction.atomic
def change_appointment(*, public_id: str | uuid.UUID, fields: dict[str, Any], by: Actor) -> Appointment:
    """Change an appointment; calendars learn of it by its count of changes."""
    appointment, grant = _locked(public_id, by)
    for name, value in fields.items():
        setattr(appointment, name, value)
    appointment.changes += 1
    appointment.save()
    mark_used(appointment.resident)
    audit.record("jobjournal.appointment.changed", by=by, resident=appointment.resident, grant=grant)
    return appointment


@transaction.atomic
def remove_appointment(*, public_id: str | uuid.UUID, by: Actor) -> None:
    """Forget an appointment."""
    appointment, grant = _locked(public_id, by)
    audit.record("jobjournal.appointment.removed", by=by, resident=appointment.resident, grant=grant)
    appointment.delete()


def _locked(public_id: str | uuid.UUID, by: Actor) -> tuple[Appointment, Delegation | None]:
    found = readers.appointment_for(by, public_id)
    grant = right_to_fill(found.resident, by)
    rows = Appointment.objects.select_for_update(of=("self",)).select_related("resident")
    return rows.get(pk=found.pk), grant


@transaction.atomic
def set_reminder(*, resident: Resident, day: int | None, by: Actor) -> None:
    """Remind the person on this day of the week (Monday is 0), or never (None). Theirs alone to choose.

    Raises Http404 for anybody else.
    """
    access = readers.journal_access(by, resident)
    if not access.is_own:
        right_to_fill(resident, by)
    journal = locked_journal(resident)
    journal.reminder_day, journal.reminded_on = day, None
    journal.last_used_at = timezone.now()
    journal.save(update_fields=["reminder_day", "reminded_on", "last_used_at"])
    audit.record("jobjournal.reminder.set", by=by, resident=resident, grant=access.grant)
