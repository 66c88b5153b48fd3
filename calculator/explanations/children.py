"""How help for children was worked out: Child Benefit and its charge, Tax-Free Childcare, Scottish Child Payment."""

from __future__ import annotations

from calculator.explanations.explanation import Explanation, Test, met, not_met
from calculator.explanations.sums import LEAST, Parts, Sum
from calculator.household.household import Household
from calculator.interface import EngineResult
from core.rules.messages import Phrase, a_week, brief_pounds, say

# Child Benefit (Rates) Regulations 2006, regulation 2, from 6 April 2026: pounds a week, the eldest and each other.
CHILD_BENEFIT_RATES = {2026: (27.05, 17.90)}
# Childcare Payments Act 2014, sections 1 and 19; Childcare Payments Regulations 2015.
GOVERNMENT_SHARE = 0.20
SCOTTISH_CHILD_UNDER = 16


def child_benefit(household: Household, result: EngineResult) -> Explanation:
    """Tests and steps of Child Benefit. They end in what is left after the tax charge."""
    parts = Parts(result)
    gross, charge = parts["child_benefit"], parts["child_benefit_charge"]
    children = round(parts["children_for_child_benefit"])
    tests = [_who_counts(household, children)]
    if gross <= 0:
        return Explanation(tuple(tests))
    tests.append(_charge(charge, gross))
    lines = Sum()
    for text, per_year in _children_lines(result.rates_year, children, gross):
        lines.part(text, per_year)
    if charge > 0:
        lines.subtotal(say("Child Benefit before the charge"))
        lines.part(say("The tax charge takes back"), -charge)
    return Explanation(tuple(tests), lines.steps(say("Child Benefit a week"), round(max(0.0, gross - charge), 2)))


def _children_lines(year: int, children: int, gross: float) -> list[tuple[Phrase, float]]:
    eldest, other = (each * 52 for each in CHILD_BENEFIT_RATES.get(year, (0.0, 0.0)))
    others = children - 1
    if abs(eldest + others * other - gross) > LEAST:
        # Rates of a year that is still to come are the engine's alone.
        return [(say("For your children who count (%(children)s)", children=children), gross)]
    lines = [(say("For your eldest child"), eldest)]
    if others:
        text = say("For your other children (%(children)s): %(amount)s each", children=others, amount=a_week(other))
        lines.append((text, others * other))
    return lines


def _who_counts(household: Household, children: int) -> Test:
    if children == 0:
        return not_met(
            "It is for a child under 16, or under 20 in school, college or approved training that is unpaid."
        )
    if children < len(household.children):
        return met(
            "It is for children under 16, or under 20 in school, college or approved training that is unpaid. "
            "%(counted)s of your %(children)s children count.",
            counted=children,
            children=len(household.children),
        )
    return met("All your children are under 16, or under 20 in school, college or approved training that is unpaid.")


def _charge(charge: float, gross: float) -> Test:
    """Income Tax (Earnings and Pensions) Act 2003, section 681B, from £60,000 to £80,000."""
    if charge <= 0:
        return met("No income of yours is over £60,000 a year, so no tax charge takes it back.")
    if charge >= gross - 52:
        return not_met("An income of £80,000 a year or more brings a tax charge that takes all of it back.")
    return not_met(
        "An income over £60,000 a year brings a tax charge, which takes back %(amount)s.", amount=a_week(charge)
    )


def tax_free_childcare(household: Household, result: EngineResult) -> Explanation:
    """Tests and steps of Tax-Free Childcare: what the government adds in a year, as pounds a week."""
    parts = Parts(result)
    adults = len(household.couple)
    tests = [_instead_of_universal_credit(result), _earners(parts["earners_for_tax_free_childcare"] >= adults)]
    cost = 0.0 if household.childcare is None else float(household.childcare.per_year)
    amount = result.per_year["tfc"]
    if amount <= 0:
        tests.append(
            met("You pay %(cost)s a year for childcare.", cost=brief_pounds(cost))
            if cost > 0
            else not_met("You pay for no childcare that we know of.")
        )
        return Explanation(tuple(tests))
    tests.append(met("You have a child under 12, or under 17 with a disability, and pay for childcare."))
    lines = Sum()
    share = say("20p of each pound of your childcare, %(cost)s a year", cost=brief_pounds(cost))
    lines.part(share, GOVERNMENT_SHARE * cost)
    lines.part(
        say("No child gets more than £2,000 a year, or £4,000 with a disability"), amount - GOVERNMENT_SHARE * cost
    )
    return Explanation(tuple(tests), lines.steps(say("Tax-Free Childcare a week"), amount))


def _instead_of_universal_credit(result: EngineResult) -> Test:
    if result.per_year.get("uc", 0.0) > 0:
        return not_met("You cannot have it together with Universal Credit, which helps with childcare itself.")
    return met("You do not get Universal Credit, so you can have it.")


def _earners(earn_enough: bool) -> Test:
    if earn_enough:
        return met(
            "You (and your partner) earn at least the minimum wage for 16 hours a week, or cannot work. No income of "
            "yours is over £100,000 a year."
        )
    return not_met(
        "You (and your partner) must earn at least the minimum wage for 16 hours a week, and have no income over "
        "£100,000 a year."
    )


def scottish_child_payment(household: Household, result: EngineResult) -> Explanation:
    """Tests and steps of the Scottish Child Payment (Scottish Child Payment Regulations 2020)."""
    parts = Parts(result)
    amount = result.per_year["scp"]
    young = sum(each.age_on(household.claim_date) < SCOTTISH_CHILD_UNDER for each in household.children)
    qualifies = amount > 0 or result.per_year.get("uc", 0.0) > 0 or result.per_year.get("pc", 0.0) > 0
    tests = (
        Test(household.region == "SCOTLAND", say("It is for people who live in Scotland.")),
        Test(young > 0, say("It is for children under 16.")),
        Test(qualifies, say("It comes with Universal Credit or Pension Credit.")),
    )
    if amount <= 0:
        return Explanation(tests)
    children = max(1, round(parts["children_for_scottish_child_payment"]))
    lines = Sum()
    each = a_week(amount / children)
    lines.part(
        say("For your children under 16 (%(children)s): %(amount)s each", children=children, amount=each), amount
    )
    return Explanation(tests, lines.steps(say("Scottish Child Payment a week"), amount))
