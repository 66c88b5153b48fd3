"""Who must wait before another sign-in code, password or second factor is tried, and the alert when many are guessed.

One account is protected by its own tries. This is about guessing a little at many accounts, from many addresses: the
more is refused in all, the longer an address waits after a mistake. The first try of a code does not wait (its view),
and a known device is held up by its own mistakes only.
"""

from __future__ import annotations

import structlog
from prometheus_client import Counter

from accounts.actors import Origin
from accounts.alerts import raise_alert
from accounts.devices import is_known
from accounts.throttling import allowed, over

CODE, PASSWORD, SECOND_FACTOR = "code", "password", "second_factor"  # noqa: S105 - what is guessed, no password

# Rates of refusals that are still allowed: with "4/5m" the fifth is the last one before the wait.
BY_DEVICE, BY_NETWORK = "9/10m", "29/10m"
# A code has its five tries in the database; a password and a second factor have these from one address …
AT_ONE_ACCOUNT = "4/5m"
# … and once so many were refused from anywhere, each address has one mistake.
ACCOUNT_UNDER_ATTACK, THEN_AT_ONE_ACCOUNT = "19/h", "0/10m"
# Refusals in a council, on the platform, and what an address has then: two mistakes in ten minutes, or in an hour.
LEVELS = (("60/10m", "300/10m", "1/10m"), ("300/10m", "1500/10m", "1/h"))
ALERT_ONCE = "1/10m"
PLATFORM = 0

REFUSALS = Counter("sign_in_refusals", "Codes, passwords and second factors that were wrong.", ["what"])
ALERTS = Counter("sign_in_guessing_alerts", "Times that somebody seemed to be guessing at many accounts.", ["where"])
log = structlog.get_logger(__name__)


def must_wait(what: str, account: str, *, council: int | None, origin: Origin) -> bool:
    """Whether this device or address must wait before it tries again at `account` (an address or number)."""
    if is_known(origin, account):
        return _over("device", BY_DEVICE, origin.device, council)
    if _over("network", BY_NETWORK, origin.network, council):
        return True
    here, anywhere = f"{what}:{account.lower()}:{origin.network}", f"{what}:{account.lower()}"
    if what != CODE:
        if _over("account-here", AT_ONE_ACCOUNT, here, council):
            return True
        attacked = _over("account", ACCOUNT_UNDER_ATTACK, anywhere, council)
        if attacked and _over("account-then", THEN_AT_ONE_ACCOUNT, here, council):
            return True
    return any(
        (_over("all", in_council, "", council) or _over("all", on_platform, "", PLATFORM))
        and _over("under-alert", then, origin.network, council)
        for in_council, on_platform, then in LEVELS
    )


def note_refusal(what: str, account: str, *, council: int | None, origin: Origin) -> None:
    """Count a wrong code, password or second factor."""
    REFUSALS.labels(what).inc()
    here, anywhere = f"{what}:{account.lower()}:{origin.network}", f"{what}:{account.lower()}"
    if origin.device:
        _over("device", BY_DEVICE, origin.device, council, counts=True)
    _over("network", BY_NETWORK, origin.network, council, counts=True)
    _over("account-here", AT_ONE_ACCOUNT, here, council, counts=True)
    _over("account", ACCOUNT_UNDER_ATTACK, anywhere, council, counts=True)
    _over("account-then", THEN_AT_ONE_ACCOUNT, here, council, counts=True)
    for in_council, on_platform, then in LEVELS:
        _over("under-alert", then, origin.network, council, counts=True)
        if _over("all", in_council, "", council, counts=True):
            _alert("council", council, in_council)
        if _over("all", on_platform, "", PLATFORM, counts=True):
            _alert("platform", PLATFORM, on_platform)


def _alert(where: str, council: int | None, rate: str) -> None:
    if not _over("alerted", ALERT_ONCE, rate, council, counts=True):
        ALERTS.labels(where).inc()
        log.error("guessing_at_many_accounts", where=where, council=council or None, over=rate)
        # Without a council it is where operators sign in.
        noticed = f"guessing_{where}" if council is not None else "guessing_operators"
        raise_alert(noticed, number=allowed(rate), council=council or None)


def _over(what: str, rate: str, value: str, council: int | None, *, counts: bool = False) -> bool:
    return over(group=f"guess-{what}", rate=rate, value=value, council=council, counts=counts)
