"""Student loans and grants in Universal Credit. The engine has none."""

from __future__ import annotations

from calculator.benefit_cap import take_cap_off
from calculator.figures import UC_TAPER
from calculator.household.household import Household


def add_student_income(
    household: Household, per_year: dict[str, float], parts: dict[str, float], tests: dict[str, bool]
) -> None:
    """Reduce Universal Credit by the student income that was declared, pound for pound.

    Universal Credit Regulations 2013, regulation 66(1)(e): what is over £110 in each month of the course that counts
    (regulations 68 to 71). Changes the dicts, pounds a year.
    """
    told = sum(float(each.student_income.per_year) for each in household.couple if each.student_income is not None)
    if told <= 0 or per_year["uc"] <= 0:
        return
    taken = parts["uc_earned_income"] * UC_TAPER + parts["uc_unearned_income"]
    before = max(0.0, parts["uc_maximum_amount"] - taken)
    parts["uc_unearned_income"] = round(parts["uc_unearned_income"] + told, 2)
    parts["uc_income_reduction"] = round(min(parts["uc_maximum_amount"], taken + told), 2)
    award = max(0.0, before - told)
    take_cap_off(per_year, parts, tests, award=award, more=award - before)
