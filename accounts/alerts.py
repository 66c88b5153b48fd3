"""Writing an alert down, where the council's admins and the operator see it; the log and the metrics have it too."""

from __future__ import annotations

import datetime as dt

from django.db.models import F
from django.utils import timezone

from accounts.models import Alert, PlatformAlert
from core.tenancy import council_scope

# What is noticed again within this time is still the same.
GOES_ON = dt.timedelta(minutes=30)
KEPT = dt.timedelta(days=90)


def raise_alert(code: str, *, number: int, council: int | None) -> None:
    """Write down that `code` went over the limit `number` at a council, or (None) on the platform."""
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
