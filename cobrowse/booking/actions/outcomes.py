"""What came of a booking. What we did not do is ours, and another time is offered."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.permissions import Permission, require
from cobrowse.booking.actions.booking import MOVABLE_MISSED, BookingChanged
from cobrowse.booking.actions.telling import tell
from cobrowse.models import Booking, BookingWay

DONE = "done"
# A call that nobody has marked for so long was not made, as far as we know.
CALL_NOT_MADE = dt.timedelta(hours=1)
AT_ONCE = 200


def outcomes_of(way: str) -> list[str]:
    """What can have come of a booking. Of a call, never that the person was not there."""
    if way == BookingWay.CALL_BACK:
        return [DONE, Booking.Because.NO_ANSWER, Booking.Because.OURS]
    return [DONE, Booking.Because.THEIRS, Booking.Because.OURS]


@transaction.atomic
def record_outcome(*, public_id: uuid.UUID, outcome: str, by: Actor) -> Booking:
    """Write down what came of a booking that has begun: "done", or why it did not take place (Booking.Because). Can be
    put right later, until another time was chosen.

    When it was us, or nobody answered our call, the person is offered another time. Raises BookingChanged for what was
    cancelled or has not begun, Http404, ValueError for what cannot have come of it.
    """
    require(by, Permission.LIVE_HELP)
    booking = Booking.objects.select_for_update(of=("self",)).filter(public_id=public_id).first()
    if booking is None:
        raise Http404
    if outcome not in outcomes_of(booking.way):
        raise ValueError("no outcome of this way")
    if booking.state == Booking.State.CANCELLED or booking.starts_at > timezone.now():
        raise BookingChanged
    _keep(booking, outcome, by)
    return booking


@transaction.atomic
def note_calls_not_made(*, by: Actor) -> int:
    """Calls that were due an hour ago, of which nobody has said anything, count as not made by us; how many."""
    before = timezone.now() - CALL_NOT_MADE
    rows = Booking.objects.select_for_update(of=("self",), skip_locked=True).filter(
        way=BookingWay.CALL_BACK, state=Booking.State.BOOKED, ends_at__lt=before
    )
    found = list(rows.order_by("ends_at", "pk")[:AT_ONCE])
    for booking in found:
        _keep(booking, Booking.Because.OURS, by)
    return len(found)


def _keep(booking: Booking, outcome: str, by: Actor) -> None:
    before = booking.because
    booking.state = Booking.State.DONE if outcome == DONE else Booking.State.MISSED
    booking.because = "" if outcome == DONE else outcome
    booking.remind_at = None
    booking.revision += 1
    again = booking.because in MOVABLE_MISSED and before not in MOVABLE_MISSED
    if again:
        booking.offered_again += 1
    booking.save()
    audit.record(
        "cobrowse.booking.outcome", by=by, resident=booking.resident, subject=str(booking.public_id),
        detail={"outcome": outcome},
    )  # fmt: skip
    if again:
        tell(booking, "booking_missed" if booking.because == Booking.Because.OURS else "booking_no_answer", by=by)
