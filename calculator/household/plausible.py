"""What a schema cannot say of a household: who may live in it together, and amounts that must be slips of the pen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from calculator.household.household import Adult, Household, Money
from core.rules.messages import Phrase, brief_pounds, say
from core.rules.schemas import Problem

MOST_PEOPLE = 20
# Pounds a week. Nobody who asks for help has more; somebody who told a year's amount as a week's does.
MOST_INCOME = 20_000
MOST_BENEFIT = 5_000
MOST_RENT = 5_000
MOST_CHILDCARE = 5_000
# Parts of disability benefits, of each of which a person has one rate.
COMPONENTS = ("pip_daily_living", "pip_mobility", "dla_care", "dla_mobility", "aa")
INCOMES = {
    "earnings": say("Pay"),
    "self_employed_profit": say("Self-employed profit"),
    "pension_contributions": say("Pension contributions"),
    "private_pension": say("Pension income"),
}


def problems_of_people(household: Household) -> list[Problem]:
    """Whose role or age fits no household: [(JSON pointer, plain sentence)]."""
    problems = []
    roles = [each.role for each in household.adults]
    if roles.count("claimant") != 1:
        problems.append(("/adults", say("There must be exactly one claimant.")))
    if roles.count("partner") > 1:
        problems.append(("/adults", say("There can be at most one partner.")))
    if len(household.adults) + len(household.children) > MOST_PEOPLE:
        problems.append(("/adults", say("A household can have at most %(most)s people.", most=MOST_PEOPLE)))
    day = household.claim_date
    for index, adult in enumerate(household.adults):
        if adult.age_on(day) < 16:
            problems.append((f"/adults/{index}", say("An adult must be 16 or over. List anyone younger as a child.")))
    oldest = min((each.date_of_birth for each in household.couple), default=None)
    for index, child in enumerate(household.children):
        if child.age_on(day) > 19:
            problems.append((f"/children/{index}", say("A child must be under 20. List anyone older as an adult.")))
        # Not more than this: a brother of 18 can be responsible for a sister of 12.
        elif oldest is not None and child.date_of_birth <= oldest:
            problems.append((f"/children/{index}", say("A child cannot be older than the claimant and their partner.")))
    return problems


def problems_of_amounts(household: Household) -> list[Problem]:
    """Amounts that nobody has, and benefits or rates told twice: [(JSON pointer, plain sentence)]."""
    found = [
        *_amount("/housing/rent", say("The rent"), household.housing.rent, MOST_RENT),
        *_amount("/childcare", say("Childcare costs"), household.childcare, MOST_CHILDCARE),
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
            yield f"{pointer}/{number}", say("Give one rate of each part of a disability benefit.")


def _of_adult(pointer: str, adult: Adult) -> Iterator[Problem]:
    for field, name in INCOMES.items():
        yield from _amount(f"{pointer}/{field}", name, getattr(adult, field), MOST_INCOME)
    codes = [each.code for each in adult.benefits]
    for number, benefit in enumerate(adult.benefits):
        yield from _amount(f"{pointer}/benefits/{number}/amount", say("A benefit"), benefit.amount, MOST_BENEFIT)
        if benefit.code in codes[:number]:
            yield f"{pointer}/benefits/{number}", say("Each benefit can be listed only once for a person.")


def _amount(pointer: str, what: Phrase, money: Money | None, most: int) -> Iterator[Problem]:
    if money is not None and money.per_week > most:
        yield (
            pointer,
            say(
                "%(what)s: %(amount)s a week is too much to be right. Check the amount and how often it is paid.",
                what=what,
                amount=brief_pounds(round(money.per_week)),
            ),
        )
