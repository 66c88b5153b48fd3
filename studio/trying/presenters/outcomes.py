"""What came of examples, in words."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.urls import reverse

from formspec.presenters.words import words
from studio.presenters.words import said
from studio.trying.rules.examples import Miss, Outcome


def outcomes_words(outcomes: Collection[Outcome], slug: str) -> list[dict[str, Any]]:
    """Each as its `name`, its `number`, and in `wrong` what is not as expected: [{"words", "url"}]."""
    return [
        {"number": number, "name": each.name, "wrong": [_miss(miss, slug) for miss in each.wrong]}
        for number, each in enumerate(outcomes)
    ]


def _miss(miss: Miss, slug: str) -> dict[str, str]:
    told = f"{said(miss.words)} {words(miss.error)}".strip()
    return {"words": told, "url": reverse("studio:question", args=[slug, miss.key]) if miss.key else ""}
