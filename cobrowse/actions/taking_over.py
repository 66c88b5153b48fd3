"""Requests for help of two records that turned out to be one person's (accounts/actions/taking_over.py)."""

from __future__ import annotations

from django.db import transaction

from accounts.actors import Actor
from accounts.models import Resident
from cobrowse.actions.asking import end
from cobrowse.models import HelpEvent, HelpRequest, Way


@transaction.atomic
def move_requests(*, source: Resident, target: Resident, by: Actor) -> None:
    """Everything the source asked for becomes the target's. Where both wait or talk, one goes on: the one that talks,
    else the one that was asked first.
    """
    both = HelpRequest.objects.filter(resident__in=[source, target], way=Way.CHAT, state__in=HelpRequest.OPEN)
    locked = list(both.select_for_update(of=("self",)).order_by("pk"))
    # Whoever talks already goes on talking.
    locked.sort(key=lambda each: (each.state != HelpRequest.State.TALKING, each.asked_at, each.pk))
    for later in locked[1:]:
        end(later, HelpRequest.Ending.LEFT, side=HelpEvent.By.PLATFORM, by=by)
    HelpRequest.objects.filter(resident=source).update(resident=target)
