"""From facts to a household: every input says where it came from, and a missing answer is never a zero."""

import datetime
from decimal import Decimal

import pytest

from calculator.household.from_facts import household_from_facts
from calculator.household.parsing import HouseholdProblems
from calculator.unknowns import unknowns_of
from tests.english import english

TODAY = datetime.date(2026, 11, 22)
COUNCIL = {"region": "YORKSHIRE", "local_authority": "KIRKLEES", "council_tax_by_band": {"A": 1200, "B": 1400}}
LEAST = {"person.dob": "1986-05-01", "tenancy.type": "private_tenant"}


def read(council=None, **facts):
    named = {key.replace("__", "."): value for key, value in facts.items()}
    household, provenance, unknowns = household_from_facts({**LEAST, **named}, council=council or COUNCIL, today=TODAY)
    return household, provenance, english(unknowns)


def money(amount, frequency="weekly"):
    return {"amount": amount, "frequency": frequency}


def test_the_least_that_can_be_estimated_leaves_the_rest_unknown():
    household, provenance, unknowns = read()
    me = household.couple[0]
    assert (me.earnings, me.hours_per_week, household.capital, household.housing.rent) == (None, None, None, None)
    assert provenance == {"/adults/0/date_of_birth": "person.dob", "/housing/tenure": "tenancy.type"}
    assert any("partner" in each for each in unknowns)
    assert any("children" in each for each in unknowns)


def test_without_a_date_of_birth_or_home_there_is_nothing_to_estimate():
    with pytest.raises(HouseholdProblems) as raised:
        household_from_facts({}, council=COUNCIL, today=TODAY)
    assert [pointer for pointer, _ in raised.value.problems] == ["/housing/tenure"]
    with pytest.raises(HouseholdProblems, match="date of birth"):
        household_from_facts({"tenancy.type": "owner"}, council=COUNCIL, today=TODAY)


def test_pay_is_summed_for_each_of_the_couple():
    household, provenance, _ = read(
        partner__exists="yes",
        partner__dob="1988-01-01",
        income__has_job="yes",
        income__jobs=[
            {
                "job.who": "me",
                "job.hours": 10,
                "job.gross": money("100"),
                "job.pension_contribution": money("26", "monthly"),
            },
            {"job.who": "me", "job.hours": 6, "job.gross": money("260", "monthly")},
            {"job.who": "partner", "job.hours": 20, "job.gross": money("240")},
        ],
    )
    me, partner = household.couple
    assert (me.hours_per_week, me.earnings.per_year) == (16, Decimal(100 * 52 + 260 * 12))
    assert me.pension_contributions.per_year == Decimal(26 * 12)
    assert (partner.hours_per_week, partner.earnings.per_week) == (20, Decimal(240))
    assert provenance["/adults/1/earnings"] == "income.jobs"


def test_no_job_is_no_pay_but_a_job_without_pay_is_unknown():
    assert read(income__has_job="no")[0].couple[0].earnings.amount == 0
    household, _, unknowns = read(income__has_job="yes", income__jobs=[{"job.hours": 16}])
    assert household.couple[0].earnings is None
    assert any("amount is missing" in each for each in unknowns)
    assert read(income__has_job="yes")[0].couple[0].earnings is None


def test_a_business_of_both_is_halved():
    household, _, _ = read(
        partner__exists="yes",
        partner__dob="1988-01-01",
        income__self_employed="yes",
        income__businesses=[{"se.who": "both", "check.se_profit": money("200"), "se.hours": 30}],
    )
    assert [each.self_employed_profit.per_week for each in household.couple] == [100, 100]


def test_benefits_amounts_and_awards():
    household, _, _ = read(
        income__benefits_list=["pip", "uc", "ctr", "hb"],
        income__benefit_amounts=[
            {"benefit.name": "pip", "benefit.amount": money("428", "four_weekly")},
            {"benefit.name": "ctr", "benefit.amount": money("12")},
        ],
    )
    me = household.couple[0]
    assert me.disability_benefits == ("pip_daily_living_standard", "pip_mobility_standard")
    assert me.benefit("pip").amount.per_week == 107
    assert (me.benefit("uc").amount, me.benefit("hb").amount) == (None, None)
    assert me.benefit("ctr").amount.per_week == 12


def test_children_and_other_adults():
    household, provenance, unknowns = read(
        household__has_children="yes",
        household__has_other_adults="yes",
        household__children=[
            {"child.dob": "2018-01-01", "child.disability": ["dla_care", "blind"]},
            {"child.dob": "2009-01-01", "child.education": "left"},
            {"child.dob": "2015-01-01", "child.relationship": "foster"},
        ],
        household__other_adults=[
            {"nondep.dob": "2000-01-01", "nondep.hours": "16plus", "nondep.gross_income": money("300")},
            {"nondep.dob": "1980-01-01", "nondep.relationship": "lodger"},
        ],
    )
    first, second = household.children
    assert (first.disability_benefits, first.severely_sight_impaired) == (("dla_care",), True)
    assert second.in_education is False
    assert len(household.non_dependants) == 1
    assert household.non_dependants[0].hours_per_week == 16
    assert provenance["/adults/1/earnings"] == "household.other_adults"
    assert any("Lodgers" in each for each in unknowns)
    assert any("Foster" in each for each in unknowns)


@pytest.mark.parametrize(
    ("rows", "first_year"),
    [
        ([{"check.se_first_year": "yes"}], True),
        ([{"check.se_first_year": "no"}], False),
        ([{}], None),
        ([{"check.se_first_year": "yes"}, {}], None),
        ([{"check.se_first_year": "yes"}, {"check.se_first_year": "no"}], False),
        ([{"se.start": "2026-01-10"}], True),
        ([{"se.start": "2025-11-01"}], False),
        ([{"se.who": "partner", "check.se_first_year": "no"}], None),
    ],
)
def test_the_first_year_of_a_business(rows, first_year):
    household, _, _ = read(
        income__self_employed="yes",
        income__businesses=[{"check.se_profit": money("200"), "se.hours": 30, **row} for row in rows],
    )
    assert household.couple[0].first_year_of_business is first_year


@pytest.mark.parametrize(
    ("children", "rows", "awards"),
    [
        ([["dla_care"]], [{"benefit.name": "dla", "benefit.amount": money("114.60")}], [("dla_care_highest",)]),
        ([["dla_care"]], [{"benefit.name": "dla", "benefit.amount": money("99")}], [("dla_care",)]),
        (
            [["dla_care"], ["dla_mob"]],
            [{"benefit.name": "dla", "benefit.amount": money("114.60")}],
            [("dla_care",), ("dla_mobility",)],
        ),
        ([["dla_care"], []], [{"benefit.name": "dla", "benefit.amount": money("76.70")}], [("dla_care_middle",), ()]),
        ([["pip_dl"]], [{"benefit.name": "dla", "benefit.amount": money("76.70")}], [("pip_daily_living",)]),
    ],
)
def test_an_amount_that_can_only_be_one_childs_tells_its_rate(children, rows, awards):
    household, _, _ = read(
        income__benefits_list=["dla"],
        household__has_children="yes",
        household__children=[{"child.dob": "2016-01-01", "child.disability": told} for told in children],
        income__benefit_amounts=[{"benefit.who": "child", **row} for row in rows],
    )
    assert [each.disability_benefits for each in household.children] == awards
    # Ticked for the child: the parent is not disabled by it.
    assert household.couple[0].disability_benefits == ()
    assert household.couple[0].benefit("dla") is None


@pytest.mark.parametrize(
    ("row", "has_no_pay"),
    [
        ({"nondep.benefits": ["uc_no_earnings"]}, True),
        ({"nondep.benefits": ["uc_earnings"]}, False),
        ({"nondep.hours": "none"}, True),
        ({}, False),
    ],
)
def test_what_is_told_of_another_adults_work(row, has_no_pay):
    household, _, _ = read(
        household__has_other_adults="yes", household__other_adults=[{"nondep.dob": "2000-01-01", **row}]
    )
    (other,) = household.non_dependants
    assert other.has_no_pay is has_no_pay
    assert other.work_is_not_told is not has_no_pay


@pytest.mark.parametrize(
    ("facts", "capital", "source"),
    [
        ({"capital.total": "7200.00", "capital.band": "6000_9999"}, 7200, "capital.total"),
        ({"capital.band": "u3000"}, 2999, "capital.band"),
        ({"capital.band": "o16000"}, 16001, "capital.band"),
        (
            {
                "capital.accounts": [
                    {"account.balance": "500.50"},
                    {"account.balance": "10", "account.whose": "child"},
                ],
                "capital.investments": [{"investment.value": "100"}],
            },
            600.5,
            "capital.accounts",
        ),
    ],
)
def test_capital_takes_the_best_answer(facts, capital, source):
    household, provenance, _ = household_from_facts({**LEAST, **facts}, council=COUNCIL, today=TODAY)
    assert float(household.capital) == capital
    assert provenance["/capital"] == source


def test_a_band_that_matters_is_an_unknown_and_unsure_is_no_amount():
    assert any("roughly" in each for each in read(capital__band="6000_9999")[2])
    assert not any("roughly" in each for each in read(capital__band="u3000")[2])
    assert read(capital__band="unsure")[0].capital is None


def test_the_council_tax_bill_comes_from_band_and_council_with_the_single_adult_discount():
    alone, _, _ = read(check__ctax_band="B", ctax__liable="yes", household__has_other_adults="no")
    assert (alone.housing.council_tax_per_year, alone.housing.liable_for_council_tax) == (1050, True)
    both, _, _ = read(check__ctax_band="B", partner__exists="yes", partner__dob="1988-01-01")
    assert (both.housing.council_tax_per_year, both.housing.liable_for_council_tax) == (1400, None)
    assert read(check__ctax_band="unsure")[0].housing.council_tax_per_year is None
    assert read(council={"region": "WALES"}, check__ctax_band="A")[0].housing.council_tax_per_year is None


def test_circumstances_and_warnings():
    household, _, unknowns = read(
        check__circumstances_you=["lcwra", "carer"],
        person__nrpf="yes",
        tenancy__includes=["heating"],
        tenancy__joint="yes",
    )
    me = household.couple[0]
    assert (me.limited_capability, me.cares_35_hours, me.full_time_student) == ("lcwra", True, False)
    assert len([each for each in unknowns if "immigration" in each or "heating" in each or "share" in each]) == 3


def health(**answers):
    """What a couple, both with limited capability for work-related activity, said of the element before 2026."""
    both = {
        "partner__exists": "yes",
        "partner__dob": "1988-01-01",
        "check__circumstances_you": ["lcwra"],
        "check__circumstances_partner": ["lcwra"],
    }
    told = {f"check__health_element_before_2026_{who}": answer for who, answer in answers.items()}
    household, provenance, unknowns = read(**both, **told)
    assert any("health element" in each for each in english(unknowns_of(household))) == (
        household.had_health_element_before_april_2026 is None
    )
    return household.had_health_element_before_april_2026, provenance.get("/had_health_element_before_april_2026")


def test_the_health_element_before_2026_is_protected_if_either_of_a_couple_had_it():
    mine, theirs = "check.health_element_before_2026_you", "check.health_element_before_2026_partner"
    assert health(you="yes", partner="no") == (True, mine)
    assert health(you="unsure", partner="yes") == (True, theirs)
    assert health(you="no", partner="no") == (False, mine)


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"you": "no"},
        {"you": "unsure", "partner": "no"},
        {"you": "no", "partner": "unsure"},
        {"you": "unsure", "partner": "unsure"},
    ],
)
def test_a_health_element_that_may_have_been_due_before_2026_stays_unknown(answers):
    assert health(**answers) == (None, None)


def test_the_health_element_is_read_only_from_who_has_it_now():
    mine = {"check__circumstances_you": ["lcwra"], "check__health_element_before_2026_you": "no"}
    kept = {"check__circumstances_partner": ["lcwra"], "check__health_element_before_2026_partner": "yes"}
    alone, _, _ = read(**mine, **kept, partner__exists="no")
    assert alone.had_health_element_before_april_2026 is False
    recovered, _, _ = read(check__circumstances_you=["lcw"], check__health_element_before_2026_you="yes")
    assert recovered.had_health_element_before_april_2026 is None


@pytest.mark.parametrize(
    ("answer", "same", "asks"),
    [
        ("yes", True, False),
        ("no", False, False),
        ("unsure", None, True),
    ],
)
def test_whether_a_couple_cares_for_the_same_person(answer, same, asks):
    both = {
        "partner__exists": "yes",
        "partner__dob": "1988-01-01",
        "check__care_for_same_person": answer,
        "check__circumstances_you": ["carer"],
        "check__circumstances_partner": ["carer"],
    }
    household, provenance, _ = read(**both)
    assert household.both_care_for_same_person is same
    assert ("/both_care_for_same_person" in provenance) == (same is not None)
    assert any("the same person" in each for each in english(unknowns_of(household))) == asks
    alone, _, _ = read(**both | {"check__circumstances_partner": ["none"]})
    assert alone.both_care_for_same_person is None


@pytest.mark.parametrize(
    ("facts", "rooms", "source"),
    [
        ({"check.extra_rooms": ["overnight_carer", "child_separate"]}, 2, "check.extra_rooms"),
        ({"home.overnight_carer": "yes", "home.couple_separate": "no"}, 1, "home.overnight_carer"),
        ({"check.extra_rooms": ["none"]}, 0, None),
    ],
)
def test_extra_bedrooms_are_counted_however_they_were_asked(facts, rooms, source):
    household, inputs, _ = household_from_facts({**LEAST, **facts}, council=COUNCIL, today=TODAY)
    assert household.housing.extra_bedrooms == rooms
    assert inputs.get("/housing/extra_bedrooms") == source


def test_a_childs_own_amount_tells_the_rate_of_an_award():
    def awards(told, *amount):
        row = {"child.dob": "2018-01-01", "child.disability": told}
        rows = [row | ({"child.award": money(*amount)} if amount else {}), {**row, "child.disability": ["dla_care"]}]
        return read(household__has_children="yes", household__children=rows)[0].children[0].disability_benefits

    assert awards(["dla_care"]) == ("dla_care",)
    assert awards(["dla_care"], "114.60") == ("dla_care_highest",)
    assert awards(["dla_care"], "458.40", "four_weekly") == ("dla_care_highest",)
    # No rate comes to that, and of two benefits it is not known which.
    assert awards(["dla_care"], "11.11") == ("dla_care",)
    assert awards(["dla_care", "pip_mob"], "114.60") == ("dla_care", "pip_mobility")


@pytest.mark.parametrize(("who", "expected"), [("me", True), ("other", True), ("nobody", None), (None, None)])
def test_who_gets_child_benefit_says_that_a_young_person_is_in_education(who, expected):
    row = {"child.dob": "2009-01-01", "child.child_benefit_who": who}
    household, _, _ = read(household__has_children="yes", household__children=[row])
    assert household.children[0].in_education is expected


def test_caring_is_told_with_the_other_circumstances_or_by_itself():
    def carers(**facts):
        household, _, _ = read(partner__exists="yes", partner__dob="1950-01-01", **facts)
        return [bool(each.cares_35_hours) for each in household.couple]

    assert carers() == [False, False]
    assert carers(check__caring=["partner"]) == [False, True]
    assert carers(check__caring=["none"], check__circumstances_you=["carer"]) == [True, False]


def test_a_care_leaver_and_a_foster_child_are_spoken_of_for_schemes_that_protect_them():
    def told(**facts):
        return "You told us of a care leaver or a foster child" in " ".join(english(read(**facts)[2]))

    child = {"child.dob": "2018-01-01", "child.relationship": "parent"}
    assert not told(household__children=[child], ctax__discount_flags=["smi"])
    assert told(ctax__discount_flags=["care_leaver"])
    assert told(household__children=[child, child | {"child.relationship": "foster"}])
