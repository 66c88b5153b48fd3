"""Geometry of a chart of bars: from figures to boxes, ticks and labels that a template draws as SVG. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from estimates.rules.charts import Tick, nice_ticks

WIDTH, HEIGHT = 720, 320
LEFT, RIGHT, TOP, BOTTOM = 90, 14, 20, 46
# Of the room for one bar.
FILLED, WIDEST = 0.7, 80
# With more bars than this, not each has room for its label.
MOST_LABELS = 12


@dataclass(frozen=True)
class Bar:
    """A box. middle: where its label goes; label is "" where there is no room. is_known: False draws a mark instead."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    label: str
    is_known: bool


@dataclass(frozen=True)
class BarChart:
    """A drawing of bars from zero upwards, in its own units."""

    width: int
    height: int
    left: float
    right: float
    bottom: float
    y_ticks: tuple[Tick, ...]
    bars: tuple[Bar, ...]


def bar_chart(values: Sequence[tuple[str, float | None]]) -> BarChart | None:
    """Draw labelled values in pounds, in their order; None for a value that must not be shown. Below zero is drawn as
    zero. None when there is nothing to draw.
    """
    known = [max(value, 0.0) for _, value in values if value is not None]
    if not known:
        return None
    ticks = nice_ticks(max(known))
    plot, room = HEIGHT - TOP - BOTTOM, (WIDTH - LEFT - RIGHT) / len(values)
    every = -(-len(values) // MOST_LABELS)
    bars = []
    for number, (label, value) in enumerate(values):
        middle, wide = LEFT + room * (number + 0.5), min(room * FILLED, WIDEST)
        tall = plot * max(value or 0.0, 0.0) / ticks[-1]
        bars.append(
            Bar(
                x=round(middle - wide / 2, 1), y=round(HEIGHT - BOTTOM - tall, 1),
                width=round(wide, 1), height=round(tall, 1), middle=round(middle, 1),
                label="" if number % every else label, is_known=value is not None,
            )
        )  # fmt: skip
    y_ticks = tuple(Tick(round(HEIGHT - BOTTOM - plot * each / ticks[-1], 1), f"£{each:,.0f}") for each in ticks)
    return BarChart(WIDTH, HEIGHT, LEFT, WIDTH - RIGHT, HEIGHT - BOTTOM, y_ticks, tuple(bars))
