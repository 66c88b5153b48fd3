"""Moving one thing of a list."""

from __future__ import annotations

from typing import TypeVar

from core.rules.messages import say
from studio.rules.refusals import Refused

Thing = TypeVar("Thing")


def moved(things: list[Thing], place: int, by: int) -> list[Thing]:
    """The list with one thing so many places further down, or up; raises Refused beyond its ends."""
    to = place + by
    if not 0 <= to < len(things):
        raise Refused(say("It cannot go any further."))
    left = things[:place] + things[place + 1 :]
    return [*left[:to], things[place], *left[to:]]
