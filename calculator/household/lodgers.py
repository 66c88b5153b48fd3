"""What lodgers and boarders pay, as far as it counts as income."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from calculator.household.facts import Facts, rows_of, yearly
from core.rules.messages import Phrase, say

# Pounds a week of what each pays that do not count.
LEFT_OUT = 20
# The share that counts of what is over it: half of board, for the meals.
SHARES = {"lodger": Decimal(1), "boarder": Decimal("0.5")}

NOT_KNOWN = say(
    "We do not know what a lodger or boarder pays you, so it is not counted. Universal Credit never counts it. Pension "
    "Credit, Housing Benefit and Council Tax Reduction count what is over £20 a week from each, and half of that for a "
    "boarder: tell them."
)
COUNTED = say(
    "What your lodgers and boarders pay counts in Pension Credit. At State Pension age it counts in Housing Benefit "
    "and Council Tax Reduction too. The first £20 a week from each does not count. With meals, half of the rest does "
    "not count. Universal Credit does not count it. Under State Pension age your council may count it for Council Tax "
    "Reduction: ask."
)


def income_from_lodgers(facts: Facts) -> tuple[dict[str, Any] | None, Phrase | None]:
    """What counts of it, in the household format, and what to say; None where there is nothing.

    SI 2006/213, Schedule 5, paragraphs 22 and 42; SI 2006/214, Schedule 5, paragraphs 9 and 10; State Pension Credit
    Regulations 2002, Schedule IV, paragraphs 8 and 9; SI 2012/2885, Schedule 5: from memory, but that SSI 2012/319,
    Schedule 3, paragraph 8, was read. Universal Credit Regulations 2013, regulation 66, has no such income.
    """
    rows = [row for row in rows_of(facts, "household.other_adults") if row.get("nondep.relationship") in SHARES]
    told = [row for row in rows if row.get("nondep.pays")]
    if len(told) < len(rows):
        return None, NOT_KNOWN
    counted = sum(
        (
            max(Decimal(0), yearly(row["nondep.pays"]) - LEFT_OUT * 52) * SHARES[row["nondep.relationship"]]
            for row in told
        ),
        Decimal(0),
    )
    if not told:
        return None, None
    return {"amount": float(round(counted, 2)), "frequency": "yearly"}, COUNTED
