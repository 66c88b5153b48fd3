"""Asking people some days later whether what they needed was sorted out: one message, to who has not said."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from accounts.actors import Actor
from cobrowse.models import HelpRequest
from cobrowse.readers.settings import help_rules
from notifications.actions import notify, send_only_while

TEMPLATE = "help_survey"
AT_ONCE = 200
# By the council's clock: nobody's phone rings for this at night.
FROM_HOUR, TO_HOUR = 9, 18
# Nobody is asked more often, and of nothing that is longer ago, however many conversations there were.
ONCE_IN = dt.timedelta(days=28)
UNSAID = ("", HelpRequest.SortedOut.NOT_YET)


@transaction.atomic
def ask_how_it_was(*, now: dt.datetime, by: Actor) -> int:
    """Ask whoever the council's rule says by a message to their account and where they want to hear from us; how many.

    Of several conversations it is the latest. Only people with an account are asked: others could not answer.
    """
    if not FROM_HOUR <= timezone.localtime(now).hour < TO_HOUR:
        return 0
    asked: set[int] = set()
    for request in _due(now):
        request.asked_how_at = now
        request.save(update_fields=["asked_how_at"])
        if request.resident_id not in asked:
            asked.add(request.resident_id)
            address = by.council.url_of(reverse("cobrowse:rating", args=[request.public_id]))
            context = {"request": str(request.public_id), "survey": address}
            notify(resident=request.resident, template=TEMPLATE, context=context, by=by)
    return len(asked)


def _due(now: dt.datetime) -> QuerySet[HelpRequest]:
    days = help_rules().asked_after_days
    lately = HelpRequest.objects.filter(asked_how_at__gt=now - ONCE_IN).values("resident")
    due = HelpRequest.objects.filter(
        state=HelpRequest.State.ENDED, accepted_at__isnull=False, sorted_out__in=UNSAID, asked_how_at__isnull=True,
        ended_at__lte=now - dt.timedelta(days=days), ended_at__gt=now - ONCE_IN, resident__user__isnull=False,
    ).exclude(resident__in=lately)  # fmt: skip
    rows = due.select_for_update(of=("self",), skip_locked=True).select_related("resident")
    return rows.order_by("-ended_at", "pk")[:AT_ONCE] if days else rows.none()


def still_unsaid(context: dict[str, str]) -> bool:
    """Whether a message that asks is still needed: the conversation is kept, and they have not said."""
    return HelpRequest.objects.filter(public_id=uuid.UUID(context["request"]), sorted_out__in=UNSAID).exists()


send_only_while(TEMPLATE, still_unsaid)
