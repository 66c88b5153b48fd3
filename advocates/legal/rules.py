"""What documents give by law, what of it one holder may use alone, and when a council looks at it again."""

from __future__ import annotations

import datetime as dt

from advocates.rules.terms import LEVELS, last_day

# Each document, and the basis (accounts.models.Delegation.Basis) that it is. The first three are made in England and
# Wales, England and Wales before October 2007 or Northern Ireland, and Scotland; then those that a court makes, in the
# same order of nations; then the Department for Work and Pensions, or for Communities.
DOCUMENTS = {
    "lpa": "attorney", "epa": "attorney", "continuing": "attorney",
    "deputy": "deputy", "guardian": "deputy", "controller": "deputy",
    "appointee": "appointee", "corporate": "corporate",
}  # fmt: skip
CORPORATE = "corporate"
# Those who must act together send nothing alone.
NOT_ALONE = "send"
# How long before the day the list and the holder hear of it, and after how many months it is overdue.
SOON_DAYS = 30
SOON, DUE, OVERDUE = "soon", "due", "overdue"


def highest_levels(*, is_joint: bool) -> dict[str, str]:
    """By area, the most that a document gives its holder; of those who must act together, what one may do alone."""
    return {
        area: [level for level in levels if not (is_joint and level == NOT_ALONE)][-1]
        for area, levels in LEVELS.items()
    }


def next_look(day: dt.date) -> dt.date:
    """When what was found right, or looked at, on a day is looked at again: a year later."""
    return last_day("year", day)


def look_standing(due_on: dt.date | None, today: dt.date) -> str:
    """SOON, DUE, OVERDUE, or "" while there is time. Nothing ends by itself: whoever is overdue is listed first."""
    if due_on is None or today < due_on - dt.timedelta(days=SOON_DAYS):
        return ""
    if today < due_on:
        return SOON
    return OVERDUE if today >= last_day("month", due_on) else DUE
