"""From households and an engine to Estimates: each benefit, what follows from it, and what is not known."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from calculator.benefits import ALREADY_GETTING, CALCULATED, NOT_CALCULATED, NOT_ENTITLED, BenefitEstimate, benefits_of
from calculator.council_rules import NO_RULES, CouncilRules
from calculator.household.household import Household
from calculator.interface import Engine, EngineResult
from calculator.passported import PassportedHelp, passported_help
from calculator.ranges import missing_answers, variants, with_ranges
from calculator.unknowns import unknowns_of
from core.rules.messages import Phrase

__all__ = [
    "ALREADY_GETTING",
    "CALCULATED",
    "NOT_CALCULATED",
    "NOT_ENTITLED",
    "BenefitEstimate",
    "EstimateResult",
    "estimate",
    "estimate_of",
    "estimates",
]


@dataclass(frozen=True)
class EstimateResult:
    """What a household can get. Money in pounds; a year is 52 weeks.

    gained_per_year: entitled minus what they get now, over the benefits that we calculated and whose amount
    they know; negative when they get more than we make it. left_out names the benefits outside it. passported:
    help that follows from a benefit, an age or an award.
    """

    benefits: tuple[BenefitEstimate, ...]
    entitled_per_week: float
    entitled_per_year: float
    now_per_year: float
    gained_per_year: float
    left_out: tuple[Phrase, ...]
    unknowns: tuple[Phrase, ...]
    engine: str
    engine_version: str
    rates_year: str
    claim_date: str
    calculated_on: str
    passported: tuple[PassportedHelp, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready: only dicts, lists, strings, numbers and None; messages as read_message takes them."""
        return _listed(dataclasses.asdict(self))


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _listed(item) for key, item in value.items()}
    return [_listed(item) for item in value] if isinstance(value, (tuple, list)) else value


def estimate(
    household: Household, *, engine: Engine, today: datetime.date, rules: CouncilRules = NO_RULES
) -> EstimateResult:
    """Estimate every benefit the engine and the council's rules cover for the household on its claim date.

    today is kept as the day of the calculation. A benefit whose rules are not covered is not_calculated,
    with what to do next, never 0. Raises what the engine raises.
    """
    return estimates([household], engine=engine, today=today, rules=rules)[0]


def estimates(
    households: Sequence[Household], *, engine: Engine, today: datetime.date, rules: CouncilRules = NO_RULES
) -> list[EstimateResult]:
    """Estimates of many households, with the engine run once for all of them and their missing answers' extremes."""
    missing = [missing_answers(each) if engine.gives_ranges else [] for each in households]
    asked = [[each, *variants(each, some)] for each, some in zip(households, missing, strict=True)]
    results = iter(engine.estimate_many([each for group in asked for each in group]))
    found = []
    for group, some in zip(asked, missing, strict=True):
        own, *others = [(each, next(results)) for each in group]
        benefits = with_ranges(benefits_of(*own, rules), [benefits_of(*each, rules) for each in others], some)
        found.append(_estimate(*own, benefits, today=today, rules=rules))
    return found


def estimate_of(
    household: Household, result: EngineResult, *, today: datetime.date, rules: CouncilRules = NO_RULES
) -> EstimateResult:
    """The Estimate that an engine's result for the household makes, without ranges; today as in `estimate`."""
    return _estimate(household, result, benefits_of(household, result, rules), today=today, rules=rules)


def _estimate(
    household: Household,
    result: EngineResult,
    benefits: Sequence[BenefitEstimate],
    *,
    today: datetime.date,
    rules: CouncilRules,
) -> EstimateResult:
    compared = [
        (each, each.pounds_per_year, each.now_per_year)
        for each in benefits
        if each.status in (CALCULATED, NOT_ENTITLED)
        and each.pounds_per_year is not None
        and each.now_per_year is not None
    ]
    entitled = sum(each.pounds_per_year or 0.0 for each in benefits if each.status == CALCULATED)
    now = sum(now_per_year for _, _, now_per_year in compared)
    gained = sum(per_year for _, per_year, _ in compared) - now
    inside = [each for each, _, _ in compared]
    left_out = [each.name for each in benefits if each not in inside and each.status != ALREADY_GETTING]
    return EstimateResult(
        benefits=tuple(benefits),
        entitled_per_week=round(entitled / 52, 2),
        entitled_per_year=round(entitled, 2),
        now_per_year=round(now, 2),
        gained_per_year=round(gained, 2),
        left_out=tuple(left_out),
        unknowns=(*unknowns_of(household), *result.unknowns),
        engine=result.engine,
        engine_version=result.version,
        rates_year=result.rates,
        claim_date=household.claim_date.isoformat(),
        calculated_on=today.isoformat(),
        passported=tuple(passported_help(household, result, council_local_welfare=rules.local_welfare)),
    )
