"""What the fields of a Council Tax Reduction scheme may say beside each other, at the limits."""

from __future__ import annotations

import pytest

from calculator.ctr.scheme import HOUSEHOLD_TYPES, SchemeProblems, parse_scheme

PERCENTAGE = {
    "shape": "percentage", "most_percent": 100, "universal_credit": "own", "taper_percent": 20,
    "allowances": {"single": 100, "couple": 150, "lone_parent": 100},
}  # fmt: skip
BANDED = {"shape": "banded", "most_percent": 80, "universal_credit": "own"}


def band(percent: int, income: int, **more: int) -> dict:
    """A band with the same highest income for every kind of household, but for `more`."""
    return {"percent": percent, **dict.fromkeys(HOUSEHOLD_TYPES, income), **more}


@pytest.mark.parametrize(("changes", "pointer"), [
    ({"tariff": {"above": 6000, "step": 250, "pounds": 1}, "capital_limit": 6000}, None),
    ({"tariff": {"above": 6001, "step": 250, "pounds": 1}, "capital_limit": 6000}, "/tariff/above"),
    ({"tariff": {"above": 6001, "step": 250, "pounds": 1}}, None),
    ({"others": {"deductions": [{"from": 1, "pounds": 5}]}}, "/others/deductions/0/from"),
    ({"others": {"deductions": [{"from": 0, "pounds": 5}, {"from": 0, "pounds": 6}]}}, "/others/deductions/1/from"),
    ({"others": {"deductions": [{"from": 0, "pounds": 5}, {"from": 1, "pounds": 6}]}}, None),
    ({"protected": [{"group": "carer"}, {"group": "carer"}]}, "/protected/1/group"),
    ({"protected": [{"group": "carer"}, {"group": "disabled"}]}, None),
])  # fmt: skip
def test_limits_between_the_fields_of_a_percentage_scheme(changes, pointer):
    check(PERCENTAGE | changes, pointer)


@pytest.mark.parametrize(("bands", "pointer"), [
    ([band(80, 100), band(79, 100)], None),
    ([band(80, 100), band(80, 100)], "/bands/1/percent"),
    ([band(80, 100), band(40, 150, couple_2=100)], None),
    ([band(80, 100), band(40, 150, couple_2=99)], "/bands/1/couple_2"),
    ([], "/bands"),
])  # fmt: skip
def test_limits_between_the_bands_of_a_scheme(bands, pointer):
    check(BANDED | {"bands": bands}, pointer)


def check(document: dict, pointer: str | None) -> None:
    """The document is a scheme, or has one problem at this place."""
    if pointer is None:
        assert parse_scheme(document).shape == document["shape"]
        return
    with pytest.raises(SchemeProblems) as found:
        parse_scheme(document)
    assert [place for place, _ in found.value.problems] == [pointer]
