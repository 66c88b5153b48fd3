"""The transitional element of Universal Credit, for people who were moved from older benefits.

Universal Credit (Transitional Provisions) Regulations 2014 (SI 2014/1230), regulations 52 to 56. The engine has none.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from decimal import Decimal

from calculator.benefit_cap import take_cap_off
from calculator.figures import CAPITAL_LIMIT, UC_TAPER
from calculator.household.household import Household, Money
from calculator.interface import Engine, EngineResult

ELEMENT = "uc_transitional_element"
# Amounts under sections 9 to 12 of the Welfare Reform Act 2012, but for childcare (regulation 55(4)). The engine has
# the health element among those for disability.
AMOUNTS_THAT_COUNT = (
    "uc_standard_allowance",
    "uc_child_element",
    "uc_housing_costs_element",
    "uc_disability_elements",
    "uc_carer_element",
)


def add_transitional_element(
    household: Household, per_year: dict[str, float], parts: dict[str, float], tests: dict[str, bool]
) -> None:
    """Count the element in the maximum amount (regulation 52), before income and the benefit cap come off.

    Changes the dicts, pounds a year. With savings over the limit there is no award for it to be in, unless regulation
    51 leaves the rest out, for up to 12 months after tax credits: that is not known, and opens a range
    (calculator/ranges.py).
    """
    parts[ELEMENT] = 0.0
    told = household.transitional_element
    over_limit = household.capital_for_universal_credit > CAPITAL_LIMIT
    if told is None or over_limit or household.on_pension_age_rules or not tests["is_uc_eligible"]:
        return
    parts[ELEMENT] = round(float(told.per_year), 2)
    taken = parts["uc_earned_income"] * UC_TAPER + parts["uc_unearned_income"]
    before = max(0.0, parts["uc_maximum_amount"] - taken)
    parts["uc_maximum_amount"] = round(parts["uc_maximum_amount"] + parts[ELEMENT], 2)
    parts["uc_income_reduction"] = round(min(parts["uc_maximum_amount"], taken), 2)
    award = max(0.0, parts["uc_maximum_amount"] - taken)
    take_cap_off(per_year, parts, tests, award=award, more=award - before)


def after_increases(now: EngineResult, then: EngineResult, household: Household) -> Household:
    """The household of `then`, its transitional element reduced by what other elements rose since `now`.

    Regulation 55(2): the element falls by each increase; what falls elsewhere does not raise it again.
    """
    told = household.transitional_element
    if told is None:
        return household
    risen = sum(max(0.0, then.parts[name] - now.parts[name]) for name in AMOUNTS_THAT_COUNT)
    left = max(Decimal(0), told.per_year - Decimal(str(round(risen, 2))))
    return dataclasses.replace(household, transitional_element=Money(left, "yearly"))


def estimate_after_increases(
    engine: Engine, households: Sequence[Household]
) -> tuple[list[Household], list[EngineResult]]:
    """The households after changes and their results, the first being as it is now, each with what is left of it.

    Runs the engine once more only where an element is told.
    """
    results = engine.estimate_many(households)
    now = results[0]
    if ELEMENT not in now.parts or all(each.transitional_element is None for each in households):
        return list(households), results
    left = [after_increases(now, then, each) for each, then in zip(households, results, strict=True)]
    return left, engine.estimate_many(left)
