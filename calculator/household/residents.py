"""Who lives in a home and pays for it: shares of the rent, and who counts for council tax."""

from __future__ import annotations

from decimal import Decimal

from calculator.household.facts import Facts, Row, rows_of
from core.rules.messages import Phrase, say

# Shares of the bill by how many adults count (Local Government Finance Act 1992, section 11): more pay all of it.
SHARES = {0: Decimal("0.5"), 1: Decimal("0.75")}
# Schedule 1 of the Act and the Council Tax (Discount Disregards) Order 1992: adults who do not count, as forms have it.
STUDENTS = {"student", "apprentice", "youth"}
NOT_COUNTED = {"smi", "carer", "prison", "hospital"}

ONE_ADULT = say(
    "One adult counts for council tax in your home, so the bill in these figures is a quarter lower. If your bill "
    "does not say so, ask the council for the single person discount."
)
NO_ADULT = say(
    "Nobody in your home counts for council tax, so the bill in these figures is half. There may be none at all, as "
    "for homes of students only: ask the council."
)
WHO_COUNTS = say(
    "We do not know whether every other adult counts for council tax. Some do not, such as full-time "
    "students, apprentices and some carers. If only one adult counts, the bill is a quarter lower. Ask the "
    "council for that discount."
)
JOINT_RENT = say(
    "You are a joint tenant, so these figures use your share of the rent: %(share)s. If you pay another share of it, "
    "say so when you claim."
)


def joint_tenants(facts: Facts) -> int:
    """How many joint tenants there are besides the couple."""
    return sum(row.get("nondep.relationship") == "joint" for row in rows_of(facts, "household.other_adults"))


def share_of_rent(facts: Facts) -> Decimal:
    """The couple's share of a rent that others owe with them: the same for everybody.

    Universal Credit Regulations 2013, Schedule 4, paragraphs 24 and 35; SI 2006/213 and SI 2006/214, regulation 12B.
    """
    couple = 2 if facts.get("partner.exists") == "yes" else 1
    return Decimal(couple) / (couple + joint_tenants(facts))


def shares_of_bill(facts: Facts) -> tuple[Decimal, Decimal | None, Phrase | None]:
    """The share of the council tax bill that is due, the one if an adult not known does not count, and what to say."""
    counted: list[bool | None] = [_couple_counts(facts, who) for who in _couple(facts)]
    counted += [_counts(row) for row in rows_of(facts, "household.other_adults")]
    surely, perhaps = counted.count(True), counted.count(None)
    due = SHARES.get(surely + perhaps, Decimal(1))
    least = SHARES.get(surely, Decimal(1))
    if perhaps and least != due:
        return due, least, WHO_COUNTS
    return due, None, {0: NO_ADULT, 1: ONE_ADULT}.get(surely)


def _couple(facts: Facts) -> list[str]:
    return ["me", "partner"] if facts.get("partner.exists") == "yes" else ["me"]


def _couple_counts(facts: Facts, who: str) -> bool:
    person, check = ("person", "you") if who == "me" else ("partner", "partner")
    told = facts.get(f"check.circumstances_{check}") or []
    return "student" not in told and facts.get(f"{person}.student") != "full_time"


def _counts(row: Row) -> bool | None:
    """Whether another adult counts; None when nobody told what would say so."""
    special = row.get("nondep.special")
    if row.get("nondep.student") in STUDENTS or not NOT_COUNTED.isdisjoint(special or []):
        return False
    return None if row.get("nondep.student") is None or special is None else True
