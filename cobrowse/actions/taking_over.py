"""Requests for help of two records that turned out to be one person's (accounts/actions/taking_over.py)."""

from __future__ import annotations

from django.db import transaction

from accounts.actors import Actor
from accounts.models import Resident
from cobrowse.actions.asking import end
from cobrowse.models import HelpEvent, HelpRequest, Way


@transaction.atomic
def move_requests(*, source: Resident, target: Resident, by: Actor) -> None:
    """Everything the source asked for becomes the target's. Where both wait or talk, the one that was asked first goes
    on: a person waits once.
    """
    both = HelpRequest.objects.filter(resident__in=[source, target], way=Way.CHAT, state__in=HelpRequest.OPEN)
    for later in both.select_for_update(of=("self",)).order_by("asked_at", "pk")[1:]:
        end(later, HelpRequest.Ending.LEFT, side=HelpEvent.By.PLATFORM, by=by)
    HelpRequest.objects.filter(resident=source).update(resident=target)
