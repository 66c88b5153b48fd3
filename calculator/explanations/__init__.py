"""How each benefit was worked out, in plain words: conditions passed or failed, and the sum line by line."""

from __future__ import annotations

from collections.abc import Callable

from calculator.explanations.carers import carers_allowance
from calculator.explanations.children import child_benefit, scottish_child_payment, tax_free_childcare
from calculator.explanations.council_tax_reduction import council_tax_reduction
from calculator.explanations.explanation import Explanation
from calculator.explanations.housing_benefit import housing_benefit
from calculator.explanations.pension_credit import pension_credit
from calculator.explanations.universal_credit import universal_credit
from calculator.household.household import Household
from calculator.interface import EngineResult

__all__ = ["explanation_of"]

EXPLANATIONS: dict[str, Callable[[Household, EngineResult], Explanation]] = {
    "uc": universal_credit,
    "pc": pension_credit,
    "hb": housing_benefit,
    "cb": child_benefit,
    "ca": carers_allowance,
    "tfc": tax_free_childcare,
    "scp": scottish_child_payment,
    "ctr": council_tax_reduction,
}


def explanation_of(code: str, household: Household, result: EngineResult) -> Explanation:
    """What explains the amount of one benefit, in pounds a week.

    The parts add up to the total to the penny, and the total is the engine's amount; for "cb" it is what is left after
    the tax charge, whether or not the result's amount is the one before it. A benefit that cannot be claimed has tests
    and no steps. Empty for a code that is not covered, and for an engine that keeps its steps to itself.
    """
    if code not in EXPLANATIONS or code not in result.per_year or not result.parts:
        return Explanation()
    return EXPLANATIONS[code](household, result)
