"""The page of a council's calculator: choosing, keeping the key to ourselves, trying the connection, what happened."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.presenters.trail import WORDS
from calculator.run import default_engine
from core.crypto import decrypt, key_id_of
from core.rotating import rotate_rows
from estimates.actions.engine_choice import breaker_for, current_engine, engine_for
from estimates.actions.engines import choose_engine
from estimates.models import EngineAccount, EngineExchange
from estimates.presenters.engines import WHAT_TO_DO
from estimates.presenters.engines import WORDS as OUTCOME_WORDS
from tests.claims.browsing import errors_of
from tests.estimates.external.standin import answer, closed_port, standing_in
from tests.people import browser_of

# They need the calculator itself, which takes ten seconds to begin with.
pytestmark = pytest.mark.slow

API_KEY = "council-key-0123456789"
ADDRESS = "https://benefits.example/api"
SETTINGS, TRY = "estimates:engine_settings", "estimates:try_engine"
WHOLE = {"engine": "entitledto", "base_url": ADDRESS, "api_key": API_KEY}


@pytest.fixture
def stand_in(settings):
    settings.OUTSIDE_ON_LOOPBACK = True
    with standing_in() as found:
        yield found


@pytest.fixture
def desk(omar):
    return browser_of(omar)


def words(response) -> str:
    """What a person reads, on one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def save(desk, **changes):
    return desk.post(reverse(SETTINGS), WHOLE | changes)


def use(omar, address: str) -> EngineAccount:
    choose_engine(engine="entitledto", base_url=address, api_key=API_KEY, by=omar)
    return EngineAccount.objects.get()


# --- Choosing ----------------------------------------------------------------------------------------------------


def test_at_first_the_embedded_calculator_is_chosen(desk):
    page = desk.get(reverse(SETTINGS))
    assert re.search(r'value="policyengine"[^>]*checked', page.content.decode())
    assert "Try the connection" not in words(page)


def test_the_settings_lead_admins_there_and_nobody_else(desk, aisha):
    link = f'href="{reverse(SETTINGS)}"'
    assert link in desk.get(reverse("council_settings")).content.decode()
    assert browser_of(aisha).get(reverse("council_settings")).status_code == 403


def test_saved_it_is_used_and_written_down(desk, omar):
    assert save(desk).status_code == 302
    assert engine_for(omar.council.pk).name == "entitledto"
    account = EngineAccount.objects.get()
    assert (account.base_url, account.decrypted_key()) == (ADDRESS, API_KEY)
    event = AuditEvent.objects.get(code="claims.engine.chosen")
    assert event.detail == {"engine": "entitledto", "address_changed": True, "key_changed": True}
    assert event.code in WORDS


def test_the_key_is_shown_nowhere(desk, omar):
    save(desk)
    wrong = save(desk, base_url="http://elsewhere.example")
    for page in (desk.get(reverse(SETTINGS)), wrong):
        assert API_KEY not in page.content.decode()
    assert API_KEY.encode() not in bytes(EngineAccount.objects.get().secret)
    assert API_KEY not in str(list(AuditEvent.objects.values()))


def test_an_empty_key_keeps_the_one_there_is(desk):
    save(desk)
    assert save(desk, base_url=f"{ADDRESS}/v2", api_key="").status_code == 302
    account = EngineAccount.objects.get()
    assert (account.base_url, account.decrypted_key()) == (f"{ADDRESS}/v2", API_KEY)


def test_back_to_the_embedded_one_the_account_is_kept(desk, omar):
    save(desk)
    assert desk.post(reverse(SETTINGS), {"engine": "policyengine"}).status_code == 302
    assert engine_for(omar.council.pk) is default_engine()
    assert EngineAccount.objects.get().decrypted_key() == API_KEY
    assert save(desk, api_key="").status_code == 302
    assert current_engine(omar.council.pk)[0] == "entitledto"


def test_saving_closes_the_circuit(desk, omar):
    use(omar, ADDRESS)
    breaker = breaker_for(omar.council.pk)
    breaker.failed(breaker.ask(), pause=600)
    save(desk)
    assert not breaker.is_open()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"engine": ""}, "engine"),
        ({"engine": "abacus"}, "engine"),
        ({"base_url": ""}, "base_url"),
        ({"base_url": "http://benefits.example"}, "base_url"),
        ({"base_url": "http://127.0.0.1:8080"}, "base_url"),
        ({"base_url": "benefits.example"}, "base_url"),
        ({"base_url": "https://user:pass@benefits.example"}, "base_url"),
        ({"base_url": "https://benefits.example/?a=b"}, "base_url"),
        ({"base_url": "https://benefits.example:99999"}, "base_url"),
        ({"base_url": "https://benefits.example:0"}, "base_url"),
        ({"base_url": "https://[benefits"}, "base_url"),
        ({"base_url": "https://benefits.example/\r\nHost: evil"}, "base_url"),
        ({"base_url": "https://" + "a" * 300}, "base_url"),
        ({"api_key": ""}, "api_key"),
        ({"api_key": "short"}, "api_key"),
        ({"api_key": "with a space in it"}, "api_key"),
        ({"api_key": "line\r\nX-Other: header"}, "api_key"),
        ({"api_key": "allwedd-â-gyda-tho"}, "api_key"),
    ],
)
def test_what_cannot_work_is_said_at_the_field(desk, changes, field):
    response = save(desk, **changes)
    assert response.status_code == 422
    ((_, place),) = errors_of(response)
    assert place.startswith(f"id_{field}")
    assert not EngineAccount.objects.exists()


def test_another_service_never_gets_the_kept_key(desk):
    save(desk)
    response = save(desk, base_url="https://thief.example", api_key="")
    assert response.status_code == 422
    assert errors_of(response)[0][0] == "Write the key again: the address is of another service"
    assert EngineAccount.objects.get().base_url == ADDRESS


# --- Trying the connection ----------------------------------------------------------------------------------------


def test_a_connection_that_works_shows_what_it_said(desk, omar, stand_in):
    use(omar, stand_in.address)
    text = words(desk.post(reverse(TRY)))
    assert "The connection works" in text
    assert "Universal Credit £120.00 a week" in text
    assert "HTTP status 200" in text
    assert EngineExchange.objects.get().outcome == "ok"
    assert AuditEvent.objects.get(code="claims.engine.tried").detail == {"engine": "entitledto", "outcome": "ok"}


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        (answer(401, b""), "The service did not accept the key."),
        (answer(200, b"<html>"), "something that we do not understand"),
        (answer(500, b""), "The service says that it has a fault."),
        (answer(302, b"", Location="/"), "The address leads to another one"),
        (answer(429, b""), "The service says that we ask too often."),
        (answer(404, b""), "The service rejected the question."),
    ],
)
def test_a_connection_that_does_not_work_says_why_and_what_to_do(desk, omar, stand_in, behaviour, said):
    use(omar, stand_in.address)
    stand_in.script = [behaviour]
    text = words(desk.post(reverse(TRY)))
    assert "The connection does not work" in text
    assert said in text


def test_a_closed_port_is_said_too(desk, omar, stand_in):
    use(omar, closed_port())
    text = words(desk.post(reverse(TRY)))
    assert "We could not connect." in text
    assert "No answer after" in text


def test_each_trial_is_a_question_of_its_own_about_nobody(desk, omar, stand_in):
    use(omar, stand_in.address)
    for _ in range(2):
        desk.post(reverse(TRY))
    first, second = stand_in.requests
    assert first.headers["idempotency-key"] != second.headers["idempotency-key"]
    assert first.body == second.body


def test_an_open_circuit_does_not_stop_a_trial_and_a_good_one_closes_it(desk, omar, stand_in):
    use(omar, stand_in.address)
    breaker = breaker_for(omar.council.pk)
    breaker.failed(breaker.ask(), pause=600)
    stand_in.script = [answer(500, b"")]
    desk.post(reverse(TRY))
    assert breaker.is_open()
    desk.post(reverse(TRY))
    assert not breaker.is_open()


def test_trials_do_not_open_the_circuit_of_claims(desk, omar, stand_in):
    use(omar, stand_in.address)
    stand_in.script = [answer(500, b"")] * 5
    for _ in range(5):
        desk.post(reverse(TRY))
    assert not breaker_for(omar.council.pk).is_open()


def test_without_an_account_there_is_nothing_to_try(desk):
    assert desk.post(reverse(TRY)).status_code == 302
    assert "Save its address and key first" in words(desk.get(reverse(SETTINGS)))


def test_trials_are_limited(desk, omar, stand_in):
    use(omar, stand_in.address)
    statuses = [desk.post(reverse(TRY)).status_code for _ in range(11)]
    assert statuses == [200] * 10 + [429]


# --- What happened ------------------------------------------------------------------------------------------------


def test_exchanges_are_listed_and_counted(desk, omar):
    for outcome in EngineExchange.Outcome.values:
        for _ in range(2 if outcome == "timed_out" else 1):
            EngineExchange.objects.create(
                key="k", engine="entitledto", outcome=outcome, started_at=timezone.now(), milliseconds=12, attempt=1,
                bytes_out=1, bytes_in=1, benefit_codes=["uc", "hb"],
            )  # fmt: skip
    text = words(desk.get(reverse(SETTINGS)))
    assert "No answer in time 2" in text
    assert "uc, hb" in text
    assert all(str(label) in text for label in OUTCOME_WORDS.values())


def test_every_outcome_has_words():
    assert set(OUTCOME_WORDS) == set(EngineExchange.Outcome)
    # A trial goes round the circuit.
    assert set(WHAT_TO_DO) == set(EngineExchange.Outcome) - {"ok", "open_circuit"}


def test_the_page_in_welsh(desk, omar):
    page = desk.get(reverse(SETTINGS), HTTP_ACCEPT_LANGUAGE="cy")
    assert "Pa gyfrifiannell" in page.content.decode()


# --- Rotation -----------------------------------------------------------------------------------------------------


def test_the_key_of_an_account_is_rotated_with_the_others(settings, omar):
    settings.FIELD_KEYS = {"old": b"o" * 32}
    account = use(omar, ADDRESS)
    settings.FIELD_KEYS = {"new": b"n" * 32, "old": b"o" * 32}
    assert rotate_rows("engine accounts", after=0).rewritten == 1
    settings.FIELD_KEYS = {"new": b"n" * 32}
    account.refresh_from_db()
    assert key_id_of(account.secret) == "new"
    assert decrypt(account.secret, context=account.context) == API_KEY
