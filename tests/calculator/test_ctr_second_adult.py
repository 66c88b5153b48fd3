"""The second adult rebate: by the income of the others, larger than the reduction by one's own, or not to be told."""

from dataclasses import replace

import pytest

from calculator.ctr.second_adult import NOT_KNOWN, SecondAdultRebate, second_adult_rebate
from tests.calculator.test_ctr_boundaries import household, weekly

OTHER = {"role": "non_dependant", "age": 30}
ON_BENEFIT = {**OTHER, "benefits": [{"code": "pc_guarantee"}]}
ON_UC = {**OTHER, "hours_per_week": 0, "earnings": weekly(0), "benefits": [{"code": "uc", "amount": weekly(98)}]}


def earns(pounds):
    return {**OTHER, "hours_per_week": 30, "earnings": weekly(pounds)}


def rebate(*others, own=0.0, region="YORKSHIRE", **me):
    """Percent of the bill of £1,040, or None, or NOT_KNOWN."""
    found = second_adult_rebate(replace(household(*others, age=70, **me), region=region), own)
    return round(found.per_year / 10.4, 2) if isinstance(found, SecondAdultRebate) else found


@pytest.mark.parametrize(
    ("others", "region", "percent"),
    [
        ([ON_BENEFIT], "YORKSHIRE", 25),
        ([ON_BENEFIT, ON_BENEFIT], "SCOTLAND", 25),
        ([ON_BENEFIT, earns(275.99)], "YORKSHIRE", 15),
        ([earns(275.99)], "YORKSHIRE", 15),
        ([earns(276)], "YORKSHIRE", NOT_KNOWN),
        ([earns(200), earns(200)], "YORKSHIRE", NOT_KNOWN),
        ([earns(419.99)], "YORKSHIRE", NOT_KNOWN),
        ([earns(420)], "YORKSHIRE", None),
        ([earns(255.99)], "SCOTLAND", 15),
        ([earns(256)], "SCOTLAND", NOT_KNOWN),
        ([ON_UC], "SCOTLAND", 25),
        ([ON_UC], "YORKSHIRE", 15),
        ([{**ON_UC, "benefits": [{"code": "uc"}]}], "YORKSHIRE", NOT_KNOWN),
        ([OTHER], "YORKSHIRE", NOT_KNOWN),
        ([{**OTHER, "full_time_student": True}], "YORKSHIRE", NOT_KNOWN),
        ([{**OTHER, "age": 17}], "YORKSHIRE", None),
        ([ON_BENEFIT], "WALES", None),
        ([{"role": "partner", "age": 70}, ON_BENEFIT], "YORKSHIRE", None),
        ([{**OTHER, "hours_per_week": 0, "benefits": [{"code": "pip", "amount": weekly(300)}]}], "YORKSHIRE", 15),
    ],
)
def test_the_share_of_the_bill(others, region, percent):
    assert rebate(*others, region=region) == percent


@pytest.mark.parametrize(("own", "percent"), [(155.99, 15), (156, None), (259.99, None), (260, None)])
def test_only_what_is_more_than_the_reduction_by_own_income(own, percent):
    assert rebate(earns(100), own=own) == percent


@pytest.mark.parametrize(("own", "found"), [(259.99, NOT_KNOWN), (260, None)])
def test_what_is_not_known_matters_below_a_quarter_of_the_bill(own, found):
    assert rebate(OTHER, own=own) == found
