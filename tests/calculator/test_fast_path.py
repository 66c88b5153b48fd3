"""The warm engine against a plain policyengine_uk.Simulation, which takes 5 to 8 seconds for each household."""

import pytest

from calculator.engine.outputs import BENEFITS
from calculator.engine.situation import build_situation
from calculator.household.parsing import parse_household
from calculator.run import default_engine

pytestmark = pytest.mark.slow


def weekly(amount):
    return {"amount": amount, "frequency": "weekly"}


def household(*adults, children=(), tenure="private_tenant", rent=120, **more):
    return {
        "claim_date": "2026-11-22",
        "region": "YORKSHIRE",
        "brma": "LEEDS",
        "capital": 0,
        "adults": list(adults),
        "children": list(children),
        "housing": {
            "tenure": tenure,
            "rent": weekly(rent),
            "council_tax_per_year": 1300,
            "council_tax_band": "B",
            "liable_for_council_tax": True,
        },
        **more,
    }


ME = {"role": "claimant", "age": 41}
HOUSEHOLDS = {
    "health element, new": household({**ME, "limited_capability": "lcwra"}, had_health_element_before_april_2026=False),
    "health element, protected": household(
        {**ME, "limited_capability": "lcwra"}, had_health_element_before_april_2026=True
    ),
    "working couple, children, childcare": household(
        {**ME, "earnings": weekly(380), "hours_per_week": 30, "pension_contributions": weekly(15)},
        {"role": "partner", "age": 38, "self_employed_profit": weekly(140), "hours_per_week": 20},
        children=[{"age": 3}, {"age": 11, "disability_benefits": ["dla_care_highest"]}, {"age": 17}],
        childcare=weekly(90),
        capital=7200,
    ),
    "pensioner, mixed income, adult son": household(
        {
            "role": "claimant",
            "date_of_birth": "1950-01-10",
            "private_pension": weekly(30),
            "benefits": [{"code": "state_pension", "amount": weekly(190)}],
            "disability_benefits": ["aa_higher"],
        },
        {"role": "non_dependant", "age": 28, "earnings": weekly(330), "hours_per_week": 38},
        tenure="council_tenant",
        rent=95,
        capital=13000,
    ),
    "carer and disabled partner under the cap": household(
        {**ME, "cares_35_hours": True},
        {
            "role": "partner",
            "age": 45,
            "limited_capability": "lcwra",
            "disability_benefits": ["pip_daily_living_enhanced", "pip_mobility_standard"],
        },
        children=[{"age": 15}],
        had_health_element_before_april_2026=True,
        tenure="ha_tenant",
    ),
    "lone parent over the benefit cap in London": household(
        ME,
        children=[{"age": each} for each in (1, 4, 6, 9)],
        rent=420,
        region="LONDON",
        brma="INNER_SOUTH_EAST_LONDON",
        local_authority="LEWISHAM",
    ),
}


@pytest.fixture(scope="module")
def warm_results():
    """All of them first, one after another, so that anything one household leaves behind would show."""
    engine = default_engine()
    return {name: engine.estimate(parse_household(each)) for name, each in HOUSEHOLDS.items()}


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_warm_engine_equals_the_plain_simulation(name, warm_results):
    from policyengine_uk import Simulation

    plain = Simulation(situation=build_situation(parse_household(HOUSEHOLDS[name])))
    warm = warm_results[name]
    variables = dict(BENEFITS)
    council_tax = float(plain.calculate("council_tax_benefit", 2026)[0])
    assert warm.parts["engine_council_tax_reduction"] / 52 == pytest.approx(council_tax / 52, abs=0.05)
    for code, variable in variables.items():
        expected = float(plain.calculate(variable, 2026)[0])
        assert warm.per_year[code] / 52 == pytest.approx(expected / 52, abs=0.05), code
    adults = len([each for each in HOUSEHOLDS[name]["adults"] if each["role"] != "non_dependant"])
    assert warm.per_year["ca"] / 52 == pytest.approx(
        float(plain.calculate("carers_allowance", 2026)[:adults].sum()) / 52, abs=0.05
    )


def test_the_households_exercise_every_benefit(warm_results):
    for code in (*BENEFITS, "ca", "ctr"):
        assert any(each.per_year.get(code, 0) > 0 for each in warm_results.values()), code


def test_a_household_leaves_nothing_behind_for_the_next(warm_results):
    engine = default_engine()
    for name in reversed(HOUSEHOLDS):
        assert engine.estimate(parse_household(HOUSEHOLDS[name])) == warm_results[name]
