"""Telling claimants that there is a message to read: once for several close together, and nothing of what it says."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts.actors import Actor
from claims.actions.telling import tell_of_claim
from claims.models import Claim, ThreadMessage
from claims.thread.rules import MOST_WAIT
from notifications.models import Message
from notifications.texts import Text, render_message

TEMPLATE = "claim_message"
AT_ONCE = 100


@transaction.atomic
def tell_claimants(*, by: Actor) -> int:
    """Tell everybody who has messages that have gone and were not told of; how many. What is locked just now is left to
    the next run.
    """
    now = timezone.now()
    due = ThreadMessage.objects.filter(tell_at__lte=now).values("claim_id")
    claims = Claim.objects.select_for_update(of=("self",), skip_locked=True).filter(pk__in=due)
    return sum(_tell(claim, now, by) for claim in claims.select_related("submission").order_by("pk")[:AT_ONCE])


def _tell(claim: Claim, now: dt.datetime, by: Actor) -> bool:
    waiting = list(claim.thread.filter(tell_at__isnull=False).order_by("send_after", "pk"))
    gone = [each for each in waiting if each.send_after <= now]
    coming = [each for each in waiting if each.send_after > now]
    keys = [each.pk for each in gone]
    if coming and gone and coming[0].send_after <= gone[0].send_after + MOST_WAIT:
        claim.thread.filter(pk__in=keys).update(tell_at=coming[0].send_after)
        return False
    claim.thread.filter(pk__in=keys).update(tell_at=None)
    if all(each.read_at for each in gone):
        return False
    tell_of_claim(claim, TEMPLATE, context=_context(claim), by=by)
    return True


def telling_preview(*, claim: Claim, by: Actor) -> Text:
    """The email or text message that says that there is something to read, as the claimant will get it."""
    message = Message(template=TEMPLATE, language=claim.resident.language, context=_context(claim))
    return render_message(message, by.council)


def _context(claim: Claim) -> dict[str, str]:
    return {"reference": claim.reference}
