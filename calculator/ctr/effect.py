"""What a scheme would change for many households: counts and sums, and nothing about anybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from calculator.ctr.council_tax import NOT_CALCULATED, CouncilTaxOutcome, council_tax_reduction
from calculator.ctr.scheme import Scheme
from calculator.household.household import Household
from calculator.interface import EngineResult

PENNY = 0.01
SUMS = ("before_per_year", "after_per_year")
COUNTS = ("looked_at", "pension_age", "not_worked_out", "same", "more", "less", "begins", "ends")
LARGEST = ("most_more_per_week", "most_less_per_week")
Effect = dict[str, float]


def no_effect() -> Effect:
    """The effect on no household at all."""
    return dict.fromkeys((*SUMS, *COUNTS, *LARGEST), 0.0)


def effect_of(
    households: Sequence[Household], results: Sequence[EngineResult], before: Scheme | None, after: Scheme
) -> Effect:
    """Counts of households, sums in pounds a year and largest changes in pounds a week, of those worked out both ways.

    before: the scheme in force, None without one. Of the counts `begins` are in `more` too, and `ends` in `less`.
    """
    effect = no_effect()
    for household, result in zip(households, results, strict=True):
        effect["looked_at"] += 1
        if result.tests.get("council_tax_reduction_pensioner", household.on_pension_age_rules):
            effect["pension_age"] += 1
            continue
        _add(effect, *(council_tax_reduction(household, result, scheme) for scheme in (before, after)))
    return effect


def _add(effect: Effect, first: CouncilTaxOutcome, second: CouncilTaxOutcome) -> None:
    was, will_be = first.per_year, second.per_year
    if NOT_CALCULATED in (first.status, second.status) or was is None or will_be is None:
        effect["not_worked_out"] += 1
        return
    effect["before_per_year"] = round(effect["before_per_year"] + was, 2)
    effect["after_per_year"] = round(effect["after_per_year"] + will_be, 2)
    change = will_be - was
    if abs(change) < PENNY:
        effect["same"] += 1
        return
    way, none, largest = ("more", was, "most_more_per_week") if change > 0 else ("less", will_be, "most_less_per_week")
    effect[way] += 1
    effect[largest] = max(effect[largest], round(abs(change) / 52, 2))
    if none < PENNY:
        effect["begins" if change > 0 else "ends"] += 1


def together(one: Mapping[str, float], other: Mapping[str, float]) -> Effect:
    """The effect on both of two groups of households."""
    added = {name: round(one.get(name, 0) + other.get(name, 0), 2) for name in (*SUMS, *COUNTS)}
    return added | {name: max(one.get(name, 0), other.get(name, 0)) for name in LARGEST}
