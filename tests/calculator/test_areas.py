"""Where a council is: every authority has one region, and whoever types a name roughly is told which come close."""

from __future__ import annotations

import ast
import importlib.util
import json
from pathlib import Path

import pytest

from calculator.household import areas
from calculator.household.areas import (
    REGIONS,
    UnknownArea,
    authorities,
    bills_by_band,
    find_authority,
    find_region,
    find_rental_market_area,
    nation_of,
    region_of,
)
from tests.settings_source import BASE_DIR


def test_regions_are_those_that_a_household_may_have():
    schema = json.loads((BASE_DIR / "calculator/household/household.schema.json").read_text())
    assert list(REGIONS) == schema["properties"]["region"]["enum"]


def test_authorities_and_rental_market_areas_are_the_engines():
    """Read from the engine's source: to load the engine takes many seconds."""
    folder = importlib.util.find_spec("policyengine_uk").submodule_search_locations[0]
    source = (Path(folder) / "variables/household/demographic/locations.py").read_text()
    enums = {
        node.name: {line.targets[0].id for line in node.body if isinstance(line, ast.Assign)}
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef)
    }
    assert set(authorities()) == enums["LocalAuthority"]
    assert set(areas._areas()["rental_market_areas"]) == enums["BRMAName"]
    assert len(authorities()) == sum(len(names) for names in areas._areas()["authorities"].values())


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("ROCHDALE", "ROCHDALE"),
        ("rochdale", "ROCHDALE"),
        ("Kingston upon Hull, City of", "KINGSTON_UPON_HULL_CITY_OF"),
        ("King’s Lynn and West Norfolk".replace("’", "'"), "KINGS_LYNN_AND_WEST_NORFOLK"),
        ("Brighton & Hove", "BRIGHTON_AND_HOVE"),
        ("st helens", "ST_HELENS"),
    ],
)
def test_an_authority_is_found_by_code_or_name(typed, code):
    assert find_authority(typed) == code


def test_an_authority_that_is_not_there_is_said_with_what_comes_close():
    with pytest.raises(UnknownArea, match="no local authority “Rochdail”. Did you mean ROCHDALE"):
        find_authority("Rochdail")
    with pytest.raises(UnknownArea, match="official name"):
        find_authority("NARNIA 7")
    assert find_rental_market_area("Bradford & South Dales") == "BRADFORD_SOUTH_DALES"


def test_regions_are_found_and_england_is_none():
    assert find_region("north west") == "NORTH_WEST"
    assert find_region("Yorkshire and the Humber") == "YORKSHIRE"
    with pytest.raises(UnknownArea, match="nine regions.*NORTH_EAST.*SOUTH_WEST"):
        find_region("England")
    with pytest.raises(UnknownArea, match="NOWHERE.*SCOTLAND"):
        find_region("NOWHERE")


@pytest.mark.parametrize(
    ("authority", "region", "nation"),
    [
        ("ROCHDALE", "NORTH_WEST", "ENGLAND"),
        ("CITY_OF_LONDON", "LONDON", "ENGLAND"),
        ("CARDIFF", "WALES", "WALES"),
        ("FIFE", "SCOTLAND", "SCOTLAND"),
        ("BELFAST", "NORTHERN_IRELAND", "NORTHERN_IRELAND"),
    ],
)
def test_an_authority_has_a_region_and_a_nation(authority, region, nation):
    assert region_of(authority) == region
    assert nation_of(region) == nation


def test_bills_follow_the_shares_of_the_nation():
    assert bills_by_band(1800, "NORTH_WEST") == {
        "A": 1200, "B": 1400, "C": 1600, "D": 1800, "E": 2200, "F": 2600, "G": 3000, "H": 3600,
    }  # fmt: skip
    assert bills_by_band(1800, "WALES")["I"] == 4200
    scottish = bills_by_band(1440, "SCOTLAND")
    assert (scottish["A"], scottish["E"], scottish["H"]) == (960, 1892, 3528)
    assert bills_by_band(1800, "NORTHERN_IRELAND") == {}
