"""From a household and an engine to an Estimate: each benefit with its amount, why, and what to do next."""
from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from claims.calculator import explain
from claims.calculator.engines import Engine, EngineResult
from claims.calculator.household import RENTING_TENURES, SUPPORTED_TENURES, Household
from claims.calculator.unknowns import unknowns_of

CALCULATED, NOT_ENTITLED, NOT_CALCULATED, ALREADY_GETTING = (
    "calculated", "not_entitled", "not_calculated", "already_getting")
# What somebody gets today under these codes is compared with the benefit we estimate.
REPORTED_AS = {
    "uc": ("uc", "esa_ir"), "pc": ("pc_guarantee", "pc_savings"), "hb": ("hb",), "ctr": ("ctr",),
    "cb": ("cb",), "ca": ("ca",),
}


@dataclass(frozen=True)
class BenefitEstimate:
    """One benefit. The amounts are None when not known, and 0 only when the rules give nothing.

    status: calculated (an amount above 0), not_entitled, not_calculated, or already_getting (reported,
    and not recalculated). now_per_year: what they report getting for it today; None when not known, 0 when
    they do not get it.
    """

    code: str
    name: str
    status: str
    pounds_per_week: float | None
    pounds_per_year: float | None
    now_per_year: float | None
    reasons: tuple[str, ...]
    next_step: str
    claim_form: str | None
    run_by: str


@dataclass(frozen=True)
class Estimate:
    """What a household can get. Money in pounds; a year is 52 weeks.

    gained_per_year: entitled minus what they get now, over the benefits that we calculated and whose amount
    they know; negative when they get more than we make it. left_out names the benefits outside it.
    """

    benefits: tuple[BenefitEstimate, ...]
    entitled_per_week: float
    entitled_per_year: float
    now_per_year: float
    gained_per_year: float
    left_out: tuple[str, ...]
    unknowns: tuple[str, ...]
    engine: str
    engine_version: str
    rates_year: str
    claim_date: str
    calculated_on: str

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready: only dicts, lists, strings, numbers and None."""
        document = dataclasses.asdict(self)
        document["benefits"] = [{**each, "reasons": list(each["reasons"])} for each in document["benefits"]]
        return {key: list(value) if isinstance(value, tuple) else value for key, value in document.items()}

    @classmethod
    def from_dict(cls, document: dict[str, Any]) -> Estimate:
        """The Estimate that to_dict wrote."""
        benefits = tuple(BenefitEstimate(**{**each, "reasons": tuple(each["reasons"])})
                         for each in document["benefits"])
        return cls(**{**document, "benefits": benefits, "left_out": tuple(document["left_out"]),
                      "unknowns": tuple(document["unknowns"])})


def estimate(household: Household, *, engine: Engine, today: datetime.date) -> Estimate:
    """Estimate every benefit the engine covers for the household on its claim date.

    today is kept as the day of the calculation. A benefit whose rules are not covered is not_calculated,
    with what to do next, never 0.
    """
    return estimate_of(household, engine.estimate(household), today=today)


def estimate_of(household: Household, result: EngineResult, *, today: datetime.date) -> Estimate:
    """The Estimate that an engine's result for the household makes; today as in `estimate`."""
    benefits = [
        *_means_tested(household, result),
        *_other_calculated(household, result),
        *_already_getting(household),
    ]
    compared = [(each, each.pounds_per_year, each.now_per_year) for each in benefits
                if each.status in (CALCULATED, NOT_ENTITLED)
                and each.pounds_per_year is not None and each.now_per_year is not None]
    entitled = sum(each.pounds_per_year or 0.0 for each in benefits if each.status == CALCULATED)
    now = sum(now_per_year for _, _, now_per_year in compared)
    gained = sum(per_year for _, per_year, _ in compared) - now
    inside = [each for each, _, _ in compared]
    left_out = [each.name for each in benefits if each not in inside and each.status != ALREADY_GETTING]
    year = result.rates_year
    return Estimate(
        benefits=tuple(benefits),
        entitled_per_week=round(entitled / 52, 2),
        entitled_per_year=round(entitled, 2),
        now_per_year=round(now, 2),
        gained_per_year=round(gained, 2),
        left_out=tuple(left_out),
        unknowns=(*unknowns_of(household), *result.unknowns),
        engine=result.engine,
        engine_version=result.version,
        rates_year=f"{year}-{(year + 1) % 100:02d}",
        claim_date=household.claim_date.isoformat(),
        calculated_on=today.isoformat(),
    )


def _means_tested(household: Household, result: EngineResult) -> list[BenefitEstimate]:
    return [
        _universal_credit(household, result),
        *([_from_engine("pc", household, result, explain.pension_credit_reasons)]
          if any(explain.pension_ages(household)) else []),
        _housing_benefit(household, result),
        _council_tax_reduction(household, result),
    ]


def _other_calculated(household: Household, result: EngineResult) -> list[BenefitEstimate]:
    found = []
    if household.children:
        found.append(_from_engine("cb", household, result, explain.child_benefit_reasons))
    if any(each.cares_35_hours or each.benefit("ca") for each in household.couple):
        found.append(_from_engine("ca", household, result, explain.carers_allowance_reasons))
    return found


def _universal_credit(household: Household, result: EngineResult) -> BenefitEstimate:
    if all(each.full_time_student for each in household.couple) and not household.on_pension_age_rules:
        return _not_calculated("uc", household, "Most full-time students cannot get Universal Credit, but "
                                                "some can: "
                               "parents, some disabled people, and some young people without family support.",
                               "Check the rules for students on GOV.UK, or ask an adviser.")
    return _from_engine("uc", household, result, explain.universal_credit_reasons)


def _housing_benefit(household: Household, result: EngineResult) -> BenefitEstimate:
    housing = household.housing
    if housing.tenure in SUPPORTED_TENURES and not household.on_pension_age_rules:
        return _not_calculated("hb", household, "You can still claim Housing Benefit in supported or "
                                                "temporary "
                               "housing, but the amount depends on details that only the council can decide.",
                               "Claim Housing Benefit from your council.")
    if housing.tenure in RENTING_TENURES and housing.rent is None and household.on_pension_age_rules:
        return _not_calculated("hb", household, "We do not know your rent.",
                               "Tell us your rent, or claim Housing Benefit from your council.")
    return _from_engine("hb", household, result, explain.housing_benefit_reasons)


def _council_tax_reduction(household: Household, result: EngineResult) -> BenefitEstimate:
    housing = household.housing
    if housing.liable_for_council_tax is False:
        reasons = explain.council_tax_reasons(household, result)
        return _benefit("ctr", household, NOT_ENTITLED, 0.0, reasons, "")
    if "ctr" not in result.per_year:
        return _not_calculated("ctr", household, "Your council sets its own rules for people under State "
                                                 "Pension "
                               "age, and they are not in this calculator yet.",
                               explain.NEXT_STEPS["ctr"])
    if household.non_dependants and not household.spared_non_dependant_deductions:
        # The engine takes off Housing Benefit's amounts here, which are several times too large (its issue 2007).
        return _not_calculated("ctr", household, "Other adults who live with you change it, and this calculator "
                               "does not work that out yet.", explain.NEXT_STEPS["ctr"])
    if housing.council_tax_per_year is None:
        return _not_calculated("ctr", household, "We do not know how much your council tax bill is.",
                               explain.NEXT_STEPS["ctr"])
    return _from_engine("ctr", household, result, explain.council_tax_reasons)


def _already_getting(household: Household) -> list[BenefitEstimate]:
    """Benefits they report that we do not recalculate: kept as they are, on both sides of any comparison."""
    recalculated = {code for codes in REPORTED_AS.values() for code in codes}
    codes = list(dict.fromkeys(benefit.code for adult in household.couple for benefit in adult.benefits
                               if benefit.code not in recalculated))
    found = []
    for code in codes:
        now = _now(household, (code,))
        found.append(BenefitEstimate(
            code=code, name=explain.NAMES[code], status=ALREADY_GETTING,
            pounds_per_week=None if now is None else round(now / 52, 2),
            pounds_per_year=now, now_per_year=now,
            reasons=("You told us you get this. We have not worked it out again.",), next_step="",
            claim_form=None, run_by=explain.DEFAULT_RUN_BY,
        ))
    return found


def _from_engine(code: str, household: Household, result: EngineResult,
                 reasons: Callable[[Household, EngineResult], list[str]]) -> BenefitEstimate:
    if code not in result.per_year:
        return _not_calculated(code, household, explain.NOT_COVERED, explain.NEXT_STEPS[code])
    amount = result.per_year[code]
    status = CALCULATED if amount > 0 else NOT_ENTITLED
    step = explain.NEXT_STEPS[code] if status == CALCULATED else ""
    if status == CALCULATED and _now(household, REPORTED_AS[code]) != 0:
        step = "You get this already. If the amount is different, ask why."
    # An engine that keeps its steps to itself leaves nothing to explain an amount from.
    why = reasons(household, result) if result.parts else [explain.WITHOUT_STEPS]
    return _benefit(code, household, status, amount, why, step)


def _not_calculated(code: str, household: Household, reason: str, next_step: str) -> BenefitEstimate:
    return _benefit(code, household, NOT_CALCULATED, None, [reason], next_step)


def _benefit(code: str, household: Household, status: str, per_year: float | None, reasons: list[str],
             next_step: str) -> BenefitEstimate:
    return BenefitEstimate(
        code=code, name=explain.NAMES[code], status=status,
        pounds_per_week=None if per_year is None else round(per_year / 52, 2),
        pounds_per_year=None if per_year is None else round(per_year, 2),
        now_per_year=_now(household, REPORTED_AS[code]),
        reasons=tuple(reasons), next_step=next_step,
        claim_form=explain.CLAIM_FORMS.get(code) if status != NOT_ENTITLED else None,
        run_by=explain.RUN_BY.get(code, explain.DEFAULT_RUN_BY),
    )


def _now(household: Household, codes: tuple[str, ...]) -> float | None:
    """Pounds a year the couple get under these codes; None when an amount is not known."""
    reported = [each for adult in household.couple for each in adult.benefits if each.code in codes]
    known = [each.amount.per_year for each in reported if each.amount is not None]
    return round(float(sum(known)), 2) if len(known) == len(reported) else None
