"""Asking for an estimate and working it out, with the real engine and the real database."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from celery import current_app
from django.http import Http404
from django.utils import timezone
from hypothesis import HealthCheck, given, settings

from accounts.models import AuditEvent
from calculator.household.as_json import household_json
from calculator.household.from_facts import household_from_facts
from calculator.household.parsing import HouseholdProblems, parse_household
from calculator.run import default_engine
from claims.actions.answering import start_claim
from core.due_work import due_ids
from core.rules.messages import in_words
from core.tenancy import council_scope
from core.turns import note_due
from estimates import tasks
from estimates.actions import estimating
from estimates.actions.calculating import CALCULATING
from estimates.actions.estimating import ask_estimate, ask_estimate_for_household, run_estimate
from estimates.models import Estimate
from estimates.readers.estimates import (
    NEEDS_MORE,
    NOT_WORKED_OUT,
    api_estimate,
    latest_estimate,
    what_to_fix,
)
from formspec.actions.publishing import import_form
from formspec.rules.compile import compile_library_form
from formspec.rules.facts import facts_of
from formspec.rules.visibility import visible_answers
from tests.english import english
from tests.estimates.making import CHECK, answer, answered_check
from tests.formspec.strategies import answer_sets
from tests.golden import HOUSEHOLDS

# They need the calculator itself, which takes ten seconds to begin with.
pytestmark = pytest.mark.slow

TODAY = dt.date(2026, 11, 22)
ENOUGH = {
    ("dob", ""): {"day": "3", "month": "5", "year": "1986"},
    ("partner_dob", ""): {"day": "3", "month": "5", "year": "1956"},
    ("housing_situation", ""): "private_tenant",
}
DOCUMENTS = [each.document for each in HOUSEHOLDS]


RESULT = {"engine": "simple", "engine_version": "1"}


@pytest.fixture(scope="module", autouse=True)
def warm_engine():
    """The first calculation of a process costs a dozen seconds; not the first test's."""
    default_engine().warm(2026)


@pytest.fixture
def check(alice, omar):
    """Alice's answered check."""
    import_form(slug=CHECK, by=omar)
    return answered_check(alice)


def run(estimate: Estimate) -> Estimate:
    """Let a worker try once, and read the row again."""
    run_estimate(council_id=estimate.council_id, public_id=estimate.public_id)
    estimate.refresh_from_db()
    return estimate


def unworkable(estimate: Estimate) -> None:
    """Give the row a household on which the calculator breaks: no code of ours writes one."""
    Estimate.objects.filter(pk=estimate.pk).update(household=estimate.household | {"claim_date": {}, "adults": None})


def make_due(estimate: Estimate) -> None:
    Estimate.objects.filter(pk=estimate.pk).update(due_at=timezone.now())


# --- Asking ----------------------------------------------------------


def test_asking_keeps_the_household_and_where_it_came_from(check, alice):
    estimate = ask_estimate(claim=check, by=alice)
    assert estimate.state == Estimate.State.DUE
    assert estimate.resident == alice.resident
    assert estimate.household["region"] == "NORTH_WEST"
    assert estimate.household["housing"]["rent"] == {"amount": 70.0, "frequency": "weekly"}
    assert estimate.provenance["inputs"]["/housing/rent"] == "tenancy.rent"
    assert estimate.result is None


def test_asking_is_audited(check, alice):
    ask_estimate(claim=check, by=alice)
    event = AuditEvent.objects.get(code="claims.estimate.asked")
    assert (event.actor, event.resident, event.subject) == (alice.user, alice.resident, f"draft {check.public_id}")


def test_two_clicks_share_one_row(check, alice):
    assert ask_estimate(claim=check, by=alice) == ask_estimate(claim=check, by=alice)
    assert Estimate.objects.count() == 1


def test_the_same_answers_again_return_the_ready_estimate(check, alice):
    first = run(ask_estimate(claim=check, by=alice))
    assert ask_estimate(claim=check, by=alice) == first
    assert AuditEvent.objects.filter(code="claims.estimate.asked").count() == 1


def test_another_answer_makes_another_estimate(check, alice):
    first = run(ask_estimate(claim=check, by=alice))
    answer(check, alice, {"rent_amount": {"amount": "71", "frequency": "weekly"}})
    second = ask_estimate(claim=check, by=alice)
    assert second != first
    assert latest_estimate(check) == second


def test_another_engine_version_makes_another_estimate(check, alice):
    first = run(ask_estimate(claim=check, by=alice))
    Estimate.objects.filter(pk=first.pk).update(engine_version="2.0.0")
    assert ask_estimate(claim=check, by=alice) != first


@pytest.mark.parametrize(
    "answers",
    [{}, {"dob": {"day": "3", "month": "5", "year": "1986"}}, {"housing_situation": "owner"}],
    ids=["nothing", "no home", "no date of birth"],
)
def test_answers_that_make_no_household_say_what_to_tell_us(alice, omar, answers):
    import_form(slug=CHECK, by=omar)
    check = answered_check(alice, answers)
    estimate = ask_estimate(claim=check, by=alice)
    assert (estimate.state, estimate.error) == (Estimate.State.FAILED, str(NEEDS_MORE))
    assert ask_estimate(claim=check, by=alice) == estimate


def test_an_impossible_answer_is_named(check, alice):
    answer(check, alice, {"housing_situation": "council_tenant", "bedrooms": "31"})
    assert ask_estimate(claim=check, by=alice).error == "The number of bedrooms cannot be more than 30."


@pytest.mark.slow
@settings(max_examples=100, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(answer_sets(compile_library_form(CHECK)))
def test_whatever_people_answer_it_is_a_household_or_has_problems(answers):
    document = compile_library_form(CHECK)
    view = visible_answers(document, answers | ENOUGH, TODAY)
    try:
        household, _, _ = household_from_facts(facts_of(document, view), council={"region": "WALES"}, today=TODAY)
        outcome = parse_household(household_json(household)) == household
    except HouseholdProblems as problem:
        outcome = what_to_fix(problem.problems)
    assert outcome


def test_the_household_survives_being_stored():
    assert DOCUMENTS
    for document in DOCUMENTS:
        household = parse_household(document)
        assert parse_household(json.loads(json.dumps(household_json(household)))) == household


# --- Working it out ----------------------------------------------------------


def test_a_worker_works_it_out(check, alice):
    estimate = run(ask_estimate(claim=check, by=alice))
    assert estimate.state == Estimate.State.READY
    assert (estimate.engine, estimate.engine_version) == ("policyengine-uk", default_engine().version)
    assert estimate.made_at is not None
    benefits = {each["code"]: each for each in estimate.result["benefits"]}
    # Universal Credit Regulations 2013, regulation 36 as uprated: £424.90 a month for a single adult of 25 or over.
    assert benefits["uc"]["pounds_per_week"] == pytest.approx(424.90 * 12 / 52 + 70, abs=0.05)
    assert benefits["ctr"]["status"] == "not_calculated"


def test_run_twice_gives_one_result(check, alice):
    estimate = run(ask_estimate(claim=check, by=alice))
    before = Estimate.objects.values().get()
    run(estimate)
    assert Estimate.objects.values().get() == before
    assert before["attempts"] == 1


def test_what_another_worker_has_taken_is_left_alone(check, alice):
    estimate = ask_estimate(claim=check, by=alice)
    Estimate.objects.update(attempts=1, due_at=timezone.now() + CALCULATING.lease)
    run(estimate)
    assert (estimate.state, estimate.attempts) == (Estimate.State.DUE, 1)


def test_the_poller_finishes_what_a_killed_worker_left(check, alice):
    estimate = ask_estimate(claim=check, by=alice)
    Estimate.objects.update(attempts=1, due_at=timezone.now() + CALCULATING.lease)
    assert due_ids(Estimate) == []
    Estimate.objects.update(due_at=timezone.now() - dt.timedelta(seconds=1))
    tasks.run_due_estimates()
    estimate.refresh_from_db()
    assert (estimate.state, estimate.attempts) == (Estimate.State.READY, 2)


def test_the_poller_goes_through_every_council(check, alice, sian):
    ours = ask_estimate(claim=check, by=alice)
    with council_scope(sian.council.pk):
        theirs = ask_estimate_for_household(household_json=ours.household, by=sian)
    tasks.run_due_estimates()
    ours.refresh_from_db()
    with council_scope(sian.council.pk):
        theirs.refresh_from_db()
    assert ours.state == theirs.state == Estimate.State.READY


def test_a_hundred_of_the_api_at_one_council_hold_up_no_person_at_another(check, alice, sian, monkeypatch):
    """100 estimates of the API wait at one council; a person of another asks: theirs is taken next."""
    there, done = sian.council.pk, []
    monkeypatch.setattr(estimating, "_calculate", lambda row: done.append(row.council_id) or RESULT)
    household = HOUSEHOLDS[0].household
    with council_scope(there):
        Estimate.objects.bulk_create(Estimate(household=household_json(household)) for _ in range(100))
    note_due("estimates", there)
    for _ in range(5):
        tasks.run_estimate(there, "any of them")
    own = ask_estimate(claim=check, by=alice)
    note_due("estimates", alice.council.pk)
    tasks.run_estimate(there, "any of them")
    own.refresh_from_db()
    assert own.state == Estimate.State.READY
    assert done == [there] * 5 + [alice.council.pk]
    again = ask_estimate_for_household(household_json=household_json(household), by=alice)
    tasks.run_estimate(there, "any of them")
    tasks.run_estimate(there, "any of them")
    again.refresh_from_db()
    assert again.state == Estimate.State.READY, "machines of councils take turns, too"


def test_people_come_before_the_night_of_a_council(check, alice, monkeypatch):
    """While councils' estimates are made again, a person's is not behind them all."""
    own = ask_estimate(claim=check, by=alice)
    note_due("estimates", alice.council.pk)
    seen = []
    monkeypatch.setattr(
        tasks.rerunning, "rerun_estimates",
        lambda **more: seen.append(Estimate.objects.get(pk=own.pk).state) or tasks.rerunning.Rerun(),
    )  # fmt: skip
    tasks.rerun_estimates(alice.council.pk)
    assert seen == [Estimate.State.READY]


def test_an_estimate_that_kills_every_worker_comes_to_an_end(check, alice):
    estimate = ask_estimate(claim=check, by=alice)
    Estimate.objects.update(attempts=CALCULATING.tries)
    run(estimate)
    assert (estimate.state, estimate.error) == (Estimate.State.FAILED, NOT_WORKED_OUT)


def test_a_household_the_calculator_refuses_says_so_at_once(check, alice):
    estimate = ask_estimate(claim=check, by=alice)
    unworkable(estimate)
    run(estimate)
    assert (estimate.state, estimate.attempts) == (Estimate.State.FAILED, 1)


class BrokenEngine:
    """An engine that is down, as a council's paid one can be."""

    name, version, gives_ranges = "broken", "1", True

    def estimate_many(self, households):
        raise ConnectionError("secret of the claimant")


@pytest.fixture
def broken_engine(monkeypatch):
    monkeypatch.setattr("calculator.run.default_engine", BrokenEngine)


def test_an_engine_that_fails_is_tried_three_times_with_time_between(check, alice, broken_engine):
    estimate = ask_estimate(claim=check, by=alice)
    waits = []
    for _ in range(CALCULATING.tries):
        run(estimate)
        waits.append(estimate.due_at - timezone.now())
        make_due(estimate)
    assert dt.timedelta(seconds=5) < waits[0] < waits[1]
    assert (estimate.state, estimate.error) == (Estimate.State.FAILED, NOT_WORKED_OUT)


def test_a_failure_is_logged_without_what_people_told_us(check, alice, broken_engine, caplog):
    run(ask_estimate(claim=check, by=alice))
    assert "work_failed" in caplog.text
    assert "ConnectionError" in caplog.text
    assert "secret of the claimant" not in caplog.text


# --- The wake-up call ----------------------------------------------------------


def test_the_doorbell_rings_with_the_row_only(check, alice, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        estimate = ask_estimate(claim=check, by=alice)
    with current_app.connection_for_read() as connection:
        message = connection.default_channel.basic_get("estimates", no_ack=True)
    assert json.loads(message.body)[0] == [estimate.council_id, str(estimate.public_id)]


def test_with_the_broker_away_the_row_waits_for_the_sweeper(
    check, alice, django_capture_on_commit_callbacks, broker_away, caplog
):
    with django_capture_on_commit_callbacks(execute=True):
        estimate = ask_estimate(claim=check, by=alice)
    assert "broker_away" in caplog.text
    assert due_ids(Estimate) == [str(estimate.public_id)]


# --- Households without a person ----------------------------------------------------------


def test_a_household_of_the_api_is_nobodys(visitor):
    document = DOCUMENTS[0]
    estimate = run(ask_estimate_for_household(household_json=document, by=visitor))
    assert (estimate.claim, estimate.resident, estimate.state) == (None, None, Estimate.State.READY)
    assert api_estimate(estimate.public_id) == estimate


def test_an_impossible_household_is_refused_with_its_fields(visitor):
    with pytest.raises(HouseholdProblems) as refused:
        ask_estimate_for_household(household_json={"region": "MARS"}, by=visitor)
    assert ("/claim_date", "The claim date is missing.") in english(refused.value.problems)
    assert not Estimate.objects.exists()


def test_the_api_never_shows_the_estimate_of_a_claim(check, alice):
    estimate = ask_estimate(claim=check, by=alice)
    with pytest.raises(Http404):
        api_estimate(estimate.public_id)


def test_another_council_sees_no_estimate(check, alice, southmere, visitor):
    document = DOCUMENTS[0]
    estimate = ask_estimate_for_household(household_json=document, by=visitor)
    with council_scope(southmere.pk):
        assert not Estimate.objects.exists()
        with pytest.raises(Http404):
            api_estimate(estimate.public_id)
        run_estimate(council_id=southmere.pk, public_id=estimate.public_id)
    estimate.refresh_from_db()
    assert estimate.attempts == 0


def test_a_claim_is_estimated_from_its_own_answers(check, alice, omar):
    import_form(slug="hb-ctr-combined", by=omar)
    claim = start_claim(slug="hb-ctr-combined", language="en-gb", by=alice, copy_from=check)
    estimate = run(ask_estimate(claim=claim, by=alice))
    assert estimate.state == Estimate.State.READY
    assert estimate.household["adults"][0]["date_of_birth"] == "1986-05-03"
    # Whoever cannot claim Housing Benefit is not asked for the rent in this form.
    assert "We do not know your rent, so no help with rent is included." in in_words(estimate.result["unknowns"])
