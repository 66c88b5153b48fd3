"""The embedded engine: policyengine-uk, its tax-benefit system built once per process, offline.

`Simulation(situation=...)` builds a tax-benefit system (4 to 6 seconds) and then does four things to a
household: loads it, applies the 2026 Universal Credit rebalancing, applies structural reforms (none in
current law) and moves inputs that may respond to reforms. We build one such Simulation and load each further
household into it as its own `build_from_situation` does, repeating the steps that touch the household; a test
holds the result equal to the plain constructor's.
"""
from __future__ import annotations

import gc
import importlib.metadata
import os
import threading
from typing import Any

from claims.calculator.engines import EngineResult
from claims.calculator.household import Household
from claims.calculator.situation import build_situation

BENEFITS = {
    "uc": "universal_credit",
    "pc": "pension_credit",
    "hb": "housing_benefit",
    "cb": "child_benefit",
}
PARTS = (
    "uc_standard_allowance", "uc_child_element", "uc_housing_costs_element", "uc_LCWRA_element",
    "uc_carer_element", "uc_childcare_element", "uc_disability_elements", "uc_maximum_amount",
    "uc_earned_income", "uc_work_allowance", "uc_unearned_income", "uc_tariff_income",
    "uc_benefit_cap_reduction", "guarantee_credit", "savings_credit", "uc_LHA_cap", "benunit_rent",
)
TESTS = ("is_uc_eligible", "council_tax_reduction_scheme_supported", "council_tax_reduction_pensioner")
# What the plain constructor moves after loading, so that reforms to behaviour can start from the input.
MOVES = (
    ("capital_gains", "capital_gains_before_response"),
    ("employment_income", "employment_income_before_lsr"),
    ("employee_pension_contributions", "employee_pension_contributions_reported"),
    ("bus_fare_spending", "bus_fare_spending_reported"),
)
HEALTH_ELEMENT = "uc_LCWRA_element"
NEW_HEALTH_CLAIM = "uc_receives_new_claimant_health_element"


class PolicyEngine:
    """policyengine-uk behind the Engine interface. One household at a time; safe to share between threads."""

    name = "policyengine-uk"

    def __init__(self) -> None:
        self.version = importlib.metadata.version("policyengine-uk")
        self._lock = threading.Lock()
        self._simulation: Any = None
        self._protected_health_element: dict[int, float] = {}

    def warm(self, year: int = 2026) -> None:
        """Import policyengine-uk and build its rules for the tax year from April `year`: about 12 seconds."""
        with self._lock:
            self._warm(year)

    def estimate(self, household: Household) -> EngineResult:
        """Work out the household's benefits; about a quarter of a second once warm."""
        situation = build_situation(household)
        year = household.rates_year
        with self._lock:
            self._warm(year)
            unknowns = self._drop_unknown_places(situation, year)
            self._load(situation, year)
            per_year, parts, tests = self._read(year)
        return EngineResult(self.name, self.version, year, per_year, parts, tests, tuple(unknowns))

    def _warm(self, year: int) -> None:
        if year in self._protected_health_element:
            return
        # Nothing is downloaded for a situation; this makes sure of it should a later version try.
        os.environ["HF_HUB_OFFLINE"] = "1"
        from policyengine_uk import Simulation

        protected = Simulation(situation=_protected_claimant(year))
        # The constructor writes the protected amount as an input, so this is law as the engine holds it.
        self._protected_health_element[year] = float(protected.calculate(HEALTH_ELEMENT, year)[0])
        self._simulation = self._simulation or protected
        # The first calculation fills caches with the rates of the year: a second that nobody then waits for.
        self._load(_protected_claimant(year), year)
        self._read(year)
        # The rules are millions of objects that never die. Frozen, they are left out of garbage collection,
        # which otherwise stops an estimate for half a second now and then.
        gc.collect()
        gc.freeze()

    def _drop_unknown_places(self, situation: dict, year: int) -> list[str]:
        home = situation["households"]["home"]
        variables = self._simulation.tax_benefit_system.variables
        unknowns = []
        for name, words in (("local_authority", "council"), ("brma", "rental market area")):
            known = {each.name for each in variables[name].possible_values}
            if name in home and home[name][str(year)] not in known:
                del home[name]
                unknowns.append(f"The calculator does not know this {words}, so regional figures were used.")
        return unknowns

    def _load(self, situation: dict, year: int) -> None:
        from policyengine_core.simulations.simulation_builder import SimulationBuilder

        simulation = self._simulation
        # As new: branches and values of the last household must not reach this one.
        simulation.branches = {}
        simulation.invalidated_caches = set()
        simulation._external_input_change_pending = False
        simulation._start_new_population(built_from_dataset=False)
        simulation.build_from_populations(simulation.tax_benefit_system.instantiate_entities())
        # build_from_situation also writes a copy of the household as a data set, which no benefit reads.
        builder = SimulationBuilder()
        builder.default_period = simulation.default_input_period
        builder.build_from_dict(simulation.tax_benefit_system, situation, simulation)
        # While this is None the simulation counts as under construction: what is set below completes the
        # household, and does not throw away what has been calculated.
        simulation.input_variables = None
        self._apply_rebalancing(year)
        for donor, target in MOVES:
            simulation.move_values(donor, target)
        simulation.input_variables = simulation.get_known_variables()

    def _apply_rebalancing(self, year: int) -> None:
        """The Universal Credit Act 2025 step of the plain constructor, for our year only.

        scenarios/uc_reform.py: a unit with the health element gets the protected amount unless it is a new
        claim; the new amount is what the formula already gives. Its other years cost half a second and
        change nothing for ours.
        """
        from policyengine_uk.utils.supplied_inputs import set_model_value

        simulation = self._simulation
        element = simulation.calculate(HEALTH_ELEMENT, year).copy()
        new = simulation.calculate(NEW_HEALTH_CLAIM, year)
        element[(element > 0) & ~new] = self._protected_health_element[year]
        set_model_value(simulation, HEALTH_ELEMENT, year, element)

    def _read(self, year: int) -> tuple[dict[str, float], dict[str, float], dict[str, bool]]:
        calculate = self._simulation.calculate
        # Index 0 is the claimant's benefit unit: build_situation puts it first.
        per_year = {code: round(float(calculate(name, year)[0]), 2) for code, name in BENEFITS.items()}
        parts = {name: round(float(calculate(name, year)[0]), 2) for name in PARTS}
        tests = {name: bool(calculate(name, year)[0]) for name in TESTS}
        if tests["council_tax_reduction_scheme_supported"]:
            per_year["ctr"] = round(float(calculate("council_tax_benefit", year)[0]), 2)
        in_couple = self._simulation.populations["benunit"].members_entity_id == 0
        for name in ("carers_allowance", "carer_support_payment"):
            parts[name] = round(float(calculate(name, year)[in_couple].sum()), 2)
        per_year["ca"] = parts["carers_allowance"] + parts["carer_support_payment"]
        return per_year, parts, tests


def _protected_claimant(year: int) -> dict:
    inputs = {"age": 40, "uc_limited_capability_for_WRA": True}
    return {
        "people": {"one": {name: {str(year): value} for name, value in inputs.items()}},
        "benunits": {"unit": {"members": ["one"], NEW_HEALTH_CLAIM: {str(year): False}}},
        "households": {"home": {"members": ["one"], "region": {str(year): "NORTH_WEST"}}},
    }
