"""Who must wait before another PIN is tried, and the alert when somebody tries many shares."""

from __future__ import annotations

import structlog
from django.http import HttpRequest
from prometheus_client import Counter

from accounts.alerts import raise_alert
from accounts.throttling import allowed, council_of, counted, network_of, too_often
from jobjournal.rules import pin_turns

log = structlog.get_logger(__name__)

# A jobcentre's advisers share one network address, so what counts there are refusals.
REFUSED_BY_ADDRESS = "10/10m"
TRIES_BY_ADDRESS = "60/10m"
# While many shares are tried, each address gets a mistake or two, and in the end each code has its turn.
REFUSED_UNDER_ALERT = "1/10m"
ALERT_OVERALL = "60/10m"
TRIES_OVERALL = f"{pin_turns.FREE}/10m"
TURNS = f"1/{pin_turns.TURN_SECONDS}s"
ALERT_ONCE = "1/10m"
# One share tried from several addresses: with a mistake from a second one, it has one try in ten minutes. Its five
# tries are not gone before its person and the council know of it, and who was given the PIN has a turn as well.
ADDRESSES_AT_ONE_SHARE = "1/h"
ONE_MISTAKE_EACH = "0/h"
THEN_AT_ONE_SHARE = "1/10m"
# The span of those that are counted in minutes.
MOST_SECONDS = 600

REFUSALS = Counter("journal_share_refusals", "Tries to open a share of a journal that were refused or had to wait.")
ALERTS = Counter("journal_share_alerts", "Times that somebody seemed to be trying many shares of journals.")


def must_wait(request: HttpRequest) -> bool:
    """Count a try to open a share; True when this address must wait. Without Redis everybody waits: counting is what
    keeps guesses few.
    """
    held_up = _over(request, "tries", TRIES_BY_ADDRESS, counts=True) or _refused_often(request)
    if held_up:
        _count_refusal(request)
    return held_up


def seconds_to_wait_at(request: HttpRequest, code: str) -> int:
    """How long a try at the share with this code, if there is one, is to wait: somebody guesses its PIN from several
    addresses, or the council is flooded with tries and this code has had its turn. 0 when it is looked at. Asked once
    for a try that is complete, since asking takes the turn.

    Staff who are signed in with a second factor are not held up by what others do.
    """
    seconds = 0 if request.actor.is_staff else _held_up_at(request, code)
    if seconds:
        _count_refusal(request)
    return seconds


def _held_up_at(request: HttpRequest, code: str) -> int:
    at = _at(request, code)
    tries = _count(request, "all-tries", TRIES_OVERALL, _council(request), counts=True)
    if tries is None:
        return MOST_SECONDS
    if pin_turns.is_flood(tries):
        asked = _count(request, "asked-at", TURNS, at, counts=True)
        opened = _count(request, "opened-at", TURNS, at)
        if asked is None or opened is None or not pin_turns.has_turn(asked=asked, opened=opened):
            return pin_turns.TURN_SECONDS
    guessed_at = _over(request, "addresses-at", ADDRESSES_AT_ONE_SHARE, value=at)
    return MOST_SECONDS if guessed_at and _over(request, "turn-at", THEN_AT_ONE_SHARE, value=at, counts=True) else 0


def note_opened_at(request: HttpRequest, code: str) -> None:
    """A correct PIN does not use up the turn of its code: others with the same code can open the share as well."""
    tries = _count(request, "all-tries", TRIES_OVERALL, _council(request))
    if tries is not None and pin_turns.is_flood(tries) and not request.actor.is_staff:
        _count(request, "opened-at", TURNS, _at(request, code), counts=True)


def note_refusal_at(request: HttpRequest, code: str) -> None:
    """Count a try that opened nothing, and raise the alert when a second address guesses at the same share."""
    note_refusal(request)
    at, mine = _at(request, code), f"{_at(request, code)} {network_of(request)}"
    if _over(request, "mistake-at", ONE_MISTAKE_EACH, value=mine):
        return
    _over(request, "mistake-at", ONE_MISTAKE_EACH, value=mine, counts=True)
    if not _over(request, "addresses-at", ADDRESSES_AT_ONE_SHARE, value=at, counts=True):
        return
    if not _over(request, "alerted-at", ALERT_ONCE, value=_council(request), counts=True):
        ALERTS.inc()
        log.error("journal_share_guessed", council=request.council.pk, over=ADDRESSES_AT_ONE_SHARE)
        raise_alert("one_share", number=allowed(ADDRESSES_AT_ONE_SHARE), council=request.council.pk)


def _refused_often(request: HttpRequest) -> bool:
    if _over(request, "refused", REFUSED_BY_ADDRESS):
        return True
    alert = _over(request, "all-refused", ALERT_OVERALL, value=_council(request))
    return alert and not request.actor.is_staff and _over(request, "refused-under-alert", REFUSED_UNDER_ALERT)


def note_refusal(request: HttpRequest) -> None:
    """Count a try that opened nothing, whatever the reason."""
    _over(request, "refused", REFUSED_BY_ADDRESS, counts=True)
    _over(request, "refused-under-alert", REFUSED_UNDER_ALERT, counts=True)
    _count_refusal(request)


def _count_refusal(request: HttpRequest) -> None:
    REFUSALS.inc()
    council = _council(request)
    if not _over(request, "all-refused", ALERT_OVERALL, value=council, counts=True):
        return
    if not _over(request, "alerted", ALERT_ONCE, value=council, counts=True):
        ALERTS.inc()
        log.error("journal_shares_sprayed", council=request.council.pk, over=ALERT_OVERALL)
        raise_alert("shares", number=allowed(ALERT_OVERALL), council=request.council.pk)


def _over(request: HttpRequest, what: str, rate: str, *, value: str = "", counts: bool = False) -> bool:
    group = f"journal-share-{what}"
    return too_often(request, group=group, rate=rate, value=value, counts=counts, without_redis=True)


def _count(request: HttpRequest, what: str, rate: str, value: str, *, counts: bool = False) -> int | None:
    group = f"journal-share-{what}"
    return counted(group=group, rate=rate, value=value, council=council_of(request), counts=counts)


def _at(request: HttpRequest, code: str) -> str:
    return f"{_council(request)} {code}"


def _council(request: HttpRequest) -> str:
    return f"council-{request.council.pk}"
