"""Three made-up households on which a council sees what its scheme does before it is published."""

from __future__ import annotations

from typing import Any

from calculator.ctr.reduction import NotWorkedOut, Reduction, reduction
from calculator.ctr.scheme import Scheme
from calculator.household.parsing import parse_household
from calculator.interface import EngineResult

BILL_PER_YEAR = 1560
# Pounds a year. What an engine would say, rounded: the scheme is what is tried here, not the engine.
UNKNOWN = dict.fromkeys(
    (
        "earnings",
        "self_employed_profit",
        "income_tax",
        "national_insurance",
        "pension_contributions",
        "private_pension",
        "state_pension",
        "uc_earned_income_before_work_allowance",
        "uc_unearned_income",
        "uc_maximum_amount",
        "uc_housing_costs_element",
        "uc_childcare_element",
        "uc_child_element",
        "uc_carer_element",
        "uc_LCWRA_element",
        "uc_disability_elements",
    ),
    0.0,
)
SINGLE, COUPLE, LONE_PARENT = "single", "couple", "lone_parent"
# Code -> the household's own part of its document, benefits and parts of the result.
TRIALS: dict[str, tuple[dict[str, Any], dict[str, float], dict[str, float]]] = {
    SINGLE: ({"adults": [{"role": "claimant", "age": 40}]}, {"uc": 5096.0}, {"uc_maximum_amount": 5096.0}),
    COUPLE: (
        {"adults": [{"role": "claimant", "age": 40}, {"role": "partner", "age": 40}], "capital": 5000},
        {},
        {"earnings": 13000.0},
    ),
    LONE_PARENT: (
        {"adults": [{"role": "claimant", "age": 30}], "children": [{"age": 7}]},
        {"uc": 9880.0, "cb": 1400.0},
        {
            "earnings": 10400.0,
            "uc_earned_income_before_work_allowance": 10400.0,
            "uc_maximum_amount": 12480.0,
            "uc_child_element": 3640.0,
            "uc_housing_costs_element": 3744.0,
        },
    ),
}


def try_scheme(scheme: Scheme) -> dict[str, Reduction | NotWorkedOut]:
    """What the scheme gives each of TRIALS: homes in band B with a bill of BILL_PER_YEAR."""
    housing = {
        "tenure": "ha_tenant",
        "council_tax_band": "B",
        "council_tax_per_year": BILL_PER_YEAR,
        "liable_for_council_tax": True,
    }
    found: dict[str, Reduction | NotWorkedOut] = {}
    for code, (people, benefits, parts) in TRIALS.items():
        document = {"claim_date": "2026-11-22", "region": "NORTH_WEST", "capital": 0, "housing": housing, **people}
        result = EngineResult("trial", "1", 2026, benefits, {**UNKNOWN, **parts})
        found[code] = reduction(scheme, parse_household(document), result)
    return found
