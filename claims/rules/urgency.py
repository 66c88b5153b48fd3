"""Which answers say that somebody cannot wait: data of the form's version, beside the fact of a question (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

AT_ONCE, SOON = 2, 1
# Why, in the order in which it is said, and how soon: lists put the higher first.
REASONS = {"in_danger": AT_ONCE, "no_food": AT_ONCE, "no_roof": AT_ONCE, "no_energy": AT_ONCE, "deadline": SOON}


def urgencies_in(spec: Mapping[str, Any], values: Mapping[str, Any]) -> list[str]:
    """The reasons that the clean, visible answers to a compiled form give, each once, in the order of REASONS.

    A question says it as `urgent`: {answer: reason}; answers in rows of a group say nothing.
    """
    said: set[str] = set()
    for section in spec["sections"]:
        for question in section["questions"]:
            value = values.get(question["key"])
            picked = value if isinstance(value, list) else [value]
            said |= {reason for answer, reason in question.get("urgent", {}).items() if answer in picked}
    return [reason for reason in REASONS if reason in said]


def rank_of(reasons: Iterable[str]) -> int:
    """How soon somebody with these reasons must be seen: AT_ONCE, SOON, or 0 for in turn."""
    return max((REASONS[reason] for reason in reasons), default=0)
