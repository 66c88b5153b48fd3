"""Pension-age Council Tax Reduction: what the national scheme of England says and the engine leaves out or has wrong.

Council Tax Reduction Schemes (Prescribed Requirements) (England) Regulations 2012 (SI 2012/2885), Schedule 1.
"""

from __future__ import annotations

import math
from decimal import Decimal

from calculator.ctr.people import CannotTell, deductions_for_other_adults
from calculator.ctr.scheme import OtherAdults
from calculator.household.household import Household
from calculator.housing_benefit import CAPITAL_LIMIT, allowances_for_children
from calculator.pay import childcare, left_out_for_hours, more_for_lone_parents, ordinary_left_out
from calculator.war_pensions import war_pensions_counted

# Paragraph 37: £1 a week for each £500, or part of it, over £10,000; paragraph 10: 2 6/7% of the weekly excess for each
# day.
SAVINGS_IGNORED, SAVINGS_STEP = 10_000, 500
TAPER = 0.20
# Paragraph 8, amounts of 2026-27 (SI 2026/27); docs/council-tax-reduction.md says how they were checked.
OTHER_ADULTS = OtherAdults(
    hours=Decimal(16),
    deductions=(
        (Decimal(0), Decimal("5.20")),
        (Decimal(279), Decimal("10.60")),
        (Decimal(485), Decimal("13.30")),
        (Decimal(605), Decimal("15.95")),
    ),
    spared=frozenset({"students", "income_based", "uc_without_earnings"}),
)
INCOME, ALLOWED = "council_tax_reduction_applicable_income", "council_tax_reduction_applicable_amount"
DEDUCTIONS = "council_tax_reduction_non_dep_deductions"
# Their amounts are their own.
OTHER_NATIONS = ("WALES", "SCOTLAND", "NORTHERN_IRELAND")


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
    if household.region not in OTHER_NATIONS:
        parts[DEDUCTIONS] = float(sum(pounds for _, pounds in deductions_for_other_adults(OTHER_ADULTS, household)))
    if parts["council_tax_reduction_assessable_capital"] > CAPITAL_LIMIT:
        return
    liable = household.housing.liable_for_council_tax is not False
    most = (float(bill) if liable else 0.0) - parts[DEDUCTIONS]
    per_year["ctr"] = round(max(0.0, most - TAPER * max(0.0, parts[INCOME] - parts[ALLOWED])), 2)


def not_told(household: Household) -> CannotTell | None:
    """The answer about another adult that the household lacks and without which the reduction cannot be told."""
    try:
        deductions_for_other_adults(OTHER_ADULTS, household)
    except CannotTell as missing:
        return missing
    return None


def _from_savings(household: Household, parts: dict[str, float]) -> float:
    over = float(household.capital or 0) - SAVINGS_IGNORED
    if over <= 0 or parts["savings_credit"] > 0:
        return 0.0
    return math.ceil(over / SAVINGS_STEP) * 52.0


def _more_pay_left_out(parts: dict[str, float], tests: dict[str, bool]) -> float:
    """What the law leaves out of pay and the engine does not, pounds a year; the same in all three nations.

    Schedule 4, paragraphs 3 to 5: £20 for carers, for disabled people and in some jobs, as Housing Benefit has it;
    paragraph 10: £17.10 for working hours; Schedule 1, paragraphs 24 and 25: childcare. With Savings Credit alone the
    assessment of Pension Credit has its own amounts off, and the last two, and a lone parent's £5 more, are due
    (Schedule 1, paragraph 14(2)).
    """
    more = left_out_for_hours(parts, tests) + childcare(parts)
    if parts["savings_credit"] > 0:
        return more + more_for_lone_parents(parts, tests)
    return more + ordinary_left_out(parts) - parts["council_tax_reduction_pensioner_earnings_disregard"]


def _for_children(household: Household, parts: dict[str, float]) -> float:
    """Schedule 2, paragraphs 2, 7 and 8; every child counts since April 2025 (SI 2025/39, regulation 5(2))."""
    if household.region in OTHER_NATIONS:
        return 0.0
    return allowances_for_children(household, most=None) + parts["housing_benefit_child_disability_premiums"]
