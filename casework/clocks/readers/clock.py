"""Every day by which something is to be done about one claim: the council's own targets, and the day in law."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from casework.clocks.readers.waits import waits_of
from casework.clocks.rules.legal import SENT, Allowed, Pause, is_paused, last_day
from casework.models import TargetSettings
from claims.models import Claim, ClaimStatus
from claims.readers.answer_store import spec_of
from core.rows import only_row


@dataclass(frozen=True)
class Deadline:
    """The last day of something, of how many days; `is_running`: the days go on, so it can be overdue."""

    day: dt.date
    allowed: Allowed
    is_running: bool = True


@dataclass(frozen=True)
class ClaimClock:
    """The clocks of one claim: None where no day is set. `touched_on`: somebody has done something about it."""

    start: dt.date
    touch: Deadline | None = None
    touched_on: dt.date | None = None
    target: Deadline | None = None
    legal: Deadline | None = None
    law: str = ""
    pauses: list[Pause] = field(default_factory=list)
    is_done: bool = False

    @property
    def due_on(self) -> dt.date | None:
        """The earliest day that runs and is not met; None when no day does."""
        if self.is_done:
            return None
        running = [each.day for each in (self.target, self.legal) if each is not None and each.is_running]
        if self.touch is not None and self.touched_on is None:
            running.append(self.touch.day)
        return min(running, default=None)


def clock_of(claim: Claim, nation: str) -> ClaimClock:
    """The clocks of a sent claim today, by the bank holidays of a nation. At most eight queries while not done."""
    start, today = timezone.localdate(claim.submitted_at), timezone.localdate()
    times = getattr(claim, "times", None)
    touched = timezone.localdate(times.touched_at) if times else None
    if claim.status.stage == ClaimStatus.Stage.DONE:
        return ClaimClock(start, touched_on=touched, is_done=True)
    settings, spec = target_settings(), spec_of(claim)
    law: dict[str, Any] | None = spec.decide_within
    slug = spec.data["slug"]
    pauses = waits_of(claim)

    def deadline(days: int, working: bool, begins: str, waits: list[Pause]) -> Deadline | None:
        if not days:
            return None
        allowed = Allowed(days, working, begins, nation)
        return Deadline(last_day(allowed, start, waits, today), allowed, not is_paused(waits))

    return ClaimClock(
        start=start,
        touch=deadline(settings.days("touch_within", slug), True, SENT, []),
        touched_on=touched,
        target=deadline(settings.days("decide_within", slug), True, SENT, pauses),
        legal=deadline(law["days"], law["unit"] == "working_days", law["begins"], pauses) if law else None,
        law=law["law"] if law else "",
        pauses=pauses,
    )


def target_settings() -> TargetSettings:
    """In how many days this council means to act; an unsaved row of none where it has not said."""
    return only_row(TargetSettings.objects.all()) or TargetSettings()
