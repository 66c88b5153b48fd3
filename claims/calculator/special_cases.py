"""What the law grants or refuses for something that the engine does not see: inputs only for whom it concerns."""
from __future__ import annotations

import datetime
from typing import Any

from claims.calculator.household import Child, Household

# Nobody born from this day on reached State Pension age before 6 April 2016: women did at 63, men at 65.
TOO_YOUNG_FOR_SAVINGS_CREDIT = datetime.date(1953, 4, 6)
HOURS_FOR_CHILDCARE = 16


def special_cases(household: Household) -> dict[str, Any]:
    """Inputs of the couple's benefit unit that take the place of what the engine would find."""
    return {**_of_universal_credit(household), **_of_pension_credit(household), **_of_housing_benefit(household)}


def first_september_after(age: int, child: Child) -> datetime.date:
    """The 1 September that follows the birthday: with a birthday on the day itself, that of the next year."""
    born = child.date_of_birth
    return datetime.date(born.year + age + ((born.month, born.day) >= (9, 1)), 9, 1)


def _of_universal_credit(household: Household) -> dict[str, Any]:
    """Universal Credit Regulations 2013."""
    inputs: dict[str, Any] = {}
    if household.housing.extra_bedrooms:
        # Schedule 4, paragraph 28: whoever is allowed a second room is not held to a room in a shared home.
        inputs["is_lha_shared_accommodation_rate_specified_renter"] = False
    if any(each.benefit("guardian") for each in household.couple):
        # Regulation 83(1)(j): no benefit cap.
        inputs["is_uc_benefit_cap_exempt_specified_benefit"] = True
    # Regulation 35: childcare until the 1 September after the 16th birthday. It decides how much is the most.
    young = [each for each in household.children if household.claim_date < first_september_after(16, each)]
    if household.childcare is not None and len(young) < len(household.children):
        inputs["uc_childcare_element_eligible_children"] = len(young)
    return inputs


def _of_pension_credit(household: Household) -> dict[str, Any]:
    """State Pension Credit Regulations 2002, regulation 7A: Savings Credit needs both to be old enough, unless kept."""
    couple = household.couple
    too_young = any(each.date_of_birth >= TOO_YOUNG_FOR_SAVINGS_CREDIT for each in couple)
    if len(couple) < 2 or not too_young or any(each.benefit("pc_savings") for each in couple):
        return {}
    return {"is_savings_credit_eligible": False}


def _of_housing_benefit(household: Household) -> dict[str, Any]:
    """SI 2006/213, regulation 28, and SI 2006/214, regulation 31: childcare is left out of the income of who works."""
    works = any((each.hours_per_week or 0) >= HOURS_FOR_CHILDCARE for each in household.couple)
    if household.childcare is None or works:
        return {}
    return {"housing_benefit_applicable_income_childcare_element": 0.0}
