"""Whoever types take-over codes may be mistaken a few times, from one account and from one network address."""

from __future__ import annotations

from accounts.actors import Actor
from accounts.throttling import over, seconds_to_wait

# Mistakes of an account, and of a network address, which many may share.
BY_ACCOUNT, BY_NETWORK = ("4/10m", "14/d"), ("30/h", "150/d")
# Mistakes with one code, after which it does not work any more.
OF_ONE_CODE = 5
MOST_SECONDS = 600


class WaitBeforeTyping(Exception):
    """Too many codes were wrong: nothing was looked at. `seconds` are left to wait."""

    def __init__(self, seconds: int):
        super().__init__()
        self.seconds = seconds


def check_wait(by: Actor) -> None:
    """Raise WaitBeforeTyping after too many mistakes, and where none can be counted."""
    for group, rate, value in _limits(by):
        limit = {"group": group, "rate": rate, "value": value, "council": by.council.pk, "counts": False}
        if over(**limit, without_redis=True):
            raise WaitBeforeTyping(seconds_to_wait(**limit) or MOST_SECONDS)


def note_mistake(by: Actor) -> None:
    """Count a code that was wrong."""
    for group, rate, value in _limits(by):
        over(group=group, rate=rate, value=value, council=by.council.pk)


def _limits(by: Actor) -> list[tuple[str, str, str]]:
    limits = [("take-over-account", rate, str(by.user.pk)) for rate in BY_ACCOUNT]
    if by.origin.network:
        limits += [("take-over-network", rate, by.origin.network) for rate in BY_NETWORK]
    return limits
