"""An estimate by a council's own calculator: outages, nonsense, one key for one question, no trace of the household."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.actors import system_actor
from accounts.models import AuditEvent
from calculator.household.parsing import parse_household
from calculator.run import default_engine
from core.crypto import CannotDecrypt
from core.rules.messages import in_words
from core.tenancy import council_scope
from estimates import tasks
from estimates.actions.calculating import LONGEST_WAIT, PATIENCE, SOONEST_WAIT
from estimates.actions.engine_choice import breaker_for, current_engine, engine_for, idempotency_key
from estimates.actions.engines import EXCHANGES_KEPT, choose_engine, delete_old_exchanges
from estimates.actions.estimating import ask_estimate, ask_estimate_for_household, run_estimate
from estimates.models import EngineAccount, EngineExchange, Estimate
from estimates.readers.estimates import ENGINE_AWAY, NOT_WORKED_OUT
from formspec.actions.publishing import import_form
from tests.estimates.external.standin import answer, closed_port, entitlements, hang, reset, standing_in
from tests.estimates.making import CHECK, answered_check
from tests.people import browser_of
from tests.security.test_canaries import everything_logged, in_redis

# They need the calculator itself, which takes ten seconds to begin with.
pytestmark = pytest.mark.slow

API_KEY = "council-key-0123456789"
ENTITLEDTO = ("entitledto", "assumed-1")


@pytest.fixture
def stand_in(settings):
    settings.OUTSIDE_ON_LOOPBACK = True
    with standing_in() as found:
        yield found


@pytest.fixture
def contract(stand_in, omar):
    """Calderbrook uses entitledto."""
    choose_engine(engine="entitledto", base_url=stand_in.address, api_key=API_KEY, by=omar)
    return EngineAccount.objects.get()


@pytest.fixture
def check(omar, alice):
    import_form(slug=CHECK, by=omar)
    return answered_check(alice)


@pytest.fixture
def due(contract, check, alice):
    return ask_estimate(claim=check, by=alice)


def run(estimate: Estimate) -> Estimate:
    run_estimate(council_id=estimate.council_id, public_id=estimate.public_id)
    estimate.refresh_from_db()
    return estimate


def make_due(estimate: Estimate) -> None:
    Estimate.objects.filter(pk=estimate.pk).update(due_at=timezone.now())


def wait(estimate: Estimate) -> dt.timedelta:
    return estimate.due_at - timezone.now()


# --- Which engine ----------------------------------------------------------------------------------------------


def test_a_council_without_a_contract_uses_the_embedded_engine(calderbrook):
    assert engine_for(calderbrook.pk) is default_engine()
    assert current_engine(calderbrook.pk) == (default_engine().name, default_engine().version)


def test_a_contract_is_its_councils_alone(contract, southmere):
    assert engine_for(contract.council_id).name == "entitledto"
    assert current_engine(contract.council_id) == ENTITLEDTO
    assert engine_for(southmere.pk) is default_engine()


def test_the_key_of_one_council_does_not_open_for_another(contract, southmere, sian):
    with council_scope(southmere.pk):
        moved = EngineAccount.objects.create(engine="entitledto", base_url="https://a.example", secret=contract.secret)
        with pytest.raises(CannotDecrypt):
            moved.decrypted_key()


def test_a_claim_is_estimated_by_the_contract(due, stand_in):
    estimate = run(due)
    assert (estimate.engine, estimate.engine_version) == ENTITLEDTO
    benefits = {each["code"]: each for each in estimate.result["benefits"]}
    assert benefits["uc"]["pounds_per_year"] == 6240.0
    assert in_words(benefits["uc"]["reasons"]) == [
        "The calculator that your council uses worked this out. It does not tell us its steps."
    ]
    assert len(stand_in.requests) == 1


def test_what_the_contract_does_not_cover_is_not_calculated(due, stand_in):
    stand_in.script = [entitlements({"benefit": "HOUSING_BENEFIT", "amount": 0, "period": "week"})]
    benefits = {each["code"]: each for each in run(due).result["benefits"]}
    assert (benefits["uc"]["status"], benefits["uc"]["pounds_per_year"]) == ("not_calculated", None)


def test_another_engine_makes_another_estimate(contract, check, alice, omar):
    first = run(ask_estimate(claim=check, by=alice))
    assert ask_estimate(claim=check, by=alice) == first
    choose_engine(engine="policyengine", base_url="", api_key="", by=omar)
    assert ask_estimate(claim=check, by=alice) != first


def test_the_public_api_spends_nobodys_contract(contract, due, stand_in, visitor):
    estimate = run(ask_estimate_for_household(household_json=due.household, by=visitor))
    assert estimate.engine == default_engine().name
    assert stand_in.requests == []


# --- Outages ----------------------------------------------------------------------------------------------------


def test_an_outage_leaves_the_estimate_due_and_the_claim_free(due, contract, check, alice):
    EngineAccount.objects.update(base_url=closed_port())
    run(due)
    assert (due.state, due.attempts, due.error) == (Estimate.State.DUE, 0, ENGINE_AWAY)
    assert SOONEST_WAIT - dt.timedelta(seconds=2) < wait(due) <= SOONEST_WAIT
    page = browser_of(alice).get(reverse("estimates:estimate", args=[check.public_id])).content.decode()
    assert "your figures come later" in page
    assert 'data-live-interval="30000"' in page
    assert browser_of(alice).get(reverse("claims:task_list", args=[check.public_id])).status_code == 200


def test_the_page_says_it_in_welsh(due, check, alice, stand_in):
    stand_in.script = [answer(500, b"")]
    run(due)
    page = browser_of(alice).get(reverse("estimates:estimate", args=[check.public_id]), HTTP_ACCEPT_LANGUAGE="cy")
    assert "daw eich ffigurau yn nes ymlaen" in page.content.decode()


def test_an_outage_of_a_day_costs_nobody_their_figures(due, stand_in):
    stand_in.script = [answer(503, b"")] * 1000
    began = timezone.now()
    for hours in range(25):
        Estimate.objects.update(asked_at=began - dt.timedelta(hours=hours), due_at=began)
        assert run(due).state == Estimate.State.DUE
        assert wait(due) <= LONGEST_WAIT
    # It is back; the circuit lets somebody try when its time has passed.
    stand_in.script = []
    breaker_for(due.council_id).close()
    make_due(due)
    assert run(due).state == Estimate.State.READY
    assert due.error == ""


def test_after_a_week_it_says_so(due, stand_in):
    stand_in.script = [answer(503, b"")]
    Estimate.objects.update(asked_at=timezone.now() - PATIENCE - dt.timedelta(minutes=1))
    assert (run(due).state, due.error) == (Estimate.State.FAILED, NOT_WORKED_OUT)


def test_they_are_not_asked_before_the_time_they_named(due, stand_in):
    stand_in.script = [answer(429, b"", Retry_After="1800")]
    run(due)
    assert dt.timedelta(minutes=29) < wait(due) <= dt.timedelta(minutes=30)


def test_nonsense_comes_to_an_end(due, stand_in):
    stand_in.script = [answer(400, {"error": "no"})] * 3
    for _ in range(3):
        make_due(due)
        run(due)
    assert (due.state, due.error) == (Estimate.State.FAILED, NOT_WORKED_OUT)


def test_the_poller_brings_it_home(due, stand_in):
    stand_in.script = [reset, reset]
    tasks.run_due_estimates()
    make_due(due)
    tasks.run_due_estimates()
    due.refresh_from_db()
    assert due.state == Estimate.State.READY


# --- One key for one question ------------------------------------------------------------------------------------


def test_the_key_is_the_same_for_each_try_of_an_estimate_and_no_other(due, stand_in, check, alice, omar):
    stand_in.script = [reset, answer(500, b""), answer(500, b"")]
    for _ in range(3):
        make_due(due)
        run(due)
    keys = [each.headers["idempotency-key"] for each in stand_in.requests]
    assert len(keys) == 4
    assert len(set(keys)) == 1
    assert set(EngineExchange.objects.values_list("key", flat=True)) == set(keys)
    run(Estimate.objects.create(claim=due.claim, household=due.household, due_at=timezone.now()))
    assert stand_in.requests[-1].headers["idempotency-key"] not in keys


def test_the_key_depends_on_household_council_and_question(due):
    household = parse_household(due.household)
    other = parse_household({**due.household, "capital": 77})
    questions = ((household, 1, "a"), (other, 1, "a"), (household, 2, "a"), (household, 1, "b"))
    keys = [idempotency_key(*each) for each in questions]
    assert len(set(keys)) == 4
    assert idempotency_key(household, 1, "a") == keys[0]
    assert len(keys[0]) == 64


# --- Nothing about a person ---------------------------------------------------------------------------------------


def test_exchanges_logs_and_redis_hold_nothing_of_the_household(contract, check, alice, stand_in):
    cache.clear()
    estimate = ask_estimate(claim=check, by=alice)
    household = json.dumps(estimate.household)
    told = ["1986-05-03", "70.0", "private_tenant"]
    assert all(each in household for each in told)
    stand_in.script = [reset, answer(200, {"format": household}), hang, answer(500, household.encode())]
    with everything_logged() as log:
        for _ in range(5):
            make_due(estimate)
            Estimate.objects.update(attempts=0)
            run(estimate)
    assert EngineExchange.objects.count() == 5, "a lost connection, nonsense, silence, an error, and an open circuit"
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(each)::text FROM estimates_engineexchange AS each")
        rows = [row for (row,) in cursor.fetchall()]
    assert "breaker_opened" in log.getvalue()
    # Times have digits of their own.
    kept = [json.dumps({k: v for k, v in json.loads(row).items() if k != "started_at"}) for row in rows]
    for text in (*kept, log.getvalue(), in_redis()):
        assert [each for each in [*told, API_KEY, str(alice.resident.public_id)] if each in text] == []


def test_an_exchange_keeps_codes_and_no_amounts(due):
    run(due)
    exchange = EngineExchange.objects.get()
    assert (exchange.outcome, exchange.http_status, exchange.benefit_codes) == ("ok", 200, ["cb", "hb", "uc"])
    values = [str(value) for value in EngineExchange.objects.values_list().get()]
    assert not [value for value in values if "6240" in value or "520" in value]


def test_a_circuit_that_stays_open_is_noted_once_a_minute(due, stand_in):
    stand_in.script = [answer(429, b"", Retry_After="600")]
    for _ in range(6):
        make_due(due)
        run(due)
    assert list(EngineExchange.objects.order_by("pk").values_list("outcome", flat=True)) == ["too_many", "open_circuit"]


def test_another_councils_exchanges_are_not_seen(due, southmere):
    run(due)
    with council_scope(southmere.pk):
        assert not EngineExchange.objects.exists()
        assert not EngineAccount.objects.exists()


def test_exchanges_are_kept_for_two_weeks(due, calderbrook):
    run(due)
    by = system_actor(calderbrook, "retention")
    assert delete_old_exchanges(by=by) == 0
    EngineExchange.objects.update(started_at=timezone.now() - EXCHANGES_KEPT - dt.timedelta(minutes=1))
    tasks.delete_old_exchanges()
    assert not EngineExchange.objects.exists()
    assert AuditEvent.objects.filter(code="claims.engine.exchanges_deleted").count() == 1


def test_an_address_in_our_network_is_never_reached(settings, due, stand_in):
    settings.OUTSIDE_ON_LOOPBACK = False
    run(due)
    assert stand_in.requests == []
    assert due.error == ENGINE_AWAY
