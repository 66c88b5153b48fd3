"""What pay at pension age comes to, and how much of it Housing Benefit and Council Tax Reduction leave out.

SI 2006/214, regulation 36 and Schedule 4; SI 2012/2885, Schedule 1, paragraph 30, and Schedule 4. The tax is what is
deducted from pay: a tax code takes State Pension and pensions first, so pay bears what is over the personal allowance.
The engine has it so for Pension Credit, and spreads the tax over all income for these two.
"""

from __future__ import annotations

from calculator.figures import LEFT_OUT_FOR_HOURS

ENOUGH_HOURS = "meets_housing_benefit_additional_earnings_disregard_conditions"


def net_pay(parts: dict[str, float]) -> float:
    """Pounds a year of the couple's pay and profit, less tax on them, National Insurance and half of contributions."""
    employed = parts["earnings"] - parts["employed_insurance"] - parts["pension_credit_employment_income_tax"]
    trade = parts["self_employed_profit"] - parts["self_employment_deductions"]
    return max(0.0, employed + trade - parts["pension_contributions"] / 2)


def ordinary_left_out(parts: dict[str, float]) -> float:
    """Pounds a year by Schedule 4, paragraphs 2 to 7: £5, £10, £20 or £25 a week, and no more than the pay."""
    return min(parts["housing_benefit_special_earnings_disregard"], net_pay(parts))


def childcare(parts: dict[str, float]) -> float:
    """Pounds a year of pay left out for childcare (SI 2006/214, regulation 30(1)(c)): no more than is left of it."""
    told = parts["housing_benefit_applicable_income_childcare_element"]
    return min(told, net_pay(parts) - ordinary_left_out(parts))


def left_out_for_hours(parts: dict[str, float], tests: dict[str, bool]) -> float:
    """Pounds a year for working hours, where the pay covers it with what else is left out (paragraph 9(3))."""
    covered = ordinary_left_out(parts) + childcare(parts) + LEFT_OUT_FOR_HOURS * 52
    return LEFT_OUT_FOR_HOURS * 52 if tests[ENOUGH_HOURS] and round(net_pay(parts), 2) >= round(covered, 2) else 0.0


def more_for_lone_parents(parts: dict[str, float], tests: dict[str, bool]) -> float:
    """Pounds a year that a lone parent has left out beyond what the assessment of Pension Credit left out."""
    if not tests["is_lone_parent"]:
        return 0.0
    return max(0.0, ordinary_left_out(parts) - parts["pension_credit_earnings_disregard"])
