"""Documents of Council Tax Reduction schemes: what is wrong is said field by field, in plain sentences."""

import contextlib
import copy
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import calculator
from calculator.ctr.scheme import SchemeProblems, parse_scheme
from tests.english import english

FOLDER = Path(calculator.__file__).parent / "ctr" / "examples"
PERCENTAGE, BANDED = (
    yaml.safe_load((FOLDER / f"{name}.yaml").read_text())["scheme"] for name in ("percentage", "banded")
)


def problems_of(document):
    with pytest.raises(SchemeProblems) as caught:
        parse_scheme(document)
    return dict(english(caught.value.problems))


def changed(document, path, value):
    copied = copy.deepcopy(document)
    *way, last = path
    place = copied
    for step in way:
        place = place[step]
    place[last] = value
    return copied


@pytest.mark.parametrize(
    ("document", "path", "value", "pointer", "sentence"),
    [
        (PERCENTAGE, ["shape"], "cap", "/shape", "The kind of scheme must be one of: percentage, banded."),
        (PERCENTAGE, ["most_percent"], 101, "/most_percent", "The most that the scheme pays cannot be more than 100."),
        (PERCENTAGE, ["most_percent"], "80", "/most_percent", "The most that the scheme pays must be a number."),
        (
            PERCENTAGE,
            ["allowances"],
            None,
            "/allowances/single",
            "Give the allowances that the scheme compares income with.",
        ),
        (
            PERCENTAGE,
            ["tariff", "above"],
            12000,
            "/tariff/above",
            "Savings that are ignored cannot be more than the savings limit.",
        ),
        (
            PERCENTAGE,
            ["others", "deductions", 0, "from"],
            10,
            "/others/deductions/0/from",
            "The first deduction must apply from £0.",
        ),
        (
            PERCENTAGE,
            ["others", "deductions", 1, "from"],
            0,
            "/others/deductions/1/from",
            "Each deduction must start above the one before it.",
        ),
        (PERCENTAGE, ["protected", 1, "group"], "disabled", "/protected/1/group", "Each group can be listed once."),
        (PERCENTAGE, ["colour"], "red", "/colour", "This field is not part of a scheme."),
        (BANDED, ["bands"], [], "/bands", "Give at least one income band."),
        (BANDED, ["bands", 1, "percent"], 85, "/bands/1/percent", "Each band must give less than the band before it."),
        (
            BANDED,
            ["bands", 1, "couple"],
            164.99,
            "/bands/1/couple",
            "The highest income must not fall from band to band.",
        ),
        (
            BANDED,
            ["bands", 0, "single"],
            -1,
            "/bands/0/single",
            "The highest income of a single person cannot be less than 0.",
        ),
    ],
)
def test_problems_name_their_field(document, path, value, pointer, sentence):
    assert problems_of(changed(document, path, value)) == {pointer: sentence}


def test_a_percentage_scheme_needs_its_taper():
    document = {key: value for key, value in PERCENTAGE.items() if key != "taper_percent"}
    assert problems_of(document) == {"/taper_percent": "The taper is missing."}


def test_the_examples_are_schemes():
    assert parse_scheme(BANDED).bands[0].highest["couple_2"] == 320
    assert parse_scheme(PERCENTAGE).others.spared == {"students", "income_based", "uc_without_earnings"}


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(PERCENTAGE)), inner, max_size=6),
    max_leaves=12,
)


@pytest.mark.slow
@given(JSON, st.sampled_from(sorted(PERCENTAGE)))
def test_any_json_gives_a_scheme_or_problems(value, name):
    for document in (value, {**PERCENTAGE, name: value}, {**BANDED, name: value}):
        with contextlib.suppress(SchemeProblems):
            parse_scheme(document)
