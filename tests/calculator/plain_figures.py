"""What policyengine_uk's own `Simulation` says of households, and the file in which it is kept."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from calculator.engine.outputs import BENEFITS
from calculator.engine.population import SECTIONS
from calculator.engine.situation import build_situation
from calculator.household.household import Household

KEPT = Path(__file__).parent / "plain_figures.json"
# The households themselves, one a line: what hypothesis draws depends on which modules a process has loaded.
HOUSEHOLDS = Path(__file__).parent / "plain_households.jsonl"
# Variables of a person that the fast path sums over the couple, and over their children.
OF_COUPLE = {
    "employment_income": "earnings",
    "self_employment_income": "self_employed_profit",
    "national_insurance": "national_insurance",
    "employee_pension_contributions": "pension_contributions",
    "private_pension_income": "private_pension",
    "state_pension": "state_pension",
    "esa_contrib": "esa_ns",
    "jsa_contrib": "jsa_ns",
    "CB_HITC": "child_benefit_charge",
}
CARER = ("carers_allowance", "carer_support_payment", "scottish_carer_supplement")
OF_CHILDREN = {"tax_free_childcare": "tfc", "scottish_child_payment": "scp"}


def is_afresh() -> bool:
    """Whether households are drawn and figures worked out anew, and kept."""
    return os.environ.get("PLAIN_FIGURES") == "afresh"


def kept_households(draw: Callable[[], list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """The documents that are kept; afresh those that `draw` gives, which are kept then."""
    if is_afresh():
        HOUSEHOLDS.write_text("".join(f"{json.dumps(each, sort_keys=True)}\n" for each in draw()))
    return [json.loads(line) for line in HOUSEHOLDS.read_text().splitlines()]


def key_of(situation: dict[str, Any], year: int) -> str:
    """What kept figures are found by: all that the engine is given, and which engine."""
    given = json.dumps([situation, year, version("policyengine-uk")], sort_keys=True, default=str)
    return hashlib.sha256(given.encode()).hexdigest()[:32]


def kept_figures() -> dict[str, dict[str, float]]:
    """Key -> pounds a year of each thing that we report; empty with PLAIN_FIGURES=afresh."""
    return {} if is_afresh() else figures_in_file()


def figures_in_file() -> dict[str, dict[str, float]]:
    """What the file says."""
    kept = json.loads(KEPT.read_text())
    return {key: dict(zip(kept["names"], values, strict=True)) for key, values in kept["figures"].items()}


def keep_figures(figures: dict[int, dict[str, float]], households: Sequence[Household]) -> None:
    """Write the figures of these households, and no others, with PLAIN_FIGURES=afresh."""
    if not is_afresh():
        return
    names = list(next(iter(figures.values())))
    kept = {
        key_of(build_situation(households[index]), households[index].rates_year): [
            round(float(each[name]), 4) for name in names
        ]
        for index, each in figures.items()
    }
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(kept[key])}" for key in sorted(kept))
    KEPT.write_text(f'{{"names": {json.dumps(names)},\n"figures": {{\n{lines}\n}}}}\n')


def side_by_side(situations):
    """One situation of many: every name with the position of its household before it."""
    whole = {section: {} for section in SECTIONS.values()}
    for position, situation in enumerate(situations):
        for section, instances in situation.items():
            for name, inputs in instances.items():
                renamed = dict(inputs)
                if "members" in inputs:
                    renamed["members"] = [f"{position} {member}" for member in inputs["members"]]
                whole[section][f"{position} {name}"] = renamed
    return whole


def plain_figures(situations, households, year):
    """By position: pounds a year of each thing that we report, read from one plain Simulation."""
    from policyengine_uk import Simulation

    whole = side_by_side(situations)
    simulation = Simulation(situation=whole)
    people = {name: index for index, name in enumerate(whole["people"])}
    units = {name: index for index, name in enumerate(whole["benunits"])}
    values = {
        name: np.asarray(simulation.calculate(name, year), dtype=float)
        for name in (
            *BENEFITS.values(),
            "council_tax_benefit",
            *OF_COUPLE,
            *CARER,
            *OF_CHILDREN,
            "uc_LCWRA_element",
            "income_tax_before_winter_fuel_payment_charge",
        )
    }
    figures = []
    for position, household in enumerate(households):
        couple = [people[f"{position} adult{index}"] for index in range(len(household.couple))]
        children = [people[f"{position} child{index}"] for index in range(len(household.children))]
        unit = units[f"{position} couple"]
        figures.append(
            {
                **{code: values[name][unit] for code, name in BENEFITS.items()},
                "engine_council_tax_reduction": values["council_tax_benefit"][unit],
                "uc_LCWRA_element": values["uc_LCWRA_element"][unit],
                "ca": sum(values[name][couple].sum() for name in CARER),
                "income_tax": values["income_tax_before_winter_fuel_payment_charge"][couple].sum()
                - values["CB_HITC"][couple].sum(),
                **{ours: values[name][couple].sum() for name, ours in OF_COUPLE.items()},
                **{ours: values[name][children].sum() for name, ours in OF_CHILDREN.items()},
            }
        )
    return figures
