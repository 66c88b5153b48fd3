"""A Household written as JSON data again, in the one form that is stored and compared."""

from __future__ import annotations

import dataclasses
import datetime
from decimal import Decimal
from typing import Any

from calculator.household.household import Household


def household_json(household: Household) -> dict[str, Any]:
    """JSON data in the format of household.schema.json; parse_household reads it back as an equal Household."""
    return _plain(household)


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        # What is not known is left out.
        known = {each.name: getattr(value, each.name) for each in dataclasses.fields(value)}
        return {name: _plain(item) for name, item in known.items() if item is not None}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, datetime.date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else value
