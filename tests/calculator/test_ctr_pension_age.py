"""Pension-age Council Tax Reduction, put right after the engine's run: children, other adults, Northern Ireland."""

import dataclasses
from decimal import Decimal

import pytest

from calculator.ctr.pension_age import not_told
from calculator.explanations import explanation_of
from calculator.household.parsing import parse_household
from calculator.passported.circumstances import circumstances_of
from calculator.run import default_engine
from tests.english import english

SON = {"role": "non_dependant", "age": 35, "hours_per_week": 40}


def weekly(pounds):
    return {"amount": pounds, "frequency": "weekly"}


def pensioner(private_pension=0, region="YORKSHIRE", bill=1820, others=(), children=(), **me):
    person = {
        "role": "claimant",
        "age": 70,
        "benefits": [{"code": "state_pension", "amount": weekly(241.30)}],
        "private_pension": weekly(private_pension),
        **me,
    }
    return parse_household(
        {
            "claim_date": "2026-11-22",
            "region": region,
            "capital": 0,
            "adults": [person, *others],
            "children": list(children),
            "housing": {"tenure": "owner", "council_tax_per_year": bill, "liable_for_council_tax": True},
        }
    )


@pytest.mark.slow
def test_a_child_brings_it_back_where_the_engine_had_nothing():
    asked = pensioner(private_pension=320, children=[{"age": 8}])
    with_child = default_engine().estimate(asked)
    without = default_engine().estimate(dataclasses.replace(asked, children=()))
    # 497.39 of income; 35.00 of council tax, less a fifth of what is over 238.00 + 87.88, or over 238.00.
    assert with_child.per_year["ctr"] / 52 == pytest.approx(35 - 0.2 * (497.39 - 325.88), abs=0.01)
    assert without.per_year["ctr"] == 0
    assert explanation_of("ctr", asked, with_child).steps[-1].pounds_per_week == 0.70
    over = dataclasses.replace(asked, capital=Decimal(16_001))
    assert default_engine().estimate(over).per_year["ctr"] == 0


@pytest.mark.slow
def test_another_adult_takes_off_the_amount_of_their_pay_and_the_sum_says_so():
    asked = pensioner(others=[{**SON, "earnings": weekly(500)}])
    explanation = english(explanation_of("ctr", asked, default_engine().estimate(asked)))
    assert [(each.text, each.pounds_per_week) for each in explanation.steps if each.kind == "part"][:2] == [
        ("Your council tax", 35.0),
        ("Other adults at home are expected to pay towards it", -13.30),
    ]


@pytest.mark.slow
def test_it_is_not_below_nothing():
    asked = pensioner(bill=520, others=[{**SON, "earnings": weekly(700)}])
    assert default_engine().estimate(asked).per_year["ctr"] == 0


@pytest.mark.slow
def test_northern_ireland_has_none_which_is_not_nothing():
    assert "ctr" not in default_engine().estimate(pensioner(region="NORTHERN_IRELAND")).per_year


@pytest.mark.parametrize(
    ("other", "missing"),
    [
        ({**SON, "earnings": weekly(500)}, False),
        ({**SON, "full_time_student": True}, False),
        ({"role": "non_dependant", "age": 17}, False),
        (SON, True),
        ({"role": "non_dependant", "age": 35}, True),
    ],
)
def test_the_answers_that_it_needs(other, missing):
    assert (not_told(pensioner(others=[other])) is not None) is missing
    assert not_told(pensioner(others=[other], disability_benefits=["aa_higher"])) is None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("asked", "has"),
    [
        (pensioner(others=[{**SON, "earnings": weekly(500)}]), True),
        (pensioner(others=[SON]), None),
        (pensioner(others=[{**SON, "earnings": weekly(500)}], region="WALES"), True),
        (pensioner(bill=None), None),
    ],
)
def test_help_that_follows_from_it(asked, has):
    assert circumstances_of(asked, default_engine().estimate(asked)).ctr.has is has
