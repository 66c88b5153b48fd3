"""The household format: what is refused and in which words, and that parser and schema agree."""

import copy
import json

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from calculator.household.parsing import NOT_A_FIELD, HouseholdProblems, household_schema, parse_household
from calculator.unknowns import RENT_NOT_COUNTED, unknowns_of
from core.rules.schemas import problems_in
from tests.english import english

GOOD = {
    "claim_date": "2026-11-22",
    "region": "YORKSHIRE",
    "adults": [
        {
            "role": "claimant",
            "date_of_birth": "1986-02-03",
            "hours_per_week": 16,
            "earnings": {"amount": 210.5, "frequency": "weekly"},
        }
    ],
    "children": [{"date_of_birth": "2020-05-05"}],
    "housing": {"tenure": "private_tenant", "rent": {"amount": 600, "frequency": "monthly"}},
    "capital": 250,
}


def changed(path, value):
    document = copy.deepcopy(GOOD)
    target = document
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    return document


def problems_of(document):
    try:
        parse_household(document)
    except HouseholdProblems as problems:
        return english(problems.problems)
    return []


def test_a_good_household_is_read_with_its_weekly_amounts():
    household = parse_household(GOOD)
    assert float(household.housing.rent.per_week) == pytest.approx(138.4615, abs=0.001)
    assert float(household.couple[0].earnings.per_year) == pytest.approx(210.5 * 52)
    assert household.couple[0].age_on(household.claim_date) == 40
    assert household.rates_year == 2026


@pytest.mark.parametrize(
    ("path", "value", "pointer", "words"),
    [
        (["housing", "rent", "amount"], -1, "/housing/rent/amount", "cannot be less than 0"),
        (["adults", 0, "hours_per_week"], 900, "/adults/0/hours_per_week", "cannot be more than 120"),
        (["children", 0, "date_of_birth"], "1970-01-01", "/children/0", "under 20"),
        (["children"], [{"age": 18}, {"age": -1}], "/children/1/age", "less than 0"),
        (["adults", 0], {"role": "claimant", "age": 17}, None, None),
        (["adults", 0], {"role": "claimant", "age": 12}, "/adults/0", "16 or over"),
        (["adults", 0], {"role": "partner", "age": 30}, "/adults", "exactly one claimant"),
        (["adults", 0], {"role": "claimant"}, "/adults/0", "date of birth or an age"),
        (["adults", 0, "age"], 40, "/adults/0", "either a date of birth or an age"),
        (["adults", 0, "date_of_birth"], "2026-02-30", "/adults/0/date_of_birth", "real date"),
        (["adults", 0, "date_of_birth"], "2027-01-01", "/adults/0/date_of_birth", "after the claim date"),
        (["adults", 0, "date_of_birth"], "0001-01-01", "/adults/0/date_of_birth", "120 years"),
        (["claim_date"], "2020-01-01", "/claim_date", "between 6 April 2026"),
        (["region"], "MARS", "/region", "must be one of"),
        (["capital"], "lots", "/capital", "must be a number or null"),
        (["children"], [{"age": 3}] * 20, "/children", "at most 19"),
        (["children"], [{"age": 3}] * 19, None, None),
        (["surname"], "Jones", "/surname", "not part of a household"),
        (["adults"], [], "/adults", "at least 1"),
    ],
)
def test_each_impossible_answer_is_named(path, value, pointer, words):
    document = changed(path, value)
    if pointer is None:
        parse_household(document)
        return
    with pytest.raises(HouseholdProblems) as raised:
        parse_household(document)
    assert any(found == pointer and words in sentence for found, sentence in english(raised.value.problems)), (
        raised.value.problems
    )


@pytest.mark.parametrize(
    ("path", "value", "pointer", "weekly"),
    [
        (["housing", "rent"], {"amount": 300_000, "frequency": "yearly"}, "/housing/rent", "The rent: £5,769 a week"),
        (["childcare"], {"amount": 9_000, "frequency": "weekly"}, "/childcare", "Childcare costs: £9,000 a week"),
        (
            ["adults", 0, "earnings"],
            {"amount": 34_000, "frequency": "weekly"},
            "/adults/0/earnings",
            "Pay: £34,000 a week",
        ),
        (
            ["adults", 0, "self_employed_profit"],
            {"amount": 100_000, "frequency": "monthly"},
            "/adults/0/self_employed_profit",
            "Self-employed profit: £23,077 a week",
        ),
        (
            ["adults", 0, "pension_contributions"],
            {"amount": 20_001, "frequency": "weekly"},
            "/adults/0/pension_contributions",
            "Pension contributions: £20,001",
        ),
        (
            ["adults", 0, "private_pension"],
            {"amount": 9_999_999, "frequency": "yearly"},
            "/adults/0/private_pension",
            "Pension income: £192,308",
        ),
        (
            ["adults", 0, "benefits"],
            [{"code": "uc", "amount": {"amount": 10_400, "frequency": "weekly"}}],
            "/adults/0/benefits/0/amount",
            "A benefit: £10,400",
        ),
    ],
)
def test_an_amount_that_must_be_a_slip_is_asked_about(path, value, pointer, weekly):
    ((found, sentence),) = problems_of(changed(path, value))
    assert found == pointer
    assert sentence.startswith(weekly)
    assert sentence.endswith("Check the amount and how often it is paid.")


def test_high_amounts_that_somebody_has_are_taken():
    document = changed(["housing", "rent"], {"amount": 5_000, "frequency": "weekly"})
    document["adults"][0]["earnings"] = {"amount": 1_000_000, "frequency": "yearly"}
    assert problems_of(document) == []


def test_a_benefit_told_twice_is_not_counted_twice():
    twice = [{"code": "uc", "amount": {"amount": 90, "frequency": "weekly"}}, {"code": "uc"}]
    assert problems_of(changed(["adults", 0, "benefits"], twice)) == [
        ("/adults/0/benefits/1", "Each benefit can be listed only once for a person.")
    ]


@pytest.mark.parametrize(
    ("awards", "wrong"),
    [
        (["pip_daily_living_standard", "pip_daily_living_enhanced"], 1),
        (["dla_care", "dla_care_lowest"], 1),
        (["aa", "aa"], 1),
        (["pip_daily_living_standard", "pip_mobility"], 0),
        (["dla_care", "dla_mobility_lower"], 0),
        (["pip"], 0),
    ],
)
def test_each_part_of_a_disability_benefit_has_one_rate(awards, wrong):
    told = [("/adults/0/disability_benefits/1", "Give one rate of each part of a disability benefit.")] * wrong
    assert problems_of(changed(["adults", 0, "disability_benefits"], awards)) == told


def test_a_household_full_of_mistakes_gets_forty_sentences_not_four_hundred():
    document = copy.deepcopy(GOOD)
    document["adults"] += [{"role": "non_dependant", "age": 30, "benefits": [{"code": "uc"}] * 20}] * 15
    assert len(problems_of(document)) == 40


@pytest.mark.parametrize("tenure", ["owner", "family", "other"])
def test_rent_that_is_not_counted_is_said_so(tenure):
    assert RENT_NOT_COUNTED in unknowns_of(parse_household(changed(["housing", "tenure"], tenure)))
    assert RENT_NOT_COUNTED not in unknowns_of(parse_household(GOOD))
    assert RENT_NOT_COUNTED not in unknowns_of(parse_household(changed(["housing"], {"tenure": tenure})))


def test_a_young_carer_of_a_sister_is_possible():
    document = changed(["children"], [{"age": 12}])
    document["adults"] = [{"role": "claimant", "age": 18}]
    assert problems_of(document) == []


def test_a_child_older_than_both_parents_is_refused():
    document = changed(["children", 0], {"age": 19})
    document["adults"] = [{"role": "claimant", "age": 18}]
    with pytest.raises(HouseholdProblems, match="cannot be older than"):
        parse_household(document)


def test_more_than_twenty_people_are_refused():
    document = changed(["children"], [{"age": 3}] * 15)
    document["adults"] += [{"role": "non_dependant", "age": 30}] * 5
    with pytest.raises(HouseholdProblems, match="at most 20 people"):
        parse_household(document)


def test_two_partners_are_refused():
    document = copy.deepcopy(GOOD)
    document["adults"] += [{"role": "partner", "age": 30}] * 2
    with pytest.raises(HouseholdProblems, match="at most one partner"):
        parse_household(document)


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(max_size=20),
    lambda each: st.lists(each, max_size=4) | st.dictionaries(st.text(max_size=12), each, max_size=4),
    max_leaves=12,
)
FIELDS = [
    ["claim_date"],
    ["adults"],
    ["adults", 0],
    ["adults", 0, "age"],
    ["adults", 0, "date_of_birth"],
    ["adults", 0, "earnings"],
    ["adults", 0, "earnings", "amount"],
    ["adults", 0, "benefits"],
    ["adults", 0, "disability_benefits"],
    ["children"],
    ["children", 0],
    ["children", 0, "in_education"],
    ["housing"],
    ["housing", "tenure"],
    ["housing", "rent"],
    ["housing", "bedrooms"],
    ["housing", "council_tax_band"],
    ["capital"],
    ["childcare"],
    ["mixed_age_saving"],
    ["region"],
]
LIKELY = ANY_JSON | st.sampled_from(
    [
        "2026-11-22",
        "1990-13-01",
        "lcwra",
        "YORKSHIRE",
        "A",
        0,
        1,
        1.0,
        40,
        1e400,
        -0.0,
        {"role": "claimant"},
        {"amount": 5, "frequency": "weekly"},
        [{"code": "uc"}],
        [{"age": 3}],
        ["pip", "aa"],
        10**400,
    ]
)


@pytest.mark.slow
@given(ANY_JSON)
@settings(max_examples=300, deadline=None)
def test_any_json_parses_or_names_its_problems(document):
    with pytest.raises(HouseholdProblems) as raised:
        parse_household(document)
    assert raised.value.problems


@pytest.mark.slow
@given(st.sampled_from(FIELDS), LIKELY)
@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_household_with_one_strange_answer_never_raises_anything_else(path, value):
    document = changed(path, value)
    problems = problems_of(document)
    assert all(sentence.endswith(".") for _, sentence in problems)


@pytest.mark.slow
@given(st.sampled_from(FIELDS), LIKELY)
@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_parser_and_the_json_schema_agree(path, value):
    try:
        document = json.loads(json.dumps(changed(path, value), allow_nan=False))
    except ValueError:
        return  # NaN and infinity are not JSON
    validator = jsonschema.Draft202012Validator(household_schema(), format_checker=jsonschema.FormatChecker())
    assert (problems_in(document, household_schema(), NOT_A_FIELD) == []) == validator.is_valid(document)


def test_the_schema_is_a_schema_and_documents_every_field():
    jsonschema.Draft202012Validator.check_schema(household_schema())
    for name, node in household_schema()["properties"].items():
        assert "title" in node, name
