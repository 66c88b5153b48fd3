"""Geometry of our own small charts: from figures to paths, ticks and labels that a template draws as SVG. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

# Room around the plot for the labels, in units of the drawing: left, right, top, bottom.
WIDE, NARROW = (720, 400), (340, 320)
LEFT, RIGHT, TOP, BOTTOM = 54, 14, 52, 46
BADGE = 24
BADGE_ROWS = (12.0, 34.0)
# (code, hours, pounds a week or None)
MarkAt = tuple[str, float, float | None]
# Steps that people read easily.
STEPS = (10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 2500, 5000, 10_000, 20_000, 50_000)
MOST_TICKS = 6
# Below this height a band has no room for its own name.
ROOM_FOR_WORDS = 26


@dataclass(frozen=True)
class Tick:
    """A line of the grid: where, and its label."""

    at: float
    label: str


@dataclass(frozen=True)
class Band:
    """An area between two lines. x, y: where its name fits, None when nowhere."""

    code: str
    path: str
    x: float | None
    y: float | None


@dataclass(frozen=True)
class Mark:
    """A place on the chart: a numbered badge on top (row 0 or 1), a line down, and a dot when it has a value."""

    code: str
    number: int
    x: float
    badge_y: float
    dot_y: float | None


@dataclass(frozen=True)
class WorkChart:
    """A drawing of the better-off curve, in its own units."""

    code: str
    width: int
    height: int
    left: float
    right: float
    top: float
    bottom: float
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]
    bands: tuple[Band, ...]
    line: str
    marks: tuple[Mark, ...] = field(default=())


@dataclass(frozen=True)
class WorkFigures:
    """What is drawn: by hours, in pounds a week. costs: what work itself costs, between the areas and the line."""

    hours: tuple[float, ...]
    benefits: tuple[float, ...]
    pay: tuple[float, ...]
    costs: tuple[float, ...]

    @property
    def total(self) -> tuple[float, ...]:
        return tuple(one + other for one, other in zip(self.benefits, self.pay, strict=True))

    @property
    def net(self) -> tuple[float, ...]:
        return tuple(total - cost for total, cost in zip(self.total, self.costs, strict=True))


def nice_ticks(highest: float, most: int = MOST_TICKS) -> list[float]:
    """Round numbers from 0 to the first one at or above `highest`, `most` steps at the most."""
    step = next((each for each in STEPS if highest <= each * most), STEPS[-1] * (1 + int(highest // STEPS[-1] // most)))
    ticks = [0.0]
    while ticks[-1] < highest or len(ticks) < 2:
        ticks.append(ticks[-1] + step)
    return ticks


@dataclass(frozen=True)
class _Scale:
    """From hours and pounds to units of the drawing."""

    size: tuple[int, int]
    most_hours: float
    most_pounds: float

    def x(self, hours: float) -> float:
        return round(LEFT + (self.size[0] - LEFT - RIGHT) * hours / self.most_hours, 1)

    def y(self, pounds: float) -> float:
        return round(self.size[1] - BOTTOM - (self.size[1] - TOP - BOTTOM) * pounds / self.most_pounds, 1)

    def line(self, hours: Sequence[float], pounds: Sequence[float]) -> str:
        return " L".join(f"{self.x(at)},{self.y(value)}" for at, value in zip(hours, pounds, strict=True))


def work_chart(figures: WorkFigures, marks: Sequence[MarkAt], *, size: tuple[int, int], code: str) -> WorkChart:
    """Draw the figures in a box of `size`. marks are numbered from 1 in this order; those beyond the hours drawn are
    left out. code: makes ids of the drawing its own.
    """
    ticks = nice_ticks(max((*figures.total, *(value or 0.0 for _, _, value in marks)), default=0.0))
    scale = _Scale(size, figures.hours[-1] or 1.0, ticks[-1])
    zero = [0.0] * len(figures.hours)
    bands = [
        _band("benefits", figures.hours, zero, figures.benefits, figures.net, scale),
        _band("pay", figures.hours, figures.benefits, figures.total, figures.net, scale),
    ]
    if any(figures.costs):
        bands.append(_band("costs", figures.hours, figures.net, figures.total, figures.total, scale))
    return WorkChart(
        code=code, width=size[0], height=size[1], left=LEFT, right=size[0] - RIGHT, top=TOP, bottom=size[1] - BOTTOM,
        x_ticks=tuple(Tick(scale.x(hours), f"{hours}") for hours in range(0, int(scale.most_hours) + 1, 10)),
        y_ticks=tuple(Tick(scale.y(pounds), f"£{pounds:,.0f}") for pounds in ticks),
        bands=tuple(bands), line="M" + scale.line(figures.hours, figures.net), marks=tuple(_marks(marks, scale)),
    )  # fmt: skip


def _band(
    code: str, hours: Sequence[float], low: Sequence[float], high: Sequence[float], seen: Sequence[float], scale: _Scale
) -> Band:
    """The area between low and high; its name goes below `seen`, where no other band covers it."""
    there, back = scale.line(hours, high), scale.line(hours[::-1], low[::-1])
    return Band(code, f"M{there} L{back} Z", *_room(hours, low, list(map(min, high, seen)), scale))


def _room(
    hours: Sequence[float], low: Sequence[float], high: Sequence[float], scale: _Scale
) -> tuple[float | None, float | None]:
    """The middle of a band where it is highest, away from the edges; None when its name fits nowhere."""
    places = [
        (scale.y(bottom) - scale.y(top), scale.x(at), (scale.y(bottom) + scale.y(top)) / 2)
        for at, bottom, top in zip(hours, low, high, strict=True)
        if 0.25 * hours[-1] <= at <= 0.75 * hours[-1]
    ]
    tallest = max(places, default=(0.0, 0.0, 0.0))
    return (tallest[1], round(tallest[2] + 5, 1)) if tallest[0] >= ROOM_FOR_WORDS else (None, None)


def _marks(marks: Sequence[MarkAt], scale: _Scale) -> list[Mark]:
    placed: list[Mark] = []
    for number, (code, hours, value) in enumerate(marks, 1):
        if not 0 <= hours <= scale.most_hours:
            continue
        at = scale.x(hours)
        above, below = (
            min((abs(at - each.x) for each in placed if each.badge_y == row), default=BADGE) for row in BADGE_ROWS
        )
        row = BADGE_ROWS[0] if above >= BADGE or below < BADGE else BADGE_ROWS[1]
        placed.append(Mark(code, number, at, row, None if value is None else scale.y(value)))
    return placed
