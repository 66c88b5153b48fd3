"""Dates typed as day, month and year; ages; counting in months."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from core.rules.numbers import whole_number
from core.rules.typed import plain

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
# As they are typed in each language of the platform; the Welsh with their usual mutations ("o Fawrth").
WELSH_MONTHS = (
    "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin",
    "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr",
)  # fmt: skip
MUTATED = {"fawrth": 3, "fai": 5, "fehefin": 6, "orffennaf": 7, "fedi": 9, "dachwedd": 11, "ragfyr": 12}
SHORTEST_NAME = 3
FIRST_YEAR, LAST_YEAR = 1890, 2199


@dataclass(frozen=True)
class DateParts:
    """A date read from parts: `value`, or why there is none.

    `missing` names the empty parts. `wrong` names the parts that cannot be right; it is all of them
    when each part is possible alone but the day does not exist (31 June). `long_ago`: it is the year, before
    FIRST_YEAR.
    """

    value: date | None = None
    missing: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    short_year: bool = False
    long_ago: bool = False


def read_date(parts: Mapping[str, str], names: tuple[str, ...] = ("day", "month", "year")) -> DateParts:
    """Read the named parts as a date (the first of the month when "day" is not among the names).

    A month may be typed as a number or as its name in English or Welsh, whole or its first letters. Full-width digits,
    unseen marks and a full stop at the end do not matter.
    """
    typed = {name: plain(parts.get(name, "")).rstrip(".,") for name in names}
    missing = tuple(name for name in names if not typed[name])
    if missing:
        return DateParts(missing=missing)
    numbers = {name: _number(name, text) for name, text in typed.items()}
    wrong = tuple(name for name in names if numbers[name] is None)
    if wrong:
        year = whole_number(typed["year"], most=FIRST_YEAR - 1)
        if year is None or wrong != ("year",):
            return DateParts(wrong=wrong)
        return DateParts(wrong=wrong, short_year=year < 1000, long_ago=year >= 1000)
    year, month, day = numbers["year"] or 0, numbers["month"] or 0, numbers.get("day") or 1
    if day > calendar.monthrange(year, month)[1]:
        return DateParts(wrong=names)
    return DateParts(value=date(year, month, day))


def _number(name: str, text: str) -> int | None:
    if name == "month" and text.isalpha():
        return _month_named(text.lower())
    low, high = {"day": (1, 31), "month": (1, 12), "year": (FIRST_YEAR, LAST_YEAR)}[name]
    number = whole_number(text, most=high) if len(text) <= 4 else None
    return number if number is not None and number >= low else None


def _month_named(text: str) -> int | None:
    """The one month whose name begins like this in a language of the platform."""
    if len(text) < SHORTEST_NAME:
        return None
    named = {
        i for names in (MONTHS, WELSH_MONTHS) for i, month in enumerate(names, 1) if month.lower().startswith(text)
    }
    named |= {month for name, month in MUTATED.items() if name.startswith(text)}
    return named.pop() if len(named) == 1 else None


def age_on(born: date, day: date) -> int:
    """Return the age in whole years on `day`; somebody born on 29 February turns on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later (or earlier), or that month's last day if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def start_of_day(day: date, zone: tzinfo | None) -> datetime:
    """Return the moment at which the day begins in a time zone."""
    return datetime.combine(day, time(), zone)
