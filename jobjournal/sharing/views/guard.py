"""Who must wait before another PIN is tried, and the alert when somebody tries many shares."""

from __future__ import annotations

import structlog
from django.http import HttpRequest
from prometheus_client import Counter

from accounts.alerts import raise_alert
from accounts.throttling import allowed, network_of, too_often

log = structlog.get_logger(__name__)

# A jobcentre's advisers share one network address, so what counts there are refusals.
REFUSED_BY_ADDRESS = "10/10m"
TRIES_BY_ADDRESS = "60/10m"
# While many shares are tried, each address gets a mistake or two, and everybody without an account waits in the end.
REFUSED_UNDER_ALERT = "1/10m"
ALERT_OVERALL = "60/10m"
TRIES_OVERALL = "300/10m"
ALERT_ONCE = "1/10m"
# One share tried from several addresses: with a mistake from a second one, it has one try in ten minutes. Its five
# tries are not gone before its person and the council know of it, and who was given the PIN has a turn as well.
ADDRESSES_AT_ONE_SHARE = "1/h"
ONE_MISTAKE_EACH = "0/h"
THEN_AT_ONE_SHARE = "1/10m"
# The span of each of these: nobody waits longer.
MOST_SECONDS = 600

REFUSALS = Counter("journal_share_refusals", "Tries to open a share of a journal that were refused or had to wait.")
ALERTS = Counter("journal_share_alerts", "Times that somebody seemed to be trying many shares of journals.")


def must_wait(request: HttpRequest) -> bool:
    """Count a try to open a share; True when this address, or everybody of this council, must wait.

    Staff who are signed in with a second factor are not held up by what others do. Without Redis everybody waits:
    counting is what keeps guesses few.
    """
    held_up = _over(request, "tries", TRIES_BY_ADDRESS, counts=True) or _refused_often(request)
    if not held_up and not request.actor.is_staff:
        held_up = _over(request, "all-tries", TRIES_OVERALL, value=_council(request), counts=True)
    if held_up:
        _count_refusal(request)
    return held_up


def must_wait_at(request: HttpRequest, code: str) -> bool:
    """Whether a try at the share with this code, if there is one, is to wait: somebody guesses its PIN from several
    addresses. Asked once for a try that is complete, since asking takes the turn.
    """
    held_up = (
        not request.actor.is_staff
        and _over(request, "addresses-at", ADDRESSES_AT_ONE_SHARE, value=_at(request, code))
        and _over(request, "turn-at", THEN_AT_ONE_SHARE, value=_at(request, code), counts=True)
    )
    if held_up:
        _count_refusal(request)
    return held_up


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


def _at(request: HttpRequest, code: str) -> str:
    return f"{_council(request)} {code}"


def _council(request: HttpRequest) -> str:
    return f"council-{request.council.pk}"
