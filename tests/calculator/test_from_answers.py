"""What people get by the answers that they give to a form, worked out by hand from the law.

Each file in tests/calculator/from_answers says which answers it adds to those of BASE, what must come of them a week,
between which amounts, and which words must or must not be said; under `helps`, what is said of passported help; under
`hours`, what the page on work asks first and what comes of it.
"""

import datetime
from pathlib import Path

import pytest
import yaml

from calculator.better_off.hours import hours_curve
from calculator.better_off.pattern import first_question, work_variants
from calculator.estimate import CALCULATED, estimates
from calculator.household.from_facts import household_from_facts
from calculator.run import default_engine
from formspec.rules.compile import compile_library_form
from formspec.rules.facts import facts_of
from formspec.rules.visibility import visible_answers
from tests.english import english

pytestmark = pytest.mark.slow

TODAY = datetime.date(2026, 11, 22)
FOLDER = Path(__file__).with_name("from_answers")
CHECK = "check-what-you-can-get"
# £40 a week for two adults, £30 for one.
COUNCIL = {"region": "WEST_MIDLANDS", "council_tax_by_band": {"A": 2080}}
TOLERANCE = 0.05
# Somebody alone in a home that the council lets, without work, savings or benefits.
BASE = {
    "dob": "1953-06-01",
    "has_partner": "no",
    "has_children": "no",
    "has_other_adults": "no",
    "housing_situation": "council_tenant",
    "rent_amount": {"amount": "100", "frequency": "weekly"},
    "bedrooms": "1",
    "extra_rooms": ["none"],
    "ctax_liable": "yes",
    "ctax_band": "A",
    "income_sources": ["none"],
    "benefits_you": ["none"],
    "circumstances_you": ["none"],
    "caring": ["none"],
    "capital_total_band": "u3000",
}
CASES = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yaml"))}


def raw(value):
    """An answer as a page sends it: a day in three boxes."""
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        year, month, day = value.split("-")
        return {"day": day, "month": month, "year": year}
    return value


def flat(answers):
    """Answers by key; those of a row by key and row."""
    found = {}
    for key, value in answers.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            found[key, ""] = [f"r{index}" for index in range(len(value))]
            for index, row in enumerate(value):
                found |= {(field, f"r{index}"): raw(each) for field, each in row.items()}
        else:
            found[key, ""] = raw(value)
    return found


def household_of(case):
    form = case.get("form", CHECK)
    spec = compile_library_form(form)
    state = visible_answers(spec, flat({**BASE, **case["answers"]}), TODAY)
    wrong = [problem for problem in state.problems if form == CHECK]
    assert wrong == [], wrong
    return household_from_facts(facts_of(spec, state), council={**COUNCIL, **case.get("council", {})}, today=TODAY)


@pytest.fixture(scope="module")
def found():
    """The estimate of each case, and all that it says of what is not known."""
    read = {name: household_of(case) for name, case in CASES.items()}
    results = estimates([household for household, _, _ in read.values()], engine=default_engine(), today=TODAY)
    said = [
        " ".join(english([*read[name][2], *result.unknowns])) + str(english(result.benefits))
        for name, result in zip(read, results, strict=True)
    ]
    return {name: (result, words) for name, result, words in zip(read, results, said, strict=True)}


@pytest.mark.parametrize("name", CASES)
def test_the_answers_lead_to_what_the_law_says(name, found):
    case, (result, said) = CASES[name], found[name]
    benefits = {each.code: each for each in result.benefits}
    for code, expected in case["expected_per_week"].items():
        each = benefits[code]
        amount = each.pounds_per_week if each.status == CALCULATED else each.status
        assert amount == (expected if isinstance(expected, str) else pytest.approx(expected, abs=TOLERANCE)), code
        ends = case.get("between", {}).get(code)
        assert each.range_per_week == (None if ends is None else pytest.approx(ends, abs=TOLERANCE)), code
    for words in case.get("says", []):
        assert words in said
    for words in case.get("never_says", []):
        assert words not in said


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if "helps" in case])
def test_the_answers_lead_to_the_help_that_goes_with_them(name, found):
    helps = {each.code: english(each) for each in found[name][0].passported}
    for code, expected in CASES[name]["helps"].items():
        assert helps[code].answer == expected["answer"], code
        said = " ".join([helps[code].value_words, *helps[code].reasons, helps[code].next_step])
        for words in expected.get("says", []):
            assert words in said


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if "hours" in case])
def test_the_answers_lead_to_what_each_hour_of_work_would_bring(name):
    household, expected = household_of(CASES[name])[0], CASES[name]["hours"]
    question = first_question(household, expected["who"])
    assert {"hourly_rate": question.hourly_rate, "hours": question.hours} == expected["asked"]
    variants = work_variants(household, question)
    curve = hours_curve(household, question, default_engine().estimate_many(variants), variants, today=TODAY)
    assert [each.hours for each in curve.points] == list(range(51))
    assert curve.gain_per_week == pytest.approx(expected["gain_per_week"], abs=TOLERANCE)
    assert curve.kept == pytest.approx(expected["kept"], abs=0.001)
    assert {each.kind: each.hours for each in curve.markers} == expected.get("markers", {})
    cliffs = [(each.from_hours, each.to_hours, each.recovered_at) for each in curve.cliffs]
    assert cliffs == [(each["from"], each["to"], each["again"]) for each in expected.get("cliffs", [])]
    losses = [each["loss"] for each in expected.get("cliffs", [])]
    assert [each.loss for each in curve.cliffs] == pytest.approx(losses, abs=TOLERANCE)


@pytest.mark.parametrize("name", CASES)
def test_each_case_says_how_it_was_worked_out_and_by_which_law(name):
    assert {"about", "answers", "expected_per_week", "worked", "source"} <= set(CASES[name])
    assert CASES[name]["worked"]
    assert CASES[name]["source"]
