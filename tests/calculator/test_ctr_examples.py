"""Council Tax Reduction by hand: the worked examples beside the module, and what a result says of itself."""

from pathlib import Path

import pytest
import yaml

import calculator
from calculator.ctr.reduction import NotWorkedOut, Reduction, reduction
from calculator.ctr.scheme import parse_scheme
from calculator.household.parsing import parse_household
from calculator.interface import EngineResult
from tests.english import english

FOLDER = Path(calculator.__file__).parent / "ctr" / "examples"
FILES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in FOLDER.glob("*.yaml")}
EXAMPLES = [(shape, each) for shape, document in FILES.items() for each in document["examples"]]
BENEFITS = ("uc", "cb", "ca")
PARTS = (
    "earnings",
    "self_employed_profit",
    "income_tax",
    "national_insurance",
    "pension_contributions",
    "private_pension",
    "state_pension",
    "uc_earned_income_before_work_allowance",
    "uc_unearned_income",
    "uc_maximum_amount",
    "uc_housing_costs_element",
    "uc_childcare_element",
    "uc_child_element",
    "uc_carer_element",
    "uc_LCWRA_element",
    "uc_disability_elements",
)


def household(document):
    return parse_household({"claim_date": "2026-11-22", "region": "NORTH_WEST", **document})


def result(given):
    return EngineResult(
        "by hand",
        "1",
        2026,
        {code: given.get(code, 0) for code in BENEFITS},
        {name: given.get(name, 0) for name in PARTS},
    )


def work_out(shape, document, given, **changes):
    scheme = parse_scheme({**FILES[shape]["scheme"], **changes})
    return english(reduction(scheme, household(document), result(given)))


def example(shape, words):
    return next(each for kind, each in EXAMPLES if kind == shape and words in each["name"])


@pytest.mark.parametrize(("shape", "each"), EXAMPLES, ids=[each["name"] for _, each in EXAMPLES])
def test_worked_examples(shape, each):
    found = work_out(shape, each["household"], each["result"])
    assert isinstance(found, Reduction)
    assert found.per_year == each["per_year"]
    assert found.per_year == 0 or found.steps[-1] == ("Your Council Tax Reduction", round(each["per_year"] / 52, 2))
    assert found.per_year > 0 or any(not passed for passed, _ in found.tests)


def test_there_are_six_examples_of_each_shape():
    assert {shape: len(document["examples"]) for shape, document in FILES.items()} == {"banded": 6, "percentage": 6}


def test_steps_and_tests_tell_the_amounts():
    each = example("percentage", "band F")
    found = work_out("percentage", each["household"], each["result"])
    assert found.steps == (
        ("Your council tax bill", 50.0),
        ("The bill of a home in band D, the highest that the scheme pays for", 34.62),
        ("The most that the scheme pays: 80% of it", 27.69),
        ("Your earnings that count", 269.6),
        ("Your income for Council Tax Reduction", 269.6),
        ("What the scheme says you need to live on", 150.15),
        ("Taken off for income above that: 20% of it", -23.89),
        ("Your Council Tax Reduction", 3.8),
    )
    assert (True, "Your savings of £1,000 are not over the scheme's limit of £10,000.") in found.tests
    assert (
        True,
        "Your income of £269.60 a week is £119.45 a week above the £150.15 a week that the scheme says you need to "
        "live on.",
    ) in found.tests
    assert found.reasons == (
        "Your council tax is £50.00 a week. The scheme leaves you £46.20 a week to pay.",
        "Your council can pay it for up to one month before you apply.",
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            {"housing": {"tenure": "owner", "council_tax_band": "A"}},
            "We do not know how much your council tax bill is.",
        ),
        (
            {"housing": {"tenure": "owner", "council_tax_per_year": 1300}},
            "We do not know your council tax band, and the scheme pays for some bands only in part.",
        ),
        (
            {"adults": [{"role": "claimant", "age": 40}, {"role": "non_dependant", "age": 30}]},
            "We do not know the work and pay of every other adult who lives with you, and it changes the amount.",
        ),
        (
            {"adults": [{"role": "claimant", "age": 40, "benefits": [{"code": "bereavement"}]}]},
            "We do not know how much Bereavement benefit you get.",
        ),
        (
            {"adults": [{"role": "claimant", "age": 20, "full_time_student": True}]},
            "Most full-time students cannot get Council Tax Reduction, but some can.",
        ),
    ],
)
def test_a_missing_answer_is_never_nothing(change, reason):
    each = example("percentage", "smallest award")
    found = work_out("percentage", {**each["household"], **change}, each["result"])
    assert isinstance(found, NotWorkedOut)
    assert found.reason == reason
    assert found.next_step


def test_a_figure_that_the_engine_does_not_say_is_never_nothing():
    each = example("percentage", "smallest award")
    scheme = parse_scheme(FILES["percentage"]["scheme"])
    found = reduction(scheme, household(each["household"]), EngineResult("other", "1", 2026, {}))
    assert isinstance(found, NotWorkedOut)


@pytest.mark.parametrize(
    ("other", "taken"),
    [
        ({"hours_per_week": 40, "earnings": {"amount": 250, "frequency": "weekly"}}, 12),
        ({"hours_per_week": 40, "earnings": {"amount": 249.99, "frequency": "weekly"}}, 5),
        ({"hours_per_week": 15, "earnings": {"amount": 400, "frequency": "weekly"}}, 5),
        ({"hours_per_week": 0}, 5),
        ({"earnings": {"amount": 0, "frequency": "weekly"}}, 5),
        ({"hours_per_week": 40, "full_time_student": True}, 0),
        ({"hours_per_week": 0, "benefits": [{"code": "uc"}]}, 0),
        ({"hours_per_week": 0, "benefits": [{"code": "pc_guarantee"}]}, 0),
    ],
)
def test_other_adults(other, taken):
    each = example("percentage", "Universal Credit without work")
    adults = [{"role": "claimant", "age": 40}, {"role": "non_dependant", "age": 30, **other}]
    found = work_out("percentage", {**each["household"], "adults": adults}, each["result"])
    assert found.per_year == 1040 - taken * 52


def test_nothing_is_taken_off_for_other_adults_of_a_spared_household():
    each = example("percentage", "Universal Credit without work")
    adults = [
        {"role": "claimant", "age": 40, "disability_benefits": ["pip_daily_living_standard"]},
        {"role": "non_dependant", "age": 30},
    ]
    found = work_out("percentage", {**each["household"], "adults": adults}, each["result"])
    assert found.per_year == 1300


def test_a_group_without_a_rate_of_its_own_is_spared_the_smallest_award():
    each = example("percentage", "smallest award")
    adults = [{"role": "claimant", "age": 40, "cares_35_hours": True, "benefits": [{"code": "ca"}]}]
    given = {**each["result"], "ca": 0.01, "earnings": 10335 + 48.15 * 52}
    assert work_out("percentage", {**each["household"], "adults": adults}, given).per_year == 18.72


def test_young_people_hear_that_care_leavers_get_more():
    each = example("percentage", "Universal Credit without work")
    adults = [{"role": "claimant", "age": 24}]
    found = work_out("percentage", {**each["household"], "adults": adults}, each["result"])
    assert "The scheme gives care leavers more. Tell your council if you were in care." in found.reasons


@pytest.mark.parametrize(("ignored", "per_week"), [(["disability"], 0), ([], 114.6)])
def test_disability_benefits_count_unless_the_scheme_ignores_them(ignored, per_week):
    each = example("banded", "low pay")
    adults = [{"role": "claimant", "age": 40, "disability_benefits": ["pip_daily_living_enhanced"]}]
    found = work_out("banded", {**each["household"], "adults": adults}, {}, incomes_ignored=ignored)
    assert ("Your income for Council Tax Reduction", per_week) in found.steps


def test_universal_credit_is_not_counted_twice_over_by_ignored_parts():
    each = example("banded", "without work, and")
    given = {"uc": 1000, "uc_housing_costs_element": 4680, "earnings": 5200}
    found = work_out("banded", each["household"], given)
    assert ("The housing part of your Universal Credit, which is ignored", round(-1000 / 52, 2)) in found.steps
    assert ("Your income for Council Tax Reduction", 100.0) in found.steps


def test_fractions_of_a_penny_do_not_move_anybody_to_the_next_band():
    each = example("banded", "low pay")
    assert work_out("banded", each["household"], {"earnings": 110.009 * 52}).per_year == 1190
    assert work_out("banded", each["household"], {"earnings": 110.01 * 52}).per_year == 770


def test_nothing_is_taken_off_for_somebody_under_18():
    each = example("percentage", "Universal Credit without work")
    adults = [{"role": "claimant", "age": 40}, {"role": "non_dependant", "age": 17, "hours_per_week": 0}]
    assert work_out("percentage", {**each["household"], "adults": adults}, each["result"]).per_year == 1040


SEVERE = {"disability_benefits": ["pip_daily_living_standard"]}


@pytest.mark.parametrize(
    ("adults", "premiums"),
    [
        ([SEVERE], 1),
        ([{"disability_benefits": ["dla_care_lowest"]}], 0),
        ([SEVERE, {}], 0),
        ([SEVERE, {"severely_sight_impaired": True}], 1),
        ([SEVERE, SEVERE], 2),
        ([SEVERE, {**SEVERE, "cares_35_hours": True}], 1),
        ([SEVERE, {"role": "non_dependant"}], 0),
        ([SEVERE, {"role": "non_dependant", **SEVERE}], 1),
        ([SEVERE, {"role": "non_dependant", "severely_sight_impaired": True}], 1),
        ([SEVERE, {"role": "non_dependant", "age": 18}], 0),
        ([SEVERE, {"role": "non_dependant", "age": 17}], 1),
        ([{"benefits": [{"code": "afip"}]}], 1),
        ([{"benefits": [{"code": "war"}]}], 0),
        ([SEVERE, {"role": "non_dependant", "benefits": [{"code": "ca"}], **SEVERE}], 0),
    ],
)
def test_severe_disability_premiums(adults, premiums):
    allowances = {"single": 100, "couple": 100, "lone_parent": 100, "severe": 50}
    people = [{"age": 40, "role": role, **each} for role, each in zip(("claimant", "partner"), adults, strict=False)]
    document = {**example("percentage", "Savings over")["household"], "adults": people, "capital": 0}
    found = work_out("percentage", document, {"private_pension": 52}, allowances=allowances)
    assert ("What the scheme says you need to live on", 100 + 50 * premiums) in found.steps
