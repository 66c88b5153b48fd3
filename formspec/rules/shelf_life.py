"""How long a known answer may fill in another form (pure)."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from formspec.rules.compile import library_facts

# Days, by the words of the data dictionary; None: as long as it is confirmed each time.
DAYS = {"this form only": 0, "1 month": 31, "6 months": 184, "12 months": 366, "no limit, confirm": None}


@cache
def shelf_lives() -> dict[str, int | None]:
    """Return fact -> days for which an answer is reused after it was last confirmed; None for no limit."""
    return {fact: DAYS[entry["shelf_life"]] for fact, entry in library_facts().items()}


def still_good(fact: str, value: Any, confirmed_on: date, today: date) -> Any:
    """What of a known value is not too old today: the value, of a list only what its rows may still say, or None."""
    if _is_old(fact, confirmed_on, today):
        return None
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        return value
    return [{part: said for part, said in row.items() if not _is_old(part, confirmed_on, today)} for row in value]


def _is_old(fact: str, confirmed_on: date, today: date) -> bool:
    days = shelf_lives().get(fact)
    return days is not None and (today - confirmed_on).days > days
