"""Changes of life: what each does to a household, what it asks, and when it does not fit."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.better_off.scenarios import (
    KINDS,
    CannotChange,
    ScenarioChange,
    apply,
    asked_for,
    kinds_for,
    people_who_may_leave,
    read_change,
)
from calculator.household.as_json import household_json
from calculator.household.asked import WrongAnswers
from calculator.household.parsing import HouseholdProblems, parse_household
from tests.english import english

DAY = "2026-11-22"


def household(adults=({"role": "claimant", "age": 40},), children=({"age": 5},), **more):
    return parse_household(
        {
            "claim_date": DAY,
            "region": "YORKSHIRE",
            "capital": 1000,
            "adults": list(adults),
            "children": list(children),
            "housing": {
                "tenure": "private_tenant",
                "rent": {"amount": 150, "frequency": "weekly"},
                "bedrooms": 2,
                "council_tax_per_year": 900,
            },
        }
        | more
    )


COUPLE = (
    {"role": "claimant", "age": 40, "earnings": {"amount": 300, "frequency": "weekly"}},
    {"role": "partner", "age": 38},
)
FULL = household(
    adults=(*COUPLE, {"role": "non_dependant", "age": 22}, {"role": "non_dependant", "age": 70}),
    children=({"age": 5}, {"age": 9}),
)


def after(kind, home=None, **raw):
    home = home or household()
    return apply(read_change(kind, raw, home), home)


def test_a_job():
    home = after("job", hours="20", hourly_rate="12.71", childcare_per_week="80", pension_percent="5")
    worker = home.couple[0]
    assert (worker.hours_per_week, float(worker.earnings.per_week)) == (20, 254.2)
    assert float(worker.pension_contributions.per_week) == 12.71
    assert float(home.childcare.per_week) == 80


def test_a_job_for_the_partner_leaves_the_claimants_alone():
    home = after("job", household(adults=COUPLE), who="partner", hours="20", hourly_rate="12.71")
    assert [float(each.earnings.per_week) for each in home.couple] == [300, 254.2]


def test_stopping_work():
    home = after("stop-work", household(adults=COUPLE), who="claimant")
    assert (home.couple[0].hours_per_week, home.couple[0].earnings.amount) == (0, 0)


def test_a_partner_moves_in_and_the_discount_of_one_adult_goes():
    home = after("partner", age="35", pay_per_week="250", hours="20")
    partner = home.couple[1]
    assert (partner.age_on(home.claim_date), float(partner.earnings.per_week), partner.hours_per_week) == (35, 250, 20)
    assert home.housing.council_tax_per_year == 1200


def test_another_adult_moves_in():
    home = after("moves-in", age="30")
    assert [each.role for each in home.adults] == ["claimant", "non_dependant"]


@pytest.mark.parametrize(
    ("who", "adults", "ages"),
    [
        ("partner", ["claimant", "non_dependant", "non_dependant"], [5, 9]),
        ("child-0", ["claimant", "partner", "non_dependant", "non_dependant"], [9]),
        ("other-1", ["claimant", "partner", "non_dependant"], [5, 9]),
    ],
)
def test_somebody_moves_out(who, adults, ages):
    home = after("moves-out", FULL, who=who)
    assert [each.role for each in home.adults] == adults
    assert [each.age_on(home.claim_date) for each in home.children] == ages


def test_left_alone_the_bill_gets_its_discount():
    assert float(after("moves-out", household(adults=COUPLE), who="partner").housing.council_tax_per_year) == 675


def test_a_baby_is_born_on_the_day():
    home = after("baby", babies="2")
    assert [each.date_of_birth for each in home.children[1:]] == [datetime.date(2026, 11, 22)] * 2


def test_another_rent_and_another_home():
    assert float(after("rent", rent="700", rent_period="monthly").housing.rent.per_year) == 8400
    home = after("move-home", tenure="council_tenant", rent="90", rent_period="weekly", bedrooms="3").housing
    assert (home.tenure, home.bedrooms, float(home.rent.per_week)) == ("council_tenant", 3, 90)


def test_savings_and_caring():
    assert after("savings", capital="7,200").capital == 7200
    assert after("carer").couple[0].cares_35_hours


def test_only_changes_that_fit_are_offered():
    alone = household(children=())
    assert {"partner", "job", "baby"} <= set(kinds_for(alone))
    assert not {"stop-work", "moves-out"} & set(kinds_for(alone))
    assert "partner" not in kinds_for(FULL)
    assert list(people_who_may_leave(FULL)) == ["partner", "child-0", "child-1", "other-0", "other-1"]
    assert [each.name for each in asked_for("stop-work", alone)] == []


def test_a_change_that_does_not_fit_any_more_says_so():
    leaves = read_change("moves-out", {"who": "child-1"}, FULL)
    with pytest.raises(CannotChange):
        apply(leaves, household())
    with pytest.raises(CannotChange):
        apply(read_change("partner", {"age": "30"}, household()), FULL)


def test_a_household_that_cannot_be_is_refused():
    nineteen = household(children=[{"age": 3}] * 19)
    with pytest.raises(HouseholdProblems):
        apply(ScenarioChange("baby", {"babies": 1}), nineteen)


@pytest.mark.parametrize(
    ("kind", "raw", "problems"),
    [
        ("partner", {"age": "12"}, [("age", "Enter their age as a whole number from 16 to 110.")]),
        ("partner", {"age": "30.5"}, [("age", "Enter their age as a whole number from 16 to 110.")]),
        (
            "rent",
            {"rent": "-1", "rent_period": "daily"},
            [
                ("rent", "Enter the rent as a number from 0 to 20,000."),
                ("rent_period", "Choose how often the rent is paid."),
            ],
        ),
        ("moves-out", {"who": "claimant"}, [("who", "Choose who moves out.")]),
    ],
)
def test_each_wrong_answer_has_its_sentence(kind, raw, problems):
    with pytest.raises(WrongAnswers) as wrong:
        read_change(kind, raw, FULL if kind == "moves-out" else household())
    assert english(wrong.value.problems) == problems


GOOD = {
    "who": "claimant",
    "hours": "20",
    "hourly_rate": "13",
    "age": "30",
    "babies": "1",
    "rent": "100",
    "rent_period": "weekly",
    "tenure": "owner",
    "bedrooms": "2",
    "capital": "50",
}


@given(st.sampled_from(sorted(KINDS)), st.sampled_from([household(), household(adults=COUPLE), FULL]))
def test_a_change_touches_neither_day_nor_place(kind, home):
    raw = GOOD | ({"who": "child-0"} if kind == "moves-out" else {})
    try:
        changed = apply(read_change(kind, raw, home), home)
    except CannotChange:
        assert kind not in kinds_for(home)
        return
    assert (changed.claim_date, changed.region, changed.brma) == (home.claim_date, home.region, home.brma)
    assert parse_household(household_json(changed)) == changed


@given(st.sampled_from(sorted(KINDS)), st.dictionaries(st.sampled_from(sorted(GOOD)), st.text() | st.floats()))
def test_whatever_is_typed_is_a_change_or_has_problems(kind, raw):
    try:
        outcome = apply(read_change(kind, raw, FULL), FULL) is not None
    except WrongAnswers as wrong:
        outcome = all(sentence.endswith(".") for _, sentence in english(wrong.problems))
    except CannotChange:
        outcome = kind not in kinds_for(FULL)
    assert outcome


def renting(adults, *, counted, bill):
    housing = {
        "tenure": "owner",
        "council_tax_whole": 1200,
        "council_tax_adults": counted,
        "council_tax_per_year": bill,
    }
    return household(adults=adults, housing=housing)


SINGLE = {"role": "claimant", "age": 40}
STUDENT = {"role": "partner", "age": 38, "full_time_student": True}
CARER = {"role": "non_dependant", "age": 50, "council_tax_disregarded": True}


@pytest.mark.parametrize(
    ("adults", "counted", "bill", "change", "then", "counted_then"),
    [
        # A lodger counts and is none of the household's adults.
        ((SINGLE,), 2, 1200, {"kind": "moves-in", "age": 30}, 1200, 3),
        ((SINGLE,), 1, 900, {"kind": "moves-in", "age": 30}, 1200, 2),
        ((SINGLE,), 1, 900, {"kind": "moves-in", "age": 17}, 900, 1),
        ((SINGLE, STUDENT), 1, 900, {"kind": "moves-out", "who": "partner"}, 900, 1),
        ((SINGLE, CARER), 1, 900, {"kind": "moves-out", "who": "other-0"}, 900, 1),
        (COUPLE, 2, 1200, {"kind": "moves-out", "who": "partner"}, 900, 1),
        ((SINGLE,), 1, 900, {"kind": "savings", "capital": 5000}, 900, 1),
    ],
)
def test_the_bill_follows_how_many_adults_count(adults, counted, bill, change, then, counted_then):
    answers = {name: value for name, value in change.items() if name != "kind"}
    home = after(change["kind"], renting(adults, counted=counted, bill=bill), **answers)
    assert home.housing.council_tax_per_year == then
    assert home.housing.council_tax_adults == counted_then
