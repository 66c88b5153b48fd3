"""Many households side by side as arrays: one vectorised run of policyengine-uk works them all out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

Situation = dict[str, Any]
# Entity of the engine -> the key of a situation that holds its instances.
SECTIONS = {"person": "people", "benunit": "benunits", "household": "households"}


@dataclass
class Inputs:
    """One variable's values: the instance each belongs to, and the value as the engine stores it."""

    instances: list[int] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)


@dataclass
class Population:
    """Households as columns. Position i of `couple_units` and `homes` belongs to the i-th situation.

    members: for benunit and household, the group that each person is in, in the order of persons.
    inputs: entity -> variable -> its values for one year.
    """

    counts: dict[str, int]
    members: dict[str, list[int]]
    inputs: dict[str, dict[str, Inputs]]
    couple_units: list[int]
    homes: list[int]


def columns(situations: Sequence[Situation], year: int) -> Population:
    """Put situations (as build_situation makes them) side by side, keeping their order.

    Each has its couple as the first benefit unit and one household.
    """
    population = Population(
        dict.fromkeys(SECTIONS, 0), {"benunit": [], "household": []}, {entity: {} for entity in SECTIONS}, [], []
    )
    for situation in situations:
        _append(population, situation, str(year))
    return population


def _append(population: Population, situation: Situation, year: str) -> None:
    first = dict(population.counts)
    people = {name: first["person"] + index for index, name in enumerate(situation["people"])}
    population.couple_units.append(first["benunit"])
    population.homes.append(first["household"])
    for entity, section in SECTIONS.items():
        columns_of_entity = population.inputs[entity]
        for index, inputs in enumerate(situation[section].values()):
            for name, dated in inputs.items():
                if name != "members":
                    column = columns_of_entity.setdefault(name, Inputs())
                    column.instances.append(first[entity] + index)
                    column.values.append(dated[year])
        population.counts[entity] += len(situation[section])
    for entity in ("benunit", "household"):
        groups = [0] * len(people)
        for index, inputs in enumerate(situation[SECTIONS[entity]].values()):
            for name in inputs["members"]:
                groups[people[name] - first["person"]] = first[entity] + index
        population.members[entity] += groups


def alike(situations: Sequence[Situation], has_formula: Iterable[str]) -> list[list[int]]:
    """Positions of the situations, grouped so that those of a group give the same variables.

    A variable that only some households give would take its default, and not its formula, for the others.
    has_formula: the variables for which that makes a difference.
    """
    matters = frozenset(has_formula)
    groups: dict[frozenset[str], list[int]] = {}
    for position, situation in enumerate(situations):
        given = {name for section in SECTIONS.values() for inputs in situation[section].values() for name in inputs}
        groups.setdefault(frozenset(given & matters), []).append(position)
    return list(groups.values())


def column_array(variable: Any, inputs: Inputs, count: int) -> np.ndarray:
    """A variable's values for `count` instances: those given, and its default for the rest."""
    array = variable.default_array(count)
    stored = {value: variable.check_set_value(value) for value in set(inputs.values)}
    array[inputs.instances] = [stored[value] for value in inputs.values]
    return array
