"""Who waits, and what people are told of how long it takes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, DateField, F, Q, QuerySet, SmallIntegerField, Sum, TimeField, Value
from django.utils import timezone

from accounts.models import Council
from cobrowse.models import ClosedDay, Duty, HelpRequest, OpeningTime, Way
from cobrowse.rules.hours import Opening, opening
from cobrowse.rules.queue import Wait, waiting_time

# A desk that was not heard of for so long has nobody at it.
DESK_GONE = dt.timedelta(seconds=60)
# Whose page was not heard of for so long is away from the queue: they keep their place, and are not called before they
# are back. Whom an adviser has called and put back is away sooner: they would be called again and again.
AWAY, CALLED_AWAY = dt.timedelta(minutes=30), dt.timedelta(minutes=2)
# Of the latest conversations: so many, of so many days.
LATEST, LATEST_DAYS = 20, 14


def opening_of(council: Council) -> Opening:
    """When this council helps live; one query, since nearly every page of live help asks."""
    no_day, no_number, no_time = (Value(None, kind()) for kind in (DateField, SmallIntegerField, TimeField))
    times = OpeningTime.objects.order_by().values_list("weekday", "opens", "closes", no_day)
    days = ClosedDay.objects.order_by().values_list(no_number, no_time, no_time, "day")
    rows = list(times.union(days, all=True))
    spans = sorted(row[:3] for row in rows if row[3] is None)
    closed = sorted(row[3] for row in rows if row[3] is not None)
    return opening(spans, closed, council.nation, timezone.get_default_timezone())


def waiting() -> QuerySet[HelpRequest]:
    """Who waits for a chat, next one first."""
    return HelpRequest.objects.filter(way=Way.CHAT, state=HelpRequest.State.WAITING).order_by("ranked_at", "pk")


def at_their_page(queue: QuerySet[HelpRequest], now: dt.datetime) -> QuerySet[HelpRequest]:
    """Those of a queue who are not away."""
    called = Q(accepted_at__isnull=False, resident_here_at__lt=now - CALLED_AWAY)
    return queue.exclude(called | Q(resident_here_at__lt=now - AWAY))


def away_since(request: HelpRequest, now: dt.datetime) -> dt.datetime | None:
    """Since when somebody who waits is away; None: they are not."""
    here_at, patience = request.resident_here_at, CALLED_AWAY if request.accepted_at else AWAY
    is_away = request.state == HelpRequest.State.WAITING and here_at is not None and here_at < now - patience
    return here_at if is_away else None


def place_of(request: HelpRequest, team: int | None = None) -> int:
    """The place of somebody who waits, 1 being next; with `team`, among those whom that team sees first. Who is away is
    not counted until they are back.
    """
    before = Q(ranked_at__lt=request.ranked_at) | Q(ranked_at=request.ranked_at, pk__lt=request.pk)
    queue = waiting() if team is None else waiting().filter(team=team)
    return at_their_page(queue, timezone.now()).filter(before).count() + 1


def on_duty(now: dt.datetime) -> QuerySet[Duty]:
    """The advisers whose desks are open and who take people."""
    here = Duty.objects.filter(state=Duty.State.HERE, seen_at__gt=now - DESK_GONE)
    return here.filter(membership__is_active=True)


@dataclass(frozen=True)
class Places:
    """How many people the advisers on duty take in all, and how many more they could take now."""

    all: int
    free: int


def places(now: dt.datetime, team: int | None = None) -> Places:
    """Counted from the advisers on duty, with `team` only those of that team, and from whom they talk with."""
    duties = on_duty(now) if team is None else on_duty(now).filter(membership__teams__team=team)
    every = duties.aggregate(most=Sum("most_people"))["most"] or 0
    if not every:
        return Places(0, 0)
    talking = HelpRequest.objects.filter(
        way=Way.CHAT, state=HelpRequest.State.TALKING, adviser__in=duties.values("membership")
    ).aggregate(number=Count("pk"))["number"]
    return Places(every, every - talking)


def latest_minutes(now: dt.datetime) -> list[float]:
    """How long the latest conversations took."""
    since = now - dt.timedelta(days=LATEST_DAYS)
    ended = HelpRequest.objects.filter(way=Way.CHAT, ended_at__gt=since, accepted_at__isnull=False)
    took = ended.order_by("-ended_at").values_list(F("ended_at") - F("accepted_at"), flat=True)[:LATEST]
    return [each.total_seconds() / 60 for each in took]


def wait_at(place: int, now: dt.datetime, team: int | None = None) -> Wait | None:
    """What to say to who is at this place, of a `team`'s people or of all; None: no adviser is on duty."""
    there = places(now, team)
    minutes = latest_minutes(now) if there.all and place > there.free else []
    return waiting_time(place, free=there.free, places=there.all, minutes=minutes)
