"""What a schema cannot say of a household: who may live in it together, and amounts that must be slips of the pen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from calculator.household.schema_check import Problem

if TYPE_CHECKING:
    from calculator.household.household import Adult, Household, Money

MOST_PEOPLE = 20
# Pounds a week. Nobody who asks for help has more; somebody who told a year's amount as a week's does.
MOST_INCOME = 20_000
MOST_BENEFIT = 5_000
MOST_RENT = 5_000
MOST_CHILDCARE = 5_000
# Parts of disability benefits, of each of which a person has one rate.
COMPONENTS = ("pip_daily_living", "pip_mobility", "dla_care", "dla_mobility", "aa")
INCOMES = {
    "earnings": "Pay",
    "self_employed_profit": "Self-employed profit",
    "pension_contributions": "Pension contributions",
    "private_pension": "Pension income",
}


def problems_of_people(household: Household) -> list[Problem]:
    """Whose role or age fits no household: [(JSON pointer, plain sentence)]."""
    problems = []
    roles = [each.role for each in household.adults]
    if roles.count("claimant") != 1:
        problems.append(("/adults", "There must be exactly one claimant."))
    if roles.count("partner") > 1:
        problems.append(("/adults", "There can be at most one partner."))
    if len(household.adults) + len(household.children) > MOST_PEOPLE:
        problems.append(("/adults", f"A household can have at most {MOST_PEOPLE} people."))
    day = household.claim_date
    for index, adult in enumerate(household.adults):
        if adult.age_on(day) < 16:
            problems.append((f"/adults/{index}", "An adult must be 16 or over. List anyone younger as a child."))
    oldest = min((each.date_of_birth for each in household.couple), default=None)
    for index, child in enumerate(household.children):
        if child.age_on(day) > 19:
            problems.append((f"/children/{index}", "A child must be under 20. List anyone older as an adult."))
        # Not more than this: a brother of 18 can be responsible for a sister of 12.
        elif oldest is not None and child.date_of_birth <= oldest:
            problems.append((f"/children/{index}", "A child cannot be older than the claimant and their partner."))
    return problems


def problems_of_amounts(household: Household) -> list[Problem]:
    """Amounts that nobody has, and benefits or rates told twice: [(JSON pointer, plain sentence)]."""
    found = [
        *_amount("/housing/rent", "The rent", household.housing.rent, MOST_RENT),
        *_amount("/childcare", "Childcare costs", household.childcare, MOST_CHILDCARE),
    ]
    for index, adult in enumerate(household.adults):
        found += _of_adult(f"/adults/{index}", adult)
    for group, people in (("adults", household.adults), ("children", household.children)):
        for index, person in enumerate(people):
            found += _of_awards(f"/{group}/{index}/disability_benefits", person.disability_benefits)
    return found


def _of_awards(pointer: str, awards: Sequence[str]) -> Iterator[Problem]:
    for component in COMPONENTS:
        rates = [number for number, award in enumerate(awards) if award.startswith(component)]
        for number in rates[1:]:
            yield f"{pointer}/{number}", "Give one rate of each part of a disability benefit."


def _of_adult(pointer: str, adult: Adult) -> Iterator[Problem]:
    for field, name in INCOMES.items():
        yield from _amount(f"{pointer}/{field}", name, getattr(adult, field), MOST_INCOME)
    codes = [each.code for each in adult.benefits]
    for number, benefit in enumerate(adult.benefits):
        yield from _amount(f"{pointer}/benefits/{number}/amount", "A benefit", benefit.amount, MOST_BENEFIT)
        if benefit.code in codes[:number]:
            yield f"{pointer}/benefits/{number}", "Each benefit can be listed only once for a person."


def _amount(pointer: str, name: str, money: Money | None, most: int) -> Iterator[Problem]:
    if money is not None and money.per_week > most:
        yield (
            pointer,
            (
                f"{name}: £{round(money.per_week):,} a week is too much to be right. Check the amount and how "
                "often it is paid."
            ),
        )
