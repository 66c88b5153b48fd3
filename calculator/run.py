"""The whole calculator in one call, for the command line, the API and the worker: JSON in, result out."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cache
from typing import Any

from calculator.council_rules import parse_rules
from calculator.engine.policyengine import PolicyEngine
from calculator.estimate import estimate
from calculator.household.parsing import parse_household
from calculator.interface import Engine


@cache
def default_engine() -> PolicyEngine:
    """The process's one embedded engine. Call its warm() when a worker starts."""
    return PolicyEngine()


def estimate_result(
    json_obj: Any, *, today: datetime.date, engine: Engine | None = None, rules: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Estimate a household given as JSON data (household.schema.json) and return Estimate.to_dict().

    By the embedded engine unless another is given. rules: a council's own, as parse_rules reads them. Raises
    HouseholdProblems for anything that is not a possible household, and what the engine raises.
    """
    return estimate(
        parse_household(json_obj), engine=engine or default_engine(), today=today, rules=parse_rules(rules or {})
    ).to_dict()
