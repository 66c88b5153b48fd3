"""Bank holidays of each nation, and days counted without them."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from holidays import country_holidays

SUBDIVISIONS = {"ENGLAND": "ENG", "WALES": "WLS", "SCOTLAND": "SCT", "NORTHERN_IRELAND": "NIR"}
SATURDAY = 5
A_DAY = dt.timedelta(days=1)


@lru_cache(maxsize=32)
def bank_holidays(nation: str, year: int) -> dict[dt.date, str]:
    """The bank holidays of ENGLAND, WALES, SCOTLAND or NORTHERN_IRELAND in a year, with their names in English."""
    found = country_holidays("GB", subdiv=SUBDIVISIONS[nation], years=year, language="en_GB")
    return dict(sorted(found.items()))


def is_working_day(day: dt.date, nation: str) -> bool:
    """Monday to Friday, and no bank holiday of the nation."""
    return day.weekday() < SATURDAY and day not in bank_holidays(nation, day.year)


def working_days_after(day: dt.date, number: int, nation: str) -> dt.date:
    """The last of so many working days after a day; the day itself for none."""
    while number > 0:
        day += A_DAY
        number -= is_working_day(day, nation)
    return day


def working_days_between(day: dt.date, last: dt.date, nation: str) -> int:
    """How many working days there are after a day, up to the last one; 0 when that is not later."""
    days = max(0, (last - day).days)
    return sum(is_working_day(day + A_DAY * number, nation) for number in range(1, days + 1))


def holidays_between(first: dt.date, last: dt.date, nation: str) -> list[tuple[dt.date, str]]:
    """The bank holidays after a day, up to the last one, that would have been working days, with their names."""
    years = range(first.year, last.year + 1)
    found = [each for year in years for each in bank_holidays(nation, year).items()]
    return [(day, name) for day, name in found if first < day <= last and day.weekday() < SATURDAY]
