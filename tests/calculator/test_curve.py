"""The better-off curve: its arithmetic for any household, and what it says about bends and cliffs."""

import dataclasses
import datetime
import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calculator.better_off.curve import Curve
from calculator.better_off.hours import hours_curve
from calculator.better_off.net_income import PayNotWorkedOut
from calculator.better_off.pattern import (
    APPRENTICE_WAGE,
    GRID,
    MINIMUM_WAGE,
    WorkQuestion,
    first_question,
    read_question,
    work_variants,
)
from calculator.estimate import estimate
from calculator.household.asked import WrongAnswers
from calculator.household.parsing import parse_household
from tests.calculator.simple_engine import SimpleEngine
from tests.english import english

TODAY = datetime.date(2026, 11, 22)
RATE = 12.71


def household(children=0, partner=False, childcare=None, housing=None, **claimant):
    adults = [{"role": "claimant", "age": 40, **claimant}]
    if partner:
        adults.append({"role": "partner", "age": 38})
    return parse_household(
        {
            "claim_date": "2026-11-22",
            "region": "YORKSHIRE",
            "capital": 0,
            "adults": adults,
            "children": [{"age": 5}] * children,
            "housing": housing or {"tenure": "owner"},
            "childcare": childcare,
        }
    )


def weekly(amount):
    return {"amount": amount, "frequency": "weekly"}


def curve_of(home, question=None, engine=None):
    question = question or WorkQuestion("claimant", RATE, 20.0)
    variants = work_variants(home, question)
    results = (engine or SimpleEngine()).estimate_many(variants)
    return hours_curve(home, question, results, variants, today=TODAY)


questions = st.builds(
    WorkQuestion,
    who=st.just("claimant"),
    hourly_rate=st.floats(1, 200).map(lambda x: round(x, 2)),
    hours=st.floats(0, 50).map(lambda x: round(x, 2)),
    childcare_per_week=st.floats(0, 2000),
    travel_per_week=st.floats(0, 1000),
    pension_percent=st.floats(0, 50),
)
households = st.builds(
    household,
    children=st.integers(0, 4),
    partner=st.booleans(),
    childcare=st.just(None) | st.just(weekly(90)),
    hours_per_week=st.none() | st.floats(0, 60),
    earnings=st.none() | st.floats(0, 900).map(weekly),
    cares_35_hours=st.booleans(),
    housing=st.just({"tenure": "owner"}) | st.just({"tenure": "private_tenant", "rent": weekly(150)}),
)


# --- Any household, any question ----------------------------------------------------------


@pytest.mark.slow
@given(households, questions)
@settings(max_examples=60, deadline=None)
def test_net_income_is_the_sum_of_its_parts_at_every_point(home, question):
    curve = curve_of(home, question)
    for point in (*curve.points, curve.today):
        income = point.income
        coming = income.wages + income.self_employed_profit + income.private_pension + sum(income.benefits.values())
        going = (
            income.income_tax
            + income.national_insurance
            + income.pension_contributions
            + income.childcare
            + income.travel
        )
        assert income.net == pytest.approx(coming - going, abs=1e-6)
        assert all(math.isfinite(value) for value in (income.net, income.after_housing, *income.benefits.values()))


@pytest.mark.slow
@given(households, questions)
@settings(max_examples=60, deadline=None)
def test_the_hours_rise_and_hold_the_hours_that_were_asked(home, question):
    curve = curve_of(home, question)
    hours = [point.hours for point in curve.points]
    assert hours == sorted(set(hours))
    assert {*GRID, question.hours} == set(hours)
    assert curve.chosen.hours == question.hours


@given(households, questions)
@settings(max_examples=60, deadline=None)
def test_more_hours_change_nothing_but_work_and_its_costs(home, question):
    for variant in work_variants(home, question):
        assert (variant.children, variant.housing, variant.capital, variant.claim_date, variant.region) == (
            home.children,
            home.housing,
            home.capital,
            home.claim_date,
            home.region,
        )
        assert [(each.role, each.date_of_birth, each.benefits) for each in variant.adults] == [
            (each.role, each.date_of_birth, each.benefits) for each in home.adults
        ]
        assert variant.adults[1:] == home.adults[1:]


@pytest.mark.slow
@given(households, questions)
@settings(max_examples=60, deadline=None)
def test_today_is_the_plain_estimate_of_the_household(home, question):
    curve = curve_of(home, question)
    plain = {each.code: each.pounds_per_year for each in estimate(home, engine=SimpleEngine(), today=TODAY).benefits}
    assert curve.today.income.benefits == {code: plain[code] for code in curve.names}


@pytest.mark.slow
@given(households, questions)
@settings(max_examples=40, deadline=None)
def test_a_curve_survives_being_stored(home, question):
    curve = curve_of(home, question)
    assert Curve.from_dict(json.loads(json.dumps(curve.to_dict()))) == curve


# --- What it says ----------------------------------------------------------


def test_the_figures_of_one_point():
    home = household(children=1)
    curve = curve_of(
        home, WorkQuestion("claimant", 10.0, 40.0, childcare_per_week=80, travel_per_week=20, pension_percent=5)
    )
    income = curve.chosen.income
    assert income.wages == 400 * 52
    assert income.income_tax == pytest.approx(0.2 * 160 * 52)
    assert income.national_insurance == pytest.approx(0.08 * 160 * 52)
    assert income.pension_contributions == 20 * 52
    assert income.take_home == pytest.approx((400 - 32 - 12.8 - 20) * 52)
    assert income.benefits["uc"] == pytest.approx((300 - 0.55 * (335.2 - 60)) * 52)
    assert (income.childcare, income.travel) == (80 * 52, 20 * 52)
    assert income.net == pytest.approx(income.take_home + income.benefits["uc"] + 1040 - 100 * 52)


class ChargedEngine(SimpleEngine):
    """Child Benefit of £20 a week, of which a tax charge takes back £15."""

    def _one(self, household):
        result = super()._one(household)
        charge = {"child_benefit": 1040.0, "child_benefit_charge": 780.0, "children_for_child_benefit": 1.0}
        return dataclasses.replace(result, parts={**result.parts, **charge})


def test_the_child_benefit_charge_is_taken_off_once():
    income = curve_of(household(children=1), engine=ChargedEngine()).today.income
    assert income.benefits["cb"] == 260
    assert income.net == pytest.approx(income.benefits["uc"] + 260)


def test_costs_are_in_proportion_to_the_hours():
    curve = curve_of(
        household(children=1), WorkQuestion("claimant", 10.0, 20.0, childcare_per_week=80, travel_per_week=20)
    )
    half = next(point for point in curve.points if point.hours == 10)
    assert (half.income.childcare, half.income.travel) == (40 * 52, 10 * 52)
    assert (curve.points[0].income.childcare, curve.points[0].income.travel) == (0, 0)


def test_without_children_no_childcare_is_taken_off():
    question = WorkQuestion("claimant", 10.0, 20.0, childcare_per_week=80)
    assert curve_of(household(), question).chosen.income.childcare == 0


def test_how_much_of_each_pound_is_kept():
    curve = curve_of(household(), WorkQuestion("claimant", 10.0, 10.0))
    # £60 in full, and 45p of each of the next £40.
    assert curve.gain_per_week == pytest.approx(60 + 0.45 * 40)
    assert curve.kept == pytest.approx(0.78)
    assert curve.kept_today == 1
    notes = " ".join(english(curve.notes))
    assert "you keep all of each extra £1 of pay" in notes
    assert "100p" not in notes


def test_fewer_hours_than_today_keep_nothing_of_an_extra_pound():
    home = household(hours_per_week=30, earnings=weekly(300))
    curve = curve_of(home, WorkQuestion("claimant", 10.0, 10.0))
    assert curve.kept is None
    assert curve.gain_per_week < 0


def test_the_end_of_the_work_allowance_is_marked():
    curve = curve_of(household(), WorkQuestion("claimant", 10.0, 20.0))
    assert [(each.kind, each.hours) for each in curve.markers if each.kind == "allowance"] == [("allowance", 6.0)]
    assert any(note.startswith("Up to about 6 hours a week, pay takes nothing off") for note in english(curve.notes))


def test_the_benefit_cap_is_marked_where_it_lifts():
    curve = curve_of(household(), WorkQuestion("claimant", 10.0, 20.0), SimpleEngine(cap_until=200))
    assert ("cap_lifts", 20.0) in [(each.kind, each.hours) for each in curve.markers]
    assert (
        "From about 20 hours a week, the benefit cap no longer lowers your Universal Credit. It is a limit on benefits."
        in english(curve.notes)
    )


def test_where_universal_credit_ends_is_marked():
    curve = curve_of(household(), WorkQuestion("claimant", 30.0, 20.0))
    ends = next(each.hours for each in curve.markers if each.kind == "credit_ends")
    at = [point for point in curve.points if point.income.benefits["uc"] == 0]
    assert ends == at[0].hours


def test_a_cliff_is_found_and_said_in_words():
    home = household(cares_35_hours=True)
    curve = curve_of(home, WorkQuestion("claimant", 10.0, 20.0), Alone())
    cliff = curve.cliffs[0]
    assert (cliff.from_hours, cliff.to_hours) == (20.0, 21.0)
    # £80 stops, £10 of pay comes.
    assert cliff.loss == pytest.approx(80 - 10)
    assert cliff.codes == ("ca",)
    assert cliff.recovered_at is not None
    assert cliff.recovered_at > 21
    assert (
        "Going from 20 to 21 hours a week leaves you £70.00 a week worse off, because of what happens to "
        "Carer's Allowance."
    ) in english(curve.notes)


class Alone(SimpleEngine):
    """Without Universal Credit, which would make up for the lost Carer's Allowance."""

    def _one(self, household):
        result = super()._one(household)
        result.per_year["uc"] = 0.0
        return result


def test_no_cliff_is_made_of_rounding():
    assert curve_of(household()).cliffs == ()


def test_what_is_not_calculated_is_left_out_everywhere_and_named():
    curve = curve_of(household())
    assert english(curve.left_out) == ("Council Tax Reduction",)
    assert all("ctr" not in point.income.benefits for point in (*curve.points, curve.today))


def test_a_benefit_already_received_counts_at_all_hours_and_one_that_work_ends_is_named():
    home = household(benefits=[{"code": "pip", "amount": weekly(76.7)}, {"code": "jsa_ns", "amount": weekly(90)}])
    curve = curve_of(home)
    assert {point.income.benefits["pip"] for point in curve.points} == {3988.4}
    assert any("New Style Jobseeker's Allowance is counted as it is today" in note for note in english(curve.notes))


def test_without_tax_in_the_answer_nothing_is_said_of_net_income():
    with pytest.raises(PayNotWorkedOut):
        curve_of(household(), engine=SimpleEngine(without=("income_tax",)))


def test_a_rate_under_the_minimum_wage_is_named_by_age():
    assert str(curve_of(household(), WorkQuestion("claimant", 12.70, 20.0)).notes[0]) == (
        "£12.70 an hour is under the legal minimum at this age, which is £12.71 since April 2026. "
        "An apprentice must get £8.00 at the least."
    )
    young = curve_of(household(age=19), WorkQuestion("claimant", 10.85, 20.0))
    assert not any("legal minimum" in note for note in english(young.notes))


@pytest.mark.slow
def test_the_minimum_wage_is_the_engines():
    from policyengine_uk import CountryTaxBenefitSystem

    wage = CountryTaxBenefitSystem().parameters("2026-04-30").gov.hmrc.minimum_wage
    for age, rate in MINIMUM_WAGE:
        assert wage.non_apprentice.calc(age) == float(rate)
    assert wage.apprentice == float(APPRENTICE_WAGE)


# --- Questions ----------------------------------------------------------


def test_a_question_is_read_as_typed():
    raw = {
        "who": "partner",
        "hourly_rate": "£12.71",
        "hours": "20",
        "childcare_per_week": "1,000",
        "pension_percent": "5%",
    }
    assert read_question(raw, household(partner=True)) == WorkQuestion("partner", 12.71, 20.0, 1000.0, 0.0, 5.0)


def test_alone_the_question_is_about_the_claimant():
    assert read_question({"who": "partner", "hourly_rate": "13", "hours": "1"}, household()).who == "claimant"


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("hours", "900", "Enter the hours a week as a number from 0 to 50."),
        ("hours", "", "Enter the hours a week as a number from 0 to 50."),
        ("hours", "nan", "Enter the hours a week as a number from 0 to 50."),
        ("hourly_rate", "-3", "Enter the hourly rate as a number from 1 to 200."),
        ("hourly_rate", "1e1000000", "Enter the hourly rate as a number from 1 to 200."),
        ("who", "dog", "Choose who would work."),
        ("childcare_per_week", "lots", "Enter the childcare a week as a number from 0 to 2,000."),
    ],
)
def test_each_wrong_answer_has_its_sentence(name, value, sentence):
    raw = {"who": "claimant", "hourly_rate": "13", "hours": "20", name: value}
    with pytest.raises(WrongAnswers) as wrong:
        read_question(raw, household(partner=True))
    assert english(wrong.value.problems) == [(name, sentence)]


@given(
    st.dictionaries(
        st.sampled_from(["who", "hourly_rate", "hours", "childcare_per_week"]),
        st.text() | st.floats() | st.integers() | st.none() | st.lists(st.text()),
    )
)
def test_whatever_is_typed_is_a_question_or_has_problems(raw):
    try:
        outcome = 0 <= read_question(raw, household(partner=True)).hours <= 50
    except WrongAnswers as wrong:
        outcome = bool(wrong.problems)
    assert outcome


def test_the_first_question_is_todays_job_or_the_minimum_wage():
    home = household(hours_per_week=20, earnings=weekly(300), pension_contributions=weekly(15))
    assert first_question(home) == WorkQuestion("claimant", 15.0, 20.0, 0.0, 0.0, 5.0)
    assert first_question(household(age=19)) == WorkQuestion("claimant", 10.85, 16.0)


def test_the_partners_first_question_is_of_the_partners_job():
    claimant = {"role": "claimant", "age": 40, "hours_per_week": 30, "earnings": {"amount": 600, "frequency": "weekly"}}
    partner = {"role": "partner", "age": 41, "hours_per_week": 8, "earnings": {"amount": 112, "frequency": "weekly"}}
    home = {"claim_date": "2026-11-22", "region": "WALES", "housing": {"tenure": "owner"}}
    couple = parse_household({**home, "adults": [claimant, partner]})
    assert first_question(couple, "partner") == WorkQuestion("partner", 14.0, 8.0)
    assert first_question(couple) == WorkQuestion("claimant", 20.0, 30.0)
    assert first_question(parse_household({**home, "adults": [claimant]}), "partner").who == "claimant"


def test_the_curve_has_every_whole_number_of_hours():
    assert tuple(range(51)) == GRID


@given(households)
def test_the_first_question_is_one_that_could_be_typed(home):
    question = first_question(home)
    assert read_question(question.to_dict(), home) == question
