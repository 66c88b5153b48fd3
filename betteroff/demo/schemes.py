"""The Council Tax Reduction schemes of the demo's councils, made up: one of each shape, for two tax years."""

from __future__ import annotations

from typing import Any

from accounts.actors import Actor
from estimates.actions.schemes import publish, save_draft
from estimates.readers.schemes import scheme_for

TAX_YEARS = (2026, 2027)
OTHER_ADULTS = {
    "hours": 16,
    "deductions": [{"from": 0, "pounds": 5}, {"from": 279, "pounds": 10.5}, {"from": 485, "pounds": 13.5}],
    "spared": ["students", "income_based", "uc_without_earnings"],
}
PERCENTAGE: dict[str, Any] = {
    "shape": "percentage",
    "most_percent": 80,
    "band_cap": "D",
    "minimum_per_week": 0.5,
    "capital_limit": 10000,
    "tariff": {"above": 6000, "step": 250, "pounds": 1},
    "universal_credit": "assessed",
    "full_without_earnings": True,
    "pension_percent": 50,
    "earnings_ignored": {"single": 5, "couple": 10, "lone_parent": 25},
    "incomes_ignored": ["cb", "disability", "war"],
    # Personal allowances and premiums of Housing Benefit, 2026-27; an amount for each child of the council's own.
    "allowances": {
        "single_under_25": 75.65,
        "single": 95.55,
        "couple": 150.15,
        "lone_parent": 95.55,
        "child": 84.66,
        "disability_single": 44.85,
        "disability_couple": 64,
        "carer": 48.15,
        "severe": 86.05,
    },  # fmt: skip
    "taper_percent": 20,
    "others": OTHER_ADULTS,
    "protected": [
        {"group": "disabled", "most_percent": 100, "no_minimum": True},
        {"group": "care_leaver", "most_percent": 100, "no_minimum": True, "no_band_cap": True},
    ],
    "backdating": "Ask for help from before you apply: we can go back up to one month.",
}


def _band(percent: int, *highest: int) -> dict[str, int]:
    kinds = ("single", "couple", "lone_parent_1", "lone_parent_2", "couple_1", "couple_2")
    return {"percent": percent, **dict(zip(kinds, highest, strict=True))}


BANDED: dict[str, Any] = {
    "shape": "banded",
    "most_percent": 90,
    "minimum_per_week": 1,
    "capital_limit": 8000,
    "universal_credit": "own",
    "uc_parts_ignored": ["housing", "childcare", "carer", "health"],
    "full_without_earnings": True,
    "earnings_ignored": {"lone_parent": 25},
    "incomes_ignored": ["cb", "ca", "disability", "war"],
    "bands": [
        _band(90, 115, 170, 205, 265, 255, 325),
        _band(60, 165, 220, 255, 315, 305, 375),
        _band(30, 225, 280, 315, 375, 365, 435),
    ],
    "others": OTHER_ADULTS,
    "protected": [{"group": "disabled", "most_percent": 100}, {"group": "war_pension", "most_percent": 100}],
}
SCHEMES = {
    "calderbrook": ("Calderbrook Council Tax Reduction", PERCENTAGE),
    "southmere": ("Southmere Council Tax Support", BANDED),
}


def add_schemes(*, by: Actor) -> None:
    """Publish the council's demo scheme for each year that has none."""
    name, rules = SCHEMES[by.council.slug]
    for year in TAX_YEARS:
        if scheme_for(year) is None:
            draft = save_draft(tax_year=year, name=name, rules=rules, based_on="", by=by)
            publish(tax_year=year, number=draft.number, sha256=draft.sha256, by=by)
