"""Housing Benefit in supported and temporary housing under State Pension age, and the amounts for children."""

import datetime

import pytest

from calculator.better_off.hours import hours_curve
from calculator.better_off.pattern import WorkQuestion, work_variants
from calculator.estimate import estimate
from calculator.explanations import explanation_of
from calculator.figures import CHILD_ALLOWANCE
from calculator.household.household import SUPPORTED_TENURES
from calculator.household.parsing import parse_household
from calculator.housing_benefit import (
    EARNINGS_LEFT_OUT_FROM,
    allowances_for_children,
    childcare_left_out,
    disability_amounts,
    earnings_left_out,
    supported_housing_inputs,
)
from calculator.passported.circumstances import circumstances_of
from calculator.run import default_engine
from calculator.unknowns import SUPPORTED_HOUSING
from tests.english import english

TODAY = datetime.date(2026, 11, 22)


def weekly(pounds):
    return {"amount": pounds, "frequency": "weekly"}


def document(tenure="supported", rent=250, pay=None, age=40, partner=None, claim_date=TODAY, **more):
    adult = {
        "role": "claimant",
        "age": age,
        **({"earnings": weekly(pay), "hours_per_week": 30} if pay else {}),
        **more.pop("me", {}),
    }
    adults = [adult, *([{"role": "partner", **partner}] if partner else [])]
    housing = {"tenure": tenure, "rent": None if rent is None else weekly(rent)}
    return {
        "claim_date": claim_date.isoformat(),
        "region": "YORKSHIRE",
        "capital": 0,
        "adults": adults,
        "housing": housing,
        **more,
    }


def household(**about):
    return parse_household(document(**about))


def of_housing_benefit(**about):
    asked = household(**about)
    found = estimate(asked, engine=default_engine(), today=TODAY)
    return next(english(each) for each in found.benefits if each.code == "hb"), found


@pytest.mark.parametrize(
    ("about", "pounds"),
    [
        ({"pay": 300}, 77.73),
        ({"pay": 300, "age": 25}, 77.73),
        ({"pay": 300, "age": 24}, 61.41),
        ({"pay": 300, "age": 24, "children": [{"age": 2}]}, 61.41),
        ({"pay": 300, "age": 24, "partner": {"age": 25}}, 119.70),
        ({"pay": 300, "age": 24, "partner": {"age": 23}}, 61.53),
        ({"pay": 300, "age": 17, "partner": {"age": 17}}, 97.33),
        ({"partner": {"age": 30, "earnings": weekly(90)}}, 119.70),
        ({"me": {"self_employed_profit": weekly(90)}}, 77.73),
        ({}, 0),
        ({"me": {"earnings": weekly(0), "self_employed_profit": weekly(0)}}, 0),
        ({"pay": 300, "claim_date": EARNINGS_LEFT_OUT_FROM}, 77.73),
        ({"pay": 300, "claim_date": EARNINGS_LEFT_OUT_FROM - datetime.timedelta(days=1)}, 0),
        # Past State Pension age it is the other regulations, which have no such amount.
        ({"pay": 300, "partner": {"age": 70}}, 0),
    ],
)
def test_the_earnings_left_out(about, pounds):
    assert earnings_left_out(household(**about)) == pounds


@pytest.mark.slow
def test_they_are_the_engines_own_once_it_has_them():
    """Paragraph 18 as the engine holds it: from April 2027, because it reads the rates of each April."""
    default_engine().warm(2027)
    system = default_engine()._simulation.tax_benefit_system
    left_out = system.parameters.gov.dwp.housing_benefit.means_test.income_disregard
    amounts = left_out.specified_or_temporary_accommodation
    assert amounts.single.older("2027-04-30") == amounts.lone_parent.older("2027-04-30") == 77.73
    assert amounts.single.younger("2027-04-30") == amounts.lone_parent.younger("2027-04-30") == 61.41
    couple = amounts.couple
    assert [each("2027-04-30") for each in (couple.older, couple.younger, couple.minors)] == [119.70, 61.53, 97.33]
    assert amounts.single.older("2026-04-30") == 0
    assert (amounts.age_threshold.older("2027-04-30"), amounts.age_threshold.younger("2027-04-30")) == (25, 18)


@pytest.mark.parametrize("tenure", ["council_tenant", "private_tenant", "owner"])
def test_other_homes_have_no_such_inputs(tenure):
    assert supported_housing_inputs(household(tenure=tenure)) == {}


def test_pension_age_has_no_such_inputs():
    assert supported_housing_inputs(household(age=70)) == {}


@pytest.mark.parametrize(("capital", "eligible"), [(None, True), (16_000, True), (16_000.01, False)])
def test_savings_over_the_limit_end_it(capital, eligible):
    assert supported_housing_inputs(household(capital=capital))["housing_benefit_eligible"] is eligible


@pytest.mark.parametrize("tenure", sorted(SUPPORTED_TENURES))
def test_only_temporary_housing_lowers_the_work_allowance_and_counts_for_the_benefit_cap(tenure):
    inputs = supported_housing_inputs(household(tenure=tenure))
    temporary = tenure == "temporary"
    assert (inputs["uc_housing_costs_element"] > 0) is temporary
    assert ("housing_benefit_benefit_cap_reduction" not in inputs) is temporary
    assert inputs["uc_housing_costs_element"] < 0.001


def test_without_rent_to_pay_nothing_is_like_housing_costs():
    assert supported_housing_inputs(household(tenure="temporary", rent=0))["uc_housing_costs_element"] == 0


@pytest.mark.parametrize(
    ("children", "most", "counted"),
    [
        ([], 2, 0),
        ([{"age": 3}], 2, 1),
        ([{"age": 3}] * 3, 2, 2),
        ([{"age": 3}] * 3, None, 3),
        ([{"age": 17, "in_education": False}, {"age": 17}], None, 1),
    ],
)
def test_the_amounts_for_children(children, most, counted):
    assert allowances_for_children(household(children=children), most) == pytest.approx(counted * CHILD_ALLOWANCE * 52)


@pytest.mark.parametrize(
    ("about", "pounds"),
    [
        ({}, 0),
        ({"me": {"disability_benefits": ["pip_daily_living_standard"]}}, 0),
        ({"me": {"disability_benefits": ["pip_daily_living_enhanced"]}}, 22.00),
        ({"me": {"benefits": [{"code": "afip"}]}}, 22.00),
        ({"partner": {"age": 40, "disability_benefits": ["pip_daily_living_enhanced"]}}, 31.40),
        # The engine has it already.
        ({"me": {"disability_benefits": ["dla_care_highest"]}}, 0),
        ({"me": {"limited_capability": "lcwra"}}, 0),
        ({"me": {"limited_capability": "lcw", "benefits": [{"code": "esa_ns"}]}}, 0),
        ({"me": {"limited_capability": "lcwra", "benefits": [{"code": "esa_ns"}]}}, 22.00 + 50.35),
    ],
)
def test_the_amounts_for_illness_and_disability(about, pounds):
    assert disability_amounts(household(**about)) == pytest.approx(pounds * 52)


def test_the_amount_of_a_child_is_that_of_pension_credit_and_child_benefit_together():
    """As it had been in each year up to 2024-25: the rates of 2026-27 of the two."""
    assert round(69.98 + 17.90, 2) == CHILD_ALLOWANCE == round(84.66 * 1.038, 2)


@pytest.mark.slow
def test_with_universal_credit_it_is_the_whole_rent_and_says_why():
    found, whole = of_housing_benefit(capital=9000)
    assert found.pounds_per_week == 250
    assert "While you get Universal Credit, your income and savings do not reduce it. Claim both." in found.reasons
    assert [each.text for each in found.tests] == [
        "You live in supported or temporary housing, where you can claim it under State Pension age.",
        "You can get Universal Credit, so your savings do not count.",
    ]
    assert ("You can get Universal Credit, so your income takes nothing off", None) in [
        (each.text, each.pounds_per_week) for each in found.steps
    ]
    assert SUPPORTED_HOUSING in whole.unknowns


@pytest.mark.slow
def test_pay_takes_off_65p_for_each_pound_and_the_sum_says_so():
    found, _ = of_housing_benefit(pay=300, capital=7000)
    assert "Your income takes off £60.00 a week: 65p for each pound over £95.55 a week." in found.reasons
    assert [(each.text, each.pounds_per_week) for each in found.steps] == [
        ("Your rent", 250.0),
        ("The most you could get", 250.0),
        (
            "The first £99.83 a week of your take-home pay does not count, of which £77.73 a week because of "
            "your kind of home",
            None,
        ),
        ("Your income that counts is £187.85 a week", None),
        ("65p comes off for each pound over £95.55 a week, the amount set for you to live on", -60.0),
        ("Housing Benefit a week", 190.0),
    ]
    assert [each.text for each in found.tests if "savings" in each.text] == [
        "Your savings of £7,000 are over £6,000: each £250 over counts as £1 a week of income. That is £4.00 a week."
    ]


@pytest.mark.slow
def test_a_family_of_three_children_is_told_that_two_count():
    large = [{"age": each} for each in (4, 8, 15)]
    found, _ = of_housing_benefit(tenure="temporary", pay=1100, partner={"age": 38}, children=large)
    assert any(each.startswith("Two of your children are counted") for each in found.reasons)
    small, _ = of_housing_benefit(tenure="temporary", pay=1100, partner={"age": 38}, children=large[:2])
    assert not any(each.startswith("Two of your children are counted") for each in small.reasons)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("about", "reason"),
    [
        ({"rent": None}, "We do not know your rent."),
        ({"me": {"full_time_student": True}}, "Most full-time students cannot get Housing Benefit"),
    ],
)
def test_what_is_not_known_is_not_calculated(about, reason):
    found, whole = of_housing_benefit(**about)
    assert (found.status, found.pounds_per_week) == ("not_calculated", None)
    assert found.reasons[0].startswith(reason)
    assert found.next_step
    assert (SUPPORTED_HOUSING in whole.unknowns) is (about.get("rent", 250) is not None)


@pytest.mark.slow
def test_savings_that_nobody_told_make_a_range_down_to_nothing():
    found, _ = of_housing_benefit(capital=None)
    assert found.range_per_week == (0.0, 250.0)
    assert found.depends_on == ("your savings",)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("about", "has"),
    [({}, True), ({"capital": 17_000}, False), ({"rent": None}, None), ({"me": {"full_time_student": True}}, None)],
)
def test_help_that_follows_from_it(about, has):
    asked = household(**about)
    assert circumstances_of(asked, default_engine().estimate(asked)).hb.has is has


@pytest.mark.slow
def test_work_shows_where_universal_credit_ends_and_housing_benefit_begins_to_fall():
    asked = household()
    question = WorkQuestion("claimant", 13.0, 16.0)
    variants = work_variants(asked, question)
    curve = english(hours_curve(asked, question, default_engine().estimate_many(variants), variants, today=TODAY))
    rents = [each.income.benefits["hb"] / 52 for each in curve.points]
    credits = [each.income.benefits["uc"] for each in curve.points]
    assert "Housing Benefit" not in curve.left_out
    assert all(rent == pytest.approx(250) for rent, credit in zip(rents, credits, strict=True) if credit > 0)
    assert rents[-1] < 150
    assert any(each.startswith("Until Universal Credit ends, Housing Benefit does not count") for each in curve.notes)


@pytest.mark.slow
def test_one_past_state_pension_age_has_the_savings_rules_of_that_age():
    """Universal Credit has ended with the partner's pay, so the regulations for pension age apply."""
    asked = household(age=70, partner={"age": 50, "earnings": weekly(700), "hours_per_week": 37}, capital=12_000)
    explanation = english(explanation_of("hb", asked, default_engine().estimate(asked)))
    assert [each.text for each in explanation.tests if "savings" in each.text] == [
        "Your savings of £12,000 are over £10,000: each £500 over counts as £1 a week of income. That is £4.00 a week."
    ]


LITTLE_ONE = {"age": 6}


@pytest.mark.parametrize(
    ("about", "pounds"),
    [
        ({"hours": (20,), "pay": 250}, 60),
        ({"hours": (15,), "pay": 250}, 0),
        ({"hours": (20, 20), "pay": 250}, 60),
        ({"hours": (20, 0), "pay": 250}, 0),
        ({"hours": (20, 0), "pay": 250, "partner": {"disability_benefits": ["aa_lower"]}}, 60),
        ({"hours": (20, 0), "pay": 250, "partner": {"severely_sight_impaired": True}}, 60),
        ({"hours": (20, 0), "pay": 250, "partner": {"age": 80}}, 60),
        ({"hours": (20,), "pay": 40}, 40),
        ({"hours": (20,), "pay": 500, "cost": 400}, 175),
        ({"hours": (20,), "pay": 500, "cost": 400, "children": [LITTLE_ONE, LITTLE_ONE]}, 300),
        # The first Monday of September 2026 was the 7th, and that of the year of a birthday after it is the next one's.
        ({"hours": (20,), "pay": 250, "children": [{"date_of_birth": "2011-09-06"}]}, 0),
        ({"hours": (20,), "pay": 250, "children": [{"date_of_birth": "2011-09-07"}]}, 60),
        ({"hours": (20,), "pay": 250, "children": []}, 0),
    ],
)
def test_childcare_leaves_pay_out_for_those_who_work(about, pounds):
    worked, more = about["hours"], {"age": 70, **about.get("partner", {})}
    adults = [{"role": "claimant", "age": 70, "hours_per_week": worked[0], "earnings": weekly(about["pay"])}]
    adults += [{"role": "partner", "hours_per_week": each, **more} for each in worked[1:]]
    home = parse_household({
        "claim_date": "2026-11-22", "region": "WALES", "adults": adults, "housing": {"tenure": "council_tenant"},
        "children": about.get("children", [LITTLE_ONE]), "childcare": weekly(about.get("cost", 60)),
    })  # fmt: skip
    assert childcare_left_out(home) / 52 == pytest.approx(pounds)


@pytest.mark.slow
def test_pay_at_the_start_of_a_band_is_in_it_and_little_is_not_paid():
    """SI 2006/214, regulations 55(2)(c) and 56."""

    def found(rent, pay):
        son = {"role": "non_dependant", "age": 30, "hours_per_week": 35, "earnings": weekly(pay)}
        pensioner = {"role": "claimant", "age": 70, "benefits": [{"code": "state_pension", "amount": weekly(150)}]}
        home = parse_household({
            "claim_date": "2026-11-22", "region": "WALES", "adults": [pensioner, son], "capital": 0,
            "housing": {"tenure": "council_tenant", "rent": weekly(rent)},
        })  # fmt: skip
        return round(default_engine().estimate(home).per_year["hb"] / 52, 2)

    assert [found(200, pay) for pay in (364.99, 365.00, 604.99, 605.00)] == [135.65, 94.80, 80.15, 68.55]
    assert [found(rent, 605) for rent in (131.94, 131.95)] == [0, 0.5]


@pytest.mark.slow
def test_who_turned_66_after_march_2021_has_the_newer_allowance_on_any_day():
    """Claims of early April move birthdays for the engine; nobody gets older people's allowance by it."""
    adult = {"role": "claimant", "date_of_birth": "1955-04-02", "private_pension": weekly(50)}
    adult["benefits"] = [{"code": "state_pension", "amount": weekly(230)}]
    home = {
        "region": "WALES", "adults": [adult], "capital": 0,
        "housing": {"tenure": "council_tenant", "rent": weekly(120)},
    }  # fmt: skip
    days = [parse_household({**home, "claim_date": day}) for day in ("2027-04-01", "2027-04-04")]
    needs = [each.parts["housing_benefit_applicable_amount"] / 52 for each in default_engine().estimate_many(days)]
    assert needs == pytest.approx([238.0, 238.0])
