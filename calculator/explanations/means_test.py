"""The lines that Housing Benefit and Council Tax Reduction share: savings, and income over the amount to live on."""

from __future__ import annotations

from math import ceil

from calculator.explanations.explanation import Test, met, not_met
from calculator.explanations.sums import Parts, Sum
from calculator.figures import CAPITAL_LIMIT, PENSION_AGE_TARIFF, Tariff
from calculator.household.household import Household
from calculator.household.savings import savings_of
from core.rules.messages import a_week, brief_pounds, say


def savings_tests(household: Household, parts: Parts, tariff: Tariff = PENSION_AGE_TARIFF) -> list[Test]:
    """What savings do; nothing when they are not known."""
    if parts["guarantee_credit"] > 0:
        return [met("You get Guarantee Credit, the main part of Pension Credit, so your savings do not count.")]
    if household.capital is None:
        return []
    capital = float(household.capital)
    savings, free = savings_of(household), brief_pounds(tariff.free)
    if capital > CAPITAL_LIMIT:
        return [not_met("Your savings of %(savings)s are over the limit of £16,000.", savings=savings)]
    if capital <= tariff.free:
        return [
            met("Your savings of %(savings)s are not over %(free)s, so they do not count.", savings=savings, free=free)
        ]
    return [
        met(
            "Your savings of %(savings)s are over %(free)s: each %(step)s over counts as £1 a week of income. That is "
            "%(amount)s.",
            savings=savings,
            free=free,
            step=brief_pounds(tariff.step),
            amount=a_week(ceil((capital - tariff.free) / tariff.step) * 52),
        )
    ]


def income_lines(lines: Sum, parts: Parts, income: float, needed: float, taper: float) -> None:
    """Take off what the income over the amount needed comes to; income and needed in pounds a year."""
    if parts["guarantee_credit"] > 0:
        lines.words(say("You get Guarantee Credit, the main part of Pension Credit, so your income takes nothing off"))
        return
    lines.words(say("Your income that counts is %(amount)s", amount=a_week(income)))
    if income <= needed:
        lines.words(
            say(
                "It is not over %(needed)s, the amount set for you to live on, so it takes nothing off",
                needed=a_week(needed),
            )
        )
        return
    lines.part(
        say(
            "%(pence)sp comes off for each pound over %(needed)s, the amount set for you to live on",
            pence=round(taper * 100),
            needed=a_week(needed),
        ),
        -taper * (income - needed),
    )
