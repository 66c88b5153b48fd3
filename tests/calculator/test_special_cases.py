"""What the law grants or refuses for what the engine does not see, and what is said where an answer is missing."""

import datetime

import pytest

from calculator import unknowns
from calculator.engine.situation import build_situation
from calculator.estimate import estimate
from calculator.household.parsing import parse_household
from calculator.passported.circumstances import circumstances_of
from calculator.run import default_engine
from calculator.special_cases import children_for_childcare, first_september_after, may_have_savings_credit
from calculator.unknowns import unknowns_of
from tests.english import english

TODAY = datetime.date(2026, 11, 22)
ME = {"role": "claimant", "age": 40}
SON = {"role": "non_dependant", "age": 30}


def weekly(pounds):
    return {"amount": pounds, "frequency": "weekly"}


def household(*adults, tenure="owner", rent=None, children=(), **more):
    housing = {"tenure": tenure, "rent": None if rent is None else weekly(rent), **more.pop("housing", {})}
    return parse_household(
        {
            "claim_date": TODAY.isoformat(),
            "region": "YORKSHIRE",
            "brma": "LEEDS",
            "capital": 0,
            "adults": list(adults) or [ME],
            "children": list(children),
            "housing": housing,
            **more,
        }
    )


def found(code, asked):
    benefits = estimate(asked, engine=default_engine(), today=TODAY).benefits
    return next(english(each) for each in benefits if each.code == code)


@pytest.mark.parametrize(
    ("born", "day"),
    [
        ("2007-08-31", "2026-09-01"),
        ("2007-09-01", "2027-09-01"),
        ("2007-12-31", "2027-09-01"),
    ],
)
def test_the_first_september_after_a_birthday(born, day):
    (child,) = household(children=[{"date_of_birth": born}]).children
    assert first_september_after(19, child).isoformat() == day


@pytest.mark.parametrize(("ages", "number"), [([], 0), ([3, 15], 2), ([3, 17], 1)])
def test_childcare_ends_after_the_16th_birthday(ages, number):
    asked = household(children=[{"age": age} for age in ages])
    assert children_for_childcare(asked) == number
    assert build_situation(asked)["benunits"]["couple"]["uc_childcare_element_eligible_children"]["2026"] == number


def born(day, role="claimant", **more):
    return {"role": role, "date_of_birth": day, **more}


@pytest.mark.parametrize(
    ("couple", "may"),
    [
        ([born("1951-04-05")], True),
        ([born("1951-04-06")], False),
        ([born("1951-04-06", benefits=[{"code": "pc_savings"}])], True),
        ([born("1949-01-01"), born("1951-04-05", "partner")], True),
        ([born("1949-01-01"), born("1955-01-01", "partner")], False),
        ([born("1949-01-01", benefits=[{"code": "pc_savings"}]), born("1955-01-01", "partner")], True),
    ],
)
def test_savings_credit_needs_the_age_of_both_or_to_have_been_kept(couple, may):
    asked = household(*couple)
    assert may_have_savings_credit(asked) is may
    people = build_situation(asked)["people"].values()
    assert {each["meets_savings_credit_age_requirement"]["2026"] for each in people} == {may}


def test_guardians_allowance_lifts_the_cap_as_a_war_pension_in_name_only():
    def war_pension(*benefits):
        (person,) = build_situation(household({**ME, "benefits": list(benefits)}))["people"].values()
        return person["afcs_reported"]["2026"]

    assert war_pension() == 0
    assert 0 < war_pension({"code": "guardian"}) < 0.01
    assert war_pension({"code": "guardian"}, {"code": "war", "amount": weekly(50)}) == 2600


@pytest.mark.parametrize(("rooms", "held"), [(0, None), (1, False)])
def test_who_may_have_a_second_room_is_not_held_to_a_shared_home(rooms, held):
    asked = household(tenure="private_tenant", rent=100, housing={"extra_bedrooms": rooms})
    told = build_situation(asked)["benunits"]["couple"].get("is_lha_shared_accommodation_rate_specified_renter", {})
    assert told.get("2026") is held


@pytest.mark.parametrize(
    ("about", "startup", "main"),
    [
        ({"self_employed_profit": weekly(100)}, True, True),
        ({"self_employed_profit": weekly(100), "first_year_of_business": True}, True, True),
        ({"self_employed_profit": weekly(100), "first_year_of_business": False}, False, True),
        ({"self_employed_profit": weekly(100), "earnings": weekly(100), "first_year_of_business": False}, False, False),
        ({}, True, False),
    ],
)
def test_the_minimum_income_floor_is_for_the_main_work_after_a_year(about, startup, main):
    (person,) = build_situation(household({**ME, **about}))["people"].values()
    assert person["uc_is_in_startup_period"]["2026"] is startup
    assert person["uc_is_in_gainful_self_employment"]["2026"] is main


@pytest.mark.slow
def test_the_floor_is_said_in_reasons_and_sum_and_opens_a_range():
    trader = {**ME, "self_employed_profit": weekly(100), "hours_per_week": 30}
    with_floor = found(
        "uc",
        household({**trader, "first_year_of_business": False}, tenure="ha_tenant", rent=150, housing={"bedrooms": 1}),
    )
    # 35 hours at 12.71, less tax and Class 4, is 392.04; the profit of 100 bears neither.
    assert any("£292.04 a week more" in each for each in with_floor.reasons)
    assert any("£292.04 a week more" in each.text for each in with_floor.steps)
    open_answer = found("uc", household(trader))
    assert open_answer.pounds_per_week == 43.05
    assert open_answer.range_per_week == (0.0, 43.05)
    assert open_answer.depends_on == ("whether your business is in its first year",)


@pytest.mark.slow
def test_a_rate_that_is_not_known_opens_a_range_up_to_the_highest():
    asked = household(children=[{"age": 8, "disability_benefits": ["dla_care"]}])
    low, high = found("uc", asked).range_per_week
    known = found("uc", household(children=[{"age": 8, "disability_benefits": ["dla_care_highest"]}]))
    assert low < high == known.pounds_per_week
    assert unknowns.CHILDS_RATE in unknowns_of(asked)


@pytest.mark.slow
@pytest.mark.parametrize("other", [SON, {**SON, "earnings": weekly(700)}, {**SON, "benefits": [{"code": "uc"}]}])
def test_the_work_of_another_adult_opens_a_range(other):
    pensioner = {
        "role": "claimant",
        "age": 70,
        "private_pension": weekly(100),
        "benefits": [{"code": "state_pension", "amount": weekly(200)}],
    }
    asked = household(pensioner, other, tenure="council_tenant", rent=150)
    benefit = found("hb", asked)
    assert benefit.range_per_week[0] == 0
    assert benefit.depends_on == ("the work of the other adults",)
    assert unknowns.OTHER_ADULTS in unknowns_of(asked)


PENSIONER = {"role": "claimant", "age": 70}
SPEAKS = {
    "FIRST_YEAR": (
        household({**ME, "self_employed_profit": weekly(100)}),
        household({**ME, "self_employed_profit": weekly(100), "first_year_of_business": True}),
    ),
    "STUDENT_FINANCE": (
        household(ME, {"role": "partner", "age": 30, "full_time_student": True}),
        household({**ME, "full_time_student": True}),
    ),
    "SHARED_RATE": (
        household({**ME, "age": 34}, tenure="private_tenant", rent=100),
        household({**ME, "age": 35}, tenure="private_tenant", rent=100),
    ),
    "OTHER_ADULTS": (
        household(ME, {**SON, "earnings": weekly(300)}),
        household(ME, {**SON, "earnings": weekly(300), "hours_per_week": 30}),
    ),
    "OTHER_ADULTS_SPARED": (
        household(ME, {**SON, "hours_per_week": 0}),
        household(ME, {**SON, "full_time_student": True}),
    ),
    "OTHER_ADULTS_COUPLE": (household(ME, SON, SON), household(ME, SON, {**SON, "age": 17})),
    "BEREAVEMENT": (household({**ME, "benefits": [{"code": "bereavement"}]}), household()),
    "OTHER_BENEFIT": (household({**ME, "benefits": [{"code": "other"}]}), household()),
    "SAVINGS_CREDIT": (household(born("1953-04-05")), household(born("1953-04-06"))),
    "HOME_OWNERS": (household(PENSIONER), household(PENSIONER, tenure="family")),
}


@pytest.mark.parametrize("name", SPEAKS)
def test_what_is_missing_is_said_to_those_whom_it_concerns(name):
    concerned, others = SPEAKS[name]
    assert getattr(unknowns, name) in unknowns_of(concerned)
    assert getattr(unknowns, name) not in unknowns_of(others)


@pytest.mark.slow
def test_a_charge_that_takes_all_but_a_penny_takes_all():
    asked = household({**ME, "earnings": {"amount": 80_000, "frequency": "yearly"}}, children=[{"age": 5}, {"age": 7}])
    benefit = found("cb", asked)
    assert (benefit.status, benefit.pounds_per_week) == ("not_entitled", 0)
    assert "You can still claim without being paid: it protects your State Pension." in benefit.reasons


@pytest.mark.slow
def test_the_benefit_cap_names_the_nine_months_without_it():
    asked = household(children=[{"age": each} for each in (3, 5, 7)], tenure="private_tenant", rent=250)
    assert any("begins only 9 months after" in each for each in found("uc", asked).reasons)


def test_a_disability_benefit_among_the_benefits_is_an_award():
    (person,) = household({**ME, "benefits": [{"code": "pip", "amount": weekly(76.70)}]}).couple
    assert person.disability_benefits == ("pip",)
    (person,) = household(
        {**ME, "benefits": [{"code": "pip"}], "disability_benefits": ["pip_daily_living_standard"]}
    ).couple
    assert person.disability_benefits == ("pip_daily_living_standard",)


def housing_payment(asked):
    helps = estimate(asked, engine=default_engine(), today=TODAY).passported
    return next(english(each) for each in helps if each.code == "housing_payment")


@pytest.mark.slow
def test_rent_over_what_housing_benefit_pays_is_a_reason_to_ask_for_more():
    pensioner = {**PENSIONER, "benefits": [{"code": "state_pension", "amount": weekly(240)}]}
    over = housing_payment(household(pensioner, tenure="private_tenant", rent=250))
    assert over.answer == "likely"
    assert any("higher than the most that benefits pay for it" in each for each in over.reasons)
    under = housing_payment(household(pensioner, tenure="private_tenant", rent=90))
    assert under.answer == "ask"


@pytest.mark.slow
def test_scotland_pays_for_spare_bedrooms():
    asked = household(tenure="council_tenant", rent=100, housing={"bedrooms": 2}, region="SCOTLAND", brma=None)
    assert any("Councils in Scotland pay" in each for each in housing_payment(asked).reasons)


@pytest.mark.slow
@pytest.mark.parametrize(("age", "has"), [(17, None), (18, True)])
def test_what_follows_from_universal_credit_is_open_at_16_and_17(age, has):
    asked = household({**ME, "age": age, "hours_per_week": 0, "earnings": weekly(0)}, tenure="family")
    assert circumstances_of(asked, default_engine().estimate(asked)).uc.has is has
