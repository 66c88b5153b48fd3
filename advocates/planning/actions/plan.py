"""Working on a plan: actions are added, changed, gone on with, by whoever shares the plan when it is saved."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Delegation, Membership, Resident
from accounts.permissions import Scope
from accounts.readers import is_grant_for
from advocates.models import PlanAction, PlanNote, PlanShare
from advocates.planning.readers.parties import Viewer, shares_in_force
from advocates.planning.readers.plan import is_visible, taking_part_in, taking_part_of, works_on
from advocates.planning.rules import ORGANISATION, RESIDENT, Party
from core.crypto import decrypt, encrypt
from core.rules.dates import start_of_day
from notifications.actions import notify
from notifications.models import Message

State = PlanAction.State
REMINDER = "plan_action_due"


class ActionMoved(Exception):
    """Somebody changed the action since the page was drawn. Nothing was saved."""


class OwnerLeft(Exception):
    """The organisation whose it is to do shares the plan no more. Nothing was saved."""


@dataclass(frozen=True)
class ActionInput:
    """What is to be done, by whom and until when; `member` is one of the writer's own colleagues."""

    what: str
    owner: Party
    member: Membership | None = None
    due_on: dt.date | None = None
    is_private: bool = False


@transaction.atomic
def add_action(*, viewer: Viewer, said: ActionInput, client_id: uuid.UUID, by: Actor) -> PlanAction:
    """Put an action into the plan; of one `client_id` there is one. Raises OwnerLeft, Http404, PermissionDenied."""
    _hold(viewer, by)
    if not viewer.works:
        raise PermissionDenied
    there = PlanAction.objects.filter(client_id=client_id, resident=viewer.resident).first()
    if there is not None:
        return there
    _check_owner(viewer, said.owner)
    action = PlanAction(
        client_id=client_id, resident=viewer.resident, made_at=timezone.now(), by_label=by.label, **_columns(said)
    )
    action.secret = encrypt({"what": said.what}, context=action.context)
    action.save(force_insert=True)
    _record("advocates.plan.added", viewer, by)
    return action


@transaction.atomic
def change_action(*, viewer: Viewer, public_id: str | uuid.UUID, said: ActionInput, revision: int, by: Actor) -> None:
    """Change what is to be done, by whom or until when; `revision` is the one that the page showed.

    Raises ActionMoved, OwnerLeft, Http404, PermissionDenied.
    """
    action = _locked(viewer, public_id, revision, by)
    if said.owner != Party(action.owner, action.organisation_id):
        _check_owner(viewer, said.owner)
    words = decrypt(action.secret, context=action.context) | {"what": said.what}
    action.secret = encrypt(words, context=action.context)
    for name, value in _columns(said).items():
        setattr(action, name, value)
    action.revision += 1
    action.save()
    _record("advocates.plan.changed", viewer, by)


@transaction.atomic
def go_on_with_action(
    *, viewer: Viewer, public_id: str | uuid.UUID, state: str, words: str, revision: int, by: Actor
) -> PlanAction:
    """Say how far it is, with a note; `words` say why where it does not go ahead. Raises as change_action does."""
    action, now = _locked(viewer, public_id, revision, by), timezone.now()
    note = PlanNote(action=action, state=state, by_label=by.label, at=now)
    note.secret = encrypt(words, context=note.context)
    note.save(force_insert=True)
    told = decrypt(action.secret, context=action.context)
    told["why_not"] = words if state == State.NOT_GOING_AHEAD else ""
    action.secret = encrypt(told, context=action.context)
    action.settled_at = None if state in PlanAction.OPEN else now
    action.state, action.revision = state, action.revision + 1
    action.save()
    _record("advocates.plan.went_on", viewer, by, detail={"state": state})
    return action


@transaction.atomic
def record_plan_opened(*, viewer: Viewer, by: Actor) -> None:
    """Write down that somebody who is not the resident looked at the plan."""
    _record("advocates.plan.opened", viewer, by)


@transaction.atomic
def remind_of_actions(*, today: dt.date, by: Actor) -> int:
    """Remind residents of what they have to do until tomorrow or had to before: one message a day for all of it, once
    for each due day. How many residents.
    """
    due = PlanAction.objects.filter(owner=RESIDENT, state__in=PlanAction.OPEN, due_on__lte=today + dt.timedelta(days=1))
    begins = start_of_day(today, timezone.get_current_timezone())
    told = Message.objects.filter(template=REMINDER, created_at__gte=begins).values("resident")
    new = due.filter(reminded_for=None).exclude(resident__in=told).select_for_update(of=("self",), skip_locked=True)
    reminded: dict[int, Resident] = {}
    for action in new.select_related("resident__user").order_by("resident", "pk"):
        reminded[action.resident_id] = action.resident
        action.reminded_for = action.due_on
        action.save(update_fields=["reminded_for"])
    for resident in reminded.values():
        notify(resident=resident, template=REMINDER, context={}, by=by)
    return len(reminded)


def _columns(said: ActionInput) -> dict[str, object]:
    return {
        "owner": said.owner.kind, "organisation_id": said.owner.organisation, "member": said.member,
        "due_on": said.due_on, "is_private": said.is_private, "reminded_for": None,
    }  # fmt: skip


def _check_owner(viewer: Viewer, owner: Party) -> None:
    if owner.kind == ORGANISATION and owner.organisation not in taking_part_in(viewer):
        raise OwnerLeft


def _locked(viewer: Viewer, public_id: str | uuid.UUID, revision: int, by: Actor) -> PlanAction:
    _hold(viewer, by)
    rows = PlanAction.objects.select_for_update(of=("self",))
    action = rows.filter(public_id=public_id, resident=viewer.resident).first()
    if action is None or not is_visible(viewer, action):
        raise Http404
    if not works_on(viewer, action, taking_part_of(viewer, action)):
        raise PermissionDenied
    if action.revision != revision:
        raise ActionMoved
    return action


def _hold(viewer: Viewer, by: Actor) -> None:
    """Lock what an organisation's leave rests on, so that ending it waits or has come first. Raises Http404."""
    if viewer.party.kind != ORGANISATION:
        return
    grant = Delegation.objects.select_for_update(of=("self",)).filter(pk=viewer.grant.pk).first()
    share = PlanShare.objects.select_for_update(of=("self",)).filter(pk=viewer.share.pk).first()
    if grant is None or not is_grant_for(by, grant, Scope.VIEW_CLAIMS):
        raise Http404
    if share is None or not shares_in_force(viewer.resident).filter(pk=share.pk).exists():
        raise Http404


def _record(code: str, viewer: Viewer, by: Actor, detail: dict[str, str] | None = None) -> None:
    audit.record(code, by=by, resident=viewer.resident, grant=viewer.grant, detail=detail)
