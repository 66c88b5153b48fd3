"""Who must wait before another sign-in code, password or second factor is tried, and the alert when many are guessed.

One account is protected by its own tries. This is about guessing a little at many accounts, from many addresses: the
more is refused in all, the longer an address waits after a mistake. The first try of a code does not wait (its view),
and a known device is held up by its own mistakes only: so whoever reads their own messages gets past everybody else's
mistakes, with a code, and after that with a password too. docs/decisions/0015-limits.md has the sums.
"""

from __future__ import annotations

import structlog
from prometheus_client import Counter

from accounts.actors import Origin
from accounts.alerts import raise_alert
from accounts.devices import is_known
from accounts.throttling import allowed, over, seconds_to_wait

CODE, PASSWORD, SECOND_FACTOR = "code", "password", "second_factor"  # noqa: S105 - what is guessed, no password
PLATFORM = 0

# Rates of refusals that are still allowed: with "4/5m" the fifth is the last one before the wait.
BY_DEVICE = "9/10m"
# An address, in a council and on the platform; after that, so many tries of each kind, which everybody there shares. It
# may be a library's: somebody who guesses there must not close it.
IN_COUNCIL, ON_PLATFORM = ("19/10m", "1/m"), ("99/10m", "5/m")
# A code has its five tries in the database; a password and a second factor have these from one address …
AT_ONE_ACCOUNT = "4/5m"
# … and once so many were refused from anywhere, each address has one mistake.
ACCOUNT_UNDER_ATTACK, THEN_AT_ONE_ACCOUNT = "19/h", "0/10m"
# Refusals in a council, on the platform, and what an address has then: two mistakes in ten minutes, or in an hour …
LEVELS = (("60/10m", "300/10m", "1/10m"), ("300/10m", "1500/10m", "1/h"))
# … of which one address counts for so many: it must not make all others wait.
FROM_ONE_ADDRESS = "15/10m"
ALERT_ONCE = "1/10m"

REFUSALS = Counter("sign_in_refusals", "Codes, passwords and second factors that were wrong.", ["what"])
ALERTS = Counter("sign_in_guessing_alerts", "Times that somebody seemed to be guessing at many accounts.", ["where"])
log = structlog.get_logger(__name__)


def wait_before(what: str, account: str, *, council: int | None, origin: Origin) -> int:
    """How many seconds this device or address must wait before it tries at `account` (an address or number); 0 when it
    may try now. That is asked once for a try: an address over its limit takes its turn by asking.
    """
    if is_known(origin, account):
        return _left("device", BY_DEVICE, origin.device, council)
    waits = [_under_alert(origin.network, council)]
    if what != CODE:
        here, anywhere = _at(what, account, origin), f"{what}:{account.lower()}"
        under_attack = ("account", ACCOUNT_UNDER_ATTACK, anywhere, council)
        waits += [
            _left("account-here", AT_ONE_ACCOUNT, here, council),
            _while_all(under_attack, ("account-then", THEN_AT_ONE_ACCOUNT, here, council)),
        ]
    return max(waits) or _out_of_turn(what, origin.network, council)


def _under_alert(network: str, council: int | None) -> int:
    waits = [
        _while_all(("all", most, "", where), ("under-alert", then, network, where))
        for in_council, on_platform, then in LEVELS
        for where, most in ((council, in_council), (PLATFORM, on_platform))
    ]
    return max(waits)


def _out_of_turn(what: str, network: str, council: int | None) -> int:
    """Take a turn of an address that is over its limit. Counted are tries, not refusals: so no two take the same."""
    for where, (most, then) in ((council, IN_COUNCIL), (PLATFORM, ON_PLATFORM)):
        over_limit = _left("network", most, network, where)
        turn = over_limit and _left("turn", then, f"{what}:{network}", where, counts=True)
        if turn:
            return min(over_limit, turn)
    return 0


def note_refusal(what: str, account: str, *, council: int | None, origin: Origin) -> None:
    """Count a wrong code, password or second factor."""
    REFUSALS.labels(what).inc()
    here, anywhere = _at(what, account, origin), f"{what}:{account.lower()}"
    if origin.device:
        _over("device", BY_DEVICE, origin.device, council)
    _over("account-here", AT_ONE_ACCOUNT, here, council)
    if _over("account", ACCOUNT_UNDER_ATTACK, anywhere, council):
        _alert("account", council, ACCOUNT_UNDER_ATTACK)
    _over("account-then", THEN_AT_ONE_ACCOUNT, here, council)
    for where, (most, _then) in ((council, IN_COUNCIL), (PLATFORM, ON_PLATFORM)):
        _over("network", most, origin.network, where)
        counts_for_all = not _over("share", FROM_ONE_ADDRESS, origin.network, where)
        for in_council, on_platform, then in LEVELS:
            _over("under-alert", then, origin.network, where)
            rate = on_platform if where == PLATFORM else in_council
            if counts_for_all and _over("all", rate, "", where):
                _alert("platform" if where == PLATFORM else "council", where, rate)


def _at(what: str, account: str, origin: Origin) -> str:
    return f"{what}:{account.lower()}:{origin.network}"


def _alert(where: str, council: int | None, rate: str) -> None:
    if not _over("alerted", ALERT_ONCE, rate, council):
        ALERTS.labels(where).inc()
        event = "guessing_at_one_account" if where == "account" else "guessing_at_many_accounts"
        log.error(event, where=where, council=council or None, over=rate)
        # Without a council it is where operators sign in.
        noticed = f"guessing_{where}" if council is not None else "guessing_operators"
        raise_alert(noticed, number=allowed(rate), council=council or None)


def _over(what: str, rate: str, value: str, council: int | None) -> bool:
    """Count one of these, and say whether it is over."""
    return over(group=f"guess-{what}", rate=rate, value=value, council=council)


def _left(what: str, rate: str, value: str, council: int | None, *, counts: bool = False) -> int:
    """For how many seconds this is over its rate."""
    return seconds_to_wait(group=f"guess-{what}", rate=rate, value=value, council=council, counts=counts)


def _while_all(*limits: tuple[str, str, str, int | None]) -> int:
    """For how many seconds all of these are over."""
    waits = []
    for limit in limits:
        waits.append(_left(*limit))
        if not waits[-1]:
            return 0
    return min(waits)
