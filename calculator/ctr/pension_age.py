"""Pension-age Council Tax Reduction: what the national schemes say and the engine leaves out or has wrong.

Paragraphs and schedules without a name are of the Council Tax Reduction Schemes (Prescribed Requirements) (England)
Regulations 2012 (SI 2012/2885), Schedule 1. Wales (WSI 2013/3029, Schedule 1) and Scotland (SSI 2012/319) differ in
amounts only, as far as they are used here.
"""

from __future__ import annotations

import math

from calculator.ctr.other_adults import other_adults_of
from calculator.ctr.people import CannotTell, deductions_for_other_adults
from calculator.figures import (
    CAPITAL_LIMIT,
    CHILD_ALLOWANCE,
    CHILD_ALLOWANCE_SCOTLAND,
    FAMILY_PREMIUM_WALES,
    PENSION_AGE_TARIFF,
)
from calculator.household.household import Household
from calculator.housing_benefit import allowances_for_children
from calculator.pay import childcare, left_out_for_hours, more_for_lone_parents, ordinary_left_out
from calculator.war_pensions import war_pensions_counted

# Paragraph 10: 2 6/7% of the weekly excess for each day.
TAPER = 0.20
INCOME, ALLOWED = "council_tax_reduction_applicable_income", "council_tax_reduction_applicable_amount"
DEDUCTIONS = "council_tax_reduction_non_dep_deductions"
# Pounds a week for each child, and for a family with any.
AMOUNTS_FOR_CHILDREN = {"WALES": (CHILD_ALLOWANCE, FAMILY_PREMIUM_WALES), "SCOTLAND": (CHILD_ALLOWANCE_SCOTLAND, 0.0)}


def correct_council_tax_reduction(
    household: Household, per_year: dict[str, float], parts: dict[str, float], tests: dict[str, bool]
) -> None:
    """Put savings over £10,000, pay left out, children and other adults into pension-age Council Tax Reduction.

    Changes both dicts, pounds a year. Left as the engine has it where the bill is not known or an answer about another
    adult is missing (not_told). With Guarantee Credit no income counts; with Savings Credit the assessment of Pension
    Credit counts, which holds the savings.
    """
    bill = household.housing.council_tax_per_year
    if household.region == "NORTHERN_IRELAND":
        # Rates in place of council tax: nothing is known, which is not nothing.
        per_year.pop("ctr", None)
    if "ctr" not in per_year or bill is None or not_told(household) is not None:
        return
    if parts["guarantee_credit"] <= 0:
        income = parts[INCOME] + _from_savings(household, parts) - _more_pay_left_out(parts, tests)
        income += war_pensions_counted(household)
        parts[INCOME] = round(max(0.0, income), 2)
        parts[ALLOWED] = round(parts[ALLOWED] + _for_children(household, parts), 2)
    adults = other_adults_of(household.region)
    parts[DEDUCTIONS] = float(sum(pounds for _, pounds in deductions_for_other_adults(adults, household)))
    if parts["council_tax_reduction_assessable_capital"] > CAPITAL_LIMIT:
        return
    liable = household.housing.liable_for_council_tax is not False
    most = (float(bill) if liable else 0.0) - parts[DEDUCTIONS]
    per_year["ctr"] = round(max(0.0, most - TAPER * max(0.0, parts[INCOME] - parts[ALLOWED])), 2)


def not_told(household: Household) -> CannotTell | None:
    """The answer about another adult that the household lacks and without which the reduction cannot be told."""
    try:
        deductions_for_other_adults(other_adults_of(household.region), household)
    except CannotTell as missing:
        return missing
    return None


def _from_savings(household: Household, parts: dict[str, float]) -> float:
    over = float(household.capital or 0) - PENSION_AGE_TARIFF.free
    if over <= 0 or parts["savings_credit"] > 0:
        return 0.0
    return math.ceil(over / PENSION_AGE_TARIFF.step) * 52.0


def _more_pay_left_out(parts: dict[str, float], tests: dict[str, bool]) -> float:
    """What the law leaves out of pay and the engine does not, pounds a year; the same in all three nations.

    Schedule 4, paragraphs 3 to 5, from memory (SSI 2012/319, schedule 2, paragraphs 2 to 5, and SI 2006/214, Schedule
    4, paragraphs 3 and 5, were read): £20 for carers, for disabled people and in some jobs, as Housing Benefit has it;
    paragraph 10: £17.10 for working hours; Schedule 1, paragraphs 24 and 25: childcare. With Savings Credit alone the
    assessment of Pension Credit has its own amounts off, and the last two, and a lone parent's £5 more, are due
    (Schedule 1, paragraph 14(2)).
    """
    more = left_out_for_hours(parts, tests) + childcare(parts)
    if parts["savings_credit"] > 0:
        return more + more_for_lone_parents(parts, tests)
    return more + ordinary_left_out(parts) - parts["council_tax_reduction_pensioner_earnings_disregard"]


def _for_children(household: Household, parts: dict[str, float]) -> float:
    """England: Schedule 2, paragraphs 2, 7 and 8; every child counts since April 2025 (SI 2025/39, regulation 5(2)).

    Wales: WSI 2013/3029, Schedule 2, paragraphs 2 and 3, with a family premium. Scotland: SSI 2012/319, schedule 1,
    paragraph 3, a quarter more for each child; a family premium is left to claims without a break since 2016.
    """
    more = 0.0
    if household.children and household.region in AMOUNTS_FOR_CHILDREN:
        child, family = AMOUNTS_FOR_CHILDREN[household.region]
        count = round(allowances_for_children(household, most=None) / (CHILD_ALLOWANCE * 52))
        more = 52 * (count * (child - CHILD_ALLOWANCE) + (family if count else 0.0))
    return allowances_for_children(household, most=None) + more + parts["housing_benefit_child_disability_premiums"]
