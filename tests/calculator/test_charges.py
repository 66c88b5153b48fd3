"""The least and the most of a rent that may count, by the charges told beside it."""

import pytest

from calculator.household.charges import with_charges

RENT = {"amount": 100.0, "frequency": "weekly"}


def charge(amount, required="yes"):
    return {"charge.amount": {"amount": amount, "frequency": "weekly"}, "charge.required": required}


@pytest.mark.parametrize(
    ("rows", "least", "most"),
    [
        ([charge("10")], 90, 110),
        ([charge("10"), charge("5", "no")], 85, 110),
        ([charge("300")], 0, 400),
        ([charge("10"), {"charge.what": "lift"}], 90, 110),
    ],
)
def test_charges_open_a_range_of_the_rent(rows, least, most):
    found = with_charges({"tenancy.service_charges": rows}, RENT)
    assert found["rent_at_least"] == {"amount": least * 52, "frequency": "yearly"}
    assert found["rent_at_most"] == {"amount": most * 52, "frequency": "yearly"}


@pytest.mark.parametrize("rows", [[], [{"charge.what": "lift"}]])
def test_without_an_amount_nothing_is_said_of_the_rent(rows):
    assert with_charges({"tenancy.service_charges": rows}, RENT) == {}
