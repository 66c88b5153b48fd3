"""Households for the calculator's figures: the same on every run, mixed as a council's are, nobody real."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

# Each with a rental market area of the engine.
AREAS = {
    "NORTH_WEST": "CENTRAL_GREATER_MANCHESTER",
    "YORKSHIRE": "LEEDS",
    "LONDON": "INNER_SOUTH_EAST_LONDON",
    "WALES": "CARDIFF",
    "SCOTLAND": "LOTHIAN",
}
TENURES = ["council_tenant", "ha_tenant", "private_tenant", "private_tenant", "owner"]
FIRST_DAY = dt.date(2026, 4, 6)


def make_households(number: int) -> list[dict[str, Any]]:
    """So many household documents with rates of 2026, no two alike: one in four retired, one in ten with gaps."""
    dice = random.Random(2026)  # noqa: S311 - the same choices every time
    return [_household(dice, position) for position in range(number)]


def _household(dice: random.Random, position: int) -> dict[str, Any]:
    retired = dice.random() < 0.25
    adults = [_adult(dice, "claimant", retired)]
    if dice.random() < 0.45:
        adults.append(_adult(dice, "partner", retired))
    if dice.random() < 0.15:
        adults.append({"role": "non_dependant", "age": dice.randint(18, 40), "earnings": _weekly(dice, 0, 500)})
    children = [] if retired else [_child(dice) for _ in range(dice.choice([0, 0, 0, 1, 2, 3]))]
    region = dice.choice(list(AREAS))
    household = {
        "claim_date": (FIRST_DAY + dt.timedelta(days=position % 364)).isoformat(),
        "region": region,
        "brma": AREAS[region],
        "adults": adults,
        "children": children,
        "housing": _home(dice),
        "capital": dice.choice([0, 500, 4_000, 7_200, 11_000, 18_000]) + dice.randint(0, 499),
        "had_health_element_before_april_2026": dice.random() < 0.5,
    }
    if children and dice.random() < 0.4:
        household["childcare"] = _weekly(dice, 20, 250)
    if dice.random() < 0.1:
        del household["capital"]
    return household


def _adult(dice: random.Random, role: str, retired: bool) -> dict[str, Any]:
    adult: dict[str, Any] = {"role": role, "age": dice.randint(67, 90) if retired else dice.randint(19, 64)}
    if retired:
        adult["benefits"] = [{"code": "state_pension", "amount": _weekly(dice, 120, 241)}]
        adult["private_pension"] = _weekly(dice, 0, 120)
    elif dice.random() < 0.55:
        adult |= {"hours_per_week": dice.randint(8, 40), "earnings": _weekly(dice, 90, 600)}
    elif dice.random() < 0.3:
        adult["limited_capability"] = "lcwra"
    if dice.random() < 0.1:
        adult["disability_benefits"] = ["aa_higher" if retired else "pip_daily_living_standard"]
    if dice.random() < 0.05:
        adult["cares_35_hours"] = True
    return adult


def _child(dice: random.Random) -> dict[str, Any]:
    age = dice.randint(0, 17)
    child: dict[str, Any] = {"age": age, "sex": dice.choice(["female", "male"])}
    return {**child, "in_education": True} if age >= 16 else child


def _home(dice: random.Random) -> dict[str, Any]:
    home: dict[str, Any] = {
        "tenure": dice.choice(TENURES),
        "bedrooms": dice.randint(1, 4),
        "council_tax_band": dice.choice("ABCD"),
        "council_tax_per_year": dice.randint(900, 2400),
        "liable_for_council_tax": True,
    }
    if home["tenure"] != "owner":
        home["rent"] = _weekly(dice, 70, 300)
    return home


def _weekly(dice: random.Random, low: int, high: int) -> dict[str, Any]:
    return {"amount": dice.randint(low * 100, high * 100) / 100, "frequency": "weekly"}
