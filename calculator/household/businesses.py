"""What a business brings in a year, by what a form asked of it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from calculator.household.facts import Row, yearly
from core.rules.dates import add_months, read_date

# Figures of less than a month say little of a year, and nobody has figures of one period longer than this.
FEWEST_DAYS, MOST_DAYS = 28, 2 * 366
_BETWEEN = re.compile(r"\s+(?:to|until|till|up\s+to|and|i|hyd|hyd\s+at)\s+|\s*[–—]\s*|\s+-\s+", re.IGNORECASE)
_DAY = re.compile(
    r"(?:from|between|o)?\s*(\d{1,2})(?:st|nd|rd|th)?[\s/.-]+(?:of\s+)?([^\W\d_]+|\d{1,2})(?:[\s/.,-]+(\d{4}|\d{2}))?",
    re.IGNORECASE,
)
_MONTHS = re.compile(r"(?:the\s+)?(?:last|past)?\s*(\d{1,2})\s*(?:months?|mis)", re.IGNORECASE)


def profit_per_year(row: Row) -> Decimal | None:
    """Pounds a year, never less than nothing; None when it was not asked, or it cannot be told for which time it is."""
    if row.get("check.se_profit"):
        return yearly(row["check.se_profit"])
    part = part_of_year(row.get("se.period") or "")
    if part is None or row.get("se.turnover") is None or row.get("se.costs") is None:
        return None
    try:
        profit = Decimal(str(row["se.turnover"])) - Decimal(str(row["se.costs"]))
    except InvalidOperation:
        return None
    return max(Decimal(0), profit) / part


def part_of_year(text: str) -> Decimal | None:
    """How much of a year is meant by "1 May to 31 October 2026" or "6 months": 0.5. None when it cannot be told."""
    if months := _MONTHS.fullmatch(text.strip(" .")):
        return Decimal(months[1]) / 12 if 1 <= int(months[1]) <= 24 else None
    ends = _BETWEEN.split(text.strip(" ."))
    found = [_DAY.fullmatch(end.strip()) for end in ends]
    if len(found) != 2 or found[0] is None or found[1] is None or found[1][3] is None:
        return None
    last = _day(found[1], "")
    first = last and _first(found[0], last)
    if not first or not last or not FEWEST_DAYS <= (last - first).days + 1 <= MOST_DAYS:
        return None
    after = last + timedelta(days=1)
    whole = next((months for months in range(1, 25) if add_months(first, months) == after), None)
    return Decimal(whole) / 12 if whole else Decimal((after - first).days) / 365


def _first(found: re.Match[str], last: date) -> date | None:
    """The first day, which without a year is the one before the last day."""
    first = _day(found, str(last.year))
    return _day(found, str(last.year - 1)) if first and first > last and not found[3] else first


def _day(found: re.Match[str], year: str) -> date | None:
    told = found[3] or year
    parts = {"day": found[1], "month": found[2], "year": f"20{told}" if len(told) == 2 else told}
    return read_date(parts).value
