"""A case begins, and goes along when its person's records become one."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Membership, Resident
from advocates.models import Case


@transaction.atomic
def open_case(*, resident: Resident, responsible: Membership, by: Actor) -> Case:
    """The open case in which the organisation of `responsible`, or the council, works with this person; a new one is
    that member's. The caller has asked whether the actor may work with the person.
    """
    case, is_new = Case.objects.get_or_create(
        resident=resident, organisation=responsible.organisation, closed_at=None,
        defaults={"responsible": responsible, "opened_at": timezone.now()},
    )  # fmt: skip
    if is_new:
        audit.record("advocates.case.opened", by=by, resident=resident)
    return case


@transaction.atomic
def move_cases(*, source: Resident, target: Resident) -> None:
    """Put a record's cases into another record, of the same person. Of two open ones with one organisation that of
    `target` goes on.
    """
    open_there = set(Case.objects.filter(resident=target, closed_at=None).values_list("organisation", flat=True))
    moved = Case.objects.filter(resident=source)
    for case in moved.filter(closed_at=None).select_for_update(of=("self",)):
        if case.organisation_id in open_there:
            case.closed_at = timezone.now()
            case.save(update_fields=["closed_at"])
    moved.update(resident=target)
