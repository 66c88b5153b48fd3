"""What Housing Benefit needs to be told beyond what the engine finds out by itself.

policyengine-uk works Housing Benefit out for pension age. Two things it leaves out: the personal allowances for
children, and the claims that are still open under pension age, for supported ("specified") and temporary housing. Their
means test it does have, so it is let in and told of the home.
"""

from __future__ import annotations

import datetime
from typing import Any

from calculator.household.household import SUPPORTED_TENURES, Household
from calculator.special_cases import IN_NAME_ONLY
from core.rules.pension_age import has_reached_pension_age

# Pounds a week for each child or young person of the family: Housing Benefit Regulations 2006 (SI 2006/213), Schedule
# 3, paragraph 2; SI 2006/214, Schedule 3, paragraph 2; for Council Tax Reduction SI 2012/2885, Schedule 2, paragraph 2.
# £84.66 in 2025-26, raised by 3.8% as the other amounts; docs/golden-households.md says how it was checked.
CHILD = 87.88
# SI 2006/213, regulation 22(2), and SI 2006/214, regulation 22(2): no more than two, as amended by SI 2017/376.
CHILDREN_COUNTED = 2
# Housing Benefit Regulations 2006, regulation 43; Universal Credit Regulations 2013, Schedule 4 knows the same limit.
CAPITAL_LIMIT = 16_000
# Regulation 71; SI 2006/214, regulation 51.
TAPER = 0.65
# SI 2006/214, Schedule 4, paragraph 7; SI 2012/2885, Schedule 4, paragraph 8: pounds a week of pay left out for one
# person and for a couple, where no higher amount is.
ORDINARY_EARNINGS_LEFT_OUT = {1: 5.0, 2: 10.0}
# SI 2006/213, Schedule 4, paragraph 18, put in by SI 2026/753 and SI 2026/978 and never uprated. Pounds a week of net
# earnings left out on top of the others, by the age of the elder: the first row that the age reaches.
EARNINGS_LEFT_OUT_FROM = datetime.date(2026, 10, 5)
LEFT_OUT_SINGLE = ((25, 77.73), (0, 61.41))
LEFT_OUT_COUPLE = ((25, 119.70), (18, 61.53), (0, 97.33))
# SI 2006/213, Schedule 3, paragraphs 20(6) and 26, pounds a week from April 2026: for one person and for a couple.
ENHANCED_PREMIUM = {1: 22.00, 2: 31.40}
SUPPORT_COMPONENT = 50.35


def pays_rent_under_pension_age(household: Household) -> bool:
    """Whether Housing Benefit is for the household's rent although it is not on the rules of pension age.

    Universal Credit Regulations 2013, Schedule 1, paragraphs 3(h) to 3B: supported housing, refuges and hostels
    (specified accommodation) and temporary accommodation.
    """
    return household.housing.tenure in SUPPORTED_TENURES and not household.on_pension_age_rules


def allowances_for_children(household: Household, most: int | None = CHILDREN_COUNTED) -> float:
    """Pounds a year that children add to what the law says the family needs; most: how many count, None for all."""
    count = sum(each.age_on(household.claim_date) < 16 or each.in_education is not False for each in household.children)
    return CHILD * 52 * (count if most is None else min(count, most))


def earnings_left_out(household: Household) -> float:
    """Pounds a week of net earnings that the household's kind of home leaves out of Housing Benefit, when one works."""
    works = any(
        each.earnings is not None
        and each.earnings.amount > 0
        or each.self_employed_profit is not None
        and each.self_employed_profit.amount != 0
        for each in household.couple
    )
    # The rules for those past State Pension age, which one of a couple brings with them, know nothing of it.
    pension_age = any(has_reached_pension_age(each.date_of_birth, household.claim_date) for each in household.couple)
    if not works or pension_age or household.claim_date < EARNINGS_LEFT_OUT_FROM:
        return 0.0
    elder = max(each.age_on(household.claim_date) for each in household.couple)
    amounts = LEFT_OUT_COUPLE if len(household.couple) == 2 else LEFT_OUT_SINGLE
    return next(pounds for age, pounds in amounts if elder >= age)


def disability_amounts(household: Household) -> float:
    """Pounds a year of Schedule 3 for illness and disability under pension age that the engine leaves out.

    It gives the enhanced disability premium for DLA only (paragraph 15), and no component (paragraphs 21 to 24).
    0 where Housing Benefit is not for their rent.
    """
    if not pays_rent_under_pension_age(household):
        return 0.0
    couple = household.couple
    in_support_group = any(each.limited_capability == "lcwra" and each.benefit("esa_ns") for each in couple)
    enhanced = in_support_group or any(
        "pip_daily_living_enhanced" in each.disability_benefits or each.benefit("afip") for each in couple
    )
    known = any("dla_care_highest" in each.disability_benefits for each in couple)
    premium = ENHANCED_PREMIUM[len(couple)] if enhanced and not known else 0.0
    return 52 * (premium + (SUPPORT_COMPONENT if in_support_group else 0.0))


def correct_housing_benefit(
    household: Household, per_year: dict[str, float], parts: dict[str, float], tests: dict[str, bool]
) -> None:
    """With Savings Credit alone, take back what the engine takes off pay a second time.

    SI 2006/214, regulation 27(4): the assessment of Pension Credit has the £20 of Schedule VI off already; only a lone
    parent's £5 more and the amount for working hours come off besides. Changes the dicts, pounds a year.
    """
    alone = parts["guarantee_credit"] <= 0 < parts["savings_credit"]
    if not alone or tests["is_lone_parent"] or not tests["housing_benefit_pension_age_regulations_apply"]:
        return
    ordinary = ORDINARY_EARNINGS_LEFT_OUT[len(household.couple)] * 52
    twice = parts["housing_benefit_special_earnings_disregard"] - min(ordinary, parts["housing_benefit_net_earnings"])
    if twice <= 0:
        return
    needs = parts["housing_benefit_applicable_amount"]
    before = max(0.0, parts["housing_benefit_applicable_income"] - needs)
    parts["housing_benefit_applicable_income"] = round(parts["housing_benefit_applicable_income"] + twice, 2)
    more = max(0.0, parts["housing_benefit_applicable_income"] - needs) - before
    per_year["hb"] = round(max(0.0, per_year["hb"] - TAPER * more), 2)


def supported_housing_inputs(household: Household) -> dict[str, Any]:
    """The engine's inputs for the couple's benefit unit in supported or temporary housing; none in another home."""
    if not pays_rent_under_pension_age(household):
        return {}
    temporary = household.housing.tenure == "temporary"
    rent = household.housing.rent
    inputs: dict[str, Any] = {
        "in_specified_or_temporary_accommodation": True,
        # The engine knows no new claims under pension age. Universal Credit, which ends with the same savings, makes
        # them not count here (Schedule 6, paragraph 5), so over the limit there is neither.
        "housing_benefit_eligible": float(household.capital or 0) <= CAPITAL_LIMIT,
        # Given, because the engine reads the rates of April and so begins with April 2027.
        "housing_benefit_specified_or_temporary_accommodation_disregard": earnings_left_out(household) * 52,
        # Universal Credit never pays this rent. In temporary housing the work allowance is the lower one, as if it did
        # (Universal Credit (Transitional Provisions) Regulations 2014, regulation 5A): the engine asks if it is any.
        "uc_housing_costs_element": IN_NAME_ONLY if temporary and (rent is None or rent.amount > 0) else 0.0,
    }
    if not temporary:
        # Regulation 75C(2)(a): for the benefit cap this Housing Benefit is nil, and alone nothing else reaches it.
        inputs["housing_benefit_benefit_cap_reduction"] = 0.0
    return inputs
