"""Limits on how often one address or one person may try something, in each council by itself."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from functools import wraps

import structlog
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext
from django_ratelimit.core import get_usage
from redis.exceptions import RedisError

from core.cache import counters
from core.rules import networks

log = structlog.get_logger(__name__)

DAY_SECONDS = 24 * 60 * 60


def counted(*, group: str, rate: str, value: str, council: int | None, counts: bool = True) -> int | None:
    """How often `value` did this in the present span of `rate` ("30/m"), with this time when it `counts`.

    Every council counts by itself: a library's address is the same at each of them. None without Redis.
    """
    usage = _usage(group=group, rate=rate, value=value, council=council, counts=counts)
    return None if usage is None else usage["count"]


def _usage(*, group: str, rate: str, value: str, council: int | None, counts: bool) -> dict | None:
    try:
        usage = get_usage(None, group=group, key=lambda *_: f"{council}:{value}", rate=rate, increment=counts)
    except RedisError:
        log.warning("not_throttled", group=group)
        return None
    return usage or {"count": 0, "time_left": 0}


def seconds_to_wait(*, group: str, rate: str, value: str, council: int | None, counts: bool = True) -> int:
    """Count one try by `value` (not with `counts=False`) and say in how many seconds `rate` allows one again: 0 when it
    does now, and without Redis.
    """
    usage = _usage(group=group, rate=rate, value=value, council=council, counts=counts)
    if usage is None or usage["count"] <= allowed(rate):
        return 0
    return max(1, usage["time_left"])


def seconds_to_turn(*, group: str, most: str, then: str, value: str, council: int | None) -> int:
    """Count one try by many people's `value`, such as a library's address, and say in how many seconds there is one
    again: over `most` ("200/h") it is not closed but has `then` ("1/m"), which everybody there shares.
    """
    wait = seconds_to_wait(group=group, rate=most, value=value, council=council)
    return min(wait, seconds_to_wait(group=f"{group}-turn", rate=then, value=value, council=council)) if wait else 0


def wait_words(seconds: int) -> str:
    """How long somebody has to wait, in whole minutes or hours: never less than it is."""
    minutes = max(1, math.ceil(seconds / 60))
    if minutes <= 90:
        return ngettext("%(number)s minute", "%(number)s minutes", minutes) % {"number": minutes}
    hours = math.ceil(minutes / 60)
    return ngettext("%(number)s hour", "%(number)s hours", hours) % {"number": hours}


def over(
    *, group: str, rate: str, value: str, council: int | None, counts: bool = True, without_redis: bool = False
) -> bool:
    """Count one try by `value` and say whether it is over `rate`; with `counts=False` only say so.

    Without Redis nothing is counted and the answer is `without_redis`: codes have limits of their own in the database
    and people must get in, but what is about to be guessed must stay closed.
    """
    count = counted(group=group, rate=rate, value=value, council=council, counts=counts)
    return without_redis if count is None else count > allowed(rate)


def allowed(rate: str) -> int:
    """How often `rate` ("30/m") allows something in one span."""
    return int(rate.partition("/")[0])


def over_a_day(*, group: str, value: str, council: int | None, amount: int, most: int) -> bool:
    """Count an amount of today by `value`; True, and not counted, when that would be over `most`.

    Without Redis nothing is counted.
    """
    said = f"{group}:{council}:{value}:{timezone.localdate()}"
    key = hashlib.sha256(said.encode()).hexdigest()
    try:
        counters.add(key, 0, 2 * DAY_SECONDS)
        if counters.incr(key, amount) <= most:
            return False
        counters.decr(key, amount)
    except RedisError:
        log.warning("not_throttled", group=group)
        return False
    return True


def too_often(
    request: HttpRequest, *, group: str, rate: str, value: str = "", counts: bool = True, without_redis: bool = False
) -> bool:
    """`over` for a request: for its network address when `value` is empty, in its council."""
    return over(
        group=group, rate=rate, value=value or network_of(request), council=council_of(request), counts=counts,
        without_redis=without_redis,
    )  # fmt: skip


def council_of(request: HttpRequest) -> int | None:
    """The key of the council on whose host a request came, None on the platform's own."""
    council = getattr(request, "council", None)
    return council.pk if council is not None else None


def network_of(request: HttpRequest) -> str:
    """The network address that a request comes from."""
    return networks.network_of(request.META.get("REMOTE_ADDR", ""))


def slow_down(request: HttpRequest, seconds: int, template: str = "429.html") -> HttpResponse:
    """The page that asks to wait so long."""
    response = render(request, template, {"wait": wait_words(seconds)}, status=429)
    response["Retry-After"] = str(seconds)
    return response


def throttled(
    *,
    group: str,
    rate: str,
    then: str = "",
    by_person: bool = False,
    counted_as: Callable[[HttpRequest], str] = lambda request: "",
    refused: Callable[[HttpRequest, int], HttpResponse] = slow_down,
    reads: bool = False,
):
    """Limit a view's POSTs (with `reads`, its other requests too) by network address, or by the person signed in. Over
    the limit `refused` answers and is given the seconds to wait; with `then` an address that is over it has so many,
    which everybody there shares. A device where somebody signed in before is counted by itself: others at its address
    use up nothing of it. So is what `counted_as` names, "" for nothing else.
    """

    def decorate(view):
        @wraps(view)
        def limited(request, *args, **kwargs):
            if reads or request.method == "POST":
                value, council = counted_as(request) or _counted_as(request, by_person), council_of(request)
                if then and value == network_of(request):
                    wait = seconds_to_turn(group=group, most=rate, then=then, value=value, council=council)
                else:
                    wait = seconds_to_wait(group=group, rate=rate, value=value, council=council)
                if wait:
                    return refused(request, wait)
            return view(request, *args, **kwargs)

        return limited

    return decorate


def _counted_as(request: HttpRequest, by_person: bool) -> str:
    if by_person and request.user.is_authenticated:
        return f"user-{request.user.pk}"
    # On the platform's own host nobody acts before they have signed in.
    origin = getattr(request.actor, "origin", None)
    return f"device-{origin.device}" if origin and origin.device else network_of(request)
