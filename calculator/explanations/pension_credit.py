"""How Pension Credit was worked out: the amount it tops up to, the income that counts, and Savings Credit."""

from __future__ import annotations

from math import ceil

from calculator.explain import pension_ages
from calculator.explanations.explanation import Explanation, Test, met, not_met
from calculator.explanations.sums import Parts, Sum
from calculator.figures import PENSION_AGE_TARIFF
from calculator.household.household import CARE_AWARDS, Household
from calculator.household.savings import savings_of
from calculator.interface import EngineResult
from core.rules.messages import a_week, brief_pounds, say

# Income in full, by the name of the engine's step.
INCOME = (
    ("state_pension", say("Your State Pension counts as income")),
    ("private_pension", say("Your other pensions count as income")),
    ("pension_credit_earnings", say("Your pay, before tax, counts as income")),
    ("carers_allowance", say("Your Carer's Allowance counts as income")),
    ("carer_support_payment", say("Your Carer Support Payment counts as income")),
    ("esa_ns", say("Your Employment and Support Allowance counts as income")),
    ("jsa_ns", say("Your Jobseeker's Allowance counts as income")),
    ("maternity_allowance", say("Your Maternity Allowance counts as income")),
    ("iidb", say("Your Industrial Injuries benefit counts as income")),
    ("income_from_lodgers", say("What your lodgers pay, but for £20 a week each, counts as income")),
    ("pension_credit_war_pension_income", say("Your war pension, but for £10 a week, counts as income")),
    ("pension_credit_deemed_income", say("Your savings count as income")),
)


def pension_credit(household: Household, result: EngineResult) -> Explanation:
    """Tests and steps of Pension Credit; no steps under its age."""
    parts = Parts(result)
    tests = (age_test(household), *_capital(household), *_additions(household, parts))
    if not household.on_pension_age_rules:
        return Explanation(tests[:1])
    lines = Sum()
    lines.part(say("The standard amount to live on"), parts["standard_minimum_guarantee"])
    lines.part(say("More for a severe disability"), parts["severe_disability_minimum_guarantee_addition"])
    lines.part(say("More for a carer"), parts["carer_minimum_guarantee_addition"])
    lines.part(say("More for your children"), parts["child_minimum_guarantee_addition"])
    lines.subtotal(say("The amount that Pension Credit tops up to"))
    _income(lines, parts)
    lines.not_below_zero(say("It cannot be less than nothing"))
    lines.subtotal(say("Guarantee Credit: tops up a low income"))
    lines.part(say("Savings Credit: for people who saved for their retirement"), parts["savings_credit"])
    return Explanation(tests, lines.steps(say("Pension Credit a week"), result.per_year["pc"]))


def _income(lines: Sum, parts: Parts) -> None:
    counted = 0.0
    for name, text in INCOME:
        counted += parts[name]
        lines.part(text, -parts[name])
    left_alone = parts["pension_credit_earnings_disregard"]
    lines.part(say("This much of your pay does not count"), left_alone)
    # Regulations 17(10) and 17A(4A): income counts after tax, National Insurance and half of what goes into a pension.
    lines.part(
        say("Tax, National Insurance and half of what you pay into a pension do not count"),
        counted - left_alone - parts["pension_credit_income"],
    )


def age_test(household: Household) -> Test:
    """Whether the household has the age of Pension Credit, with the saving of couples of mixed age."""
    reached = pension_ages(household)
    if all(reached):
        return Test(
            True,
            say("You have both reached State Pension age.")
            if len(reached) == 2
            else say("You have reached State Pension age."),
        )
    if household.on_pension_age_rules:
        return met("One of you has reached State Pension age, and you kept the right to claim from before 15 May 2019.")
    if any(reached):
        return not_met("You must both have reached State Pension age. One of you has not.")
    return not_met("You must have reached State Pension age.")


def _capital(household: Household) -> list[Test]:
    if household.capital is None:
        return []
    capital = float(household.capital)
    savings = savings_of(household)
    if capital <= PENSION_AGE_TARIFF.free:
        return [
            met(
                "Your savings of %(savings)s are not over %(free)s, so they do not count.",
                savings=savings,
                free=brief_pounds(PENSION_AGE_TARIFF.free),
            )
        ]
    return [
        met(
            "Your savings of %(savings)s are over £10,000: each £500 over counts as £1 a week of income. That is "
            "%(amount)s. There is no upper limit.",
            savings=savings,
            amount=a_week(ceil((capital - PENSION_AGE_TARIFF.free) / PENSION_AGE_TARIFF.step) * 52),
        )
    ]


def _additions(household: Household, parts: Parts) -> list[Test]:
    tests = []
    severe = parts["severe_disability_minimum_guarantee_addition"]
    has_award = any(award.startswith(CARE_AWARDS) for each in household.couple for award in each.disability_benefits)
    if severe > 0:
        tests.append(
            met(
                "You get a disability benefit for care. Nobody else counts as living with you, so %(amount)s is added.",
                amount=a_week(severe),
            )
        )
    elif has_award:
        tests.append(
            not_met(
                "Nothing is added for a severe disability. For that, all who claim must get a disability "
                "benefit at a high enough rate. Also, no other adult may live with you."
            )
        )
    carer = parts["carer_minimum_guarantee_addition"]
    if carer > 0:
        tests.append(met("You care for somebody, so %(amount)s is added.", amount=a_week(carer)))
    if parts["savings_credit"] > 0:
        tests.append(
            met(
                "State Pension age was reached before 6 April 2016, and your income is over a set amount. "
                "So Savings Credit is paid, an extra for people who saved."
            )
        )
    else:
        tests.append(
            not_met(
                "No Savings Credit, an extra for people who saved. It is for those who reached State "
                "Pension age before 6 April 2016. Their income must be over one set amount and under "
                "another."
            )
        )
    return tests
