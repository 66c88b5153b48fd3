"""Ages and days on which a rule turns that the engine takes from elsewhere or not at all."""

from __future__ import annotations

import datetime

from calculator.household.household import Child, Household

# State Pension Credit Regulations 2002, regulation 7A, and State Pension Credit Act 2002, section 3: men born before
# this day reached State Pension age before 6 April 2016. Women did at 63, and we do not ask the sex of adults.
SAVINGS_CREDIT_UNTIL = datetime.date(1951, 4, 6)
SAVINGS_CREDIT_UNTIL_FOR_WOMEN = datetime.date(1953, 4, 6)
# An amount that could not be paid, for a rule that asks whether there is any.
IN_NAME_ONLY = 1e-6


def first_september_after(age: int, child: Child) -> datetime.date:
    """The 1 September that follows the birthday: with a birthday on the day itself, that of the next year."""
    born = child.date_of_birth
    return datetime.date(born.year + age + ((born.month, born.day) >= (9, 1)), 9, 1)


def children_for_childcare(household: Household) -> int:
    """How many children may have childcare: until the 1 September after the 16th birthday.

    Universal Credit Regulations 2013, regulation 35; the number decides how much is the most.
    """
    return sum(household.claim_date < first_september_after(16, each) for each in household.children)


def may_have_savings_credit(household: Household) -> bool:
    """Whether everybody of the couple is old enough for Savings Credit, or they have kept it."""
    kept = any(each.benefit("pc_savings") for each in household.couple)
    return kept or all(each.date_of_birth < SAVINGS_CREDIT_UNTIL for each in household.couple)
