"""Curves of work and changes of life: asked, worked out by the real engine, kept, shared, limited."""

from __future__ import annotations

import dataclasses

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from accounts.models import AuditEvent, Delegation
from accounts.permissions import Scope
from calculator.better_off.curve import Curve
from calculator.household.asked import WrongAnswers
from calculator.household.parsing import HouseholdProblems
from calculator.run import default_engine
from claims.models import Claim
from core.tenancy import council_scope
from estimates import tasks
from estimates.actions.estimating import ask_estimate, run_estimate
from estimates.actions.hours_curves import ask_hours_curve, run_hours_curve
from estimates.actions.scenarios import (
    TooManyScenarios,
    add_scenario,
    ask_comparison,
    remove_scenario,
    rename_scenario,
    run_comparison,
    share_scenarios,
)
from estimates.models import Comparison, HoursCurve, Scenario
from estimates.readers.scenarios import latest_comparison, shared_comparison
from formspec.actions.publishing import import_form
from tests.english import english
from tests.estimates.making import CHECK, answer, answered_check

# They need the calculator itself, which takes ten seconds to begin with.
pytestmark = pytest.mark.slow

TWENTY_HOURS = {"hourly_rate": "12.71", "hours": "20", "travel_per_week": "10"}


@pytest.fixture(scope="module", autouse=True)
def warm_engine():
    """The first calculation of a process costs a dozen seconds; not the first test's."""
    default_engine().warm(2026)


@pytest.fixture
def check(alice, omar):
    """Alice's answered check."""
    import_form(slug=CHECK, by=omar)
    return answered_check(alice)


def ask(check, by, **raw):
    return ask_hours_curve(public_id=check.public_id, raw=TWENTY_HOURS | raw, by=by)


def curve_of(row: HoursCurve) -> Curve:
    run_hours_curve(council_id=row.council_id, public_id=row.public_id)
    row.refresh_from_db()
    assert row.state == HoursCurve.State.READY
    return Curve.from_dict({name: row.result[name] for name in (field.name for field in dataclasses.fields(Curve))})


def add(check, by, kind="job", name="A job", **raw):
    raw = {"hours": "20", "hourly_rate": "12.71"} | raw
    return add_scenario(public_id=check.public_id, kind=kind, name=name, raw=raw, by=by)


def worked_out(comparison) -> dict:
    run_comparison(council_id=comparison.council_id, public_id=comparison.public_id)
    comparison.refresh_from_db()
    assert comparison.state == Comparison.State.READY
    return comparison.result


# --- The curve ----------------------------------------------------------


def test_the_curve_of_a_single_renter(check, alice):
    curve = curve_of(ask(check, alice))
    assert len(curve.points) == 51
    assert curve.today.hours == 0
    # No child and no health condition: no work allowance, so 55p goes of each pound from the first one.
    assert not any(each.kind == "allowance" for each in curve.markers)
    wages = 20 * 12.71
    assert curve.chosen.income.wages == pytest.approx(wages * 52)
    # Below £242 a week nothing is taken for National Insurance, and 20 hours are £254.20: 8% of £12.20 or so.
    assert 0 < curve.chosen.income.national_insurance / 52 < 2
    assert curve.gain_per_week == pytest.approx(0.45 * curve.chosen.income.take_home / 52 - 10, abs=0.1)
    assert english(curve.left_out) == ("Council Tax Reduction",)


def test_today_on_the_curve_is_the_estimate_of_the_claim(check, alice):
    curve = curve_of(ask(check, alice))
    estimate = ask_estimate(claim=check, by=alice)
    run_estimate(council_id=estimate.council_id, public_id=estimate.public_id)
    estimate.refresh_from_db()
    plain = {each["code"]: each["pounds_per_year"] for each in estimate.result["benefits"]}
    assert curve.today.income.benefits == {code: plain[code] for code in curve.names}


def test_a_carer_loses_carers_allowance_above_its_limit(alice, omar, check):
    answer(check, alice, {"circumstances_you": ["carer"]})
    row = ask(check, alice)
    household = row.household
    household["adults"][0]["cares_35_hours"] = True
    HoursCurve.objects.filter(pk=row.pk).update(household=household)
    curve = curve_of(row)
    # £204 a week from April 2026 (Social Security (Invalid Care Allowance) Regulations 1976, regulation 8).
    allowance = {point.hours: point.income.benefits["ca"] for point in curve.points}
    assert allowance[16.0] > 0
    assert allowance[17.0] == 0


def test_the_same_question_again_is_the_same_row(check, alice):
    first = ask(check, alice)
    assert ask(check, alice) == first
    curve_of(first)
    assert ask(check, alice) == first


def test_another_question_takes_its_place_and_is_audited_once_a_day(check, alice):
    first = ask(check, alice)
    second = ask(check, alice, hours="30")
    assert list(HoursCurve.objects.all()) == [second]
    assert first.pk != second.pk
    assert AuditEvent.objects.filter(code="claims.work.asked").count() == 1


def test_other_answers_make_another_curve(check, alice):
    first = ask(check, alice)
    answer(check, alice, {"rent_amount": {"amount": "71", "frequency": "weekly"}})
    assert ask(check, alice) != first


def test_a_wrong_number_is_named_and_keeps_what_there_is(check, alice):
    row = ask(check, alice)
    with pytest.raises(WrongAnswers):
        ask(check, alice, hours="900")
    assert list(HoursCurve.objects.all()) == [row]


def test_without_a_household_there_is_no_curve(alice, omar):
    import_form(slug=CHECK, by=omar)
    with pytest.raises(HouseholdProblems):
        ask(answered_check(alice, {}), alice)


def test_the_poller_finishes_curves_and_comparisons(check, alice):
    row = ask(check, alice)
    add(check, alice)
    tasks.run_due_estimates()
    row.refresh_from_db()
    assert row.state == HoursCurve.State.READY
    assert latest_comparison(check).state == Comparison.State.READY


# --- Scenarios ----------------------------------------------------------


def test_a_scenario_is_worked_out_beside_today(check, alice):
    job = add(check, alice)
    rent = add(check, alice, "rent", "Rent goes up", rent="90", rent_period="weekly")
    result = worked_out(latest_comparison(check))
    assert set(result["scenarios"]) == {str(job.public_id), str(rent.public_id)}
    assert result["now"]["wages"] == 0
    assert result["scenarios"][str(job.public_id)]["wages"] == pytest.approx(20 * 12.71 * 52)
    assert result["scenarios"][str(rent.public_id)]["rent"] == 90 * 52
    assert result["problems"] == {}
    assert set(result["caps"]) == {"", str(job.public_id), str(rent.public_id)}


def test_a_change_that_no_longer_fits_is_named_and_the_others_are_worked_out(check, alice):
    partner = add(check, alice, "partner", "With Sam", age="30")
    job = add(check, alice)
    answer(check, alice, {"has_partner": "yes", "partner_dob": {"day": "1", "month": "2", "year": "1990"}})
    result = worked_out(ask_comparison(public_id=check.public_id, by=alice))
    assert list(result["problems"]) == [str(partner.public_id)]
    assert list(result["scenarios"]) == [str(job.public_id)]


def test_at_most_six(check, alice):
    for number in range(6):
        add(check, alice, name=f"Job {number}")
    with pytest.raises(TooManyScenarios):
        add(check, alice)
    remove_scenario(public_id=check.public_id, scenario_id=Scenario.objects.all()[2].public_id, by=alice)
    assert add(check, alice).position == 3


def test_the_database_knows_no_seventh_place(check, alice):
    scenario = add(check, alice)
    for position in (0, 7):
        with pytest.raises(IntegrityError), transaction.atomic():
            Scenario.objects.filter(pk=scenario.pk).update(position=position)


def test_names_are_one_line_of_sixty_characters(check, alice):
    scenario = add(check, alice, name="  A job\nin  town " + "x" * 80)
    assert scenario.name.startswith("A job in town x")
    assert len(scenario.name) == 60
    rename_scenario(public_id=check.public_id, scenario_id=scenario.public_id, name="Part time", by=alice)
    scenario.refresh_from_db()
    assert scenario.name == "Part time"


def test_renaming_and_removing_work_nothing_out_again(check, alice):
    first, second = add(check, alice), add(check, alice, name="Another")
    comparison = latest_comparison(check)
    rename_scenario(public_id=check.public_id, scenario_id=first.public_id, name="New", by=alice)
    remove_scenario(public_id=check.public_id, scenario_id=second.public_id, by=alice)
    assert latest_comparison(check) == comparison


def test_every_act_is_in_the_trail(check, alice):
    scenario = add(check, alice)
    rename_scenario(public_id=check.public_id, scenario_id=scenario.public_id, name="New", by=alice)
    share_scenarios(public_id=check.public_id, shared=True, by=alice)
    share_scenarios(public_id=check.public_id, shared=False, by=alice)
    remove_scenario(public_id=check.public_id, scenario_id=scenario.public_id, by=alice)
    codes = AuditEvent.objects.filter(code__startswith="claims.scenario").order_by("pk").values_list("code", flat=True)
    assert [code.rpartition(".")[2] for code in codes] == ["added", "renamed", "shared", "unshared", "removed"]


def test_erased_with_the_claim(check, alice):
    ask(check, alice)
    add(check, alice)
    Claim.objects.filter(pk=check.pk).delete()
    assert [model.objects.count() for model in (HoursCurve, Scenario, Comparison)] == [0, 0, 0]


# --- Sharing, and whose it is ----------------------------------------------------------


def test_only_what_is_shared_and_worked_out_is_seen_and_it_can_be_taken_back(check, alice):
    scenario = add(check, alice)
    worked_out(latest_comparison(check))
    assert shared_comparison(alice.resident) is None
    share_scenarios(public_id=check.public_id, shared=True, by=alice)
    comparison, scenarios = shared_comparison(alice.resident)
    assert (comparison, scenarios) == (latest_comparison(check), [scenario])
    assert add(check, alice, name="Later").shared_with_adviser_at is not None
    share_scenarios(public_id=check.public_id, shared=False, by=alice)
    assert shared_comparison(alice.resident) is None


def test_strangers_and_other_councils_find_nothing(check, alice, bob, sian):
    scenario = add(check, alice)
    acts = [
        lambda by: ask(check, by),
        lambda by: add(check, by),
        lambda by: ask_comparison(public_id=check.public_id, by=by),
        lambda by: rename_scenario(public_id=check.public_id, scenario_id=scenario.public_id, name="x", by=by),
        lambda by: remove_scenario(public_id=check.public_id, scenario_id=scenario.public_id, by=by),
        lambda by: share_scenarios(public_id=check.public_id, shared=True, by=by),
    ]
    for act in acts:
        with pytest.raises(Http404):
            act(bob)
        with council_scope(sian.council.pk), pytest.raises(Http404):
            act(sian)
    scenario.refresh_from_db()
    assert (scenario.name, scenario.shared_with_adviser_at) == ("A job", None)


def test_a_helper_who_may_work_money_out_may_ask_but_not_share(check, alice, bob):
    grant = Delegation.objects.create(
        resident=alice.resident, helper=bob.user, scopes=[Scope.VIEW_CLAIMS, Scope.VIEW_MONEY], basis="consent",
        starts_on=timezone.localdate(), ends_on=timezone.localdate(),
    )  # fmt: skip
    with pytest.raises(PermissionDenied):
        ask(check, bob)
    grant.scopes = [Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS, Scope.SUBMIT_CLAIMS, Scope.FILL_MONEY]
    grant.save()
    with pytest.raises(Http404):
        ask(check, bob)
    grant.scopes = [Scope.VIEW_CLAIMS, Scope.VIEW_MONEY, Scope.FILL_MONEY]
    grant.save()
    assert ask(check, bob).claim == check
    add(check, bob)
    with pytest.raises(PermissionDenied):
        share_scenarios(public_id=check.public_id, shared=True, by=bob)
