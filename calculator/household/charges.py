"""Charges beside a rent, of which a form cannot tell whether they are in it and whether benefits pay them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from calculator.household.facts import Facts, rows_of, yearly
from core.rules.money import PAYMENTS_A_YEAR


def with_charges(facts: Facts, rent: dict[str, Any]) -> dict[str, Any]:
    """The least and the most that may count of a rent, as the household format has them; nothing without charges.

    Forms ask for charges "on top of, or inside, the rent". Those that nobody has to pay to live there do not count (SI
    2006/213 and SI 2006/214, regulation 12(1)(e) and Schedule 1; Universal Credit Regulations 2013, Schedule 1,
    paragraphs 7 and 8, from memory: paragraph 9 of their twin for Northern Ireland, SR 2016/216, Schedule 1, was read,
    which holds that for social rents and owners only).
    """
    rows = [row for row in rows_of(facts, "tenancy.service_charges") if row.get("charge.amount")]
    if not rows:
        return {}
    every = sum((yearly(row["charge.amount"]) for row in rows), Decimal(0))
    due = sum((yearly(row["charge.amount"]) for row in rows if row.get("charge.required") != "no"), Decimal(0))
    whole = Decimal(str(rent["amount"])) * PAYMENTS_A_YEAR[rent["frequency"]]
    return {"rent_at_least": _a_year(max(Decimal(0), whole - every)), "rent_at_most": _a_year(whole + due)}


def _a_year(pounds: Decimal) -> dict[str, Any]:
    return {"amount": float(round(pounds, 2)), "frequency": "yearly"}
