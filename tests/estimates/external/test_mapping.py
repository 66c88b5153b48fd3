"""The wire format: every field of the household format has a name of theirs, and nothing personal is added."""

from __future__ import annotations

import json

import pytest

from calculator.engine.external import mapping
from calculator.household.parsing import household_schema, parse_household
from tests.golden import HOUSEHOLDS


def fields_of(node) -> set[str]:
    """The names of every property in a schema."""
    if isinstance(node, list):
        return set().union(*map(fields_of, node))
    if not isinstance(node, dict):
        return set()
    return set(node.get("properties", ())) | set().union(set(), *map(fields_of, node.values()))


def codes_of(name: str) -> set[str]:
    """What a field may be, by the schema."""
    parts = [each.get("properties", {}) for each in household_schema()["$defs"].values()]
    return set(next(part[name]["enum"] for part in parts if name in part))


def test_every_field_of_a_household_has_a_name_of_theirs():
    # An age becomes a date of birth when a household is read.
    assert fields_of(household_schema()) - {"age"} - set(mapping.FIELDS) == set()
    assert len(set(mapping.FIELDS.values())) == len(mapping.FIELDS)


@pytest.mark.parametrize("name", mapping.VALUES)
def test_every_code_has_a_code_of_theirs(name):
    assert codes_of(name) == set(mapping.VALUES[name])


@pytest.mark.slow
@pytest.mark.parametrize("golden", HOUSEHOLDS, ids=lambda golden: golden.name)
def test_a_household_goes_out_the_same_each_time(golden):
    body = mapping.request_body(golden.household)
    assert mapping.request_body(parse_household(golden.document)) == body
    assert json.loads(body)["format"] == mapping.FORMAT


def test_money_goes_out_with_its_period():
    document = HOUSEHOLDS[0].document | {"childcare": {"amount": 12.5, "frequency": "four_weekly"}}
    body = json.loads(mapping.request_body(parse_household(document)))
    assert body["childcareCosts"] == {"amount": 12.5, "period": "four_weeks"}
