"""Who sees an action of a plan and who works on it; when a hand-over is reminded of and comes back. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from advocates.rules.terms import NOTHING, scopes_of
from core.rules.days.working_days import working_days_after

RESIDENT, COUNCIL, ORGANISATION = "resident", "council", "organisation"
# Working days after which whoever has to answer a hand-over is reminded, and after which it comes back.
REMINDED_AFTER, BACK_AFTER = 5, 10
# With each level of claims, as much of their papers, of money and of contact details goes along; messages never do.
GOES_WITH = {"view": "view", "fill": "fill", "send": "fill"}


@dataclass(frozen=True)
class Party:
    """The resident, the council, or the organisation with this key."""

    kind: str
    organisation: int | None = None


def sees(party: Party, owner: Party, *, is_private: bool) -> bool:
    """Whether a party that takes part in the plan sees an action of this owner's. The resident sees everything."""
    return party.kind == RESIDENT or party == owner or not is_private


def may_work(party: Party, owner: Party, *, is_private: bool, owner_takes_part: bool) -> bool:
    """Whether the party may say how an action goes on, and change it.

    Everybody works on their own. What is the resident's, others may tick off with them. What belongs to an
    organisation that shares the plan no more is anybody's who sees it.
    """
    if party == owner:
        return True
    if not sees(party, owner, is_private=is_private):
        return False
    return owner.kind == RESIDENT or not owner_takes_part


def scopes_along(level: str, *, most: Iterable[str]) -> list[str]:
    """What goes along with a hand-over at a level of claims, of the rest no more than is in `most`."""
    claims, beside = scopes_of({"claims": level}), GOES_WITH.get(level, NOTHING)
    others = scopes_of({"papers": beside, "money": beside, "reach": beside})
    return claims + [scope for scope in others if scope in set(most)]


def days_of_waiting(since: dt.date, nation: str) -> tuple[dt.date, dt.date]:
    """The days on which whoever must answer a hand-over is reminded, and on which it comes back."""
    return working_days_after(since, REMINDED_AFTER, nation), working_days_after(since, BACK_AFTER, nation)
