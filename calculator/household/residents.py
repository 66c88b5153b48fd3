"""Who lives in a home and pays for it: shares of the rent, and who counts for council tax."""

from __future__ import annotations

from dataclasses import dataclass
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
WHO_LIVES_THERE = say(
    "We do not know whether other adults live with you. The whole council tax bill is used. If you are the only adult, "
    "it is a quarter lower. Ask the council for the single person discount."
)
SHARE_OF_BILL = say(
    "You are a joint tenant, so these figures use your share of the council tax bill. Everybody on it can be asked for "
    "all of it. Full-time students do not share it: if one of you is a student, tell the council."
)
SHARE_OF_A_COUPLE = say(
    "You are joint tenants with others, so these figures use two shares of the council tax bill, one for each of you. "
    "The council may count only one share for a couple: ask. Everybody on the bill can be asked for all of it. "
    "Full-time students do not share it: if one of you is a student, tell the council."
)
SENTENCES = {0: NO_ADULT, 1: ONE_ADULT}
JOINT_RENT = say(
    "You are a joint tenant, so these figures use your share of the rent: %(share)s. If you pay another share of it, "
    "say so when you claim."
)


def joint_tenants(facts: Facts) -> int:
    """How many joint tenants there are besides the couple."""
    return sum(row.get("nondep.relationship") == "joint" for row in rows_of(facts, "household.other_adults"))


def share_of_rent(facts: Facts) -> Decimal:
    """The couple's share of a rent that others owe with them: the same for everybody.

    Universal Credit Regulations 2013, Schedule 4, paragraphs 24 and 35, from memory; SI 2006/213 and SI 2006/214,
    regulation 12B(4), of which a summary was read: by how many owe it and what each pays, which nobody is asked.
    """
    couple = 2 if facts.get("partner.exists") == "yes" else 1
    return Decimal(couple) / (couple + joint_tenants(facts))


@dataclass(frozen=True)
class Bill:
    """Shares of the whole council tax bill: the one due, the one if an adult not known does not count or a couple has
    one share among joint tenants (None: that is known), and of whoever owes it together. adults: how many count, those
    not known with them. said: what to say.
    """

    due: Decimal
    if_fewer: Decimal | None
    owed: Decimal
    adults: int
    said: tuple[Phrase, ...]


def shares_of_bill(facts: Facts) -> Bill:
    """What is due of a council tax bill, by who lives in the home and who owes it."""
    counted: list[bool | None] = [_couple_counts(facts, who) for who in _couple(facts)]
    counted += [counts_for_council_tax(row) for row in rows_of(facts, "household.other_adults")]
    nobody_said = "household.has_other_adults" not in facts
    counted += [None] if nobody_said else []
    surely, perhaps = counted.count(True), counted.count(None)
    due = SHARES.get(surely + perhaps, Decimal(1))
    least = SHARES.get(surely, Decimal(1))
    owed = _share_owed(facts)
    couple_shares = owed < 1 and len(_couple(facts)) > 1
    said = [SHARE_OF_A_COUPLE if couple_shares else SHARE_OF_BILL] if owed < 1 else []
    if perhaps and least != due:
        said.append(WHO_LIVES_THERE if nobody_said else WHO_COUNTS)
    else:
        said += [SENTENCES[surely]] if surely in SENTENCES else []
    fewer = least / 2 if couple_shares else least
    return Bill(due, fewer if fewer != due else None, owed, surely + perhaps, tuple(said))


def _share_owed(facts: Facts) -> Decimal:
    """The share of a bill that joint tenants owe together: the same for everybody.

    Joint tenants are liable together (Local Government Finance Act 1992, section 6(3)), and the bill that a reduction
    can be of is divided by their number, students left out (SI 2012/2885, Schedule 1, paragraph 7(3) to (5); SSI
    2021/249, regulation 79(4)). Nothing there says whether a couple has both of their shares: so it is here, and with
    one share as the least.
    """
    return Decimal(1) if facts.get("ctax.joint") == "no" else share_of_rent(facts)


def _couple(facts: Facts) -> list[str]:
    return ["me", "partner"] if facts.get("partner.exists") == "yes" else ["me"]


def _couple_counts(facts: Facts, who: str) -> bool:
    person, check = ("person", "you") if who == "me" else ("partner", "partner")
    told = facts.get(f"check.circumstances_{check}") or []
    return "student" not in told and facts.get(f"{person}.student") != "full_time"


def counts_for_council_tax(row: Row) -> bool | None:
    """Whether another adult counts; None when nobody told what would say so."""
    special = row.get("nondep.special")
    if row.get("nondep.student") in STUDENTS or not NOT_COUNTED.isdisjoint(special or []):
        return False
    return None if row.get("nondep.student") is None or special is None else True
