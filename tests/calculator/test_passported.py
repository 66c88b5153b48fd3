"""Passported help: every rule by a table, and what holds for every household."""

import dataclasses
import datetime
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from calculator.household.household import BenefitNow
from calculator.household.parsing import parse_household
from calculator.interface import EngineResult
from calculator.passported import ASK, LIKELY, NOT, LocalWelfare, passported_help
from calculator.passported.sources import SOURCES
from calculator.passported.winter import qualifying_week_end
from estimates.presenters.words import localised
from tests.calculator.household_strategies import engine_results, households
from tests.calculator.passported_cases import (
    BOTH_CARE,
    CASES,
    EARLY,
    GUARANTEE,
    JUNIOR,
    NO_SAVINGS_TOLD,
    NOTHING,
    PENSIONER,
    SECONDARY,
    UC,
    couple,
    gets,
    me,
    with_children,
    works,
)
from tests.english import english

BENEFITS = ("uc", "pc", "hb", "cb", "ca", "ctr")
UNCHECKED = {source.title for source in SOURCES.values() if source.confidence == "low"}
FORMS = {"free-school-meals", "blue-badge", "discretionary-housing-payment", "local-welfare-crisis"}
ORDER = {NOT: 0, ASK: 1, LIKELY: 2}
QUICK = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def helps(region, changes, said, **council):
    household = parse_household(
        {
            "claim_date": "2026-11-22",
            "region": region,
            "capital": 0,
            "children": [],
            **me(),
            "housing": {"tenure": "council_tenant", "rent": {"amount": 90, "frequency": "weekly"}},
            **changes,
        }
    )
    per_year = {code: amount for code, amount in said.items() if code in BENEFITS}
    parts = {name: amount for name, amount in said.items() if name not in BENEFITS}
    result = EngineResult("stand-in", "1", household.rates_year, per_year, parts)
    return {each.code: english(each) for each in passported_help(household, result, **council)}


@pytest.mark.slow
@pytest.mark.parametrize(("code", "answer", "region", "changes", "said"), CASES)
def test_the_table(code, answer, region, changes, said):
    found = helps(region, changes, said)[code]
    assert found.answer == answer, found.reasons


def test_the_table_holds_every_help_of_every_nation_with_all_its_answers():
    shown = {}
    for code, answer, *_ in CASES:
        shown.setdefault(code, set()).add(answer)
    offered = {
        code for region in ("YORKSHIRE", "WALES", "SCOTLAND", "NORTHERN_IRELAND") for code in helps(region, {}, NOTHING)
    }
    assert set(shown) == offered
    # No answer tells of a crisis; winter fuel payments are made to everybody of the age; the rest has all three.
    fewer = {
        "local_welfare": {ASK},
        # Nobody is asked whether a couple is married, who is certified, or what the person looked after gets.
        "marriage_allowance": {ASK, NOT},
        "carers_credit": {ASK, NOT},
        "blind_persons_allowance": {ASK, NOT},
        "winter_fuel_payment": {LIKELY, NOT},
        "pension_age_winter_heating_payment": {LIKELY, NOT},
    }
    assert {code: answers for code, answers in shown.items() if len(answers) < 3} == fewer


def test_who_gets_a_benefit_is_told_so_and_who_could_is_told_to_claim_it_first():
    having = helps("YORKSHIRE", gets("uc"), {})["warm_home_discount"]
    assert having.reasons[0] == "You get Universal Credit."
    assert "Claim" not in having.next_step
    could = helps("YORKSHIRE", {}, UC)["warm_home_discount"]
    assert could.reasons[0] == "You could get Universal Credit."
    assert could.next_step.startswith("Claim Universal Credit first. Most people")
    part = helps("YORKSHIRE", me(**PENSIONER), GUARANTEE)["broadband"]
    assert part.next_step.startswith("Claim Pension Credit first. ")
    housing = helps("YORKSHIRE", {}, UC)["housing_payment"]
    assert housing.next_step == "Claim Universal Credit first. Apply to your council for it."


def test_a_reported_benefit_counts_whatever_the_estimate_says():
    assert helps("YORKSHIRE", {**gets("uc"), "capital": 90_000}, NOTHING)["broadband"].answer == LIKELY
    assert helps("YORKSHIRE", gets("pc_guarantee", **PENSIONER), {})["nhs_dental"].answer == LIKELY


def test_savings_over_the_limit_settle_what_the_engine_left_open():
    assert helps("YORKSHIRE", {"capital": 16_001}, {})["broadband"].answer == NOT


def test_students_and_missing_rent_leave_universal_credit_open():
    assert helps("YORKSHIRE", me(full_time_student=True), UC)["broadband"].answer == ASK
    assert helps("YORKSHIRE", {"housing": {"tenure": "private_tenant"}}, NOTHING)["broadband"].answer == ASK


@pytest.mark.parametrize(
    ("born", "day", "region", "answer"),
    [
        # Reception starts in the September after the fourth birthday; Year 3 is the first year that must qualify.
        ("2022-08-31", "2026-09-01", "YORKSHIRE", LIKELY),
        ("2022-09-01", "2026-09-01", "YORKSHIRE", NOT),
        ("2019-09-01", "2026-09-01", "YORKSHIRE", LIKELY),
        ("2019-08-31", "2026-09-01", "YORKSHIRE", NOT),
        ("2019-08-31", "2026-08-31", "YORKSHIRE", LIKELY),
        # Wales: Year 6 is the last of primary. Scotland: five by the end of February, Primary 5 the last for all.
        ("2015-09-01", "2026-09-01", "WALES", LIKELY),
        ("2015-08-31", "2026-09-01", "WALES", NOT),
        ("2022-02-28", "2026-08-15", "SCOTLAND", LIKELY),
        ("2022-03-01", "2026-08-15", "SCOTLAND", NOT),
        ("2017-03-01", "2026-08-15", "SCOTLAND", LIKELY),
        ("2017-02-28", "2026-08-15", "SCOTLAND", NOT),
    ],
)
def test_meals_for_all_end_with_a_school_year(born, day, region, answer):
    changes = with_children(born, claim_date=day)
    assert helps(region, changes, NOTHING)["free_school_meals"].answer == answer


@pytest.mark.parametrize(("day", "answer"), [("2026-08-31", NOT), ("2026-09-01", LIKELY)])
def test_the_day_on_which_all_of_universal_credit_counts(day, answer):
    said = UC | {"income_tax": 1_500.0, "national_insurance": 1_000.0}
    changes = with_children(SECONDARY, **works(2_500), claim_date=day)
    assert helps("YORKSHIRE", changes, said)["free_school_meals"].answer == answer


def test_pay_is_counted_after_tax_insurance_and_pension():
    pension = {"pension_contributions": {"amount": 60, "frequency": "monthly"}}
    said = UC | {"income_tax": 12.0 * 20, "national_insurance": 12.0 * 20}
    homes = [with_children(SECONDARY, **works(700, **more), **EARLY) for more in ({}, pension)]
    found = [helps("YORKSHIRE", each, said) for each in homes]
    assert [each["free_school_meals"].answer for each in found] == [NOT, LIKELY]


def test_tax_that_may_be_on_a_pension_leaves_the_limit_open():
    said = UC | {"income_tax": 12.0 * 100, "national_insurance": 0.0}
    pension = {"private_pension": {"amount": 1_500, "frequency": "monthly"}}
    meals = helps("YORKSHIRE", with_children(SECONDARY, **works(650, **pension), **EARLY), said)["free_school_meals"]
    assert meals.answer == ASK


@pytest.mark.parametrize(
    ("region", "changes", "said", "words"),
    [
        ("YORKSHIRE", {}, NOTHING, "nobody who looks after someone for 20 hours"),
        ("YORKSHIRE", gets("ca"), NOTHING, "With Carer's Allowance the weeks count already."),
        ("SCOTLAND", gets("ca"), NOTHING, "With Carer Support Payment the weeks count already."),
        ("YORKSHIRE", gets("uc", cares_35_hours=True), NOTHING, "With Universal Credit the weeks count already."),
        (
            "YORKSHIRE",
            me(cares_35_hours=True),
            UC,
            "You could get Universal Credit. With it the weeks count by themselves.",
        ),
        ("YORKSHIRE", me(cares_35_hours=True), NOTHING | {"ca": 1.0}, "Claim Carer's Allowance."),
        ("YORKSHIRE", me(cares_35_hours=True), NOTHING, "Apply for Carer's Credit."),
        ("YORKSHIRE", couple(BOTH_CARE, BOTH_CARE), NOTHING, "only one of you can have Carer's Allowance"),
        (
            "YORKSHIRE",
            with_children(JUNIOR, **couple(BOTH_CARE | {"benefits": [{"code": "cb"}]}, {"age": 40})),
            NOTHING,
            "For whoever has Child Benefit for a child under 12",
        ),
        (
            "YORKSHIRE",
            me(cares_35_hours=True) | NO_SAVINGS_TOLD,
            UC,
            "If you get Universal Credit, the weeks count already.",
        ),
    ],
)
def test_carers_are_told_what_makes_their_weeks_count(region, changes, said, words):
    found = helps(region, changes, said)["carers_credit"]
    assert words in " ".join([*found.reasons, found.next_step])


@pytest.mark.parametrize(
    ("day", "week_end"),
    [
        ("2026-04-06", "2026-09-27"),
        ("2026-11-22", "2026-09-27"),
        ("2027-03-31", "2026-09-27"),
        ("2027-04-01", "2027-09-26"),
    ],
)
def test_the_week_that_decides_a_winter(day, week_end):
    found = qualifying_week_end(datetime.date.fromisoformat(day))
    assert found.isoformat() == week_end
    assert found.weekday() == 6


@pytest.mark.parametrize(
    ("council", "answer", "form"),
    [
        (None, ASK, "local-welfare-crisis"),
        (LocalWelfare(), ASK, "local-welfare-crisis"),
        (LocalWelfare(claim_form="household-support-fund"), ASK, "household-support-fund"),
        (LocalWelfare(savings_limit=Decimal(2_000)), ASK, "local-welfare-crisis"),
        (LocalWelfare(savings_limit=Decimal(1_999)), NOT, None),
        (LocalWelfare(is_open=False), NOT, None),
    ],
)
def test_a_councils_own_crisis_help(council, answer, form):
    found = helps("YORKSHIRE", {"capital": 2_000}, UC, council_local_welfare=council)["local_welfare"]
    assert (found.answer, found.claim_form) == (answer, form)


def test_the_councils_words_on_its_fund_do_not_reach_other_nations():
    shut = LocalWelfare(is_open=False)
    assert helps("WALES", {}, UC, council_local_welfare=shut)["local_welfare"].answer == ASK


@pytest.mark.slow
@QUICK
@given(st.data())
def test_every_household_has_an_answer_with_reason_and_source_for_everything(data):
    household = data.draw(households())
    for each in english(passported_help(household, data.draw(engine_results(household)))):
        assert each.answer in ORDER
        assert each.reasons
        assert all(each.reasons)
        assert each.source in {source.title for source in SOURCES.values()}
        assert each.next_step or each.answer == NOT
        assert each.answer == ASK or each.source not in UNCHECKED
        assert each.claim_form is None or (each.claim_form in FORMS and each.answer != NOT)


@pytest.mark.slow
@QUICK
@given(st.data())
def test_everything_said_is_said_in_welsh(data):
    household = data.draw(households())
    council = data.draw(st.none() | st.builds(LocalWelfare, st.booleans(), st.just(Decimal(1_000))))
    result = data.draw(engine_results(household))
    for each in passported_help(household, result, council_local_welfare=council):
        for sentence in (each.name, each.value_words, each.next_step, *each.reasons):
            with translation.override("cy"):
                welsh = localised(sentence)
            assert welsh != str(sentence) or not welsh
            assert "first." not in welsh, sentence


@pytest.mark.slow
@QUICK
@given(st.data())
def test_getting_universal_credit_never_closes_what_was_open(data):
    household = data.draw(households())
    result = data.draw(engine_results(household))
    claimant, *rest = household.couple
    claimant = dataclasses.replace(claimant, benefits=(*claimant.benefits, BenefitNow("uc")))
    adults = (claimant, *rest, *household.non_dependants)
    before = passported_help(household, result)
    after = passported_help(dataclasses.replace(household, adults=adults), result)
    for one, two in zip(before, after, strict=True):
        if one.answer == LIKELY:
            assert two.answer == LIKELY, (one.code, one.reasons, two.reasons)


@QUICK
@given(st.data(), st.integers(0, 3_000), st.integers(0, 3_000))
def test_more_pay_on_the_same_benefits_never_opens_anything(data, one, other):
    low, high = sorted((one, other))
    region = data.draw(st.sampled_from(["YORKSHIRE", "WALES", "SCOTLAND", "NORTHERN_IRELAND"]))
    births = data.draw(st.lists(st.dates(datetime.date(2010, 1, 1), datetime.date(2026, 10, 1)), max_size=3))
    said = data.draw(st.sampled_from([UC, NOTHING, GUARANTEE]))
    poorer, richer = (
        helps(
            region,
            with_children(*(each.isoformat() for each in births), **works(pay)),
            said | {"income_tax": 0.0, "national_insurance": 0.0},
        )
        for pay in (low, high)
    )
    for code, found in poorer.items():
        assert ORDER[richer[code].answer] <= ORDER[found.answer], code
