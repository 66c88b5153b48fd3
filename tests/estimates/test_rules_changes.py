"""What a change makes of the facts that the calculator is given, and what is not guessed."""

from __future__ import annotations

import pytest

from estimates.rules.changes import CHILD, Changed, facts_after

RENT = {"amount": "120.00", "frequency": "weekly"}
PAY = {"amount": "250.00", "frequency": "weekly"}
ADA = {"child.name": {"first": "Ada", "last": "Lee"}, "child.dob": "2016-02-03"}
BEN = {"child.dob": "2018-04-05", "child.child_benefit_who": "me"}
SHOP = {"job.who": "me", "job.employer": "Corner Shop, High St", "job.gross": PAY, "job.hours": 16}
CAFE = {"job.who": "me", "job.employer": "The Café", "job.gross": PAY, "job.hours": 8}
SAM = {"nondep.name": {"first": "Sam", "last": "Lee"}, "nondep.dob": "1999-01-01"}
HELD = {
    "tenancy.rent": {"amount": "100.00", "frequency": "weekly"}, "capital.band": "u3000", "partner.exists": "no",
    "household.has_children": "yes", "household.children": [ADA, BEN], "income.has_job": "yes", "income.jobs": [SHOP],
    "household.has_other_adults": "yes", "household.other_adults": [SAM],
}  # fmt: skip
NEW_JOB = {
    "job.who": "me",
    "job.gross": {"amount": "90", "frequency": "weekly"},
    "job.hours": 10,
    "job.employer": "Pub",
}
BORN = {"child.dob": "2026-11-01"}

KNOWN = [
    ("rent", {"tenancy.rent": RENT}, "", {"tenancy.rent": RENT}),
    ("savings", {"capital.band": "7000.00"}, "", {"capital.total": "7000.00"}),
    ("childcare", {"childcare.cost": PAY}, "",
     {"costs.has_childcare": "yes", "costs.childcare": [{"childcare.cost": PAY}]}),
    ("baby", BORN, "born", {"household.children": [ADA, BEN, BORN]}),
    ("child_left", {"child.dob": "2016-02-03"}, "moved_out", {"household.children": [BEN]}),
    ("child_left", {"child.dob": "2018-04-05"}, "left_school",
     {"household.children": [ADA, {**BEN, "child.education": "left"}]}),
    ("adult_out", {"nondep.name": {"first": "sam", "last": "LEE"}}, "",
     {"household.other_adults": [], "household.has_other_adults": "no"}),
    ("job_start", NEW_JOB, "",
     {"income.jobs": [SHOP, {"job.who": "me", "job.gross": NEW_JOB["job.gross"], "job.hours": 10}]}),
    ("job_change", NEW_JOB, "", {"income.jobs": [{**SHOP, "job.gross": NEW_JOB["job.gross"], "job.hours": 10}]}),
    ("job_end", {"job.who": "me"}, "", {"income.jobs": [], "income.has_job": "no"}),
    ("name", {"person.name": {"first": "G"}}, "", {}),
]  # fmt: skip

UNKNOWN = [
    ("moved", {"tenancy.rent": RENT}, ""),
    ("partner_in", {}, ""),
    ("partner_out", {}, ""),
    ("self_emp", {"se.turnover": "More"}, ""),
    ("benefit", {"benefit.amount": PAY}, ""),
    ("something a council added", {}, ""),
    ("rent", {}, ""),
    ("rent", {"tenancy.rent": "120 a week"}, ""),
    ("savings", {"capital.band": "u3000"}, ""),
    ("baby", BORN, "other"),
    ("baby", {}, "born"),
    ("child_left", {"child.dob": "2000-01-01"}, "moved_out"),
    ("child_left", {"child.dob": "2016-02-03"}, "turned_20"),
    ("adult_out", {"nondep.name": {"first": "Kim", "last": "Lee"}}, ""),
    ("adult_in", {"nondep.gross_income": "300 a week"}, ""),
    ("job_start", {**NEW_JOB, "job.who": "both"}, ""),
    ("job_start", {**NEW_JOB, "job.who": "partner"}, ""),
    ("job_start", {**NEW_JOB, "job.hours": None}, ""),
    ("job_change", {"job.who": "me", "job.hours": 10}, ""),
]


@pytest.mark.parametrize(("picked", "told", "child", "changed"), KNOWN)
def test_what_the_form_asks_exactly_is_put_in(picked, told, child, changed):
    held = {key: list(value) if isinstance(value, list) else value for key, value in HELD.items()}
    assert facts_after(HELD, told, [picked], child) == Changed({**held, **changed})
    assert held == HELD, "what is held stays as it is"


@pytest.mark.parametrize(("picked", "told", "child"), UNKNOWN)
def test_what_it_does_not_ask_exactly_is_not_guessed(picked, told, child):
    assert facts_after(HELD, told, [picked], child) == Changed(HELD, (picked,))


def test_one_set_of_answers_is_not_taken_for_two_changes():
    told = {**NEW_JOB, "tenancy.rent": RENT}
    changed = facts_after(HELD, told, ["rent", "job_start", "job_end"])
    assert changed == Changed({**HELD, "tenancy.rent": RENT}, ("job_start", "job_end"))
    two = ["baby", "child_left"]
    assert facts_after(HELD, BORN, two, "born").unknown == tuple(two)


def test_of_several_jobs_it_is_the_one_with_this_employer():
    held = {**HELD, "income.jobs": [SHOP, CAFE]}
    told = {"job.who": "me", "job.employer": "corner shop high st"}
    assert facts_after(held, told, ["job_end"]).facts["income.jobs"] == [CAFE]
    assert facts_after(held, {"job.who": "me", "job.employer": "Elsewhere"}, ["job_end"]).unknown == ("job_end",)
    twice = {**HELD, "income.jobs": [SHOP, SHOP]}
    assert facts_after(twice, told, ["job_end"]).unknown == ("job_end",)


def test_one_cost_of_childcare_does_not_stand_for_several():
    held = {**HELD, "costs.childcare": [{"childcare.cost": PAY}, {"childcare.cost": PAY}]}
    assert facts_after(held, {"childcare.cost": RENT}, ["childcare"]).unknown == ("childcare",)
    assert CHILD not in facts_after(held, BORN, ["baby"], "born").facts
