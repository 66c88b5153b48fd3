"""A condition and what is inside it: a part is found by its way, the places of parts in parts, and put in its place."""

from __future__ import annotations

from collections.abc import Sequence

from core.rules.messages import say
from studio.rules.finding import Part
from studio.rules.refusals import Refused

Way = Sequence[int]


def parts_of(condition: Part | None) -> tuple[str, list[Part]]:
    """How the parts of a condition are joined ("all" or "any"), and the parts."""
    if condition is None:
        return "all", []
    for joined in ("all", "any"):
        if joined in condition:
            return joined, condition[joined]
    return "all", [condition]


def joined_as(how: str, parts: Sequence[Part]) -> Part | None:
    """The condition of these parts; None of none, and one alone stands for itself."""
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else {how: [*parts]}


def inside(condition: Part | None, way: Way) -> Part | None:
    """What stands there; of what is not so, that of which it is said. Raises Refused where there is nothing."""
    found = condition
    for place in way:
        _how, parts = parts_of(found)
        if place >= len(parts):
            raise Refused(say("This part is not in the condition any more."))
        found = parts[place]
        while "not" in found:
            found = found["not"]
    return found


def with_inside(condition: Part | None, way: Way, part: Part | None) -> Part | None:
    """The condition with another part there, or without it; it stays said not to be so where it was. Raises Refused."""
    if not way:
        return part
    place, *rest = way
    how, parts = parts_of(condition)
    changed = with_inside(inside(condition, [place]), rest, part)
    if changed is None:
        return joined_as(how, [*parts[:place], *parts[place + 1 :]])
    around = parts[place]
    while "not" in around:
        changed, around = {"not": changed}, around["not"]
    return joined_as(how, [*parts[:place], changed, *parts[place + 1 :]])


def turned(part: Part) -> Part:
    """That it is not so; of what is said not to be so, that it is."""
    other: Part = part.get("not", {"not": part})
    return other


def has_inside(part: Part) -> bool:
    """Whether it is made of several parts."""
    return "all" in part or "any" in part or ("not" in part and has_inside(part["not"]))
