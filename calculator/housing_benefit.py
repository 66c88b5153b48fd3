"""What Housing Benefit needs to be told beyond what the engine finds out by itself.

policyengine-uk works Housing Benefit out for pension age. Two things it leaves out: the personal allowances for
children, and the claims that are still open under pension age, for supported ("specified") and temporary housing. Their
means test it does have, so it is let in and told of the home.
"""

from __future__ import annotations

import datetime
from typing import Any

from calculator.figures import CAPITAL_LIMIT, CHILD_ALLOWANCE, CHILDCARE_MORE, CHILDCARE_ONE, ENHANCED_PREMIUM
from calculator.household.household import SUPPORTED_TENURES, Adult, Child, Household
from calculator.pay import childcare, left_out_for_hours, more_for_lone_parents, ordinary_left_out
from calculator.special_cases import IN_NAME_ONLY
from calculator.war_pensions import war_pensions_counted
from core.rules.pension_age import has_reached_pension_age

# SI 2006/213, regulation 22(2), and SI 2006/214, regulation 22(2): no more than two, as amended by SI 2017/376.
CHILDREN_COUNTED = 2
# Regulation 71; SI 2006/214, regulation 51.
TAPER = 0.65
# Pounds a week: less is not paid.
LEAST = 0.50
# SI 2006/214, Schedule 4, paragraphs 2 and 7: pounds a week of pay left out for one person, for a couple and for a lone
# parent, where no higher amount is.
ORDINARY_EARNINGS_LEFT_OUT: dict[int | str, float] = {1: 5.0, 2: 10.0, "lone_parent": 25.0}
# SI 2006/213, Schedule 4, paragraph 18, put in by SI 2026/753 and SI 2026/978 and never uprated. Pounds a week of net
# earnings left out on top of the others, by the age of the elder: the first row that the age reaches.
EARNINGS_LEFT_OUT_FROM = datetime.date(2026, 10, 5)
LEFT_OUT_SINGLE = ((25, 77.73), (0, 61.41))
LEFT_OUT_COUPLE = ((25, 119.70), (18, 61.53), (0, 97.33))
# SI 2006/214, regulations 6 and 30: hours of remunerative work a week; from this age nobody is taken to be able to look
# after a child.
WORKS = 16
INCAPACITATED_FROM = 80
# SI 2006/213, Schedule 3, paragraph 26, pounds a week from April 2026.
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
    return CHILD_ALLOWANCE * 52 * (count if most is None else min(count, most))


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


def childcare_left_out(household: Household) -> float:
    """Pounds a year of pay that childcare leaves out: for those who work 16 hours, and no more than the pay.

    SI 2006/214, regulations 30(1)(c) and 31, and SI 2006/213, regulations 27(1)(c) and 28: a lone parent who works, or
    a couple of whom both work, or one and the other is incapacitated. The engine leaves it out without any work.
    """
    day, couple = household.claim_date, household.couple
    number = sum(day < _last_day_of_childcare(each) for each in household.children)
    works = [(each.hours_per_week or 0.0) >= WORKS for each in couple]
    if not number or household.childcare is None or not any(works):
        return 0.0
    if not all(working or _is_incapacitated(each, household) for each, working in zip(couple, works, strict=True)):
        return 0.0
    pay = sum(
        float(money.per_year)
        for each in couple
        for money in (each.earnings, each.self_employed_profit)
        if money is not None
    )
    most = CHILDCARE_ONE if number == 1 else CHILDCARE_MORE
    return max(0.0, min(float(household.childcare.per_year), most * 52, pay))


def _is_incapacitated(adult: Adult, household: Household) -> bool:
    """Regulation 31(10) and (11), as far as we ask: 80 or over, a disability benefit, sight, limited capability."""
    return (
        adult.age_on(household.claim_date) >= INCAPACITATED_FROM
        or bool(adult.disability_benefits)
        or adult.severely_sight_impaired
        or adult.benefit("afip") is not None
        or adult.limited_capability != "none"
    )


def _last_day_of_childcare(child: Child) -> datetime.date:
    """Regulation 31(6): the first Monday of the September after the 15th birthday, the 16th of a disabled child."""
    born = child.date_of_birth
    disabled = bool(child.disability_benefits) or child.severely_sight_impaired
    year = born.year + (16 if disabled else 15)
    if (born.month, born.day) >= (9, _first_monday(year).day):
        year += 1
    return _first_monday(year)


def _first_monday(year: int) -> datetime.date:
    first = datetime.date(year, 9, 1)
    return first + datetime.timedelta(days=-first.weekday() % 7)


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
    """Take back what the engine leaves out of pay and war pensions beyond the law, and what is too little to be paid.

    Changes the dicts, pounds a year.
    """
    pension_age = tests["housing_benefit_pension_age_regulations_apply"]
    guarantee = pension_age and parts["guarantee_credit"] > 0
    if not guarantee and not tests["housing_benefit_on_passporting_benefit"]:
        pay = _left_out_too_much(household, parts, tests) if pension_age else 0.0
        _count_more_income(per_year, parts, pay + war_pensions_counted(household))
    # Regulation 75; SI 2006/214, regulation 56.
    if per_year["hb"] < LEAST * 52:
        per_year["hb"] = 0.0


def _left_out_too_much(household: Household, parts: dict[str, float], tests: dict[str, bool]) -> float:
    """Pounds a year of pay.

    The engine spreads income tax over all income (calculator/pay.py), and with Savings Credit alone it takes part of
    the £20 of Schedule VI off a second time (SI 2006/214, regulation 27(4)).
    """
    due = left_out_for_hours(parts, tests) + childcare(parts)
    told = parts["housing_benefit_applicable_income_childcare_element"]
    found = parts["housing_benefit_applicable_income_disregard"]
    if parts["savings_credit"] > 0:
        ordinary = ORDINARY_EARNINGS_LEFT_OUT["lone_parent" if tests["is_lone_parent"] else len(household.couple)] * 52
        ordinary = min(ordinary, parts["housing_benefit_net_earnings"])
        due += more_for_lone_parents(parts, tests)
        found = max(0.0, found - ordinary)
        found += max(0.0, ordinary - parts["pension_credit_earnings_disregard"]) if tests["is_lone_parent"] else 0.0
    else:
        due += ordinary_left_out(parts)
    return found + told - due


def _count_more_income(per_year: dict[str, float], parts: dict[str, float], more: float) -> None:
    """Add to the income of Housing Benefit, in pounds a year."""
    if more <= 0:
        return
    needs = parts["housing_benefit_applicable_amount"]
    before = max(0.0, parts["housing_benefit_applicable_income"] - needs)
    parts["housing_benefit_applicable_income"] = round(parts["housing_benefit_applicable_income"] + more, 2)
    over = max(0.0, parts["housing_benefit_applicable_income"] - needs) - before
    per_year["hb"] = round(max(0.0, per_year["hb"] - TAPER * over), 2)


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
