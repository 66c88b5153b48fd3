"""How Carer's Allowance, or Carer Support Payment in Scotland, was worked out."""

from __future__ import annotations

from calculator.explanations.explanation import Explanation, Test, met, not_met
from calculator.explanations.sums import Parts, Sum
from calculator.figures import CARERS_EARNINGS_LIMIT
from calculator.household.household import Household
from calculator.interface import EngineResult
from core.rules.messages import brief_pounds, say

EARNINGS_LIMIT = brief_pounds(CARERS_EARNINGS_LIMIT)


def carers_allowance(household: Household, result: EngineResult) -> Explanation:
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
            tests.append(met("If you both care for the same person, only one of you can have it."))
    lines = Sum()
    lines.part(say("Carer Support Payment") if in_scotland else say("Carer's Allowance"), due)
    lines.part(say("State Pension or another benefit for the same need comes off"), paid - due)
    lines.part(say("Scottish Carer Supplement"), parts["scottish_carer_supplement"])
    if not lines.lines:
        return Explanation(tuple(tests))
    total = say("Carer Support Payment a week") if in_scotland else say("Carer's Allowance a week")
    return Explanation(tuple(tests), lines.steps(total, result.per_year["ca"]))


def _cares(household: Household) -> Test:
    if any(each.cares_35_hours or each.benefit("ca") for each in household.couple):
        return met("You care for someone for 35 hours a week or more. They get a disability benefit.")
    return not_met("You must care for someone for 35 hours a week or more. They must get a disability benefit.")


def _earnings(is_due: bool) -> Test:
    if is_due:
        return met("The carer takes home no more than %(limit)s a week.", limit=EARNINGS_LIMIT)
    return not_met("The carer must be 16 or over and take home no more than %(limit)s a week.", limit=EARNINGS_LIMIT)


def _overlap(due: float, paid: float) -> Test:
    if paid <= 0:
        return not_met(
            "You get a State Pension or another benefit that is as much or more, so nothing is paid. You can still get "
            "more of other benefits because you care."
        )
    if paid < due:
        return not_met("You get a State Pension or another benefit for the same need, so only the rest is paid.")
    return met("You get no State Pension or other benefit that takes its place.")
