"""While an answer is missing an amount is told as a range: its ends are those of the same household with the answer."""

import datetime

import pytest

from calculator.estimate import estimate
from calculator.household.parsing import parse_household
from calculator.run import default_engine
from tests.english import english

pytestmark = pytest.mark.slow

TODAY = datetime.date(2026, 11, 22)
ME = {"role": "claimant", "age": 40}
CARING = {"cares_35_hours": True}
COUPLE = [{**ME, **CARING}, {"role": "partner", "age": 38, **CARING}]


def weekly(pounds):
    return {"amount": pounds, "frequency": "weekly"}


def told(**answers):
    """A person's estimate by benefit. Without other answers: an owner with £0 of whom everything is known."""
    document = {
        "claim_date": TODAY.isoformat(),
        "region": "WEST_MIDLANDS",
        "adults": [{**ME, "hours_per_week": 0}],
        "housing": {"tenure": "owner"},
        "capital": 0,
        **answers,
    }
    found = estimate(parse_household(document), engine=default_engine(), today=TODAY)
    return {each.code: english(each) for each in found.benefits}


def renting(tenure, **housing):
    return {"housing": {"tenure": tenure, **housing}}


def at_work(**pay):
    return {"adults": [{**ME, "hours_per_week": 16, **pay}]}


def ill(**answers):
    return {"adults": [{**ME, "hours_per_week": 0, "limited_capability": "lcwra"}], **answers}


# What is missing, what the range depends on, and two answers: the one that gives least and the one that gives most.
MISSING = {
    "savings": ({"capital": None}, "your savings", {"capital": 20_000}, {"capital": 0}),
    "pay": (at_work(), "your pay", at_work(earnings=weekly(2000)), at_work(earnings=weekly(0))),
    "rent": (
        renting("private_tenant"),
        "your rent",
        renting("private_tenant", rent=weekly(0)),
        renting("private_tenant", rent=weekly(3000)),
    ),
    "bedrooms": (
        renting("council_tenant", rent=weekly(100)),
        "how many bedrooms you have",
        renting("council_tenant", rent=weekly(100), bedrooms=3),
        renting("council_tenant", rent=weekly(100), bedrooms=1),
    ),
    "health element": (
        ill(),
        "when the health element began",
        ill(had_health_element_before_april_2026=False),
        ill(had_health_element_before_april_2026=True),
    ),
}


@pytest.mark.parametrize(("missing", "name", "least", "most"), MISSING.values(), ids=MISSING)
def test_the_ends_are_those_of_the_two_answers(missing, name, least, most):
    universal_credit = told(**missing)["uc"]
    ends = told(**least)["uc"].pounds_per_week, told(**most)["uc"].pounds_per_week
    assert universal_credit.range_per_week == pytest.approx(ends, abs=0.01)
    assert universal_credit.depends_on == (name,)


def test_whether_a_couple_looks_after_the_same_person_matters_to_both_benefits():
    unknown = told(adults=COUPLE)
    same, different = (told(adults=COUPLE, both_care_for_same_person=answer) for answer in (True, False))
    for code in ("uc", "ca"):
        ends = sorted(each[code].pounds_per_week for each in (same, different))
        assert unknown[code].range_per_week == pytest.approx(tuple(ends), abs=0.01)
        assert unknown[code].depends_on == ("whether you both look after the same person",)
        assert unknown[code].pounds_per_week == same[code].pounds_per_week
    assert unknown["ca"].range_per_week == (86.45, 172.90)


def test_two_awards_leave_nothing_to_ask():
    twice = [{**each, "benefits": [{"code": "ca", "amount": weekly(86.45)}]} for each in COUPLE]
    assert told(adults=twice)["ca"].range_per_week is None


def test_with_every_answer_there_is_no_range():
    assert [each.code for each in told().values() if each.range_per_week is not None] == []
