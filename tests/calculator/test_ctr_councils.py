"""Six councils' own grids as published, at least four households each, worked out by hand (tests/calculator/councils).

`source` in each file says where its figures stand; `taken_as` what was not to be found, and what stands in its place.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from calculator.ctr.reduction import NotWorkedOut, Reduction, reduction
from calculator.ctr.scheme import parse_scheme
from tests.calculator.test_ctr_examples import household, result
from tests.english import english

COUNCILS = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parent / "councils").glob("*.yaml"))
}
CASES = [(name, each) for name, council in COUNCILS.items() for each in council["examples"]]


def home_of(each):
    """The household of a case, in its home."""
    housing = {"tenure": "owner", "council_tax_band": each.get("band", "A"), "council_tax_per_year": each["bill"]}
    return household({**each["household"], "housing": {**housing, "liable_for_council_tax": True}})


@pytest.mark.parametrize(("name", "each"), CASES, ids=[f"{name}: {each['name']}" for name, each in CASES])
def test_what_a_councils_grid_gives(name, each):
    found = english(reduction(parse_scheme(COUNCILS[name]["scheme"]), home_of(each), result(each["result"])))
    assert isinstance(found, Reduction), found
    assert found.per_year == each["per_year"]
    if "income" in each:
        assert ("Your income for Council Tax Reduction", each["income"]) in found.steps


def test_six_councils_with_four_households_each_and_their_sources():
    assert len(COUNCILS) == 6
    for council in COUNCILS.values():
        assert len(council["examples"]) >= 4
        assert council["source"]


def changed(name, words, **changes):
    each = next(each for each in COUNCILS[name]["examples"] if words in each["name"])
    people = {**each["household"]["adults"][0], **changes}
    home = {**each, "household": {**each["household"], "adults": [people, *each["household"]["adults"][1:]]}}
    return english(reduction(parse_scheme(COUNCILS[name]["scheme"]), home_of(home), result(each["result"])))


@pytest.mark.parametrize(
    ("name", "words", "change", "reason"),
    [
        ("lichfield", "whose business", {"first_year_of_business": None}, "We do not know when your business began"),
        ("hartlepool", "two with childcare", {"hours_per_week": None}, "We do not know how many hours"),
    ],
)
def test_what_changes_the_amount_and_is_not_known_is_never_guessed(name, words, change, reason):
    found = changed(name, words, **change)
    assert isinstance(found, NotWorkedOut)
    assert found.reason.startswith(reason)


@pytest.mark.parametrize(
    ("name", "words", "label"),
    [
        ("somerset_west_and_taunton", "pension of £125", "Ignored for your group: disabled people"),
        ("somerset_west_and_taunton", "four children", "Ignored because of the size of your family"),
        ("lichfield", "whose business", "Added, because the scheme takes a business to earn at least £400.40 a week"),
        ("hartlepool", "two with childcare", "Your childcare costs, which are taken off"),
    ],
)
def test_the_working_names_what_was_ignored_added_and_taken_off(name, words, label):
    assert label in [str(said) for said, _ in changed(name, words).steps]


def test_hardship_help_is_told_and_counted_in_no_amount():
    found = changed("croydon", "seventh band")
    assert "You can apply to our hardship fund." in found.reasons
    assert found.steps[-1] == ("Your Council Tax Reduction", round(170 / 52, 2))
