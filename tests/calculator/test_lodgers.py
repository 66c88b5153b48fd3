"""What counts of what lodgers and boarders pay, in pounds a year of 52 weeks."""

import pytest

from calculator.household.lodgers import COUNTED, NOT_KNOWN, income_from_lodgers


def row(kind, amount=None):
    return {"nondep.relationship": kind} | (
        {"nondep.pays": {"amount": amount, "frequency": "weekly"}} if amount is not None else {}
    )


@pytest.mark.parametrize(
    ("rows", "a_week", "said"),
    [
        ([], None, None),
        ([row("flatmate", "80")], None, None),
        ([row("lodger", "80")], 60, COUNTED),
        ([row("boarder", "100")], 40, COUNTED),
        ([row("lodger", "15")], 0, COUNTED),
        ([row("lodger", "80"), row("lodger", "30")], 70, COUNTED),
        ([row("lodger", "80"), row("boarder")], None, NOT_KNOWN),
    ],
)
def test_twenty_pounds_of_each_and_half_of_board_do_not_count(rows, a_week, said):
    money, sentence = income_from_lodgers({"household.other_adults": rows})
    assert money == (None if a_week is None else {"amount": a_week * 52, "frequency": "yearly"})
    assert sentence == said
