"""The embedded engine: policyengine-uk, its tax-benefit system built once per process, offline.

`Simulation(situation=...)` builds a tax-benefit system (4 to 6 seconds) and then does four things to a
household: loads it, applies the 2026 Universal Credit rebalancing, applies structural reforms (none in
current law) and moves inputs that may respond to reforms. We build one such Simulation and load further
households into it, any number side by side, repeating the steps that touch a household; a test holds the
result equal to the plain constructor's.
"""

from __future__ import annotations

import contextlib
import gc
import importlib.metadata
import os
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from calculator.benefit_cap import correct_benefit_cap
from calculator.ctr.pension_age import correct_council_tax_reduction
from calculator.engine.outputs import CHILDREN, COUPLE, TESTS, UNIT, result_values
from calculator.engine.population import SECTIONS, Population, alike, column_array, columns
from calculator.engine.situation import build_situation
from calculator.household.household import Household
from calculator.housing_benefit import correct_housing_benefit
from calculator.interface import EngineResult
from calculator.student_income import add_student_income
from calculator.transitional import add_transitional_element
from core.rules.messages import Phrase, say

# What the plain constructor moves after loading, so that reforms to behaviour can start from the input.
MOVES = (
    ("capital_gains", "capital_gains_before_response"),
    ("employment_income", "employment_income_before_lsr"),
    ("employee_pension_contributions", "employee_pension_contributions_reported"),
    ("bus_fare_spending", "bus_fare_spending_reported"),
)
HEALTH_ELEMENT = "uc_LCWRA_element"
NEW_HEALTH_CLAIM = "uc_receives_new_claimant_health_element"
UNKNOWN_PLACES = {
    "local_authority": say("We do not know the figures of this council, so those of the region were used."),
    "brma": say("We do not know the rent limits of this area, so those of the region were used."),
}
# More at once would only take more memory: the time for each household no longer falls.
MOST_AT_ONCE = 2000


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """Leave what is made here out of garbage collection: the rules are millions of objects that never die.

    Looking at them again and again takes a third of the time in which they are built, and would later stop an estimate
    for half a second now and then.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.collect()
        gc.freeze()
    finally:
        if was_on:
            gc.enable()


class PolicyEngine:
    """policyengine-uk behind the Engine interface. One run at a time; safe to share between threads."""

    name = "policyengine-uk"
    gives_ranges = True

    def __init__(self) -> None:
        self.version = importlib.metadata.version("policyengine-uk")
        self._lock = threading.Lock()
        self._simulation: Any = None
        self._protected_health_element: dict[int, float] = {}

    def warm(self, year: int = 2026) -> None:
        """Import policyengine-uk and build its rules for the tax year from April `year`: about 5 seconds."""
        with self._lock:
            self._warm(year)

    def estimate(self, household: Household) -> EngineResult:
        """Work out the household's benefits; about a quarter of a second once warm."""
        return self.estimate_many([household])[0]

    def estimate_many(self, households: Sequence[Household]) -> list[EngineResult]:
        """Work out many households in one vectorised run for each tax year; results in the same order."""
        results: dict[int, EngineResult] = {}
        for year in sorted({each.rates_year for each in households}):
            positions = [index for index, each in enumerate(households) if each.rates_year == year]
            for start in range(0, len(positions), MOST_AT_ONCE):
                some = positions[start : start + MOST_AT_ONCE]
                with self._lock:
                    self._warm(year)
                    found = self._run([households[index] for index in some], year)
                results.update(zip(some, found, strict=True))
        return [results[index] for index in range(len(households))]

    def _warm(self, year: int) -> None:
        if year in self._protected_health_element:
            return
        # Nothing is downloaded for a situation; this makes sure of it should a later version try.
        os.environ["HF_HUB_OFFLINE"] = "1"
        with _no_collection():
            from policyengine_uk import Simulation  # slow: seconds, and only who calculates needs it

            protected = Simulation(situation=_protected_claimant(year))
            # The constructor writes the protected amount as an input, so this is law as the engine holds it.
            self._protected_health_element[year] = float(protected.calculate(HEALTH_ELEMENT, year)[0])
            self._simulation = self._simulation or protected
            # The first calculation fills caches with the rates of the year: a second that nobody then waits for.
            population = columns([_protected_claimant(year)], year)
            self._load(population, year)
            self._read(population, year)

    def _run(self, households: Sequence[Household], year: int) -> list[EngineResult]:
        situations = [build_situation(each) for each in households]
        unknowns = [self._drop_unknown_places(each, year) for each in situations]
        variables = self._simulation.tax_benefit_system.variables
        results: dict[int, EngineResult] = {}
        for positions in alike(situations, _with_formula(variables)):
            population = columns([situations[position] for position in positions], year)
            self._load(population, year)
            for position, (per_year, parts, tests) in zip(positions, self._read(population, year), strict=True):
                correct_benefit_cap(per_year, parts, tests)
                add_student_income(households[position], per_year, parts, tests)
                add_transitional_element(households[position], per_year, parts, tests)
                correct_housing_benefit(households[position], per_year, parts, tests)
                correct_council_tax_reduction(households[position], per_year, parts, tests)
                results[position] = EngineResult(
                    self.name, self.version, year, per_year, parts, tests, tuple(unknowns[position])
                )
        return [results[position] for position in range(len(households))]

    def _drop_unknown_places(self, situation: dict, year: int) -> list[Phrase]:
        home = situation["households"]["home"]
        variables = self._simulation.tax_benefit_system.variables
        unknowns = []
        for name, sentence in UNKNOWN_PLACES.items():
            known = {each.name for each in variables[name].possible_values}
            if name in home and home[name][str(year)] not in known:
                del home[name]
                unknowns.append(sentence)
        return unknowns

    def _load(self, population: Population, year: int) -> None:
        from policyengine_core.periods import period  # slow: loads the engine

        simulation = self._simulation
        # As new: branches and values of the last households must not reach these.
        simulation.branches = {}
        simulation.invalidated_caches = set()
        simulation._external_input_change_pending = False
        simulation._start_new_population(built_from_dataset=False)
        simulation.build_from_populations(simulation.tax_benefit_system.instantiate_entities())
        # While this is None the simulation counts as under construction: what is set below completes the
        # households, and does not throw away what has been calculated.
        simulation.input_variables = None
        self._put_people_in_groups(population)
        for entity, given in population.inputs.items():
            for name, inputs in given.items():
                holder = simulation.populations[entity].get_holder(name)
                holder.set_input(period(year), column_array(holder.variable, inputs, population.counts[entity]))
        self._apply_rebalancing(year)
        for donor, target in MOVES:
            simulation.move_values(donor, target)
        simulation.input_variables = simulation.get_known_variables()

    def _put_people_in_groups(self, population: Population) -> None:
        for entity in SECTIONS:
            group = self._simulation.populations[entity]
            group.count = population.counts[entity]
            group.ids = np.arange(group.count).astype(str)
            if entity in population.members:
                group.members_entity_id = np.array(population.members[entity])
                group.members_role = np.array([group.entity.flattened_roles[0]] * population.counts["person"])

    def _apply_rebalancing(self, year: int) -> None:
        """The Universal Credit Act 2025 step of the plain constructor, for our year only.

        scenarios/uc_reform.py: a unit with the health element gets the protected amount unless it is a new
        claim; the new amount is what the formula already gives. Its other years cost half a second and
        change nothing for ours.
        """
        from policyengine_uk.utils.supplied_inputs import set_model_value  # slow: loads the engine

        simulation = self._simulation
        element = simulation.calculate(HEALTH_ELEMENT, year).copy()
        new = simulation.calculate(NEW_HEALTH_CLAIM, year)
        element[(element > 0) & ~new] = self._protected_health_element[year]
        set_model_value(simulation, HEALTH_ELEMENT, year, element)

    def _read(self, population: Population, year: int) -> list[tuple[dict, dict, dict]]:
        calculate = self._simulation.calculate
        # The claimant and partner of each household are the adults of its couple's benefit unit; its other
        # people are their children.
        in_couple = calculate("is_claimant_or_partner", year)
        unit_of = np.array(population.members["benunit"])
        units = np.array(population.couple_units)
        found: dict[str, Any] = {}
        for name in (*UNIT, *TESTS):
            found[name] = np.asarray(calculate(name, year))[units]
        for names, chosen in ((COUPLE, in_couple), (CHILDREN, ~in_couple)):
            for name in names:
                each = np.asarray(calculate(name, year), dtype=float) * chosen
                found[name] = np.bincount(unit_of, weights=each, minlength=population.counts["benunit"])[units]
        return [result_values({name: values[index] for name, values in found.items()}) for index in range(len(units))]


def _with_formula(variables: Any) -> set[str]:
    return {name for name, variable in variables.items() if variable.formulas or variable.adds or variable.subtracts}


def _protected_claimant(year: int) -> dict:
    inputs = {"age": 40, "uc_limited_capability_for_WRA": True}
    return {
        "people": {"one": {name: {str(year): value} for name, value in inputs.items()}},
        "benunits": {"unit": {"members": ["one"], NEW_HEALTH_CLAIM: {str(year): False}}},
        "households": {"home": {"members": ["one"], "region": {str(year): "NORTH_WEST"}}},
    }
