"""How much of a war pension counts for Housing Benefit and for Council Tax Reduction at pension age."""

from __future__ import annotations

from calculator.household.household import Household

# SI 2006/213, Schedule 5, paragraph 15; SI 2006/214, Schedule 5, paragraph 1; SI 2012/2885, Schedule 5, paragraph 1:
# pounds a week.
LEFT_OUT = 10


def war_pensions_counted(household: Household) -> float:
    """Pounds a year: what is over £10 a week, and nothing where the council leaves all of it out.

    It may by resolution (Social Security Administration Act 1992, section 134(8)). Not known: it has none, and the
    estimate says so. The engine counts nothing.
    """
    if household.war_pensions_left_out == "all":
        return 0.0
    pensions = [each.benefit("war") for each in household.couple]
    told = [float(each.amount.per_year) for each in pensions if each is not None and each.amount is not None]
    return sum(max(0.0, pounds - LEFT_OUT * 52) for pounds in told)
