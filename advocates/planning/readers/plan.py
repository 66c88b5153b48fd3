"""The actions of somebody's plan, as far as one of those who share it sees them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from advocates.models import PlanAction, PlanNote, PlanShare
from advocates.planning.readers.parties import Viewer, shares_in_force
from advocates.planning.rules import ORGANISATION, RESIDENT, Party, may_work, sees
from core.crypto import decrypt


@dataclass(frozen=True)
class Note:
    """A note of progress with its words ("" where only the state changed)."""

    row: PlanNote
    words: str


@dataclass(frozen=True)
class ShownAction:
    """An action with its words. `works`: the viewer may change it; `left_alone`: its owner shares the plan no more."""

    row: PlanAction
    what: str
    why_not: str
    notes: tuple[Note, ...]
    works: bool
    left_alone: bool


def owner_of(action: PlanAction) -> Party:
    """Whose it is to do."""
    return Party(action.owner, action.organisation_id)


def _visible(viewer: Viewer) -> QuerySet[PlanAction]:
    """rules.sees, as the database says it."""
    actions, party = PlanAction.objects.filter(resident=viewer.resident), viewer.party
    if party.kind == RESIDENT:
        return actions
    return actions.filter(Q(is_private=False) | Q(owner=party.kind, organisation=party.organisation))


def plan_of(viewer: Viewer, shares: Iterable[PlanShare] | None = None) -> list[ShownAction]:
    """Everything that the viewer sees, what is due first at the top. `shares` are those in force, if they are read
    already. Two queries, and one for these.
    """
    notes = Prefetch("notes", PlanNote.objects.order_by("at", "pk"))
    actions = _visible(viewer).select_related("organisation", "member").prefetch_related(notes)
    taking_part = taking_part_in(viewer) if shares is None else {each.organisation_id for each in shares}
    return [_shown(each, viewer, taking_part) for each in actions]


def action_for(viewer: Viewer, public_id: str | uuid.UUID) -> ShownAction:
    """One action that the viewer sees, without its notes, or 404."""
    found = _visible(viewer).select_related("organisation", "member").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return _shown(found, viewer, taking_part_of(viewer, found), with_notes=False)


def taking_part_of(viewer: Viewer, action: PlanAction) -> set[int]:
    """As taking_part_in, and asked only where it matters: for an action of an organisation."""
    return taking_part_in(viewer) if action.owner == ORGANISATION else set()


def taking_part_in(viewer: Viewer) -> set[int]:
    """The keys of the organisations that share the plan now. One query."""
    return set(shares_in_force(viewer.resident).order_by().values_list("organisation", flat=True))


def works_on(viewer: Viewer, action: PlanAction, taking_part: Iterable[int]) -> bool:
    """Whether the viewer may change an action and say how it goes on."""
    return viewer.works and may_work(
        viewer.party, owner_of(action), is_private=action.is_private,
        owner_takes_part=not _is_left_alone(action, taking_part),
    )  # fmt: skip


def is_visible(viewer: Viewer, action: PlanAction) -> bool:
    """Whether the viewer sees an action that is locked."""
    return action.resident_id == viewer.resident.pk and sees(
        viewer.party, owner_of(action), is_private=action.is_private
    )


def _is_left_alone(action: PlanAction, taking_part: Iterable[int]) -> bool:
    return action.owner == ORGANISATION and action.organisation_id not in taking_part


def _shown(action: PlanAction, viewer: Viewer, taking_part: set[int], *, with_notes: bool = True) -> ShownAction:
    words = decrypt(action.secret, context=action.context)
    rows = action.notes.all() if with_notes else ()
    notes = tuple(Note(each, decrypt(each.secret, context=each.context)) for each in rows)
    alone, works = _is_left_alone(action, taking_part), works_on(viewer, action, taking_part)
    return ShownAction(action, words["what"], words.get("why_not", ""), notes, works, alone)
