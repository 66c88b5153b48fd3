"""What the law adds to the engine's figures after a run, where the engine leaves something out."""
from __future__ import annotations

import math

from claims.calculator.household import Household
from claims.calculator.housing_benefit import CAPITAL_LIMIT, allowances_for_children

# SI 2012/2885 (Council Tax Reduction Schemes, Prescribed Requirements), Schedule 1, paragraph 37: £1 a week
# for each £500, or part of it, over £10,000; paragraph 10: 2 6/7% of the weekly excess for each day.
SAVINGS_IGNORED, SAVINGS_STEP = 10_000, 500
TAPER = 0.20
INCOME, ALLOWED = "council_tax_reduction_applicable_income", "council_tax_reduction_applicable_amount"
# Their amounts for children are their own.
OTHER_NATIONS = ("WALES", "SCOTLAND", "NORTHERN_IRELAND")


def correct_council_tax_reduction(household: Household, per_year: dict[str, float], parts: dict[str, float]) -> None:
    """Put savings over £10,000 and the amounts for children into pension-age Council Tax Reduction.

    Changes both dicts, pounds a year. With Guarantee Credit nothing counts; with Savings Credit the assessment of
    Pension Credit counts, which holds the savings.
    """
    bill = household.housing.council_tax_per_year
    if "ctr" not in per_year or bill is None or parts["guarantee_credit"] > 0:
        return
    savings, children = _from_savings(household, parts), _for_children(household, parts)
    if not savings and not children:
        return
    parts[INCOME] = round(parts[INCOME] + savings, 2)
    parts[ALLOWED] = round(parts[ALLOWED] + children, 2)
    if parts["council_tax_reduction_assessable_capital"] > CAPITAL_LIMIT:
        return
    liable = household.housing.liable_for_council_tax is not False
    most = (float(bill) if liable else 0.0) - parts["council_tax_reduction_non_dep_deductions"]
    per_year["ctr"] = round(max(0.0, most - TAPER * max(0.0, parts[INCOME] - parts[ALLOWED])), 2)


def _from_savings(household: Household, parts: dict[str, float]) -> float:
    over = float(household.capital or 0) - SAVINGS_IGNORED
    if over <= 0 or parts["savings_credit"] > 0:
        return 0.0
    return math.ceil(over / SAVINGS_STEP) * 52.0


def _for_children(household: Household, parts: dict[str, float]) -> float:
    """Schedule 2, paragraphs 2, 7 and 8; every child counts since April 2025 (SI 2025/39, regulation 5(2))."""
    if household.region in OTHER_NATIONS:
        return 0.0
    return allowances_for_children(household, most=None) + parts["housing_benefit_child_disability_premiums"]
