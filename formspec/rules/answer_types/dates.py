"""Answers that are a day or a month."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from core.rules.dates import MONTHS, age_on, read_date
from formspec.rules.answer_types.answer_type import Around, Cleaned, Question, Translate, enter, fail, in_parts
from formspec.rules.messages import THE_DATE

MIN_AGE = 16
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
        return fail("year_short" if read.short_year else "date_not_real", question, read.wrong, unnamed=THE_DATE)
    return read.value


def _month_year(question: Question, raw: dict[str, str], around: Around) -> Cleaned:
    read = _read(question, raw)
    return read if isinstance(read, Cleaned) else Cleaned(f"{read:%Y-%m}")


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
    return Cleaned(day.isoformat())


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
