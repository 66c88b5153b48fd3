"""How Council Tax Reduction of pension age was worked out, by the national scheme."""

from __future__ import annotations

from calculator.ctr.pension_age import TAPER
from calculator.explanations.explanation import Explanation, met, not_met
from calculator.explanations.means_test import income_lines, savings_tests
from calculator.explanations.pension_credit import age_test
from calculator.explanations.sums import Parts, Sum
from calculator.figures import CAPITAL_LIMIT
from calculator.household.household import Household
from calculator.interface import EngineResult
from core.rules.messages import say


def council_tax_reduction(household: Household, result: EngineResult) -> Explanation:
    """Tests and steps of the national scheme for pension age; nothing under it, where each council has its own.

    Nothing in Northern Ireland either: it has rates in place of council tax.
    """
    parts = Parts(result)
    housing = household.housing
    if housing.liable_for_council_tax is False:
        return Explanation((not_met("Your name must be on the council tax bill."),))
    bill = housing.council_tax_per_year
    if not parts.passed("council_tax_reduction_pensioner") or bill is None or household.region == "NORTHERN_IRELAND":
        return Explanation()
    age = age_test(household) if household.on_pension_age_rules else met("One of you has reached State Pension age.")
    tests = (age, *savings_tests(household, parts))
    if parts["council_tax_reduction_assessable_capital"] > CAPITAL_LIMIT:
        return Explanation(tests)
    lines = Sum()
    lines.part(say("Your council tax"), float(bill))
    others = parts["council_tax_reduction_non_dep_deductions"]
    lines.part(say("Other adults at home are expected to pay towards it"), -others)
    income_lines(
        lines,
        parts,
        parts["council_tax_reduction_applicable_income"],
        parts["council_tax_reduction_applicable_amount"],
        TAPER,
    )
    lines.not_below_zero(say("It cannot be less than nothing"))
    return Explanation(tests, lines.steps(say("Council Tax Reduction a week"), result.per_year["ctr"]))
