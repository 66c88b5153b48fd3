"""Charges beside a rent, of which a form cannot tell whether they are in it and whether benefits pay them."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from calculator.household.facts import Facts, rows_of, yearly
from calculator.household.household import PRIVATE_TENURES
from calculator.household.residents import joint_tenants, share_of_rent
from core.rules.money import PAYMENTS_A_YEAR
from core.rules.pension_age import has_reached_pension_age

# Housing Benefit for it is the Local Housing Allowance; that for a caravan or a boarder's room is not.
WITH_ALLOWANCE = {"private_tenant"}


def with_charges(facts: Facts, rent: dict[str, Any], today: datetime.date) -> dict[str, Any]:
    """The least and the most that may count of a rent, as the household format has them; nothing without charges.

    Forms ask for charges "on top of, or inside, the rent". Those that nobody has to pay to live there do not count (SI
    2006/213 and SI 2006/214, regulation 12(1)(e) and Schedule 1; Universal Credit Regulations 2013, Schedule 1,
    paragraphs 7 and 8, from memory: paragraph 9 of their twin for Northern Ireland, SR 2016/216, Schedule 1, was read,
    which holds that for social rents and owners only). Where all of a rent counts, so do they in Universal Credit.
    Joint tenants have the same share of them as of the rent, and `rent` is that share already (SI 2006/213 and SI
    2006/214, regulation 12B(4), of which a summary was read).
    """
    rows = [row for row in rows_of(facts, "tenancy.service_charges") if row.get("charge.amount")]
    if not rows:
        return {}
    share = share_of_rent(facts) if joint_tenants(facts) else Decimal(1)
    every = share * sum((yearly(row["charge.amount"]) for row in rows), Decimal(0))
    due = share * sum((yearly(row["charge.amount"]) for row in rows if row.get("charge.required") != "no"), Decimal(0))
    whole = Decimal(str(rent["amount"])) * PAYMENTS_A_YEAR[rent["frequency"]]
    least, most = whole - every, whole + due
    if counts_as_a_whole(facts, today):
        least, most = (whole - (every - due), most) if _on_pension_age(facts, today) else (whole, whole + every)
    return {"rent_at_least": _a_year(max(Decimal(0), least)), "rent_at_most": _a_year(most)}


def counts_as_a_whole(facts: Facts, today: datetime.date) -> bool:
    """Whether nothing comes off a rent for what it is for, such as heating: it is only held to the rate of the area.

    So it is for private rents in Universal Credit, where the conditions of charges are those of social rents and owners
    (as above), and where Housing Benefit is the Local Housing Allowance (SI 2006/214, regulation 13D(12), from memory;
    what advisers say of both at rightsnet.org.uk and hbinfo.org was read).
    """
    return facts.get("tenancy.type") in (WITH_ALLOWANCE if _on_pension_age(facts, today) else PRIVATE_TENURES)


def _on_pension_age(facts: Facts, today: datetime.date) -> bool:
    born = [facts[fact] for fact in ("person.dob", "partner.dob") if facts.get(fact)]
    reached = [has_reached_pension_age(datetime.date.fromisoformat(each), today) for each in born]
    return all(reached) or (any(reached) and facts.get("claim.mixed_age_saved") == "yes")


def _a_year(pounds: Decimal) -> dict[str, Any]:
    return {"amount": float(round(pounds, 2)), "frequency": "yearly"}
