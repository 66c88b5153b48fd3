"""Holders hear that the council looks soon; what was said goes with records that become one."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F

from accounts.actors import Actor
from accounts.models import Delegation, Resident
from advocates.actions.ending import end_with_renewal
from advocates.legal.readers import to_remind
from advocates.models import LegalBasis
from notifications.actions import notify

A_RUN = 100
State = LegalBasis.State


@transaction.atomic
def remind_of_looks(*, today: dt.date, by: Actor) -> int:
    """Tell holders, once for each look, that the council will ask whether it is still right; how many. What is locked
    is left to the next run.
    """
    found = list(to_remind(today).select_for_update(of=("self",), skip_locked=True).order_by("pk")[:A_RUN])
    for row in found:
        if row.asker is not None:
            notify(resident=row.asker, template="legal_look_soon", context={}, by=by)
    LegalBasis.objects.filter(pk__in=[row.pk for row in found]).update(reminded_for=F("look_due_on"))
    return len(found)


@transaction.atomic
def move_legal_bases(*, source: Resident, target: Resident) -> None:
    """Put what was said by, and about, a record into another of the same person. What somebody would then hold for
    themselves is over.
    """
    rows = LegalBasis.objects.filter(resident=source) | LegalBasis.objects.filter(asker=source)
    for row in rows.select_for_update(of=("self",)).order_by("pk"):
        row.asker_id = target.pk if row.asker_id == source.pk else row.asker_id
        resident = target.pk if row.resident_id == source.pk else row.resident_id
        if resident is not None and resident == row.asker_id:
            _end_grant(row)
            resident, row.state = None, State.TAKEN_BACK if row.state in LegalBasis.OPEN else State.ENDED
        row.resident_id = resident
        row.save(update_fields=["asker", "resident", "state"])


def _end_grant(row: LegalBasis) -> None:
    grant = Delegation.objects.select_for_update(of=("self",)).filter(pk=row.delegation_id, revoked_at=None).first()
    if grant is not None:
        end_with_renewal(grant)
