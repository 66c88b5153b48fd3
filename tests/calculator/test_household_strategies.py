"""The strategies make households that the parser takes, and reach what they are for."""

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from calculator.household.as_json import household_json
from calculator.household.household import SUPPORTED_TENURES
from calculator.household.parsing import parse_household
from tests.calculator.household_strategies import documents, engine_results, households

# Whether there is one is asked, not which is the simplest: looking for that takes minutes.
FIND = settings(max_examples=3000, phases=[Phase.generate], suppress_health_check=list(HealthCheck), deadline=None)


@pytest.mark.slow
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_every_document_is_a_possible_household_and_survives_writing(document):
    household = parse_household(document)
    assert parse_household(household_json(household)) == household


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents(rates_2026=True, working_age=True, regions=["WALES"]))
def test_a_narrowed_document_is_narrow(document):
    household = parse_household(document)
    assert household.rates_year == 2026
    assert household.region == "WALES"
    assert not household.on_pension_age_rules


@pytest.mark.slow
def test_they_reach_the_corners():
    for wanted in (
        lambda each: each.capital is None and len(each.couple) == 2,
        lambda each: len(each.children) >= 2 and each.childcare is not None,
        lambda each: each.on_pension_age_rules and each.housing.tenure in SUPPORTED_TENURES,
        lambda each: bool(each.non_dependants) and each.couple[0].earnings is None,
        lambda each: any(child.disability_benefits for child in each.children),
        lambda each: any(benefit.amount is None for adult in each.couple for benefit in adult.benefits),
        lambda each: each.rates_year == 2027 and each.region == "NORTHERN_IRELAND",
    ):
        assert wanted(find(households(), wanted, settings=FIND))


@pytest.mark.slow
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_result_is_of_its_household(data):
    household = data.draw(households())
    assert data.draw(engine_results(household)).rates_year == household.rates_year
