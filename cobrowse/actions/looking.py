"""Somebody looks at a conversation, from either side and by whatever way: what is new, and that it was seen."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.actors import Actor
from cobrowse.actions.duty import note_desk_open
from cobrowse.actions.supervising import record_reading
from cobrowse.actions.talking import mark
from cobrowse.models import HelpEvent, HelpRequest
from cobrowse.readers.changes import changes_since
from cobrowse.readers.desk import duty_of


def glance(*, request: HelpRequest) -> dict[str, Any]:
    """How things stand for the person whose page has no scripts and asks by itself in a frame: they are there, and what
    was said is not on their screen. The caller asked who may.
    """
    mark(request=request, side=HelpEvent.By.RESIDENT, got=0, saw=0, asks=False)
    return changes_since(request, HelpEvent.By.RESIDENT, request.head, timezone.now())["now"]


def look(*, request: HelpRequest, side: str, after: int, saw: int | None, by: Actor) -> tuple[dict[str, Any], bool]:
    """`changes_since` number `after`, and whether it is the looker's own conversation. Then it is marked as got and
    seen (`saw`, None for everything), else it is written down that a colleague reads along. The caller asked who may.
    """
    mine = True
    if side == HelpEvent.By.ADVISER:
        mine, duty = request.adviser_id == by.membership.pk, duty_of(by)
        if duty is not None:
            note_desk_open(duty=duty, writes=mine and saw is None)
    changes = changes_since(request, side, after, timezone.now())
    if not mine:
        record_reading(request=request, by=by)
    elif request.is_open or side == HelpEvent.By.RESIDENT:
        seen = changes["upto"] if saw is None else min(saw, changes["upto"])
        mark(request=request, side=side, got=changes["upto"], saw=seen, asks=saw is not None)
    return changes, mine
