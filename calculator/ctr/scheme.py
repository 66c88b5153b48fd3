"""A council's working-age Council Tax Reduction scheme as data: dataclasses, and the reader of its document."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from calculator.ctr.scheme_checks import HOUSEHOLD_TYPES, problems_between_fields
from core.rules.messages import say
from core.rules.schemas import Problem, problems_in

NOT_A_FIELD = say("This field is not part of a scheme.")
SCHEMA_PATH = Path(__file__).with_name("scheme.schema.json")
PERCENTAGE, BANDED = "percentage", "banded"
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
class Childcare:
    """The most of childcare costs, pounds a week, that is taken off earnings: for one child, for two or more."""

    one: Decimal
    more: Decimal
    on_universal_credit: bool = False


@dataclass(frozen=True)
class IncomeFloor:
    """What somebody whose business is their main work is taken to earn a week at least."""

    pounds: Decimal
    first_year_spared: bool = False


@dataclass(frozen=True)
class ChildrenIgnored:
    """Pounds a week of income that are ignored for each child above the number `after`."""

    after: Decimal
    pounds: Decimal


@dataclass(frozen=True)
class Band:
    """A discount in percent, and the highest weekly income of each household type that gets it.

    highest: some of HOUSEHOLD_TYPES; a larger family than any column is for has that of the largest.
    """

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
    """What a group is spared. most_percent and capital_limit None: the scheme's own. income_ignored: pounds a week."""

    group: str
    most_percent: Decimal | None = None
    no_minimum: bool = False
    no_band_cap: bool = False
    no_income_floor: bool = False
    income_ignored: Decimal | None = None
    capital_limit: Decimal | None = None


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
    childcare: Childcare | None = None
    income_floor: IncomeFloor | None = None
    children_ignored: ChildrenIgnored | None = None
    incomes_ignored: frozenset[str] = frozenset()
    allowances: dict[str, Decimal] = field(default_factory=dict)
    taper_percent: Decimal = ZERO
    bands: tuple[Band, ...] = ()
    passported_bands: tuple[Band, ...] = ()
    group_bands: tuple[tuple[str, tuple[Band, ...]], ...] = ()
    others: OtherAdults = OtherAdults()
    protected: tuple[Protection, ...] = ()
    backdating: str = ""
    hardship: str = ""


@cache
def scheme_schema() -> dict[str, Any]:
    """The JSON schema of a scheme document."""
    found: dict[str, Any] = json.loads(SCHEMA_PATH.read_text(encoding="utf-8"))
    return found


def parse_scheme(document: Any) -> Scheme:
    """The Scheme of a document in the format of scheme.schema.json. Raises SchemeProblems, and nothing else.

    Every problem is named at once, except between fields of which one has a problem of its own.
    """
    problems = problems_in(document, scheme_schema(), NOT_A_FIELD)
    problems += problems_between_fields(document, {pointer for pointer, _ in problems})
    if problems:
        raise SchemeProblems(problems)
    return _build(document)


def _build(document: dict) -> Scheme:
    exact = _exact(document)
    others = exact.pop("others", {})
    deductions = tuple((each["from"], each["pounds"]) for each in others.pop("deductions", []))
    groups = [(each["group"], _bands(each["bands"])) for each in exact.get("group_bands", [])]
    return Scheme(
        **{name: exact[name] for name in _PLAIN if exact.get(name) is not None},
        **{name: kind(**exact[name]) for name, kind in _PARTS.items() if exact.get(name)},
        uc_parts_ignored=tuple(exact.get("uc_parts_ignored", [])),
        incomes_ignored=frozenset(exact.get("incomes_ignored", [])),
        bands=_bands(exact.get("bands", [])),
        passported_bands=_bands(exact.get("passported_bands", [])),
        group_bands=tuple(groups),
        others=OtherAdults(**{**others, "deductions": deductions, "spared": frozenset(others.get("spared", []))}),
        protected=tuple(Protection(**each) for each in exact.get("protected", [])),
    )


_PARTS: dict[str, Any] = {
    "tariff": Tariff,
    "childcare": Childcare,
    "income_floor": IncomeFloor,
    "children_ignored": ChildrenIgnored,
}
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
    "hardship",
)


def _bands(rows: list[dict]) -> tuple[Band, ...]:
    return tuple(Band(row["percent"], {kind: row[kind] for kind in HOUSEHOLD_TYPES if kind in row}) for row in rows)


def _exact(value: Any) -> Any:
    """The same with every number as a Decimal."""
    if isinstance(value, dict):
        return {key: _exact(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_exact(each) for each in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    return value
