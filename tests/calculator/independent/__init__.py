"""The same benefits a second time, from the regulations: no code is shared with the product, nor with its engine.

A household is a document of the household format; what is worked out is what its people are entitled to a week.
"""

from __future__ import annotations

from tests.calculator.independent.pension_age import council_tax_reduction, housing_benefit, pension_credit
from tests.calculator.independent.people import on_pension_age_rules
from tests.calculator.independent.universal_credit import universal_credit


def sums_of(home: dict) -> dict[str, float]:
    """Benefit code -> pounds a week; Housing Benefit and the reduction at pension age only."""
    if not on_pension_age_rules(home):
        return {"uc": universal_credit(home) * 12 / 52}
    credit = pension_credit(home)
    return {
        "uc": 0.0,
        "pc": credit.amount,
        "hb": housing_benefit(home, credit),
        "ctr": council_tax_reduction(home, credit),
    }
