"""What the law adds to the engine's figures after a run, where the engine leaves something out."""
from __future__ import annotations

import math

from claims.calculator.household import Household

# SI 2012/2885 (Council Tax Reduction Schemes, Prescribed Requirements), Schedule 1, paragraph 37: £1 a week
# for each £500, or part of it, over £10,000; paragraph 10: 2 6/7% of the weekly excess for each day.
SAVINGS_IGNORED, SAVINGS_STEP = 10_000, 500
TAPER = 0.20
INCOME, ALLOWED = "council_tax_reduction_applicable_income", "council_tax_reduction_applicable_amount"


def add_income_from_savings(household: Household, per_year: dict[str, float], parts: dict[str, float]) -> None:
    """Take off pension-age Council Tax Reduction what savings over £10,000 come to; changes both dicts, pounds a year.

    With Guarantee Credit nothing counts; with Savings Credit the assessment of Pension Credit counts, which holds it.
    """
    capital = float(household.capital or 0)
    by_pension_credit = parts["guarantee_credit"] > 0 or parts["savings_credit"] > 0
    if "ctr" not in per_year or capital <= SAVINGS_IGNORED or by_pension_credit:
        return
    assumed = math.ceil((capital - SAVINGS_IGNORED) / SAVINGS_STEP) * 52.0
    excess = parts[INCOME] - parts[ALLOWED]
    lost = TAPER * (max(0.0, excess + assumed) - max(0.0, excess))
    per_year["ctr"] = round(max(0.0, per_year["ctr"] - lost), 2)
    parts[INCOME] = round(parts[INCOME] + assumed, 2)
