"""Passported help: what follows from a benefit, an age or an award; each "likely", "not" or "ask", with its source."""

from __future__ import annotations

from calculator.household.household import Household
from calculator.interface import EngineResult
from calculator.passported.answers import ASK, LIKELY, NOT, PassportedHelp
from calculator.passported.bills import broadband, tv_licence, warm_home_discount, water
from calculator.passported.carers import carers_credit
from calculator.passported.childcare import free_hours
from calculator.passported.children import free_school_meals, healthy_start
from calculator.passported.circumstances import circumstances_of
from calculator.passported.council import LocalWelfare, housing_payment, local_welfare
from calculator.passported.health import blue_badge, nhs_costs
from calculator.passported.tax import blind_persons_allowance, marriage_allowance
from calculator.passported.winter import cold_weather, winter_fuel

__all__ = ["ASK", "LIKELY", "NOT", "LocalWelfare", "PassportedHelp", "passported_help"]


def passported_help(
    household: Household, result: EngineResult, *, council_local_welfare: LocalWelfare | None = None
) -> list[PassportedHelp]:
    """Every passported help there is where the household lives, in one fixed order, each with answer and reasons.

    result: what an engine worked out, in pounds a year; benefits absent from it are unknown, and a benefit that the
    couple report counts as had. council_local_welfare: what the council says of its own crisis help, where it has.
    Raises nothing for a household that parse_household made. Sources: calculator/passported/sources.py.
    """
    case = circumstances_of(household, result)
    return [
        free_school_meals(case),
        healthy_start(case),
        free_hours(case),
        *nhs_costs(case),
        blue_badge(case),
        warm_home_discount(case),
        cold_weather(case),
        winter_fuel(case),
        water(case),
        broadband(case),
        tv_licence(case),
        carers_credit(case),
        marriage_allowance(case),
        blind_persons_allowance(case),
        housing_payment(case),
        local_welfare(case, council_local_welfare),
    ]
