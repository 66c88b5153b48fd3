"""The additions of Pension Credit for children, given to the engine where one is severely sight impaired."""

import pytest

from calculator.household.parsing import parse_household
from calculator.pension_credit import pension_credit_inputs

BEFORE_2017, LATER = "2014-05-01", "2019-05-01"


def a_week(*children):
    home = parse_household({
        "claim_date": "2026-11-22", "region": "WALES", "adults": [{"role": "claimant", "age": 70}],
        "housing": {"tenure": "owner"}, "children": list(children),
    })  # fmt: skip
    return {name: pounds / 52 for name, pounds in pension_credit_inputs(home).items()}


def child(born=LATER, *, blind=False, **more):
    return {"date_of_birth": born, "severely_sight_impaired": blind, **more}


def test_without_such_a_child_the_engine_works_it_out():
    assert a_week(child(), child(disability_benefits=["dla_care_highest"])) == {}


@pytest.mark.parametrize(
    ("children", "pounds"),
    [
        ([child(blind=True)], 69.98 + 118.46),
        ([child(BEFORE_2017, blind=True)], 81.07 + 118.46),
        ([child(blind=True), child(BEFORE_2017)], 69.98 + 118.46 + 81.07),
        ([child(blind=True, disability_benefits=["dla_care_lowest"])], 69.98 + 118.46),
        ([child(blind=True), child(disability_benefits=["dla_care_lowest"])], 2 * 69.98 + 118.46 + 37.93),
        ([child(blind=True), child(disability_benefits=["dla_care_highest"])], 2 * 69.98 + 2 * 118.46),
        ([child(blind=True), child("2009-01-01", in_education=False)], 69.98 + 118.46),
        # Of twins one is the first child.
        ([child(BEFORE_2017, blind=True), child(BEFORE_2017)], 81.07 + 69.98 + 118.46),
    ],
)
def test_each_child_has_the_addition_and_the_higher_one_for_sight(children, pounds):
    assert a_week(*children)["child_minimum_guarantee_addition"] == pytest.approx(pounds)
