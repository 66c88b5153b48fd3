"""How Carer's Allowance, or Carer Support Payment in Scotland, was worked out."""

from __future__ import annotations

from calculator.explanations.explanation import Test, Working
from calculator.explanations.sums import Parts, Sum
from calculator.household.household import Household
from calculator.interface import EngineResult

# Social Security (Invalid Care Allowance) Regulations 1976, regulation 8, from 6 April 2026: pounds a week.
EARNINGS_LIMIT = 204


def carers_allowance(household: Household, result: EngineResult) -> Working:
    """Tests and steps of Carer's Allowance; in Scotland of Carer Support Payment and its supplement."""
    parts = Parts(result)
    in_scotland = household.region == "SCOTLAND"
    due = parts["carer_support_payment_pre_overlap" if in_scotland else "carers_allowance_pre_overlap"]
    paid = parts["carer_support_payment" if in_scotland else "carers_allowance"]
    tests = [_cares(household)]
    if tests[0].passed:
        tests.append(_earnings(due > 0))
    if due > 0:
        tests.append(_overlap(due, paid))
        if household.both_care and household.care_for_same_person:
            tests.append(Test(True, "If you both care for the same person, only one of you can have it."))
    lines = Sum()
    lines.part("Carer Support Payment" if in_scotland else "Carer's Allowance", due)
    lines.part("State Pension or another benefit for the same need comes off", paid - due)
    lines.part("Scottish Carer Supplement", parts["scottish_carer_supplement"])
    if not lines.lines:
        return Working(tuple(tests))
    total = "Carer Support Payment a week" if in_scotland else "Carer's Allowance a week"
    return Working(tuple(tests), lines.steps(total, result.per_year["ca"]))


def _cares(household: Household) -> Test:
    if any(each.cares_35_hours or each.benefit("ca") for each in household.couple):
        return Test(True, "You care for 35 hours a week or more for someone who gets a disability benefit.")
    return Test(False, "You must care for 35 hours a week or more for someone who gets a disability benefit.")


def _earnings(passed: bool) -> Test:
    if passed:
        return Test(True, f"The carer takes home no more than £{EARNINGS_LIMIT} a week.")
    return Test(False, f"The carer must be 16 or over and take home no more than £{EARNINGS_LIMIT} a week.")


def _overlap(due: float, paid: float) -> Test:
    if paid <= 0:
        return Test(
            False,
            "You get a State Pension or another benefit that is as much or more, so nothing is paid. "
            "You can still get more of other benefits because you care.",
        )
    if paid < due:
        return Test(False, "You get a State Pension or another benefit for the same need, so only the rest is paid.")
    return Test(True, "You get no State Pension or other benefit that takes its place.")
