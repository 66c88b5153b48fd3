"""The order of the queue, and what to say about how long it takes."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection
from dataclasses import dataclass
from statistics import median

# Who is in danger goes before whoever asked up to an hour earlier; a deadline or a need before a quarter of an hour.
# Nobody is passed for ever: the head start is time, not a class.
AT_ONCE, SOON = dt.timedelta(hours=1), dt.timedelta(minutes=15)
IN_DANGER = frozenset({"no_food", "no_roof", "no_energy", "unsafe"})
# How long a conversation takes in a council that has had none lately, in minutes.
USUAL_MINUTES = 10.0
# Fewer than this say nothing of how long the next one takes.
ENOUGH_CONVERSATIONS = 5
# What is said is rounded to these, in minutes: more would be a precision that nobody has.
STEPS = (1, 2, 3, 5, 10, 15, 20, 30, 45, 60)


def ranked_at(asked_at: dt.datetime, urgencies: Collection[str], *, needs_time: bool) -> dt.datetime:
    """The time by which somebody stands in the queue: when they asked, less their head start.

    needs_time: they need an interpreter or more time, and are served worse by a rush later.
    """
    if IN_DANGER & set(urgencies):
        return asked_at - AT_ONCE
    return asked_at - SOON if urgencies or needs_time else asked_at


@dataclass(frozen=True)
class Wait:
    """How long it takes, as people are told: between `at_least` and `at_most` minutes; both 0: somebody is free now."""

    at_least: int
    at_most: int


def waiting_time(place: int, *, free: int, places: int, minutes: Collection[float]) -> Wait | None:
    """What to say to who is at `place`, 1 being next; None when nobody can know, because no adviser is on duty.

    free: how many more people the advisers on duty could take now. places: how many they take in all. minutes: how
    long the latest conversations took.
    """
    if places <= 0:
        return None
    if place <= free:
        return Wait(0, 0)
    usual = median(minutes) if len(minutes) >= ENOUGH_CONVERSATIONS else USUAL_MINUTES
    expected = (place - max(free, 0)) * usual / places
    return Wait(_rounded(expected / 1.5), _rounded(expected * 1.5))


def _rounded(minutes: float) -> int:
    """Up to the next step; beyond the last one, to whole half hours."""
    return next((step for step in STEPS if minutes <= step), math.ceil(minutes / 30) * 30)
