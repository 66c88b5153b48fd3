"""Requests for help of two records that turned out to be one person's (accounts/actions/taking_over.py)."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.actors import Actor
from accounts.models import Resident
from claims.models import Claim
from cobrowse.actions.asking import end
from cobrowse.models import HelpEvent, HelpRequest, Way


@transaction.atomic
def move_all(*, source: Resident, target: Resident, by: Actor) -> None:
    """Everything the source asked for becomes the target's."""
    _move(HelpRequest.objects.filter(resident=source), target, by)


@transaction.atomic
def move_about(*, claims: Collection[Claim] | None, source: Resident, target: Resident, by: Actor) -> None:
    """What the source asked about these claims becomes the target's; None: what it asked about no claim."""
    about = Q(claim__isnull=True) if claims is None else Q(claim__in=claims)
    _move(HelpRequest.objects.filter(about, resident=source), target, by)


def _move(moved: QuerySet[HelpRequest], target: Resident, by: Actor) -> None:
    """Where both wait or talk, one goes on: the one that talks, else the one that was asked first."""
    keys = list(moved.values_list("pk", flat=True))
    both = HelpRequest.objects.filter(Q(pk__in=keys) | Q(resident=target), way=Way.CHAT, state__in=HelpRequest.OPEN)
    locked = list(both.select_for_update(of=("self",)).order_by("pk"))
    # A conversation with an adviser is kept in preference to a place in the queue.
    locked.sort(key=lambda each: (each.state != HelpRequest.State.TALKING, each.asked_at, each.pk))
    for later in locked[1:]:
        end(later, HelpRequest.Ending.LEFT, side=HelpEvent.By.PLATFORM, by=by)
    HelpRequest.objects.filter(pk__in=keys).update(resident=target)
