"""The size criteria: who may share a bedroom, what an unknown sex leaves open, and what a spare room costs."""

import pytest

from calculator.bedrooms import Bedrooms, bedrooms_allowed, under_occupancy
from calculator.household.parsing import parse_household


def household(*children, tenure="council_tenant", others=0, **housing):
    return parse_household(
        {
            "claim_date": "2026-11-22",
            "region": "YORKSHIRE",
            "adults": [{"role": "claimant", "age": 40}, *[{"role": "non_dependant", "age": 30}] * others],
            "children": list(children),
            "housing": {"tenure": tenure, **housing},
        }
    )


def child(age, sex=None, **more):
    return {"age": age, "sex": sex, **more}


@pytest.mark.parametrize(
    ("children", "fewest", "most"),
    [
        ([], 1, 1),
        ([child(4)], 2, 2),
        ([child(4), child(9)], 2, 2),
        ([child(4, "female"), child(12, "male")], 3, 3),
        ([child(4, "male"), child(12, "male")], 2, 2),
        ([child(11, "male"), child(12, "male")], 2, 2),
        ([child(11, "male"), child(12, "female")], 3, 3),
        ([child(11), child(12)], 2, 3),
        ([child(4), child(12, "female")], 2, 3),
        ([child(17, "male"), child(16, "male")], 3, 3),
        ([child(12, "male"), child(3, "female"), child(4, "female")], 3, 3),
        ([child(12, "male"), child(3, "male"), child(4, "female")], 3, 3),
        ([child(4, own_room=True), child(6)], 3, 3),
        ([child(1), child(2), child(3)], 3, 3),
    ],
)
def test_bedrooms_allowed(children, fewest, most):
    assert bedrooms_allowed(household(*children)) == Bedrooms(fewest, most)


def test_other_adults_and_extra_rooms_have_one_each():
    assert bedrooms_allowed(household(others=2, extra_bedrooms=1)).fewest == 4


@pytest.mark.parametrize(
    ("tenure", "bedrooms", "share"),
    [
        ("council_tenant", 1, 0),
        ("council_tenant", 2, 0.14),
        ("ha_tenant", 3, 0.25),
        ("ha_tenant", 6, 0.25),
        ("council_tenant", None, 0),
        ("private_tenant", 3, 0),
        ("shared_owner", 3, 0),
        ("temporary", 3, 0),
    ],
)
def test_under_occupancy(tenure, bedrooms, share):
    home = household(tenure=tenure, bedrooms=bedrooms)
    assert under_occupancy(home, bedrooms_allowed(home)) == share
