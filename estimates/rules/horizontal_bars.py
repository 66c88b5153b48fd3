"""Geometry of horizontal bars with their names above them, which fit a phone: from figures to boxes. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, ROW, THICK = 360, 46, 16
# Room for the figure behind the longest bar.
BEHIND = 80


@dataclass(frozen=True)
class HorizontalBar:
    """One bar: its name, the words of its figure, and where it stands. width: 0 for none and for a hidden one."""

    name: str
    words: str
    y: int
    width: float


@dataclass(frozen=True)
class HorizontalBars:
    """A drawing in its own units: each name stands above its bar."""

    width: int
    height: int
    thick: int
    bars: tuple[HorizontalBar, ...]


def horizontal_bars(values: Sequence[tuple[str, float | None, str]]) -> HorizontalBars | None:
    """Draw (name, figure, its words) in their order; a figure that must not be shown is None. None for no drawing."""
    longest = max((value for _name, value, _words in values if value is not None), default=0)
    if longest <= 0:
        return None
    bars = tuple(
        HorizontalBar(name, words, number * ROW + 20, round((WIDTH - BEHIND) * (value or 0) / longest, 1))
        for number, (name, value, words) in enumerate(values)
    )
    return HorizontalBars(WIDTH, ROW * len(values), THICK, bars)
