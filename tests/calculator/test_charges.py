"""The least and the most of a rent that may count, by the charges told beside it."""

import datetime

import pytest

from calculator.household.charges import counts_as_a_whole, with_charges

TODAY = datetime.date(2026, 11, 22)
YOUNG, OLD = "1986-06-01", "1953-06-01"
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
    found = with_charges(
        {"tenancy.type": "ha_tenant", "person.dob": YOUNG, "tenancy.service_charges": rows}, RENT, TODAY
    )
    assert found["rent_at_least"] == {"amount": least * 52, "frequency": "yearly"}
    assert found["rent_at_most"] == {"amount": most * 52, "frequency": "yearly"}


@pytest.mark.parametrize(("partner", "least", "most"), [("no", 95, 105), ("yes", 93.33, 106.67)])
def test_joint_tenants_have_a_share_of_the_charges(partner, least, most):
    told = {"partner.exists": partner, "household.other_adults": [{"nondep.relationship": "joint"}]}
    facts = {"tenancy.type": "ha_tenant", "person.dob": YOUNG, "tenancy.service_charges": [charge("10")]}
    found = with_charges(facts | told, RENT, TODAY)
    assert [each["amount"] / 52 for each in found.values()] == pytest.approx([least, most], abs=0.01)


@pytest.mark.parametrize("rows", [[], [{"charge.what": "lift"}]])
def test_without_an_amount_nothing_is_said_of_the_rent(rows):
    assert (
        with_charges({"tenancy.type": "ha_tenant", "person.dob": YOUNG, "tenancy.service_charges": rows}, RENT, TODAY)
        == {}
    )


@pytest.mark.parametrize(
    ("people", "tenure", "counts"),
    [
        ({"person.dob": YOUNG}, "private_tenant", True),
        ({"person.dob": YOUNG}, "boarder", True),
        ({"person.dob": YOUNG}, "mobile", True),
        ({"person.dob": YOUNG}, "ha_tenant", False),
        ({"person.dob": YOUNG}, "supported", False),
        ({"person.dob": OLD}, "private_tenant", True),
        ({"person.dob": OLD}, "boarder", False),
        ({"person.dob": OLD, "partner.dob": YOUNG}, "boarder", True),
        ({"person.dob": OLD, "partner.dob": YOUNG, "claim.mixed_age_saved": "yes"}, "boarder", False),
    ],
)
def test_nothing_comes_off_a_private_rent_that_is_held_to_the_rate_of_the_area(people, tenure, counts):
    assert counts_as_a_whole({**people, "tenancy.type": tenure}, TODAY) is counts


@pytest.mark.parametrize(("born", "least", "most"), [(YOUNG, 100, 115), (OLD, 95, 110)])
def test_of_a_private_rent_only_housing_benefit_leaves_out_charges_that_need_not_be_paid(born, least, most):
    facts = {"tenancy.type": "private_tenant", "person.dob": born}
    found = with_charges({**facts, "tenancy.service_charges": [charge("10"), charge("5", "no")]}, RENT, TODAY)
    assert [each["amount"] / 52 for each in found.values()] == [least, most]
