"""Taking a claim to work on, passing it on, putting it back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Membership, Team
from accounts.permissions import Permission
from casework.actions.locking import locked_claim
from casework.models import Assignment
from casework.readers.owning import current_assignment
from claims.models import Claim


class OwnerMoved(Exception):
    """Somebody else assigned the claim first: `assignment` is theirs. Nothing was saved."""

    def __init__(self, assignment: Assignment):
        super().__init__(f"assignment {assignment.pk}")
        self.assignment = assignment


@transaction.atomic
def take_claim(*, reference: str, based_on: int, by: Actor, note: str = "") -> Assignment:
    """The actor works on it from now on. `based_on` is the key of the current assignment that they saw, 0 for none.

    The same sent twice is done once. Raises OwnerMoved, Http404, PermissionDenied.
    """
    return _assign(reference, Assignment.Kind.TAKEN, by.membership, note, based_on, by)


@transaction.atomic
def pass_claim_on(*, reference: str, to: Membership | Team, note: str, based_on: int, by: Actor) -> Assignment:
    """A colleague or a team works on it from now on, and reads the note. Otherwise as `take_claim`."""
    return _assign(reference, Assignment.Kind.PASSED_ON, to, note, based_on, by)


@transaction.atomic
def put_claim_back(*, reference: str, note: str, based_on: int, by: Actor) -> Assignment:
    """Nobody works on it from now on. Otherwise as `take_claim`."""
    return _assign(reference, Assignment.Kind.PUT_BACK, None, note, based_on, by)


def _assign(reference: str, kind: str, to: Membership | Team | None, note: str, based_on: int, by: Actor) -> Assignment:
    claim = locked_claim(reference, Permission.CLAIM_PROGRESS, by)
    latest = current_assignment(claim)
    wanted = {
        "kind": kind,
        "owner_id": to.pk if isinstance(to, Membership) else None,
        "team_id": to.pk if isinstance(to, Team) else None,
        "note": note,
        "by_id": by.user.pk,
    }
    if latest is not None and latest.pk != based_on:
        if all(getattr(latest, name) == value for name, value in wanted.items()):
            return latest
        raise OwnerMoved(latest)
    claim.assignments.filter(is_current=True).update(is_current=False)
    return _written(claim, wanted, _label(to), by)


def _written(claim: Claim, wanted: dict[str, object], to_label: str, by: Actor) -> Assignment:
    made = Assignment.objects.create(claim=claim, **wanted, to_label=to_label, by_label=by.label, at=timezone.now())
    to = f"membership {made.owner_id}" if made.owner_id else f"team {made.team_id}" if made.team_id else ""
    audit.record(
        f"claims.claim.{made.kind}", by=by, resident=claim.resident, subject=claim.reference, detail={"to": to}
    )
    return made


def _label(to: Membership | Team | None) -> str:
    if to is None:
        return ""
    return to.display_name if isinstance(to, Membership) else to.name
