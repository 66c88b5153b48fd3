"""Council Tax Reduction at its limits: exactly at one, a penny to either side, and a birthday either way.

The scheme here is plain on purpose: a bill of £20 a week, all of it paid, £100 a week needed, and one rule at a time
beside that.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from calculator.ctr import reduction as ctr_reduction
from calculator.ctr.other_adults import ENGLAND as OTHER_ADULTS
from calculator.ctr.pension_age import not_told
from calculator.ctr.people import (
    CannotTell,
    allowance_of,
    deductions_for_other_adults,
    groups_of,
    household_type,
)
from calculator.ctr.reduction import NotWorkedOut, Reduction
from calculator.ctr.scheme import Scheme, parse_scheme
from calculator.figures import CARERS_EARNINGS_LIMIT
from calculator.household.household import Household
from calculator.household.parsing import parse_household
from calculator.interface import EngineResult
from tests.english import english

DAY = "2026-11-22"
PERCENTAGE = {
    "shape": "percentage", "most_percent": 100, "universal_credit": "own", "taper_percent": 20,
    "allowances": {"single": 100, "couple": 150, "lone_parent": 100},
}  # fmt: skip
KINDS = ("single", "couple", "lone_parent_1", "lone_parent_2", "couple_1", "couple_2")
BANDED = {
    "shape": "banded", "most_percent": 80, "universal_credit": "own",
    "bands": [{"percent": 80, **dict.fromkeys(KINDS, 100)}, {"percent": 40, **dict.fromkeys(KINDS, 150)}],
}  # fmt: skip
PARTS = (
    "earnings", "self_employed_profit", "income_tax", "national_insurance", "pension_contributions",
    "private_pension", "state_pension", "uc_earned_income_before_work_allowance", "uc_unearned_income",
    "uc_maximum_amount", "uc_housing_costs_element", "uc_childcare_element", "uc_child_element",
    "uc_carer_element", "uc_LCWRA_element", "uc_disability_elements",
)  # fmt: skip


def reduction(*given):
    """What a scheme gives, said in English."""
    return english(ctr_reduction.reduction(*given))


def weekly(pounds: float) -> dict:
    return {"amount": pounds, "frequency": "weekly"}


def household(*others: dict, children: tuple = (), capital: float | None = 0, band: str = "A", **me) -> Household:
    """A claimant of 40 with these others; `others` are partners unless they say otherwise."""
    people = [{"role": "claimant", "age": 40, **me}, *({"role": "partner", "age": 40, **each} for each in others)]
    document = {
        "claim_date": DAY, "region": "NORTH_WEST", "adults": people, "children": list(children),
        "housing": {"tenure": "ha_tenant", "council_tax_band": band, "council_tax_per_year": 1040,
                    "liable_for_council_tax": True},
    }  # fmt: skip
    return parse_household(document if capital is None else {**document, "capital": capital})


def result(**a_week: float) -> EngineResult:
    """What an engine says: these pounds a week, all else 0."""
    a_year = {name: round(pounds * 52, 4) for name, pounds in a_week.items()}
    per_year = {code: a_year.get(code, 0) for code in ("uc", "cb", "ca")}
    return EngineResult("by hand", "1", 2026, per_year, {name: a_year.get(name, 0) for name in PARTS})


def scheme(**changes) -> Scheme:
    return parse_scheme({**PERCENTAGE, **changes})


def a_week(home: Household, found: EngineResult, **changes) -> float:
    """Pounds a week of reduction under the plain scheme with these changes."""
    reduced = reduction(scheme(**changes), home, found)
    assert isinstance(reduced, Reduction), reduced
    return round(reduced.per_year / 52, 4)


# --- savings ---


@pytest.mark.parametrize(("capital", "pounds"), [(5999, 20), (6000, 20), (6000.01, 0), (6001, 0), (None, 20)])
def test_the_limit_of_savings_is_within_it(capital, pounds):
    assert a_week(household(capital=capital), result(), capital_limit=6000) == pounds


def test_without_a_limit_no_savings_are_too_much():
    assert a_week(household(capital=1_000_000), result()) == 20


@pytest.mark.parametrize(
    ("capital", "income"),
    [(0, 0), (1000, 0), (1000.01, 2), (1250, 2), (1250.01, 4), (1500, 4), (1500.01, 6), (None, 0)],
)
def test_each_step_of_savings_begun_counts_whole(capital, income):
    tariff = {"above": 1000, "step": 250, "pounds": 2}
    # £100 of pension is what is needed, so a fifth of the income from savings is taken off.
    assert a_week(household(capital=capital), result(private_pension=100), tariff=tariff) == 20 - income / 5


@pytest.mark.parametrize(("on_universal_credit", "pounds"), [(True, 19.6), (False, 20)])
def test_savings_count_beside_universal_credit_only_where_the_scheme_says_so(on_universal_credit, pounds):
    tariff = {"above": 1000, "step": 250, "pounds": 2, "on_universal_credit": on_universal_credit}
    assert a_week(household(capital=1250), result(uc=100), tariff=tariff) == pounds


def test_what_is_not_known_of_savings_is_said_where_it_matters():
    hint = "We do not know your savings. Savings can reduce it or stop it."
    tariff = {"above": 1000, "step": 250, "pounds": 2}
    for changes, told in (({"capital_limit": 6000}, True), ({"tariff": tariff}, True), ({}, False)):
        assert (hint in reduction(scheme(**changes), household(capital=None), result()).reasons) is told
    assert hint not in reduction(scheme(capital_limit=6000), household(), result()).reasons


# --- the smallest award, the largest, the taper ---


@pytest.mark.parametrize(("pension", "pounds"), [(194.95, 1.01), (195, 1), (195.05, 0), (200, 0), (250, 0)])
def test_the_smallest_award_is_paid_and_less_is_not(pension, pounds):
    assert a_week(household(), result(private_pension=pension), minimum_per_week=1) == pounds


def test_without_a_smallest_award_a_penny_is_paid():
    assert a_week(household(), result(private_pension=199.95)) == 0.01
    assert a_week(household(), result(private_pension=200)) == 0


def test_being_below_the_smallest_award_is_the_reason():
    found = reduction(scheme(minimum_per_week=1), household(), result(private_pension=195.05))
    assert found.tests[-1] == (
        False, "The reduction of £0.99 a week is below the smallest that the scheme pays, £1.00 a week.",
    )  # fmt: skip
    assert found.tests[-1][1] in found.reasons
    enough = reduction(scheme(minimum_per_week=1), household(), result(private_pension=195))
    assert enough.tests[-1][0] is True


@pytest.mark.parametrize(("pension", "pounds"), [(99.99, 20), (100, 20), (100.05, 19.99), (101, 19.8)])
def test_income_counts_from_the_first_penny_above_what_is_needed(pension, pounds):
    assert a_week(household(), result(private_pension=pension)) == pounds


@pytest.mark.parametrize(("pension", "passed"), [(199.99, True), (200, False), (200.01, False)])
def test_income_that_takes_all_of_it_is_a_test_not_passed(pension, passed):
    assert reduction(scheme(), household(), result(private_pension=pension)).tests[-1][0] is passed


def test_a_protected_group_gets_the_most_of_what_it_could():
    protected = [{"group": "disabled", "most_percent": 90}, {"group": "carer", "no_minimum": True}]
    disabled = household(disability_benefits=["pip_mobility_standard"])
    for most, pounds in ((80, 18), (100, 20)):
        assert a_week(disabled, result(), most_percent=most, protected=protected) == pounds
    assert a_week(household(), result(), most_percent=80, protected=protected) == 16


# --- council tax bands ---


@pytest.mark.parametrize(("band", "pounds"), [("C", 20), ("D", 20), ("E", 20 * 9 / 11), ("H", 10), ("I", 10)])
def test_the_bill_counts_whole_up_to_the_highest_band(band, pounds):
    assert a_week(household(band=band), result(), band_cap="D") == pytest.approx(pounds, abs=0.001)


def test_the_bill_counts_whole_without_a_highest_band():
    assert a_week(household(band="H"), result()) == 20


# --- income bands ---


@pytest.mark.parametrize(("pension", "per_year"), [(100, 832), (100.01, 416), (150, 416), (150.01, 0)])
def test_an_income_band_ends_with_its_last_penny(pension, per_year):
    assert reduction(parse_scheme(BANDED), household(), result(private_pension=pension)).per_year == per_year


def test_a_band_never_gives_more_than_the_most():
    assert reduction(parse_scheme({**BANDED, "most_percent": 60}), household(), result()).per_year == 624


@pytest.mark.parametrize(("partner", "children", "kind"), [
    (False, 0, "single"), (False, 1, "lone_parent_1"), (False, 2, "lone_parent_2"), (False, 3, "lone_parent_2"),
    (True, 0, "couple"), (True, 1, "couple_1"), (True, 2, "couple_2"), (True, 3, "couple_2"),
])  # fmt: skip
def test_the_household_type(partner, children, kind):
    home = household(*[{}] * partner, children=({"age": 8},) * children)
    assert household_type(home, parse_scheme(BANDED).bands) == kind


# --- what is needed ---

AGES = {
    "single": 100, "single_under_25": 70, "couple": 150, "couple_under_18": 120, "lone_parent": 100,
    "lone_parent_under_18": 60, "child": 40,
}  # fmt: skip


@pytest.mark.parametrize(("age", "partner", "children", "pounds"), [
    (24, None, 0, 70), (25, None, 0, 100), (17, None, 0, 70),
    (17, None, 1, 100), (18, None, 1, 140), (24, None, 1, 140),
    (17, 17, 0, 120), (17, 18, 0, 150), (18, 17, 0, 150), (24, 24, 0, 150), (17, 17, 2, 200),
])  # fmt: skip
def test_allowances_by_age_of_the_older_and_by_children(age, partner, children, pounds):
    home = household(*([{"age": partner}] if partner else []), age=age, children=({"age": 1},) * children)
    assert allowance_of(scheme(allowances=AGES), home, result()) == pounds * 52


def test_allowances_that_a_scheme_does_not_tell_apart():
    for age in (17, 24, 25):
        assert allowance_of(scheme(), household(age=age), result()) == 100 * 52


PREMIUMS = {
    "single": 100, "couple": 100, "lone_parent": 100, "disability_single": 1, "disability_couple": 2,
    "enhanced_single": 10, "enhanced_couple": 20, "carer": 1000,
}  # fmt: skip


@pytest.mark.parametrize(("me", "partner", "pounds"), [
    ({}, None, 0),
    ({"disability_benefits": ["pip_mobility_standard"]}, None, 1),
    ({"severely_sight_impaired": True}, None, 1),
    ({"disability_benefits": ["pip_daily_living_enhanced"]}, None, 11),
    ({"disability_benefits": ["dla_care_highest"]}, None, 11),
    ({"disability_benefits": ["pip_mobility_standard"]}, {}, 2),
    ({}, {"disability_benefits": ["pip_daily_living_enhanced"]}, 22),
])  # fmt: skip
def test_premiums_for_disability(me, partner, pounds):
    home = household(*([] if partner is None else [partner]), **me)
    assert allowance_of(scheme(allowances=PREMIUMS), home, result()) == (100 + pounds) * 52


CARES = {"cares_35_hours": True, "benefits": [{"code": "esa_ns"}]}
PAID = {"cares_35_hours": True, "benefits": [{"code": "ca"}]}


@pytest.mark.parametrize(("me", "partner", "engine", "carers"), [
    ({}, None, 0, 0),
    ({}, None, 0.01, 1),
    (CARES, None, 0, 1),
    ({"cares_35_hours": True}, None, 0, 0),
    ({"benefits": [{"code": "esa_ns"}]}, None, 0, 0),
    ({**CARES, "benefits": [{"code": "other"}]}, None, 0, 0),
    ({**CARES, "full_time_student": True}, None, 0, 0),
    ({**CARES, "earnings": weekly(204)}, None, 0, 1),
    ({**CARES, "earnings": weekly(204.01)}, None, 0, 0),
    ({**CARES, "earnings": weekly(104), "self_employed_profit": weekly(100)}, None, 0, 1),
    ({**CARES, "earnings": weekly(104), "self_employed_profit": weekly(101)}, None, 0, 0),
    ({}, CARES, 0, 1),
    (PAID, None, 83, 1),
    (PAID, PAID, 83, 2),
    (PAID, {}, 83, 1),
    (PAID, PAID, 0, 0),
])  # fmt: skip
def test_premiums_for_carers(me, partner, engine, carers):
    assert CARERS_EARNINGS_LIMIT == 204
    home = household(*([] if partner is None else [partner]), **me)
    assert allowance_of(scheme(allowances=PREMIUMS), home, result(ca=engine)) == (100 + carers * 1000) * 52


# --- protected groups ---


@pytest.mark.parametrize(("home", "ca", "groups"), [
    (household(), 0, set()),
    (household(disability_benefits=["pip_mobility_standard"]), 0, {"disabled"}),
    (household(severely_sight_impaired=True), 0, {"disabled"}),
    (household(limited_capability="lcwra"), 0, {"disabled", "limited_capability"}),
    (household(limited_capability="lcw"), 0, {"limited_capability"}),
    (household(benefits=[{"code": "esa_ns"}]), 0, {"limited_capability"}),
    (household({"benefits": [{"code": "esa_ir"}]}), 0, {"limited_capability"}),
    (household(benefits=[{"code": "jsa_ns"}]), 0, set()),
    (household(benefits=[{"code": "afip"}]), 0, {"disabled"}),
    (household({"disability_benefits": ["pip_mobility_standard"]}), 0, {"disabled"}),
    (household(children=({"age": 8, "disability_benefits": ["dla_care_lowest"]},)), 0, {"disabled_child"}),
    (household(), 0.01, {"carer"}),
    (household(cares_35_hours=True), 0, {"carer"}),
    (household({"cares_35_hours": True}), 0, {"carer"}),
    (household({"benefits": [{"code": "ca"}]}), 0, {"carer"}),
    (household(benefits=[{"code": "war"}]), 0, {"war_pension"}),
    (household({"benefits": [{"code": "war"}]}), 0, {"war_pension"}),
    (household(children=({"age": 5},)), 0, set()),
    (household(children=({"age": 4}, {"age": 8})), 0, {"child_under_5", "lone_parent_child_under_5"}),
    (household({}, children=({"age": 4},)), 0, {"child_under_5"}),
])  # fmt: skip
def test_who_is_in_a_protected_group(home, ca, groups):
    of_disability = {"disabled_working", "disabled_not_working", "disabled_household"}
    assert set(groups_of(home, result(ca=ca))) - of_disability == groups


@pytest.mark.parametrize(("ages", "told"), [((24,), True), ((25,), False), ((40, 24), True), ((40, 25), False)])
def test_who_hears_of_care_leavers(ages, told):
    home = household(*({"age": age} for age in ages[1:]), age=ages[0])
    hint = "The scheme gives care leavers more. Tell your council if you were in care."
    assert (hint in reduction(scheme(protected=[{"group": "care_leaver"}]), home, result()).reasons) is told
    assert hint not in reduction(scheme(), home, result()).reasons


# --- passported ---


@pytest.mark.parametrize(("uc", "earnings", "profit", "without_earnings", "passported"), [
    (100, 0, 0, True, True), (100, 0, 0, False, False), (0, 0, 0, True, False),
    (100, 0.01, 0, True, False), (100, 0, 0.01, True, False),
])  # fmt: skip
def test_universal_credit_without_earnings(uc, earnings, profit, without_earnings, passported):
    found = reduction(
        scheme(full_without_earnings=without_earnings), household(),
        result(uc=uc, earnings=earnings, self_employed_profit=profit, private_pension=150),
    )  # fmt: skip
    words = "Your benefit has been means-tested already, so your income does not reduce it."
    assert ((True, words) in found.tests) is passported


def test_somebody_on_income_related_esa_is_passported_in_either_place():
    for home in (household(benefits=[{"code": "esa_ir"}]), household({"benefits": [{"code": "esa_ir"}]})):
        assert a_week(home, result(private_pension=500)) == 20


def test_full_time_students_are_told_that_we_cannot_tell_when_both_are():
    student = {"full_time_student": True}
    assert isinstance(reduction(scheme(), household(student, **student), result()), NotWorkedOut)
    assert isinstance(reduction(scheme(), household({}, **student), result()), Reduction)


# --- other adults ---

OTHERS = {
    "hours": 16, "deductions": [{"from": 0, "pounds": 5}, {"from": 250, "pounds": 12}],
    "spared": ["students", "income_based", "uc_without_earnings"],
}  # fmt: skip


def taken_off(**other) -> float:
    """Pounds a week for one other adult of 30."""
    home = household({"role": "non_dependant", "age": 30, **other})
    return float(sum(pounds for _, pounds in deductions_for_other_adults(scheme(others=OTHERS).others, home))) / 52


@pytest.mark.parametrize(("other", "pounds"), [
    ({"hours_per_week": 15.99, "earnings": weekly(400)}, 5),
    ({"hours_per_week": 16, "earnings": weekly(400)}, 12),
    ({"hours_per_week": 16, "earnings": weekly(249.99)}, 5),
    ({"hours_per_week": 16, "earnings": weekly(250)}, 12),
    ({"hours_per_week": 16, "earnings": weekly(150), "private_pension": weekly(100)}, 12),
    ({"hours_per_week": 16, "earnings": weekly(150),
      "benefits": [{"code": "state_pension", "amount": weekly(100)}]}, 12),
    ({"hours_per_week": 16, "self_employed_profit": weekly(250)}, 12),
    ({"earnings": weekly(249)}, 5),
    ({"age": 17, "hours_per_week": 0}, 0),
    ({"age": 18, "hours_per_week": 0}, 5),
    ({"hours_per_week": 0, "benefits": [{"code": "uc"}]}, 0),
    ({"hours_per_week": 16, "earnings": weekly(1), "benefits": [{"code": "uc"}]}, 5),
    ({"hours_per_week": 0, "benefits": [{"code": "pc_savings"}]}, 0),
    ({"hours_per_week": 0, "benefits": [{"code": "esa_ir"}]}, 0),
    ({"hours_per_week": 0, "benefits": [{"code": "esa_ns"}]}, 5),
    ({"hours_per_week": 16, "earnings": weekly(400), "full_time_student": True}, 0),
])  # fmt: skip
def test_what_another_adult_takes_off(other, pounds):
    assert taken_off(**other) == pounds


@pytest.mark.parametrize("other", [{}, {"earnings": weekly(250)}, {"hours_per_week": 16}])
def test_work_or_pay_that_would_change_the_amount_must_be_known(other):
    with pytest.raises(CannotTell):
        taken_off(**other)


def test_a_scheme_without_deductions_asks_nothing_of_other_adults():
    home = household({"role": "non_dependant", "age": 30})
    assert deductions_for_other_adults(scheme().others, home) == []


def test_who_is_not_spared_by_this_scheme_is_not_spared():
    student = household({"role": "non_dependant", "age": 30, "full_time_student": True, "hours_per_week": 0})
    others = scheme(others={**OTHERS, "spared": []}).others
    assert english(deductions_for_other_adults(others, student)) == [
        ("Taken off for another adult in your home: £5.00 a week", Decimal(260))
    ]


@pytest.mark.parametrize(("pay", "pounds"), [
    (278.99, "5.20"), (279, "10.60"), (484.99, "10.60"), (485, "13.30"), (604.99, "13.30"), (605, "15.95"),
])  # fmt: skip
def test_the_national_deductions_of_pension_age(pay, pounds):
    home = household({"role": "non_dependant", "age": 30, "hours_per_week": 16, "earnings": weekly(pay)})
    assert not_told(home) is None
    assert deductions_for_other_adults(OTHER_ADULTS, home)[0][1] == Decimal(pounds) * 52
