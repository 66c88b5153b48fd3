"""The yearly money gained: what is compared, what is left out, and why missing amounts are not zero."""

import datetime

from calculator.engine.outputs import COUPLE, TESTS, UNIT
from calculator.estimate import estimate
from calculator.household.parsing import parse_household
from calculator.interface import EngineResult
from tests.english import english

TODAY = datetime.date(2026, 11, 22)


class FixedEngine:
    """An engine that always answers the same: £100 a week of Universal Credit and £20 of Child Benefit."""

    name, version, gives_ranges = "fixed", "1", False

    def estimate(self, household):
        parts = {**dict.fromkeys((*UNIT, *COUPLE.values()), 0.0), "uc_standard_allowance": 5200.0}
        return EngineResult(
            self.name,
            self.version,
            2026,
            {"uc": 5200.0, "pc": 0.0, "hb": 0.0, "cb": 1040.0, "ca": 0.0},
            parts,
            {**dict.fromkeys(TESTS, False), "is_uc_eligible": True},
        )

    def estimate_many(self, households):
        return [self.estimate(each) for each in households]


def run(benefits=(), children=({"age": 5},), **claimant):
    household = parse_household(
        {
            "claim_date": "2026-11-22",
            "region": "YORKSHIRE",
            "capital": 0,
            "adults": [{"role": "claimant", "age": 40, "benefits": list(benefits), **claimant}],
            "children": list(children),
            "housing": {"tenure": "owner"},
        }
    )
    return english(estimate(household, engine=FixedEngine(), today=TODAY))


def weekly(code, amount):
    return {"code": code, "amount": {"amount": amount, "frequency": "weekly"}}


def test_everything_is_gain_for_somebody_who_gets_nothing():
    result = run()
    assert (result.entitled_per_year, result.now_per_year, result.gained_per_year) == (6240.0, 0.0, 6240.0)
    assert result.left_out == ("Council Tax Reduction",)


def test_what_they_get_now_is_taken_off():
    assert run([weekly("cb", 20), weekly("uc", 60)]).gained_per_year == 40 * 52


def test_the_old_benefit_that_universal_credit_replaces_is_taken_off():
    assert run([weekly("esa_ir", 90), weekly("cb", 20)]).gained_per_year == 10 * 52


def test_benefits_we_do_not_recalculate_change_nothing():
    result = run([weekly("pip", 76.7)])
    assert result.gained_per_year == 6240.0
    pip = result.benefits[-1]
    assert (pip.code, pip.status, pip.pounds_per_week) == ("pip", "already_getting", 76.7)


def test_a_benefit_of_unknown_amount_is_left_out_of_the_gain_and_named():
    result = run([{"code": "uc", "amount": None}])
    assert result.gained_per_year == 1040.0
    assert "Universal Credit" in result.left_out
    assert any("how much Universal Credit pays" in each for each in result.unknowns)


def test_council_tax_reduction_they_get_is_not_counted_as_a_loss():
    assert run([weekly("ctr", 15)]).gained_per_year == 6240.0


def test_full_time_students_without_children_are_not_told_an_amount_of_universal_credit():
    alone = run(full_time_student=True, children=())
    found = next(each for each in alone.benefits if each.code == "uc")
    assert (found.status, found.pounds_per_year) == ("not_calculated", None)
    parent = next(each for each in run(full_time_student=True).benefits if each.code == "uc")
    assert (parent.status, parent.pounds_per_year) == ("calculated", 5200.0)
