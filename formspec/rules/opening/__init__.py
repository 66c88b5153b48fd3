"""When a form can be started and sent, how many of it, and who may start it. Points in time are aware; a limit is the
first moment at which something holds no more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

# Days after closing are counted on the clock on the wall, whatever it was put forward or back in between.
LOCAL = ZoneInfo("Europe/London")
OPEN, NOT_YET, CLOSED, FULL = "open", "not_yet", "closed", "full"
ANYBODY, SIGNED_IN, PARTNER, STAFF = "anybody", "signed_in", "partner", "staff"
STARTERS = (ANYBODY, SIGNED_IN, PARTNER, STAFF)
TIMES = ("opens_at", "closes_at", "deadline")


@dataclass(frozen=True)
class Opening:
    """What holds of one form.

    is_offered: False of a scheme that is closed for good. opens_at, closes_at: between them it can be started.
    deadline: from then on nothing of it is sent. days_after: so many days after closing, drafts can still be sent;
    None for no such limit. cap: so many are taken, None for any number; is_full once they were sent. starters: one of
    STARTERS.
    """

    is_offered: bool = True
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    deadline: datetime | None = None
    days_after: int | None = None
    cap: int | None = None
    starters: str = ANYBODY
    reason: str = ""
    reason_cy: str = ""
    is_full: bool = False

    def state(self, now: datetime) -> str:
        """Whether it can be started: OPEN, NOT_YET, CLOSED or FULL."""
        if not self.is_offered or _is_past(self.closes_at, now) or _is_past(self.deadline, now):
            return CLOSED
        if self.opens_at is not None and now < self.opens_at:
            return NOT_YET
        return FULL if self.is_full else OPEN

    def is_open(self, now: datetime) -> bool:
        """Whether it can be started, by those who may."""
        return self.state(now) == OPEN

    @property
    def drafts_end_at(self) -> datetime | None:
        """From when on a draft that was begun in time cannot be sent; None for never."""
        ends = [self.deadline] if self.deadline else []
        if self.closes_at is not None and self.days_after is not None:
            ends.append(self.closes_at.astimezone(LOCAL) + timedelta(days=self.days_after))
        return min(ends, default=None)

    def can_be_sent(self, now: datetime) -> bool:
        """Whether a draft can be sent."""
        return not (self.is_full or _is_past(self.drafts_end_at, now))

    def reason_in(self, language: str) -> str:
        """Why it is not open, as people read it, in a language where it is written in that."""
        return (self.reason_cy if language[:2] == "cy" else "") or self.reason


def may_start(starters: str, *, is_signed_in: bool, is_partner: bool, is_staff: bool) -> bool:
    """Whether somebody may start it: a partner's people are no staff of the council, and nor is the reverse so."""
    allowed = {ANYBODY: True, SIGNED_IN: is_signed_in, PARTNER: is_partner, STAFF: is_staff}
    return allowed[starters]


def opening_of(is_offered: bool, kept: dict[str, Any], *, is_full: bool = False) -> Opening:
    """The opening from what is kept of it as JSON, with points in time as ISO text."""
    values = {**kept, **{name: datetime.fromisoformat(kept[name]) for name in TIMES if kept.get(name)}}
    return Opening(is_offered=is_offered, is_full=is_full, **values)


def problems_of(opening: Opening) -> dict[str, str]:
    """What does not fit together, by the name of a value: "order" (it ends before it begins), "early" (the deadline is
    before it closes), "why" (it closes and nobody reads why).
    """
    found = {}
    if opening.opens_at and opening.closes_at and opening.closes_at <= opening.opens_at:
        found["closes_at"] = "order"
    if opening.deadline and opening.deadline < (opening.closes_at or opening.opens_at or opening.deadline):
        found["deadline"] = "early"
    if not opening.reason and (not opening.is_offered or opening.opens_at or opening.closes_at):
        found["reason"] = "why"
    return found


def _is_past(limit: datetime | None, now: datetime) -> bool:
    return limit is not None and now >= limit
