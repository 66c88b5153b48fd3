"""Advisers come on duty, take a break, and go; whose desk is gone loses nobody."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Membership
from accounts.permissions import Permission, require
from cobrowse.actions.events import desk_topic, have_screens_asked
from cobrowse.actions.queueing import return_to_queue
from cobrowse.models import Duty, HelpRequest
from cobrowse.readers.queue import DESK_GONE
from cobrowse.readers.settings import help_rules
from core.live import wake

# How often it is written down that a desk is open.
SEEN_SECONDS = 15
# How long somebody may write on a page that does not ask by itself, before their people go back to the queue.
WRITING = dt.timedelta(minutes=10)


@transaction.atomic
def change_duty(*, state: str, most_people: int | None = None, sounds: bool | None = None, by: Actor) -> Duty:
    """Come on duty, be away, or go, as one of Duty.State; `most_people` at once, from 1 to what the council allows;
    whether the desk `sounds`. Whoever goes off duty leaves the people they talk with to the queue, with their places.
    """
    require(by, Permission.LIVE_HELP)
    now = timezone.now()
    duty, _ = Duty.objects.get_or_create(membership=by.membership, defaults={"since": now, "seen_at": now})
    duty = Duty.objects.select_for_update().get(pk=duty.pk)
    talking = _locked_people(by.membership) if state == Duty.State.OFF else []
    if duty.state != state:
        duty.state, duty.since = Duty.State(state), now
        audit.record("cobrowse.duty.changed", by=by, detail={"to": duty.state})
    if most_people is not None:
        duty.most_people = min(max(most_people, 1), help_rules().most_people)
    if sounds is not None:
        duty.sounds = sounds
    duty.seen_at = now
    duty.save()
    for request in talking:
        return_to_queue(request, by)
    wake(desk_topic())
    return duty


def note_desk_open(*, duty: Duty, writes: bool = False) -> None:
    """Write down now and then that a desk is open. `writes`: on a page with a box for words, which without scripts is
    not heard of while somebody writes; the first time that a script asks, it counts as heard of then.
    """
    now = timezone.now()
    seen = now + WRITING if writes else now
    if abs(seen - duty.seen_at) > dt.timedelta(seconds=SEEN_SECONDS):
        # Whoever has it locked looks after it just now: nobody waits for that, with what they hold.
        free = Duty.objects.select_for_update(skip_locked=True).filter(pk=duty.pk)
        with transaction.atomic():
            Duty.objects.filter(pk__in=free.values("pk")).update(seen_at=seen)


@transaction.atomic
def end_absent_duties(*, by: Actor) -> int:
    """Take advisers off duty whose desk has been silent for a minute, or who have left; return how many.

    The people they were talking with go back to the queue.
    """
    now = timezone.now()
    working = Duty.objects.exclude(state=Duty.State.OFF).select_for_update(of=("self",), skip_locked=True)
    gone = [
        duty
        for duty in working.select_related("membership").order_by("pk")
        if duty.seen_at < now - DESK_GONE or not duty.membership.is_active
    ]
    Duty.objects.filter(pk__in=[duty.pk for duty in gone]).update(state=Duty.State.OFF, since=now)
    alone = list(_with_nobody())
    for duty in gone:
        audit.record("cobrowse.duty.lost", by=by, subject=str(duty.membership_id))
    for request in alone:
        return_to_queue(request, by)
    if gone:
        wake(desk_topic())
    return len(gone)


@transaction.atomic
def end_help_by(*, membership: Membership, by: Actor) -> None:
    """What somebody works as has changed. If they help nobody live any more their duty ends, whom they talk with goes
    back to the queue, with their places, and their screens close.
    """
    if membership.is_active and membership.allows(Permission.LIVE_HELP):
        return
    # The duty is locked first, as by whoever takes somebody: nobody is taken meanwhile.
    duty = Duty.objects.select_for_update(of=("self",)).filter(membership=membership).first()
    talking = _locked_people(membership)
    if duty is not None and duty.state != Duty.State.OFF:
        duty.state, duty.since = Duty.State.OFF, timezone.now()
        duty.save(update_fields=["state", "since"])
        audit.record("cobrowse.duty.ended", by=by, subject=str(membership.pk))
    for request in talking:
        return_to_queue(request, by)
    have_screens_asked(membership.pk)
    wake(desk_topic())


# Requests are locked before anything is written to the trail, which everybody in a council waits for: else two people
# who press at the same moment could each wait for the other.


def _locked_people(adviser: Membership) -> list[HelpRequest]:
    talking = HelpRequest.objects.filter(state=HelpRequest.State.TALKING, adviser=adviser)
    return list(talking.select_for_update(of=("self",)).order_by("pk"))


def _with_nobody() -> QuerySet[HelpRequest]:
    """Who talks with an adviser that is off duty, was never on it, or works here no more."""
    on = Duty.objects.exclude(state=Duty.State.OFF).filter(membership__is_active=True).values("membership")
    talking = HelpRequest.objects.filter(state=HelpRequest.State.TALKING).exclude(adviser__in=on)
    return talking.select_for_update(of=("self",), skip_locked=True).order_by("pk")
