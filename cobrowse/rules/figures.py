"""Figures of conversations: how long people waited, how long it took, what came of it."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from statistics import mean, median


@dataclass(frozen=True)
class Asked:
    """One request for a chat. `waited` until an adviser joined and `took` from then to the end, None for who was not
    answered or has not ended; `gave_up` without an answer; `resolved` at first contact, as the adviser says;
    `rating` 1 to 5 and `sorted_out`, as the person says; None: unsaid.
    """

    topic: str
    waited: dt.timedelta | None
    took: dt.timedelta | None
    gave_up: bool
    resolved: bool | None
    rating: int | None
    sorted_out: bool | None


@dataclass(frozen=True)
class Figures:
    """Of some requests. `waited` is the middle one, `nine_in_ten` waited no longer than that, `took` the middle one.

    None where there is nothing to say it of. `resolved` of `judged` were all they needed;
    `sorted_out` of `told`, people say, are sorted out.
    """

    asked: int
    answered: int
    gave_up: int
    waited: dt.timedelta | None
    nine_in_ten: dt.timedelta | None
    took: dt.timedelta | None
    resolved: int
    judged: int
    rated: int
    rating: float | None
    sorted_out: int
    told: int


def figures_of(requests: Collection[Asked]) -> Figures:
    """The figures of these."""
    waits = sorted(each.waited for each in requests if each.waited is not None)
    took = [each.took for each in requests if each.took is not None]
    ratings = [each.rating for each in requests if each.rating is not None]
    return Figures(
        asked=len(requests),
        answered=len(waits),
        gave_up=sum(each.gave_up for each in requests),
        waited=_middle(waits),
        nine_in_ten=waits[math.ceil(len(waits) * 0.9) - 1] if waits else None,
        took=_middle(took),
        resolved=sum(each.resolved is True for each in requests),
        judged=sum(each.resolved is not None for each in requests),
        rated=len(ratings),
        rating=mean(ratings) if ratings else None,
        sorted_out=sum(each.sorted_out is True for each in requests),
        told=sum(each.sorted_out is not None for each in requests),
    )


def _middle(spans: list[dt.timedelta]) -> dt.timedelta | None:
    return dt.timedelta(seconds=median(each.total_seconds() for each in spans)) if spans else None


def by_topic(requests: Iterable[Asked]) -> list[tuple[str, Figures]]:
    """The figures of each topic, the most frequent first; "" is what no topic was set for."""
    found: dict[str, list[Asked]] = {}
    for each in requests:
        found.setdefault(each.topic, []).append(each)
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return [(topic, figures_of(each)) for topic, each in ranked]
