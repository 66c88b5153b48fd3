"""Whoever types codes that people read out on the phone may be mistaken a few times, and everybody in all not often.

A right code gives nothing by itself: the resident says yes first. This keeps strangers' names off people's pages.
"""

from __future__ import annotations

import structlog
from prometheus_client import Counter

from accounts.actors import Actor
from accounts.alerts import raise_alert
from accounts.throttling import allowed, over, seconds_to_wait

# Of one member of staff: tries, and of them mistakes; the next one waits.
TRIES, MISTAKES = "30/10m", "4/10m"
# Mistakes of all staff of a council. Over it somebody may be guessing, and each has one mistake.
IN_ALL, UNDER_ALERT = "20/10m", "0/10m"
ALERT_ONCE = "1/10m"
MOST_SECONDS = 600

REFUSALS = Counter("phone_code_refusals", "Codes read out on the phone that were wrong, or too old, or had to wait.")
ALERTS = Counter("phone_code_alerts", "Times that somebody at a council seemed to be guessing codes.")
log = structlog.get_logger(__name__)


class WaitBeforeTyping(Exception):
    """Too many codes were wrong: nothing was looked at. `seconds` are left to wait."""

    def __init__(self, seconds: int):
        super().__init__()
        self.seconds = seconds


def count_try(by: Actor) -> None:
    """Count that this member of staff types a code. Raises WaitBeforeTyping, always where nothing can be counted."""
    who = str(by.membership.pk)
    # Counted before it is known whether it is right: tries at the same moment are not more than there may be.
    if _over("tries", TRIES, who, by, counts=True):
        _refuse("tries", TRIES, who, by)
    if _over("mistakes", MISTAKES, who, by):
        _refuse("mistakes", MISTAKES, who, by)
    if _over("all", IN_ALL, "", by) and _over("under-alert", UNDER_ALERT, who, by):
        _refuse("under-alert", UNDER_ALERT, who, by)


def note_mistake(by: Actor) -> None:
    """Count a code that was wrong, and raise the alert when they are too many in all."""
    REFUSALS.inc()
    who = str(by.membership.pk)
    _over("mistakes", MISTAKES, who, by, counts=True)
    _over("under-alert", UNDER_ALERT, who, by, counts=True)
    if _over("all", IN_ALL, "", by, counts=True) and not _over("alerted", ALERT_ONCE, "", by, counts=True):
        ALERTS.inc()
        log.error("phone_codes_guessed", council=by.council.pk, over=IN_ALL)
        raise_alert("phone_codes", number=allowed(IN_ALL), council=by.council.pk)


def _refuse(what: str, rate: str, value: str, by: Actor) -> None:
    REFUSALS.inc()
    left = seconds_to_wait(group=_group(what), rate=rate, value=value, council=by.council.pk, counts=False)
    raise WaitBeforeTyping(left or MOST_SECONDS)


def _over(what: str, rate: str, value: str, by: Actor, *, counts: bool = False) -> bool:
    return over(
        group=_group(what), rate=rate, value=value, council=by.council.pk, counts=counts, without_redis=True,
    )  # fmt: skip


def _group(what: str) -> str:
    return f"phone-code-{what}"
