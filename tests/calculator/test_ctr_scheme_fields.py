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
    ({"uc_parts_ignored": ["children", "disabled_children"]}, "/uc_parts_ignored"),
    ({"uc_parts_ignored": ["disabled_children", "health"]}, None),
    ({"childcare": {"one": 175}}, "/childcare/more"),
    ({"income_floor": {"first_year_spared": True}}, "/income_floor/pounds"),
])  # fmt: skip
def test_limits_between_the_fields_of_a_percentage_scheme(changes, pointer):
    check(PERCENTAGE | changes, pointer)


@pytest.mark.parametrize(("bands", "pointer"), [
    ([band(80, 100), band(79, 100)], None),
    ([band(80, 100), band(80, 100)], "/bands/1/percent"),
    ([band(80, 100), band(40, 150, couple_2=100)], None),
    ([band(80, 100), band(40, 150, couple_2=99)], "/bands/1/couple_2"),
    ([], "/bands"),
    ([{**band(80, 100), "couple_3": None}, band(40, 150)], "/bands/0/couple_3"),
    ([band(80 - number, 100 + number) for number in range(20)], None),
])  # fmt: skip
def test_limits_between_the_bands_of_a_scheme(bands, pointer):
    check(BANDED | {"bands": bands}, pointer)


def without(row: dict, *columns: str) -> dict:
    return {key: value for key, value in row.items() if key not in columns}


@pytest.mark.parametrize(("bands", "pointers"), [
    ([without(band(80, 100), "couple_4"), without(band(40, 150), "couple_4")], []),
    ([without(band(80, 100), "couple_4"), band(40, 150)], ["/bands/1/couple_4"]),
    ([band(80, 100), without(band(40, 150), "couple_4", "couple_2")], ["/bands/1/couple_2", "/bands/1/couple_4"]),
    ([band(80, 100), without(band(40, 150), "couple_1")], ["/bands/1/couple_1"]),
])  # fmt: skip
def test_a_column_is_filled_in_for_every_band_or_for_none(bands, pointers):
    assert problems_of(BANDED | {"bands": bands}) == pointers


def test_tables_of_groups_are_held_to_the_same():
    rows = [band(80, 100), band(90, 150)]
    given = [
        {"group": "disabled", "bands": rows},
        {"group": "carer", "bands": []},
        {"group": "carer", "bands": rows[:1]},
    ]
    assert problems_of(BANDED | {"bands": rows[:1], "group_bands": given}) == [
        "/group_bands/0/bands/1/percent", "/group_bands/1/bands", "/group_bands/2/group",
    ]  # fmt: skip


def test_every_mistake_is_told_at_once_and_none_twice():
    document = PERCENTAGE | {
        "most_percent": 120, "capital_limit": "lots", "tariff": {"above": 6001, "step": 250, "pounds": 1},
        "others": {"deductions": [{"from": 0, "pounds": 5}, {"from": 0, "pounds": "x"}]},
        "protected": [{"group": "carer"}, {"group": "carer"}],
    }  # fmt: skip
    del document["taper_percent"]
    assert problems_of(document) == [
        "/capital_limit", "/most_percent", "/others/deductions/1/from", "/others/deductions/1/pounds",
        "/protected/1/group", "/taper_percent",
    ]  # fmt: skip


def problems_of(document: dict) -> list[str]:
    """The places of the document's problems, sorted."""
    try:
        parse_scheme(document)
    except SchemeProblems as found:
        return sorted(place for place, _ in found.problems)
    return []


def check(document: dict, pointer: str | None) -> None:
    """The document is a scheme, or has one problem at this place."""
    if pointer is None:
        assert parse_scheme(document).shape == document["shape"]
        return
    with pytest.raises(SchemeProblems) as found:
        parse_scheme(document)
    assert [place for place, _ in found.value.problems] == [pointer]
