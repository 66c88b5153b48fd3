"""A council's working-age Council Tax Reduction scheme as data: dataclasses, and the reader of its document."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from core.rules.messages import say
from core.rules.schemas import Problem, problems_in

NOT_A_FIELD = say("This field is not part of a scheme.")
SCHEMA_PATH = Path(__file__).with_name("scheme.schema.json")
PERCENTAGE, BANDED = "percentage", "banded"
HOUSEHOLD_TYPES = ("single", "couple", "lone_parent_1", "lone_parent_2", "couple_1", "couple_2")
ZERO = Decimal(0)


class SchemeProblems(ValueError):
    """A document that is no scheme. `problems`: [(JSON pointer, plain sentence)]."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{pointer}: {sentence}" for pointer, sentence in problems))
        self.problems = problems


@dataclass(frozen=True)
class Tariff:
    """Income that savings count as: `pounds` a week for each `step` (or part) of savings over `above`."""

    above: Decimal
    step: Decimal
    pounds: Decimal
    on_universal_credit: bool = False


@dataclass(frozen=True)
class Band:
    """A discount in percent, and the highest weekly income of each household type (HOUSEHOLD_TYPES) that gets it."""

    percent: Decimal
    highest: dict[str, Decimal]


@dataclass(frozen=True)
class OtherAdults:
    """Deductions for non-dependants: (gross pay a week from which, pounds a week), lowest first."""

    hours: Decimal = Decimal(16)
    deductions: tuple[tuple[Decimal, Decimal], ...] = ()
    spared: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Protection:
    """What a group is spared. most_percent None: the scheme's own."""

    group: str
    most_percent: Decimal | None = None
    no_minimum: bool = False
    no_band_cap: bool = False


@dataclass(frozen=True)
class Scheme:
    """One scheme. Pounds a week, except capital_limit and the savings of the tariff; percentages from 0 to 100."""

    shape: str
    most_percent: Decimal
    universal_credit: str
    band_cap: str | None = None
    minimum_per_week: Decimal = ZERO
    capital_limit: Decimal | None = None
    tariff: Tariff | None = None
    uc_parts_ignored: tuple[str, ...] = ()
    full_without_earnings: bool = False
    earnings: str = "net"
    pension_percent: Decimal = Decimal(100)
    earnings_ignored: dict[str, Decimal] = field(default_factory=dict)
    incomes_ignored: frozenset[str] = frozenset()
    allowances: dict[str, Decimal] = field(default_factory=dict)
    taper_percent: Decimal = ZERO
    bands: tuple[Band, ...] = ()
    passported_bands: tuple[Band, ...] = ()
    others: OtherAdults = OtherAdults()
    protected: tuple[Protection, ...] = ()
    backdating: str = ""


@cache
def scheme_schema() -> dict[str, Any]:
    """The JSON schema of a scheme document."""
    found: dict[str, Any] = json.loads(SCHEMA_PATH.read_text(encoding="utf-8"))
    return found


def parse_scheme(document: Any) -> Scheme:
    """The Scheme of a document in the format of ctr_scheme.schema.json. Raises SchemeProblems, and nothing else."""
    problems = problems_in(document, scheme_schema(), NOT_A_FIELD) or _problems_between_fields(document)
    if problems:
        raise SchemeProblems(problems)
    return _build(document)


def _problems_between_fields(document: dict) -> list[Problem]:
    problems: list[Problem] = []
    if document["shape"] == PERCENTAGE:
        if not document.get("allowances"):
            problems.append(("/allowances/single", say("Give the allowances that the scheme compares income with.")))
        if "taper_percent" not in document:
            problems.append(("/taper_percent", say("The taper is missing.")))
    elif not document.get("bands"):
        problems.append(("/bands", say("Give at least one income band.")))
    for name in ("bands", "passported_bands"):
        problems += _problems_of_bands(document.get(name, []), f"/{name}")
    problems += _problems_of_others(document.get("others", {}).get("deductions", []))
    tariff, limit = document.get("tariff"), document.get("capital_limit")
    if tariff and limit is not None and tariff["above"] > limit:
        problems.append(("/tariff/above", say("Savings that are ignored cannot be more than the savings limit.")))
    groups = [each["group"] for each in document.get("protected", [])]
    for index, group in enumerate(groups):
        if group in groups[:index]:
            problems.append((f"/protected/{index}/group", say("Each group can be listed once.")))
    return problems


def _problems_of_bands(bands: list[dict], pointer: str) -> list[Problem]:
    problems = []
    for index, (before, band) in enumerate(pairwise(bands), 1):
        if band["percent"] >= before["percent"]:
            problems.append((f"{pointer}/{index}/percent", say("Each band must give less than the band before it.")))
        for kind in HOUSEHOLD_TYPES:
            if band[kind] < before[kind]:
                problems.append(
                    (f"{pointer}/{index}/{kind}", say("The highest income must not fall from band to band."))
                )
    return problems


def _problems_of_others(deductions: list[dict]) -> list[Problem]:
    pointer = "/others/deductions"
    if deductions and deductions[0]["from"] != 0:
        return [(f"{pointer}/0/from", say("The first deduction must apply from £0."))]
    return [
        (f"{pointer}/{index}/from", say("Each deduction must start above the one before it."))
        for index, (before, after) in enumerate(pairwise(deductions), 1)
        if after["from"] <= before["from"]
    ]


def _build(document: dict) -> Scheme:
    exact = _exact(document)
    others, tariff = exact.pop("others", {}), exact.pop("tariff", None)
    deductions = tuple((each["from"], each["pounds"]) for each in others.pop("deductions", []))
    return Scheme(
        **{name: exact[name] for name in _PLAIN if exact.get(name) is not None},
        tariff=Tariff(**tariff) if tariff else None,
        uc_parts_ignored=tuple(exact.get("uc_parts_ignored", [])),
        incomes_ignored=frozenset(exact.get("incomes_ignored", [])),
        bands=_bands(exact.get("bands", [])),
        passported_bands=_bands(exact.get("passported_bands", [])),
        others=OtherAdults(**{**others, "deductions": deductions, "spared": frozenset(others.get("spared", []))}),
        protected=tuple(Protection(**each) for each in exact.get("protected", [])),
    )


_PLAIN = (
    "shape",
    "most_percent",
    "universal_credit",
    "band_cap",
    "minimum_per_week",
    "capital_limit",
    "full_without_earnings",
    "earnings",
    "pension_percent",
    "earnings_ignored",
    "allowances",
    "taper_percent",
    "backdating",
)


def _bands(rows: list[dict]) -> tuple[Band, ...]:
    return tuple(Band(row["percent"], {kind: row[kind] for kind in HOUSEHOLD_TYPES}) for row in rows)


def _exact(value: Any) -> Any:
    """The same with every number as a Decimal."""
    if isinstance(value, dict):
        return {key: _exact(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_exact(each) for each in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    return value
