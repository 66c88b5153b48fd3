"""Answers that are a day or a month."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from core.rules.dates import MONTHS, age_on, read_date
from formspec.rules.answer_types.answer_type import Around, Cleaned, Question, Translate, enter, fail, in_parts
from formspec.rules.messages import THE_DATE, Phrase, message

MIN_AGE = 16
# Beyond these a year is taken and asked about once. Awards and loans end years ahead; nobody was born longer ago.
MOST_YEARS_AHEAD, MOST_YEARS_AGO = 12, 115
_DAY, _MONTH = re.compile(r"[0-9]{4}(-[0-9]{2}){2}"), re.compile(r"[0-9]{4}-[0-9]{2}")


def _read(question: Question, raw: dict[str, str]) -> date | Cleaned:
    """The first day that the boxes name, or what is wrong with them."""
    read = read_date(raw, tuple(raw))
    if len(read.missing) == 1:
        return fail("date_missing", question, read.missing, unnamed=THE_DATE, part=read.missing[0])
    if read.missing:
        missing = {"part": read.missing[0], "part2": read.missing[1]}
        return fail("date_missing_two", question, read.missing, unnamed=THE_DATE, **missing)
    if read.value is None:
        code = "year_short" if read.short_year else "date_long_ago" if read.long_ago else "date_not_real"
        return fail(code, question, read.wrong, unnamed=THE_DATE)
    return read.value


def _check_year(question: Question, day: date, around: Around) -> Phrase | None:
    """What to say about a year that is likely a slip (2062 for 2026)."""
    if -MOST_YEARS_AGO <= day.year - around.today.year <= MOST_YEARS_AHEAD:
        return None
    return message("year_unlikely", question, unnamed=THE_DATE, year=str(day.year))


def _month_year(question: Question, raw: dict[str, str], around: Around) -> Cleaned:
    read = _read(question, raw)
    if isinstance(read, Cleaned):
        return read
    return Cleaned(f"{read:%Y-%m}", warning=_check_year(question, read, around))


def _date(question: Question, raw: dict[str, str], around: Around) -> Cleaned:
    day, parts = _read(question, raw), ("day", "month", "year")
    if isinstance(day, Cleaned):
        return day
    validation = question.get("validation")
    if validation in ("past_date", "past_date_16") and day > around.today:
        return fail("date_future", question, parts, unnamed=THE_DATE)
    if validation == "past_date_16" and age_on(day, around.today) < MIN_AGE:
        code = "too_young" if question.get("fact") == "person.dob" else "adult_too_young"
        return fail(code, question, parts, unnamed=THE_DATE)
    return Cleaned(day.isoformat(), warning=_check_year(question, day, around))


def _date_shown(question: Question, value: str, translate: Translate) -> str:
    day = date.fromisoformat(value)
    return f"{day.day} {translate(MONTHS[day.month - 1])} {day.year}"


def _month_year_shown(question: Question, value: str, translate: Translate) -> str:
    year, month = value.split("-")
    return f"{translate(MONTHS[int(month) - 1])} {year}"


def _raw_date(value: Any) -> dict[str, str]:
    year, month, day = str(value).split("-")
    return {"day": str(int(day)), "month": str(int(month)), "year": year}


def _raw_month_year(value: Any) -> dict[str, str]:
    year, month = str(value).split("-")
    return {"month": str(int(month)), "year": year}


DATE_TYPES = {
    "date": in_parts(
        "date",
        clean=_date,
        blank=enter("enter_date_for"),
        display=_date_shown,
        raw_of=_raw_date,
        fits=lambda question, value: isinstance(value, str) and _DAY.fullmatch(value) is not None,
        validations=("past_date", "past_date_16"),
    ),
    "month_year": in_parts(
        "month_year",
        clean=_month_year,
        blank=enter("enter_date_for"),
        display=_month_year_shown,
        raw_of=_raw_month_year,
        fits=lambda question, value: isinstance(value, str) and _MONTH.fullmatch(value) is not None,
    ),
}
