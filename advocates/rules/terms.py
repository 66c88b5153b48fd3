"""What a grant may allow, in the words of a form: how much of each area, and for how long."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

NOTHING = "nothing"
# Of each area, what each level lets somebody do, the least first; each level has what is below it.
LEVELS = {
    "claims": {
        "view": ["view:claims"],
        "fill": ["view:claims", "fill:claims"],
        "send": ["view:claims", "fill:claims", "submit:claims"],
    },
    "papers": {"view": ["view:papers"], "fill": ["view:papers", "fill:papers"]},
    "messages": {"view": ["view:messages"], "fill": ["view:messages", "fill:messages"]},
    "money": {"view": ["view:money"], "fill": ["view:money", "fill:money"]},
    "reach": {"view": ["view:contact"], "fill": ["view:contact", "fill:contact"]},
    "journal": {"view": ["view:journal"], "fill": ["view:journal", "fill:journal"]},
}
# Areas of claims: whoever sees no claims sees nothing of these.
OF_CLAIMS = ("papers", "messages", "money", "reach")
# How long: days, or months of the calendar. The first day is today, and the last one counts in full.
DAYS, MONTHS = {"day": 1}, {"month": 1, "half_year": 6, "year": 12}
PERIODS = (*DAYS, *MONTHS)


def scopes_of(levels: dict[str, str]) -> list[str]:
    """The scopes of these levels by area ("claims": "fill"); NOTHING and what is left out give none."""
    return [scope for area, level in levels.items() if level and level != NOTHING for scope in LEVELS[area][level]]


def levels_said(said: Mapping[str, Any]) -> dict[str, str]:
    """The level of each area that a form with these values gives; NOTHING of those that it did not ask for."""
    return {area: said.get(area) or NOTHING for area in LEVELS}


def levels_of(scopes: Iterable[str]) -> dict[str, str]:
    """The highest level of each area that these scopes come to; areas of which they allow nothing are left out."""
    given = set(scopes)
    found = {}
    for area, levels in LEVELS.items():
        reached = [level for level, wanted in levels.items() if given.issuperset(wanted)]
        if reached:
            found[area] = reached[-1]
    return found


def levels_up_to(area: str, level: str) -> list[str]:
    """The levels of an area that allow no more than this one, the least first; NOTHING has none."""
    levels = list(LEVELS[area])
    return levels[: levels.index(level) + 1] if level in levels else []


def levels_beyond(scopes: Iterable[str]) -> list[tuple[str, str]]:
    """Each level of each area (("claims", "send")) that these scopes do not reach."""
    reached = levels_of(scopes)
    return [
        (area, level) for area, levels in LEVELS.items()
        for level in levels if level not in levels_up_to(area, reached.get(area, NOTHING))
    ]  # fmt: skip


def periods_up_to(period: str) -> list[str]:
    """The periods that are no longer than this one, the shortest first."""
    return list(PERIODS[: PERIODS.index(period) + 1])


def last_day(period: str, first: dt.date) -> dt.date:
    """The last day of a grant that begins on `first`. From the 31st, a month goes to the last day of the next one."""
    if period in DAYS:
        return first + dt.timedelta(days=DAYS[period])
    years, month = divmod(first.month - 1 + MONTHS[period], 12)
    year, month = first.year + years, month + 1
    return dt.date(year, month, min(first.day, calendar.monthrange(year, month)[1]))
