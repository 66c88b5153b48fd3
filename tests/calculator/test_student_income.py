"""A student's loan or grant takes its pounds off Universal Credit, and a household's students can or cannot claim."""

import pytest

from calculator.household.parsing import parse_household
from calculator.student_income import add_student_income

STUDENT = {"role": "claimant", "age": 28, "full_time_student": True}


def household(*adults, children=()):
    return parse_household(
        {
            "claim_date": "2026-11-22",
            "region": "YORKSHIRE",
            "adults": list(adults),
            "children": list(children),
            "housing": {"tenure": "family"},
            "capital": 0,
        }
    )


def with_loan(per_year):
    return STUDENT | {"student_income": {"amount": per_year, "frequency": "yearly"}}


@pytest.mark.parametrize(("loan", "left"), [(0, 6000), (1500, 4500), (6000, 0), (9000, 0)])
def test_each_pound_comes_off(loan, left):
    per_year = {"uc": 6000.0, "hb": 0.0}
    parts = dict.fromkeys(("uc_earned_income", "uc_benefit_cap", "uc_income_reduction"), 0.0)
    parts |= {"uc_maximum_amount": 8000.0, "uc_unearned_income": 2000.0}
    add_student_income(household(with_loan(loan), children=[{"age": 4}]), per_year, parts, {})
    assert per_year["uc"] == left


@pytest.mark.parametrize(
    ("adults", "children", "no_claim", "not_told"),
    [
        ([STUDENT], [], True, False),
        ([STUDENT], [{"age": 4}], False, True),
        ([with_loan(0)], [{"age": 4}], False, False),
        ([STUDENT, {"role": "partner", "age": 30}], [], False, True),
        ([{"role": "claimant", "age": 30}], [], False, False),
    ],
)
def test_students_with_a_child_can_claim(adults, children, no_claim, not_told):
    home = household(*adults, children=children)
    assert home.all_are_students_without_children == no_claim
    assert home.has_student_income_not_told == not_told
