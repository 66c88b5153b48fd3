"""The better-off curve: what a household has at each number of hours, and where the rules bend it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from calculator.better_off.net_income import NetIncome
from calculator.better_off.pattern import WorkQuestion
from core.rules.messages import Phrase, read_message

ALLOWANCE, CAP_LIFTS, CAP_BITES, CREDIT_ENDS = "allowance", "cap_lifts", "cap_bites", "credit_ends"


@dataclass(frozen=True)
class Point:
    """The household at some hours a week; None when the hours are not known."""

    hours: float | None
    income: NetIncome


@dataclass(frozen=True)
class Marker:
    """A place where the rules bend the curve: the kind, and at how many hours a week."""

    kind: str
    hours: float


@dataclass(frozen=True)
class Cliff:
    """More hours, less money. loss: pounds a week. codes: the benefits that fall with it, the largest fall first.

    recovered_at: the hours from which there is as much again; None when there is no such point on the curve.
    """

    from_hours: float
    to_hours: float
    loss: float
    codes: tuple[str, ...]
    recovered_at: float | None


@dataclass(frozen=True)
class Curve:
    """What work would change. chosen: the point of the hours that were asked; kept: the share of each extra pound of
    wages, from today to there, that the household keeps (None without extra wages); kept_today: the same for
    a little more work than today.
    """

    question: WorkQuestion
    points: tuple[Point, ...]
    today: Point
    markers: tuple[Marker, ...]
    cliffs: tuple[Cliff, ...]
    kept: float | None
    kept_today: float | None
    names: dict[str, Phrase]
    left_out: tuple[Phrase, ...]
    notes: tuple[Phrase, ...] = ()

    @property
    def chosen(self) -> Point:
        return next(each for each in self.points if each.hours == self.question.hours)

    @property
    def gain_per_week(self) -> float:
        """Pounds a week more, at the hours that were asked, than today."""
        return (self.chosen.income.net - self.today.income.net) / 52

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return dataclasses.asdict(self)

    @classmethod
    def from_dict(cls, document: dict[str, Any]) -> Curve:
        """The Curve that to_dict wrote, also after it was stored."""
        made = {
            "question": WorkQuestion(**document["question"]),
            "points": tuple(_point(each) for each in document["points"]),
            "today": _point(document["today"]),
            "markers": tuple(Marker(**each) for each in document["markers"]),
            "cliffs": tuple(Cliff(**{**each, "codes": tuple(each["codes"])}) for each in document["cliffs"]),
            "names": {code: read_message(name) for code, name in document["names"].items()},
            "left_out": tuple(map(read_message, document["left_out"])),
            "notes": tuple(map(read_message, document["notes"])),
        }
        return cls(**{**document, **made})


def _point(document: dict[str, Any]) -> Point:
    return Point(document["hours"], NetIncome(**document["income"]))
