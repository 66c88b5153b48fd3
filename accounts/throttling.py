"""Limits on how often one address or one person may try something."""

from __future__ import annotations

from functools import wraps

import structlog
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_ratelimit.core import is_ratelimited
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)


def too_often(
    request: HttpRequest, *, group: str, rate: str, value: str = "", counts: bool = True, without_redis: bool = False
) -> bool:
    """Count one try by `value` (the visitor's network address when empty) and say whether it is over `rate` ("30/m").

    With `counts=False` it only says so. Without Redis nothing is counted and the answer is `without_redis`: codes have
    limits of their own in the database and people must get in, but what is about to be guessed must stay closed.
    """
    key = (lambda group, request: value) if value else "ip"
    try:
        return is_ratelimited(request, group=group, key=key, rate=rate, increment=counts)
    except RedisError:
        log.warning("not_throttled", group=group)
        return without_redis


def throttled(*, group: str, rate: str):
    """A view whose POSTs by one network address are limited; over the limit, a page says to wait."""

    def decorate(view):
        @wraps(view)
        def limited(request, *args, **kwargs):
            if request.method == "POST" and too_often(request, group=group, rate=rate):
                return slow_down(request)
            return view(request, *args, **kwargs)

        return limited

    return decorate


def slow_down(request: HttpRequest) -> HttpResponse:
    """The page that asks to wait a few minutes."""
    return render(request, "429.html", status=429)
