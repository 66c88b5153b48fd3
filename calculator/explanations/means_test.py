"""The lines that Housing Benefit and Council Tax Reduction share: savings, and income over the amount to live on."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from calculator.explanations.explanation import Test
from calculator.explanations.sums import Parts, Sum, a_week, told_savings
from calculator.household.household import Household
from calculator.housing_benefit import CAPITAL_LIMIT


@dataclass(frozen=True)
class Tariff:
    """Income assumed from savings: £1 a week for each `step` pounds, or part of it, over `free`."""

    free: int
    step: int


# SI 2006/214, regulation 29(2), and SI 2012/2885, Schedule 1, paragraph 37; SI 2006/213, regulation 52.
PENSION_AGE, WORKING_AGE = Tariff(10_000, 500), Tariff(6_000, 250)


def savings_tests(household: Household, parts: Parts, tariff: Tariff = PENSION_AGE) -> list[Test]:
    """What savings do; nothing when they are not known."""
    if parts["guarantee_credit"] > 0:
        return [Test(True, "You get Guarantee Credit, so your savings do not count.")]
    if household.capital is None:
        return []
    capital = float(household.capital)
    savings = told_savings(capital)
    if capital > CAPITAL_LIMIT:
        return [Test(False, f"{savings} are over the limit of £16,000.")]
    if capital <= tariff.free:
        return [Test(True, f"{savings} are not over £{tariff.free:,}, so they do not count.")]
    per_year = ceil((capital - tariff.free) / tariff.step) * 52
    return [
        Test(
            True,
            f"{savings} are over £{tariff.free:,}: each £{tariff.step} over counts as £1 a week of income. "
            f"That is {a_week(per_year)}.",
        )
    ]


def income_lines(lines: Sum, parts: Parts, income: float, needed: float, taper: float) -> None:
    """Take off what the income over the amount needed comes to; income and needed in pounds a year."""
    if parts["guarantee_credit"] > 0:
        lines.words("You get Guarantee Credit, so your income takes nothing off")
        return
    lines.words(f"Your income that counts is {a_week(income)}")
    if income <= needed:
        lines.words(f"It is not over {a_week(needed)}, the amount set for you to live on, so it takes nothing off")
        return
    lines.part(
        f"{taper * 100:.0f}p comes off for each pound over {a_week(needed)}, the amount set for you to live on",
        -taper * (income - needed),
    )
