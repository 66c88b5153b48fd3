"""What came of examples, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format

from formspec.presenters.words import words
from studio.presenters.words import said
from studio.trying.rules.examples import Example, Miss, Outcome


def outcomes_words(outcomes: Collection[Outcome], slug: str) -> list[dict[str, Any]]:
    """Each as its `name`, its `number`, and in `wrong` what is not as expected: [{"words", "url"}]."""
    return [
        {"number": number, "name": each.name, "wrong": [_miss(miss, slug) for miss in each.wrong]}
        for number, each in enumerate(outcomes)
    ]


def examples_listed(examples: Collection[Example]) -> list[dict[str, str]]:
    """Each by `name`, with the `day` of its answers: in words where it is one."""
    return [{"name": each["name"], "day": _day(each["today"])} for each in examples]


def _day(text: str) -> str:
    try:
        return date_format(dt.date.fromisoformat(text), "j F Y")
    except ValueError:
        return text


def _miss(miss: Miss, slug: str) -> dict[str, str]:
    told = f"{said(miss.words)} {words(miss.error)}".strip()
    return {"words": told, "url": reverse("studio:question", args=[slug, miss.key]) if miss.key else ""}
