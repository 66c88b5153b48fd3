"""How long things took, counted in spans of two hours: cheap to count, and exact to a tenth of a day. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

SPAN = dt.timedelta(hours=2)


def within(spread: Mapping[int, int], share: float) -> dt.timedelta | None:
    """The time within which this share (0 to 1) of all lies, from how many took each number of spans; None of none."""
    wanted, seen = share * sum(spread.values()), 0
    for spans, number in sorted(spread.items()):
        seen += number
        if seen >= wanted:
            return spans * SPAN
    return None
