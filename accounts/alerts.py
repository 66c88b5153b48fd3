"""Writing an alert down, where the council's admins and the operator see it; the log and the metrics have it too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import F
from django.utils import timezone

from accounts.models import Alert, PlatformAlert
from core.tenancy import council_scope

# What is noticed again within this time is still the same.
GOES_ON = dt.timedelta(minutes=30)
KEPT = dt.timedelta(days=90)


# (code, number, council) of what was noticed in this request; None outside of one.
_noticed: ContextVar[list[tuple[str, int, int | None]] | None] = ContextVar("noticed", default=None)


@contextmanager
def written_at_the_end() -> Iterator[None]:
    """Alerts raised in this block are written when it ends: what a refusal undoes is not to take them along."""
    token = _noticed.set([])
    try:
        yield
        for code, number, council in _noticed.get() or []:
            _write_down(code, number, council)
    finally:
        _noticed.reset(token)


def raise_alert(code: str, *, number: int, council: int | None) -> None:
    """Write down that `code` went over the limit `number` at a council, or (None) on the platform."""
    noticed = _noticed.get()
    if noticed is None:
        _write_down(code, number, council)
    else:
        noticed.append((code, number, council))


def _write_down(code: str, number: int, council: int | None) -> None:
    if council is None:
        _write(PlatformAlert, code, number)
        return
    with council_scope(council):
        _write(Alert, code, number)


def _write(model: type[Alert] | type[PlatformAlert], code: str, number: int) -> None:
    now = timezone.now()
    same = model._default_manager.filter(code=code, number=number, last_at__gte=now - GOES_ON)
    if not same.update(times=F("times") + 1, last_at=now):
        model._default_manager.create(code=code, number=number, began_at=now, last_at=now)
        model._default_manager.filter(last_at__lt=now - KEPT).delete()
