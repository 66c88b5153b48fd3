"""What Pension Credit needs to be told beyond what the engine finds out by itself."""

from __future__ import annotations

import datetime

from calculator.household.household import Child, Household

# State Pension Credit Regulations 2002 (SI 2002/1792), Schedule IIA, paragraphs 9 and 10: pounds a week, April 2026.
CHILD, FIRST_CHILD = 69.98, 81.07
DISABLED, SEVERELY_DISABLED = 37.93, 118.46
FIRST_CHILD_BORN_BEFORE = datetime.date(2017, 4, 6)
SEVERE = {"dla_care_highest", "pip_daily_living_enhanced"}


def pension_credit_inputs(household: Household) -> dict[str, float]:
    """The additions for children, where one is severely sight impaired: the engine asks for an award only.

    Schedule IIA, paragraph 9, gives the higher amount for either. Pounds a year.
    """
    if not any(each.severely_sight_impaired for each in household.children):
        return {}
    day = household.claim_date
    children = [each for each in household.children if each.age_on(day) < 16 or each.in_education is not False]
    eldest = min(children, key=lambda each: each.date_of_birth, default=None)
    per_week = sum(_amount(each, is_eldest=each is eldest) for each in children)
    return {"child_minimum_guarantee_addition": per_week * 52}


def _amount(child: Child, *, is_eldest: bool) -> float:
    first = is_eldest and child.date_of_birth < FIRST_CHILD_BORN_BEFORE
    if child.severely_sight_impaired or not SEVERE.isdisjoint(child.disability_benefits):
        more = SEVERELY_DISABLED
    else:
        more = DISABLED if child.disability_benefits else 0.0
    return (FIRST_CHILD if first else CHILD) + more
