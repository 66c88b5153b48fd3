"""What the fields of a Council Tax Reduction scheme may say beside each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, TypeGuard

from core.rules.messages import say
from core.rules.schemas import Problem

# The columns of income bands; the last one that a scheme fills in for a family counts for every larger one.
HOUSEHOLD_TYPES = (
    "single",
    "couple",
    *(f"{family}_{children}" for family in ("lone_parent", "couple") for children in range(1, 5)),
)


def problems_between_fields(document: Any, broken: set[str]) -> list[Problem]:
    """The problems of a document beyond its schema. broken: the pointers that the schema has refused already.

    A check that would need a refused field is left out, so that no mistake is told twice. Takes any JSON.
    """
    if not isinstance(document, dict) or {"", "/shape"} & broken:
        return []
    problems = [*_of_the_shape(document), *_of_savings(document), *_of_groups(document, "protected")]
    problems += [*_of_groups(document, "group_bands"), *_of_universal_credit(document)]
    for name in ("bands", "passported_bands"):
        problems += _of_bands(document.get(name), f"/{name}")
    for index, each in enumerate(_items(document.get("group_bands"))):
        pointer = f"/group_bands/{index}/bands"
        problems += [] if each.get("bands") else [(pointer, say("Give at least one income band."))]
        problems += _of_bands(each.get("bands"), pointer)
    others = document.get("others")
    problems += _of_others(others.get("deductions") if isinstance(others, dict) else None)
    return [each for each in problems if not any(_touches(each[0], pointer) for pointer in broken)]


def _touches(pointer: str, other: str) -> bool:
    """Whether one of the two is the place of the other or inside of it."""
    return f"{pointer}/".startswith(f"{other}/") or f"{other}/".startswith(f"{pointer}/")


def _of_the_shape(document: dict) -> Iterator[Problem]:
    if document.get("shape") != "percentage":
        if not document.get("bands"):
            yield "/bands", say("Give at least one income band.")
        return
    if not document.get("allowances"):
        yield "/allowances/single", say("Give the allowances that the scheme compares income with.")
    if "taper_percent" not in document:
        yield "/taper_percent", say("The taper is missing.")


def _of_savings(document: dict) -> Iterator[Problem]:
    tariff, limit = document.get("tariff"), document.get("capital_limit")
    above = tariff.get("above") if isinstance(tariff, dict) else None
    if _is_number(above) and _is_number(limit) and above > limit:
        yield "/tariff/above", say("Savings that are ignored cannot be more than the savings limit.")


def _of_groups(document: dict, name: str) -> Iterator[Problem]:
    groups = [each.get("group") for each in _items(document.get(name))]
    for index, group in enumerate(groups):
        if group is not None and group in groups[:index]:
            yield f"/{name}/{index}/group", say("Each group can be listed once.")


def _of_universal_credit(document: dict) -> Iterator[Problem]:
    parts = document.get("uc_parts_ignored")
    if isinstance(parts, list) and "children" in parts and "disabled_children" in parts:
        yield "/uc_parts_ignored", say("The part for children holds the one for disabled children: choose one of them.")


def _of_bands(bands: Any, pointer: str) -> Iterator[Problem]:
    rows = _items(bands)
    for index, (before, band) in enumerate(pairwise(rows), 1):
        percent, more = band.get("percent"), before.get("percent")
        if _is_number(percent) and _is_number(more) and percent >= more:
            yield f"{pointer}/{index}/percent", say("Each band must give less than the band before it.")
        for kind in HOUSEHOLD_TYPES:
            if (kind in band) != (kind in rows[0]):
                yield f"{pointer}/{index}/{kind}", say("Fill in a column in every row, or in none.")
            elif _is_number(band.get(kind)) and _is_number(before.get(kind)) and band[kind] < before[kind]:
                yield f"{pointer}/{index}/{kind}", say("The highest income must not fall from band to band.")


def _of_others(deductions: Any) -> Iterator[Problem]:
    pointer, rows = "/others/deductions", _items(deductions)
    starts = [each.get("from") for each in rows]
    if starts and starts[0] != 0:
        yield f"{pointer}/0/from", say("The first deduction must apply from £0.")
        return
    for index, (before, after) in enumerate(pairwise(starts), 1):
        if _is_number(before) and _is_number(after) and after <= before:
            yield f"{pointer}/{index}/from", say("Each deduction must start above the one before it.")


def _items(value: Any) -> list[dict]:
    """The groups of answers of a list; one that is none counts as an empty one, so that the places stay right."""
    return [each if isinstance(each, dict) else {} for each in value] if isinstance(value, list) else []


def _is_number(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
