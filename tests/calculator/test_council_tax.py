"""Which Council Tax Reduction a household is under: the national scheme, its council's own, or none that we have."""

import datetime

import pytest
import yaml

from calculator.ctr.council_tax import council_tax_reduction, scheme_year
from calculator.ctr.scheme import parse_scheme
from tests.calculator.test_ctr_examples import FILES, household, result
from tests.english import english

SCHEME = parse_scheme(FILES["percentage"]["scheme"])
HOME = {"tenure": "owner", "council_tax_band": "A", "council_tax_per_year": 1300, "liable_for_council_tax": True}
WORKING_AGE = {"adults": [{"role": "claimant", "age": 40}], "housing": HOME, "capital": 0}
PENSIONER = {**WORKING_AGE, "adults": [{"role": "claimant", "age": 75}]}


def outcome(document, *, scheme=SCHEME, per_year=None, pensioner=False):
    found = result({})
    found.tests["council_tax_reduction_pensioner"] = pensioner
    found.per_year.update(per_year or {})
    return english(council_tax_reduction(household(document), found, scheme))


def test_a_working_age_household_is_under_its_councils_scheme():
    found = outcome(WORKING_AGE)
    assert (found.status, found.per_year) == ("calculated", 1040)
    assert found.next_step == "Apply to your council for Council Tax Reduction."
    assert found.steps[-1] == ("Your Council Tax Reduction", 20.0)
    assert all(passed for passed, _ in found.tests)


def test_nothing_from_the_scheme_is_not_entitled_with_the_reason():
    found = outcome({**WORKING_AGE, "capital": 20000})
    assert (found.status, found.per_year, found.next_step) == ("not_entitled", 0, "")
    assert found.reasons == (
        "Your savings of £20,000 are over the scheme's limit of £10,000.",
        "Your council can pay it for up to one month before you apply.",
    )


def test_without_a_scheme_it_is_not_calculated():
    found = outcome(WORKING_AGE, scheme=None)
    assert (found.status, found.per_year) == ("not_calculated", None)
    assert "not in this calculator yet" in found.reasons[0]


def test_a_missing_answer_is_not_calculated():
    found = outcome({**WORKING_AGE, "housing": {"tenure": "owner"}})
    assert (found.status, found.per_year) == ("not_calculated", None)


def test_pensioners_are_under_the_national_scheme_whatever_their_councils():
    found = outcome(PENSIONER, per_year={"ctr": 650}, pensioner=True)
    assert (found.status, found.per_year) == ("calculated", 650)
    assert found.reasons == ("Your council tax is £25.00 a week. The scheme leaves you £12.50 a week to pay.",)


@pytest.mark.parametrize(("award", "status"), [([], "not_calculated"), (["aa_higher"], "calculated")])
def test_other_adults_of_pensioners_whose_work_nobody_told(award, status):
    adults = [{"role": "claimant", "age": 75, "disability_benefits": award}, {"role": "non_dependant", "age": 40}]
    found = outcome({**PENSIONER, "adults": adults}, per_year={"ctr": 650}, pensioner=True)
    assert found.status == status
    assert ("hours and pay" in found.next_step) is (status == "not_calculated")


@pytest.mark.parametrize(
    ("region", "status"), [("LONDON", "calculated"), ("WALES", "calculated"), ("SCOTLAND", "calculated")]
)
def test_other_adults_of_pensioners_are_known_in_every_nation(region, status):
    son = {"role": "non_dependant", "age": 40, "hours_per_week": 0, "earnings": {"amount": 0, "frequency": "weekly"}}
    adults = [{"role": "claimant", "age": 75}, son]
    document = {**PENSIONER, "adults": adults, "region": region}
    assert outcome(document, per_year={"ctr": 650}, pensioner=True).status == status


def test_a_pensioner_without_a_known_bill_is_not_calculated():
    found = outcome({**PENSIONER, "housing": {"tenure": "owner"}}, per_year={"ctr": 0}, pensioner=True)
    assert found.status == "not_calculated"


@pytest.mark.parametrize("region", ["SCOTLAND", "WALES"])
def test_nations_with_one_scheme_do_not_ask_a_council(region):
    found = outcome({**WORKING_AGE, "region": region}, scheme=None)
    assert (found.status, found.per_year) == ("calculated", 1300)


@pytest.mark.parametrize("region", ["SCOTLAND", "WALES"])
def test_an_engine_that_knows_the_scheme_of_a_nation_is_believed(region):
    assert outcome({**WORKING_AGE, "region": region}, per_year={"ctr": 1234.0}).per_year == 1234


@pytest.mark.parametrize("pensioner", [False, True])
def test_northern_ireland_has_rates(pensioner):
    document = {**(PENSIONER if pensioner else WORKING_AGE), "region": "NORTHERN_IRELAND"}
    found = outcome(document, per_year={"ctr": 0}, pensioner=pensioner)
    assert (found.status, found.per_year) == ("not_calculated", None)
    assert "rates" in found.next_step


@pytest.mark.parametrize(
    ("about", "per_year", "status"),
    [
        ({}, 325, "calculated"),
        ({"hours": None}, 300, "not_calculated"),
        ({"hours": None}, 325, "not_calculated"),
        ({"region": "WALES"}, 300, "calculated"),
        # Two who are on the bill have none, and a child of 17 is no second adult.
        ({"partner": True}, 300, "calculated"),
        ({"age": 17}, 0, "not_entitled"),
    ],
)
def test_another_adult_may_bring_a_second_adult_rebate(about, per_year, status):
    other = {"role": "non_dependant", "age": about.get("age", 30), "hours_per_week": about.get("hours", 0)}
    couple = [{"role": "claimant", "age": 75}, *([{"role": "partner", "age": 75}] if "partner" in about else [])]
    document = {**PENSIONER, "adults": [*couple, other], "region": about.get("region", "LONDON")}
    found = outcome(document, per_year={"ctr": per_year}, pensioner=True)
    assert found.status == status


def test_somebody_who_is_not_on_the_bill_gets_nothing():
    found = outcome({**WORKING_AGE, "housing": {**HOME, "liable_for_council_tax": False}}, scheme=None)
    assert (found.status, found.per_year) == ("not_entitled", 0)
    assert found.reasons == ("Your name is not on the council tax bill.",)


def test_scheme_files_of_the_agreement_are_schemes():
    from tests.calculator.test_ctr_agreement import COUNCILS, SCHEMES

    assert {name for name in SCHEMES if parse_scheme(yaml.safe_load(SCHEMES[name].read_text()))} == set(COUNCILS)


@pytest.mark.parametrize(("day", "year"), [("2026-03-31", 2025), ("2026-04-01", 2026), ("2027-01-15", 2026)])
def test_council_tax_years_start_on_the_first_of_april(day, year):
    assert scheme_year(datetime.date.fromisoformat(day)) == year
