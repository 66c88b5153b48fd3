"""The clocks of a claim in words: each day with why it is that day, and what the council waited for."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.clocks.readers.clock import ClaimClock, Deadline
from casework.clocks.rules.legal import COMPLETE, Pause
from casework.models import TargetSettings
from core.rules.days.working_days import holidays_between


def clock_rows(clock: ClaimClock, today: dt.date) -> list[dict[str, Any]]:
    """Each day that is set: title, day (a date, or None), words, is_overdue; none for a claim that is done."""
    rows = []
    if clock.touch is not None:
        rows.append(_touch_row(clock, clock.touch, today))
    if clock.target is not None:
        title, why = _("Decide by, as the council means to"), [_target_words(clock.target)]
        rows.append(_row(title, clock.start, clock.target, why, today))
    if clock.legal is not None:
        title, why = _("Decide by, in law"), [_legal_words(clock.legal), f"{clock.law}."]
        rows.append(_row(title, clock.start, clock.legal, why, today))
    return rows


def _touch_row(clock: ClaimClock, touch: Deadline, today: dt.date) -> dict[str, Any]:
    row = _row(_("First look by"), clock.start, touch, [_touch_words(touch)], today)
    if clock.touched_on is None:
        return row
    met = clock.touched_on <= touch.day
    words = _("Done on %(day)s.") if met else _("Done on %(day)s, too late.")
    return row | {"words": [words % {"day": _day(clock.touched_on)}, *row["words"]], "is_overdue": False}


def _row(title: str, start: dt.date, deadline: Deadline, words: list[str], today: dt.date) -> dict[str, Any]:
    if not deadline.is_running:
        waits = _("It stands still while we wait for the claimant. If all of it came today, it would be this day.")
        words = [waits, *words]
    if deadline.allowed.working:
        names = [name for _day_, name in holidays_between(start, deadline.day, deadline.allowed.nation)]
        words = words + ([_("Bank holidays left out: %(names)s.") % {"names": ", ".join(names)}] if names else [])
    return {
        "title": title,
        "day": deadline.day,
        "words": words,
        "is_overdue": deadline.is_running and deadline.day < today,
    }


def _touch_words(touch: Deadline) -> str:
    days = touch.allowed.days
    return ngettext(
        "%(days)s working day after it was sent: the council’s own target.",
        "%(days)s working days after it was sent: the council’s own target.",
        days,
    ) % {"days": days}


def _target_words(target: Deadline) -> str:
    days = target.allowed.days
    return ngettext(
        "%(days)s working day after it was sent, without the days on which we waited for the claimant: "
        "the council’s own target.",
        "%(days)s working days after it was sent, without the days on which we waited for the claimant: "
        "the council’s own target.",
        days,
    ) % {"days": days}


def _legal_words(legal: Deadline) -> str:
    days, anew = legal.allowed.days, legal.allowed.begins == COMPLETE
    if legal.allowed.working:
        words = (
            _("%(days)s working days after everything that was asked for had come.")
            if anew
            else _("%(days)s working days after it was sent, without the days on which we waited for the claimant.")
        )
    else:
        words = (
            _("%(days)s days after everything that was asked for had come.")
            if anew
            else _("%(days)s days after it was sent, without the days on which we waited for the claimant.")
        )
    return words % {"days": days}


def pause_rows(pauses: list[Pause]) -> list[str]:
    """What the council waited for, and when, a line each."""
    return [_pause_words(pause) for pause in pauses]


def _pause_words(pause: Pause) -> str:
    if pause.last is None:
        return _("Since %(first)s: %(about)s") % {"first": _day(pause.first), "about": pause.about}
    dates = {"first": _day(pause.first), "last": _day(pause.last), "about": pause.about}
    return _("%(first)s to %(last)s: %(about)s") % dates


def _day(day: dt.date) -> str:
    return date_format(day, "j F Y")


def law_words(law: dict[str, Any] | None) -> str:
    """What a form's `decide_within` says, in a line."""
    if law is None:
        return _("No law says: your own target counts.")
    if law["unit"] == "working_days":
        words = ngettext("%(days)s working day (%(law)s)", "%(days)s working days (%(law)s)", law["days"])
    else:
        words = ngettext("%(days)s day (%(law)s)", "%(days)s days (%(law)s)", law["days"])
    return words % law


def own_days_words(targets: TargetSettings, slug: str) -> str:
    """The targets that a form has instead of the council's; "" where it has none."""
    own = targets.by_form.get(slug, {})
    found = []
    if "touch_within" in own:
        days = own["touch_within"]
        words = ngettext("looked at within %(days)s working day", "looked at within %(days)s working days", days)
        found.append(words % {"days": days} if days else _("no day by which it is looked at"))
    if "decide_within" in own:
        days = own["decide_within"]
        words = ngettext("decided within %(days)s working day", "decided within %(days)s working days", days)
        found.append(words % {"days": days} if days else _("no day by which it is decided"))
    return ", ".join(found)
