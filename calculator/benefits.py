"""One benefit after another: its amount, why, and what to do next, from what an engine worked out."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from calculator import explain
from calculator.council_rules import CouncilRules
from calculator.ctr.council_tax import council_tax_reduction, scheme_year
from calculator.explanations import explanation_of
from calculator.explanations.explanation import Step, Test
from calculator.household.household import RENTING_TENURES, Household
from calculator.housing_benefit import pays_rent_under_pension_age
from calculator.interface import EngineResult
from core.rules.messages import NOTHING, Phrase, say

CALCULATED, NOT_ENTITLED, NOT_CALCULATED, ALREADY_GETTING = (
    "calculated",
    "not_entitled",
    "not_calculated",
    "already_getting",
)
# Pounds a year that rounding alone leaves of a benefit which a charge takes back.
PENCE = 1.0
# What somebody gets today under these codes is compared with the benefit we estimate.
REPORTED_AS = {
    "uc": ("uc", "esa_ir"),
    "pc": ("pc_guarantee", "pc_savings"),
    "hb": ("hb",),
    "ctr": ("ctr",),
    "cb": ("cb",),
    "ca": ("ca",),
}


@dataclass(frozen=True)
class BenefitEstimate:
    """One benefit. The amounts are None when not known, and 0 only when the rules give nothing.

    status: calculated (an amount above 0), not_entitled, not_calculated, or already_getting (reported,
    and not recalculated). now_per_year: what they report getting for it today; None when not known, 0 when
    they do not get it. range_per_week: the lowest and highest amount, where an answer is missing that changes it;
    depends_on names those answers ("your savings"). tests and steps: how it was worked out.
    """

    code: str
    name: Phrase
    status: str
    pounds_per_week: float | None
    pounds_per_year: float | None
    now_per_year: float | None
    reasons: tuple[Phrase, ...]
    next_step: Phrase
    claim_form: str | None
    run_by: Phrase
    range_per_week: tuple[float, float] | None = None
    depends_on: tuple[Phrase, ...] = ()
    tests: tuple[Test, ...] = ()
    steps: tuple[Step, ...] = ()


def benefits_of(household: Household, result: EngineResult, rules: CouncilRules) -> list[BenefitEstimate]:
    """Every benefit that concerns the household, from an engine's result and the rules of its council.

    One whose rules are not covered is not_calculated, with what to do next, never 0.
    """
    return [
        *_means_tested(household, result, rules),
        *_other_calculated(household, result),
        *_already_getting(household),
    ]


def _means_tested(household: Household, result: EngineResult, rules: CouncilRules) -> list[BenefitEstimate]:
    return [
        _universal_credit(household, result),
        *(
            [_from_engine("pc", household, result, explain.pension_credit_reasons)]
            if any(explain.pension_ages(household))
            else []
        ),
        _housing_benefit(household, result),
        _council_tax_reduction(household, result, rules),
    ]


def _other_calculated(household: Household, result: EngineResult) -> list[BenefitEstimate]:
    found = []
    if household.children:
        found.append(_child_benefit(household, result))
    if result.per_year.get("tfc", 0) > 0:
        found.append(_from_engine("tfc", household, result, explain.tax_free_childcare_reasons))
    if result.per_year.get("scp", 0) > 0:
        found.append(_from_engine("scp", household, result, explain.scottish_child_payment_reasons))
    if any(each.cares_35_hours or each.benefit("ca") for each in household.couple):
        found.append(_from_engine("ca", household, result, explain.carers_allowance_reasons))
    return found


def _child_benefit(household: Household, result: EngineResult) -> BenefitEstimate:
    """What is left of it after the High Income Child Benefit Charge, which is tax: that is what they gain."""
    left = result.per_year.get("cb", 0.0) - result.parts.get("child_benefit_charge", 0.0)
    if left < PENCE:
        left = 0.0
    after_charge = dataclasses.replace(result, per_year={**result.per_year, "cb": round(max(0.0, left), 2)})
    return _from_engine(
        "cb", household, after_charge if "cb" in result.per_year else result, explain.child_benefit_reasons
    )


def _universal_credit(household: Household, result: EngineResult) -> BenefitEstimate:
    if household.all_are_students_without_children and not household.on_pension_age_rules:
        return _not_calculated(
            "uc",
            household,
            say(
                "Most full-time students without children cannot get Universal Credit. Some can: some disabled "
                "people, and some young people with no help from family."
            ),
            say("Check the rules for students on GOV.UK, or ask an adviser."),
        )
    if all(each.age_on(household.claim_date) < 18 for each in household.couple) and not result.per_year.get("uc"):
        return _not_calculated(
            "uc",
            household,
            say(
                "Most people of 16 or 17 cannot get Universal Credit. Some can: parents, carers, people "
                "who are pregnant or ill, and those with no parents to support them."
            ),
            say("Ask an adviser, or Universal Credit, before you think that you cannot."),
        )
    return _from_engine("uc", household, result, explain.universal_credit_reasons)


def _housing_benefit(household: Household, result: EngineResult) -> BenefitEstimate:
    housing, under_pension_age = household.housing, pays_rent_under_pension_age(household)
    if under_pension_age and all(each.full_time_student for each in household.couple):
        return _not_calculated(
            "hb",
            household,
            say(
                "Most full-time students cannot get Housing Benefit. Some can: parents, some disabled "
                "people, and some young people who were in care."
            ),
            say("Ask your council, or an adviser."),
        )
    open_to_claims = household.on_pension_age_rules or under_pension_age
    if housing.tenure in RENTING_TENURES and housing.rent is None and open_to_claims:
        return _not_calculated(
            "hb",
            household,
            say("We do not know your rent."),
            say("Tell us your rent, or claim Housing Benefit from your council."),
        )
    return _from_engine("hb", household, result, explain.housing_benefit_reasons)


def _council_tax_reduction(household: Household, result: EngineResult, rules: CouncilRules) -> BenefitEstimate:
    outcome = council_tax_reduction(household, result, rules.council_tax.get(scheme_year(household.claim_date)))
    benefit = _benefit("ctr", household, outcome.status, outcome.per_year, list(outcome.reasons), outcome.next_step)
    if not outcome.steps:
        return dataclasses.replace(benefit, **_explained("ctr", household, result, outcome.status))
    return dataclasses.replace(
        benefit,
        tests=tuple(Test(*each) for each in outcome.tests),
        steps=tuple(Step(text, amount, "line") for text, amount in outcome.steps),
    )


def _already_getting(household: Household) -> list[BenefitEstimate]:
    """Benefits they report that we do not recalculate: kept as they are, on both sides of any comparison."""
    recalculated = {code for codes in REPORTED_AS.values() for code in codes}
    codes = list(
        dict.fromkeys(
            benefit.code for adult in household.couple for benefit in adult.benefits if benefit.code not in recalculated
        )
    )
    found = []
    for code in codes:
        now = _reported(household, (code,))
        found.append(
            BenefitEstimate(
                code=code,
                name=explain.NAMES[code],
                status=ALREADY_GETTING,
                pounds_per_week=None if now is None else round(now / 52, 2),
                pounds_per_year=now,
                now_per_year=now,
                reasons=(say("You told us you get this. We have not worked it out again."),),
                next_step=NOTHING,
                claim_form=None,
                run_by=explain.DEFAULT_RUN_BY,
            )
        )
    return found


def _from_engine(
    code: str, household: Household, result: EngineResult, reasons: Callable[[Household, EngineResult], list[Phrase]]
) -> BenefitEstimate:
    if code not in result.per_year:
        return _not_calculated(code, household, explain.NOT_COVERED, explain.NEXT_STEPS[code])
    amount = result.per_year[code]
    status = CALCULATED if amount > 0 else NOT_ENTITLED
    step = explain.NEXT_STEPS[code] if status == CALCULATED else NOTHING
    if status == CALCULATED and code in REPORTED_AS and _now(household, code) != 0:
        step = say("You get this already. If the amount is different, ask why.")
    # An engine that keeps its steps to itself leaves nothing to explain an amount from.
    why = reasons(household, result) if result.parts else [explain.WITHOUT_STEPS]
    benefit = _benefit(code, household, status, amount, why, step)
    return dataclasses.replace(benefit, **_explained(code, household, result, status))


def _explained(code: str, household: Household, result: EngineResult, status: str) -> dict[str, Any]:
    """The columns of a BenefitEstimate that say how it was worked out; none for what was not."""
    if status == NOT_CALCULATED:
        return {}
    explanation = explanation_of(code, household, result)
    return {"tests": explanation.tests, "steps": explanation.steps}


def _not_calculated(code: str, household: Household, reason: Phrase, next_step: Phrase) -> BenefitEstimate:
    return _benefit(code, household, NOT_CALCULATED, None, [reason], next_step)


def _benefit(
    code: str, household: Household, status: str, per_year: float | None, reasons: list[Phrase], next_step: Phrase
) -> BenefitEstimate:
    return BenefitEstimate(
        code=code,
        name=explain.NAMES[code],
        status=status,
        pounds_per_week=None if per_year is None else round(per_year / 52, 2),
        pounds_per_year=None if per_year is None else round(per_year, 2),
        now_per_year=_now(household, code),
        reasons=tuple(reasons),
        next_step=next_step,
        claim_form=explain.CLAIM_FORMS.get(code) if status != NOT_ENTITLED else None,
        run_by=explain.RUN_BY.get(code, explain.DEFAULT_RUN_BY),
    )


def _now(household: Household, code: str) -> float | None:
    """Pounds a year the couple get today of what we estimate under the code; None when not known or not asked."""
    return _reported(household, REPORTED_AS[code]) if code in REPORTED_AS else None


def _reported(household: Household, codes: tuple[str, ...]) -> float | None:
    """Pounds a year the couple get under these codes; None when an amount is not known."""
    reported = [each for adult in household.couple for each in adult.benefits if each.code in codes]
    known = [each.amount.per_year for each in reported if each.amount is not None]
    return round(float(sum(known)), 2) if len(known) == len(reported) else None
