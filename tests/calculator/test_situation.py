"""What is handed to the engine: claiming switches, ages as on the claim date, rates, and no network."""

import datetime
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from calculator.engine.situation import COUPLE_CLAIMS, build_situation
from calculator.engine.situation_people import engine_birth_date
from calculator.household.awards import RATES, awards_from_weekly_amount
from calculator.household.household import Person
from calculator.household.parsing import parse_household
from calculator.run import default_engine

ROOT = Path(__file__).parents[2]
# Importing policyengine-uk lets urllib3 try out IPv6 (a socket bound to ::1 and closed); nothing may connect, ask
# for a name or send, and once imported nothing may make a socket at all.
NO_NETWORK = """
import datetime, json, sys
importing, estimating, seen = [], [], []
sys.addaudithook(lambda event, args: seen[-1].append(event) if seen and event.startswith("socket.") else None)
seen.append(importing)
import policyengine_uk
seen.append(estimating)
from calculator.run import estimate_result
household = {"claim_date": "2026-11-22", "region": "YORKSHIRE", "adults": [{"role": "claimant", "age": 30}],
             "housing": {"tenure": "owner"}}
result = estimate_result(household, today=datetime.date(2026, 11, 22))
reached_out = [each for each in importing if each not in ("socket.__new__", "socket.bind")]
print(json.dumps([reached_out, estimating, result["entitled_per_week"]]))
"""


def situation(**more):
    return build_situation(
        parse_household(
            {
                "claim_date": "2026-11-22",
                "region": "YORKSHIRE",
                "housing": {"tenure": "owner"},
                "adults": [
                    {"role": "claimant", "age": 40},
                    {"role": "partner", "age": 39},
                    {"role": "non_dependant", "age": 25, "benefits": [{"code": "uc"}]},
                ],
                **more,
            }
        )
    )


def test_every_claiming_switch_is_set_on_purpose():
    units = situation()["benunits"]
    for name, value in COUPLE_CLAIMS.items():
        assert units["couple"][name] == {"2026": value}
    assert units["couple"]["claims_all_entitled_benefits"] == {"2026": True}
    assert units["other0"]["would_claim_uc"] == {"2026": True}
    assert units["other0"]["would_claim_pc"] == {"2026": False}


# What they switch changes nothing that we report.
SWITCHES_WITHOUT_EFFECT = {
    "would_claim_adult_dependants_grant",
    "would_claim_bursary_fund_16_to_19",
    "would_claim_care_to_learn",
    "would_claim_childcare_grant",
    "would_claim_disabled_students_allowance",
    "would_claim_parents_learning_allowance",
    "would_claim_travel_grant",
}


@pytest.mark.slow
def test_no_claiming_switch_of_the_engine_is_left_to_its_default():
    engine = default_engine()
    engine.warm()
    switches = {name for name in engine._simulation.tax_benefit_system.variables if name.startswith("would_claim_")}
    made = situation(children=[{"age": 4}])
    for section, own in (("benunits", made["benunits"]["couple"]), ("people", made["people"])):
        given = set(own) if section == "benunits" else {name for each in own.values() for name in each}
        switches -= given
    assert switches == SWITCHES_WITHOUT_EFFECT


@pytest.mark.slow
def test_every_switch_is_one_that_the_engine_has():
    engine = default_engine()
    engine.warm()
    variables = engine._simulation.tax_benefit_system.variables
    for entity in situation(children=[{"age": 4}]).values():
        for inputs in entity.values():
            assert [name for name in inputs if name != "members" and name not in variables] == []


@pytest.mark.parametrize(("told", "new_claim"), [(True, False), (False, True), (None, True)])
def test_the_health_element_answer_is_passed_on(told, new_claim):
    units = situation(had_health_element_before_april_2026=told)["benunits"]
    assert units["couple"]["uc_receives_new_claimant_health_element"] == {"2026": new_claim}


@pytest.mark.parametrize(
    ("told", "partners_benefit", "same"),
    [
        (True, "ca", True),
        (False, None, False),
        (None, None, True),
        (None, "ca", False),
    ],
)
def test_two_awards_are_for_two_people_unless_we_are_told_otherwise(told, partners_benefit, same):
    carer = {"benefits": [{"code": "ca", "amount": None}]}
    adults = [
        {"role": "claimant", "age": 40, **carer},
        {"role": "partner", "age": 38, "cares_35_hours": True, **(carer if partners_benefit else {})},
    ]
    units = situation(adults=adults, both_care_for_same_person=told)["benunits"]
    assert units["couple"]["partners_care_for_same_severely_disabled_person"] == {"2026": same}


@pytest.mark.parametrize(
    ("born", "claim", "age"),
    [
        ((2001, 10, 6), (2026, 11, 22), 25),
        ((2001, 11, 22), (2026, 11, 22), 25),
        ((2001, 11, 23), (2026, 11, 22), 24),
        ((2001, 7, 1), (2026, 5, 1), 24),
        ((2001, 4, 30), (2026, 5, 1), 25),
        ((2026, 11, 1), (2026, 11, 22), 0),
        ((2001, 2, 28), (2027, 3, 1), 26),
        ((2000, 2, 29), (2027, 2, 28), 26),
    ],
)
def test_the_engine_sees_the_age_of_the_claim_date(born, claim, age):
    claim_date = datetime.date(*claim)
    seen = engine_birth_date(Person(datetime.date(*born)), claim_date, 2026)
    assert Person(seen).age_on(datetime.date(2026, 10, 6)) == age


@pytest.mark.slow
def test_pension_age_is_that_of_the_claim_date_not_of_october():
    # Born 20 July 1960: 66 and 4 months on 20 November 2026 (Pensions Act 1995, Schedule 4, paragraph 1).
    household = {
        "claim_date": "2026-11-22",
        "region": "YORKSHIRE",
        "housing": {"tenure": "owner"},
        "capital": 0,
        "adults": [{"role": "claimant", "date_of_birth": "1960-07-20"}],
    }
    after = default_engine().estimate(parse_household(household))
    before = default_engine().estimate(parse_household({**household, "claim_date": "2026-11-19"}))
    assert (after.per_year["pc"] > 0, after.per_year["uc"] > 0) == (True, False)
    assert (before.per_year["pc"] > 0, before.per_year["uc"] > 0) == (False, True)


@pytest.mark.slow
def test_disability_rates_are_those_of_the_engine():
    engine = default_engine()
    engine.warm()
    rates = engine._simulation.tax_benefit_system.parameters("2026").gov.dwp
    theirs = {
        "pip": (
            (rates.pip.daily_living.standard, rates.pip.daily_living.enhanced),
            (rates.pip.mobility.standard, rates.pip.mobility.enhanced),
        ),
        "dla": (
            (rates.dla.self_care.lower, rates.dla.self_care.middle, rates.dla.self_care.higher),
            (rates.dla.mobility.lower, rates.dla.mobility.higher),
        ),
        "aa": ((rates.attendance_allowance.lower, rates.attendance_allowance.higher), ()),
    }
    for benefit, groups in RATES.items():
        assert tuple(tuple(float(each) for each in group.values()) for group in groups) == theirs[benefit]


@pytest.mark.parametrize(
    ("benefit", "amount", "awards"),
    [
        ("pip", "76.70", ["pip_daily_living_standard"]),
        ("pip", "107.00", ["pip_daily_living_standard", "pip_mobility_standard"]),
        ("pip", "194.60", ["pip_daily_living_enhanced", "pip_mobility_enhanced"]),
        ("dla", "30.30", ["dla"]),
        ("dla", "80.00", ["dla_mobility_higher"]),
        ("aa", "114.65", ["aa_higher"]),
        ("pip", "12.00", ["pip"]),
        ("pip", None, ["pip"]),
        ("pip", "0", ["pip"]),
    ],
)
def test_an_amount_names_its_components_only_when_it_can(benefit, amount, awards):
    assert awards_from_weekly_amount(benefit, None if amount is None else Decimal(amount)) == awards


@pytest.mark.slow
def test_nothing_opens_a_socket():
    run = subprocess.run(
        [sys.executable, "-c", NO_NETWORK], cwd=ROOT, capture_output=True, text=True, timeout=120, check=True
    )
    assert run.stdout.strip() == "[[], [], 98.05]"
