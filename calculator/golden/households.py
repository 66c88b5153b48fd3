"""Golden households: what each must get, worked out by hand from the law, and whether an engine agrees."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from calculator.estimate import CALCULATED, NOT_CALCULATED, NOT_ENTITLED, BenefitEstimate, estimate_of
from calculator.household.household import Household
from calculator.household.parsing import HouseholdProblems, parse_household
from calculator.interface import Engine, EngineResult

FOLDER = Path(__file__).with_name("cases")
FAULTS = Path(__file__).with_name("faults.yaml")
STATUSES = (NOT_ENTITLED, NOT_CALCULATED)
FIELDS = {"about", "covers", "household", "expected_per_week", "worked", "source"}
# Pounds a week: the rounding of a monthly award to pennies, and of a week to a fifty-second of a year.
TOLERANCE = 0.05
# Enough for one run of the engine to be worth it, few enough for a progress bar to move.
AT_ONCE = 25
NOT_THERE = "not estimated"


class GoldenFault(ValueError):
    """A golden file that cannot be used; the message names the file and says what is wrong."""


@dataclass(frozen=True)
class GoldenHousehold:
    """expected: benefit code, or step of the engine -> pounds a week, or a status.

    worked: the sums, line by line. source: the law.
    """

    name: str
    about: str
    covers: tuple[str, ...]
    document: dict[str, Any]
    household: Household
    expected: dict[str, float | str]
    worked: tuple[str, ...]
    source: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """One expectation beside what was found: pounds a week, a status, or NOT_THERE.

    difference: found less expected where both are pounds a week, else None.
    """

    household: str
    benefit: str
    expected: float | str
    found: float | str
    difference: float | None
    source: str

    @property
    def agrees(self) -> bool:
        if self.difference is None:
            return self.expected == self.found
        return abs(self.difference) <= TOLERANCE


def golden_households(folder: Path = FOLDER) -> list[GoldenHousehold]:
    """Every golden household in the folder, by name. Raises GoldenFault for a file that cannot be used."""
    return [_read(path) for path in sorted(folder.glob("*.yaml"))]


def golden_household(name: str, folder: Path = FOLDER) -> GoldenHousehold:
    """The golden household of that name. Raises GoldenFault when there is none."""
    path = folder / f"{name}.yaml"
    if path not in folder.glob("*.yaml"):
        raise GoldenFault(f"There is no golden household called {name}.")
    return _read(path)


def check_golden(
    engine: Engine,
    *,
    today: datetime.date,
    households: Sequence[GoldenHousehold] | None = None,
    report: Callable[[int, int], None] = lambda done, of: None,
) -> list[Outcome]:
    """Estimate each golden household with the engine and compare it with what it must get.

    today: the day of the calculation. households: those to check, all of them unless given. report is called
    with how many are done, and of how many, after each run of the engine.
    """
    chosen = golden_households() if households is None else households
    outcomes: list[Outcome] = []
    for start in range(0, len(chosen), AT_ONCE):
        some = chosen[start : start + AT_ONCE]
        results = engine.estimate_many([each.household for each in some])
        for golden, result in zip(some, results, strict=True):
            benefits = estimate_of(golden.household, result, today=today).benefits
            outcomes += _outcomes(golden, {each.code: each for each in benefits}, result)
        report(start + len(some), len(chosen))
    return outcomes


def _introduction(number: int) -> list[str]:
    return [
        f"{number} households whose figures were worked out by hand from the rates and regulations of 2026-27, "
        "not copied from an engine. Each is a file in `calculator/golden/cases/` with the household, what it must "
        "get, the sums line by line and their source. `manage.py check_golden` works them all out and fails on a "
        f"difference of more than £{TOLERANCE} a week; `--only NAME` takes one. CI runs the same check.",
        "",
        "The rates were checked against GOV.UK's table and councils' pages as far as these could be read, and "
        "otherwise taken from the engine's parameters, which cite the up-rating orders; the rules and sums are "
        "independent of it. No published worked example with the rates of 2026-27 was found.",
        "",
        "The allowance for a child in Housing Benefit is in none of these. It was £84.66 in 2025-26; £87.88 is that "
        "with the 3.8% by which the other amounts rose, and equally Pension Credit's amount for a child and Child "
        "Benefit's for a younger one together, which it had been in earlier years.",
        "",
        "A year is 52 weeks and a month a twelfth of it. Take-home pay assumes the standard tax code, no marriage "
        "allowance, and pension contributions taken from wages before tax.",
        "",
        "This page is written by `manage.py check_golden --list`; a test holds it to the files.",
        "",
    ]


def golden_list(households: Iterable[GoldenHousehold], faults: Iterable[dict[str, str]]) -> str:
    """docs/golden-households.md: which rules are covered by which households, the sources, the engine's faults."""
    by_name = sorted(households, key=lambda each: each.name)
    tags = sorted((tag, each.name) for each in by_name for tag in each.covers)
    kinds = sorted({line.split(",")[0] for each in by_name for line in each.source})
    return "\n".join(
        [
            "# Golden households",
            "",
            *_introduction(len(by_name)),
            "## What is covered",
            "",
            "| rule | households |",
            "|---|---|",
            *(
                f"| {tag} | {', '.join(name for _, name in names)} |"
                for tag, names in groupby(tags, key=lambda each: each[0])
            ),
            "",
            "## Sources",
            "",
            *(f"- {kind}" for kind in kinds),
            "",
            "## Faults of the engine that these households found",
            "",
            *(
                line
                for each in faults
                for line in (f"- **{each['fault']}** The law: {each['law']} Here: {each['here']}",)
            ),
            "",
        ]
    )


def golden_faults() -> list[dict[str, str]]:
    """The engine's known faults: each with `fault`, `law` and `here` (what this product does about it)."""
    return yaml.load(FAULTS.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def _read(path: Path) -> GoldenHousehold:
    try:
        document = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise GoldenFault(f"{path.name} is not YAML.") from error
    if not isinstance(document, dict) or set(document) != FIELDS:
        raise GoldenFault(f"{path.name} must have exactly these fields: {', '.join(sorted(FIELDS))}.")
    expected = document["expected_per_week"]
    strange = [value for value in expected.values() if isinstance(value, str) and value not in STATUSES]
    if strange:
        raise GoldenFault(f"{path.name} expects {strange[0]}, which is neither pounds nor one of {STATUSES}.")
    try:
        household = parse_household(document["household"])
    except HouseholdProblems as problems:
        raise GoldenFault(f"{path.name} is not a possible household: {problems}") from problems
    return GoldenHousehold(
        path.stem,
        document["about"],
        tuple(document["covers"]),
        document["household"],
        household,
        expected,
        tuple(document["worked"]),
        tuple(document["source"]),
    )


def _outcomes(golden: GoldenHousehold, benefits: dict[str, BenefitEstimate], result: EngineResult) -> list[Outcome]:
    outcomes = []
    for code, expected in golden.expected.items():
        found = _of_benefit(benefits[code]) if code in benefits else _of_engine(code, result)
        pounds = not isinstance(expected, str) and not isinstance(found, str)
        difference = round(float(found) - float(expected), 2) if pounds else None
        outcomes.append(Outcome(golden.name, code, expected, found, difference, "; ".join(golden.source)))
    return outcomes


def _of_benefit(benefit: BenefitEstimate) -> float | str:
    if benefit.status == CALCULATED and benefit.pounds_per_week is not None:
        return benefit.pounds_per_week
    return benefit.status


def _of_engine(code: str, result: EngineResult) -> float | str:
    """A figure that is no benefit of the estimate's list, such as the Child Benefit charge."""
    amount = (result.per_year | result.parts).get(code)
    if amount is None:
        return NOT_THERE
    return round(amount / 52, 2) if amount > 0 else NOT_ENTITLED
