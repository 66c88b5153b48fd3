"""A sentence with everything that can follow it: one template, and the questions that fill it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from jobjournal.rules.hints import NO_TIME_NEEDED
from jobjournal.rules.sentences import Template, gap_names

DAY = "date"
# Add-ons that are about one way of counting only.
ONLY_WHERE = {"told_uc": "takes_hours_off"}
# Time is asked once.
TIME_ADD_ON = "time_spent"


@dataclass(frozen=True)
class Piece:
    """A sentence of the library: its key, its text and its questions (jobjournal.models.SentenceTemplate)."""

    key: str
    text: str
    questions: list[dict[str, Any]]


@dataclass(frozen=True)
class Composed:
    """The text to build from; `questions` must be answered unless they are `more` or in an optional part."""

    text: str
    questions: list[dict[str, Any]]
    more: list[dict[str, Any]]

    @property
    def template(self) -> Template:
        """The text with the type of each gap."""
        return Template(self.text, {each["name"]: each["type"] for each in [*self.questions, *self.more]})

    @property
    def optional(self) -> frozenset[str]:
        """Names that may stay empty."""
        return frozenset(gap_names(self.text, optional=True)) - frozenset(gap_names(self.text, optional=False))


def compose(main: Piece, add_ons: Iterable[Piece], *, activity: str, counts_as: str) -> Composed:
    """The main sentence, and after it, each left out while unanswered, the add-ons that fit it."""
    text, more = main.text, []
    for add_on in add_ons:
        if _fits(main, add_on, activity, counts_as):
            add_on = _own_names(main, add_on)
            text += f"[[ {add_on.text}]]"
            more += add_on.questions
    return Composed(text, main.questions, more)


def _fits(main: Piece, add_on: Piece, activity: str, counts_as: str) -> bool:
    if counts_as != ONLY_WHERE.get(add_on.key, counts_as):
        return False
    if add_on.key == TIME_ADD_ON and activity in NO_TIME_NEEDED:
        return False
    return not (_names(main) & _names(add_on)) - {DAY}


def _names(piece: Piece) -> set[str]:
    return {question["name"] for question in piece.questions}


def _own_names(main: Piece, add_on: Piece) -> Piece:
    """The day of an add-on is another day: it gets a name of its own."""
    if DAY not in _names(main) & _names(add_on):
        return add_on
    name = f"{add_on.key}_{DAY}"
    questions = [{**each, "name": name} if each["name"] == DAY else each for each in add_on.questions]
    return Piece(add_on.key, re.sub(r"\{date\}", f"{{{name}}}", add_on.text), questions)


def minutes_of(values: dict[str, Any], counts_as: str) -> int | None:
    """The minutes that an entry's clean answers tell: how long it took, or the hours of paid work."""
    if values.get("duration"):
        return int(values["duration"])
    if counts_as == "takes_hours_off" and values.get("hours"):
        return min(900, round(float(values["hours"]) * 60))
    return None
