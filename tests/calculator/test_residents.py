"""Who counts for council tax and who owes the bill, by who is told to live there."""

from decimal import Decimal

import pytest

from calculator.household.residents import (
    NO_ADULT,
    ONE_ADULT,
    SHARE_OF_A_COUPLE,
    SHARE_OF_BILL,
    WHO_COUNTS,
    WHO_LIVES_THERE,
    shares_of_bill,
)

ALONE = {"household.has_other_adults": "no"}
COUPLE = {"partner.exists": "yes"}
KNOWN = {"nondep.student": "no", "nondep.special": ["none"]}
JOINT = KNOWN | {"nondep.relationship": "joint"}
STUDENTS = {"person.student": "full_time", "partner.student": "full_time"}


def with_others(*rows):
    return {"household.has_other_adults": "yes", "household.other_adults": list(rows)}


@pytest.mark.parametrize(
    ("facts", "due", "if_fewer", "owed", "adults", "said"),
    [
        (ALONE, "0.75", None, 1, 1, [ONE_ADULT]),
        ({}, 1, "0.75", 1, 2, [WHO_LIVES_THERE]),
        (COUPLE, 1, None, 1, 3, []),
        (ALONE | {"person.student": "full_time"}, "0.5", None, 1, 0, [NO_ADULT]),
        (with_others({"nondep.relationship": "friend"}), 1, "0.75", 1, 2, [WHO_COUNTS]),
        (with_others(KNOWN), 1, None, 1, 2, []),
        (with_others(KNOWN | {"nondep.special": ["smi"]}), "0.75", None, 1, 1, [ONE_ADULT]),
        (with_others(JOINT), 1, None, "0.5", 2, [SHARE_OF_BILL]),
        (with_others(JOINT) | {"ctax.joint": "no"}, 1, None, 1, 2, []),
        (with_others(*[JOINT] * 2) | COUPLE, 1, "0.5", "0.5", 4, [SHARE_OF_A_COUPLE]),
        (with_others(JOINT) | COUPLE | STUDENTS, "0.75", "0.375", Decimal(2) / 3, 1, [SHARE_OF_A_COUPLE, ONE_ADULT]),
    ],
)
def test_the_bill_follows_who_lives_there(facts, due, if_fewer, owed, adults, said):
    bill = shares_of_bill(facts)
    assert (bill.due, bill.owed, bill.adults) == (Decimal(due), Decimal(owed), adults)
    assert bill.if_fewer == (None if if_fewer is None else Decimal(if_fewer))
    assert list(bill.said) == said
