"""entitledto against a stand-in: what goes out, what comes back, and every way in which it can go wrong."""

from __future__ import annotations

import datetime as dt
import json
import time
from email.utils import format_datetime

import pytest

from calculator.engine.external import mapping
from calculator.engine.external.entitledto import LATER, LONGEST_RETRY_AFTER, SOON
from calculator.interface import EngineNonsense, EngineUnavailable
from core.outside.posting import MOST_BYTES, Limits
from tests.estimates.external.conftest import API_KEY
from tests.estimates.external.standin import (
    FINE,
    answer,
    closed_port,
    dribble,
    entitlements,
    fine,
    hang,
    hang_up,
    late,
    raw,
    reset,
)

UC = {"benefit": "UNIVERSAL_CREDIT", "amount": 100, "period": "week"}


def outcomes(exchanges) -> list[str]:
    return [each.outcome for each in exchanges]


# --- What goes out and what comes back ---------------------------------------------------------------------------


def test_amounts_come_back_in_pounds_a_year(engine, household):
    result = engine.estimate(household)
    # £520 × 12 months; £26.05 × 52 weeks.
    assert result.per_year == {"uc": 6240.0, "cb": 1354.6, "hb": 0.0}
    assert (result.engine, result.version, result.rates_year) == ("entitledto", mapping.FORMAT, 2026)


def test_what_they_do_not_answer_is_absent_and_not_nothing(engine, household, stand_in):
    stand_in.script = [entitlements(UC)]
    assert engine.estimate(household).per_year == {"uc": 5200.0}


def test_the_request_carries_the_key_and_our_words_translated(engine, household, stand_in):
    engine.estimate(household)
    request = stand_in.requests[0]
    assert request.line == f"POST {mapping.PATH} HTTP/1.1"
    assert request.headers["authorization"] == f"Bearer {API_KEY}"
    assert request.headers["idempotency-key"] == "the-key"
    assert request.headers["host"] == stand_in.address.removeprefix("http://")
    body = json.loads(request.body)
    assert body["calculationDate"] == household.claim_date.isoformat()
    assert body["adults"][0]["role"] == "client"


def test_an_exchange_says_how_it_went(engine, household, exchanges, stand_in):
    engine.estimate(household)
    (exchange,) = exchanges
    assert (exchange.key, exchange.outcome, exchange.status, exchange.attempt) == ("the-key", "ok", 200, 1)
    assert exchange.codes == ("cb", "hb", "uc")
    assert exchange.bytes_out > len(stand_in.requests[0].body)
    assert exchange.bytes_in > len(json.dumps(FINE))


# --- Lost connections -------------------------------------------------------------------------------------------


def test_a_closed_port_is_tried_twice_at_once(make_engine, household, exchanges):
    started = time.monotonic()
    with pytest.raises(EngineUnavailable) as away:
        make_engine(closed_port()).estimate(household)
    assert away.value.retry_after == SOON
    assert [(each.outcome, each.attempt) for each in exchanges] == [("refused", 1), ("refused", 2)]
    assert {each.status for each in exchanges} == {None}
    assert time.monotonic() - started < 1


@pytest.mark.parametrize("lost", [reset, hang_up], ids=["reset", "closed"])
def test_a_lost_connection_is_asked_again_with_the_same_key(engine, household, exchanges, stand_in, lost):
    stand_in.script = [lost]
    assert engine.estimate(household).per_year["uc"] == 6240.0
    assert outcomes(exchanges) == ["refused", "ok"]
    first, second = stand_in.requests
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]
    assert first.body == second.body


def test_a_connection_lost_twice_is_left_for_later(engine, household, stand_in):
    stand_in.script = [reset, reset]
    with pytest.raises(EngineUnavailable):
        engine.estimate(household)
    assert len(stand_in.requests) == 2


# --- Time ---------------------------------------------------------------------------------------------------------


def took(engine, household) -> float:
    started = time.monotonic()
    with pytest.raises(EngineUnavailable):
        engine.estimate(household)
    return time.monotonic() - started


def test_silence_ends_with_the_read_limit(engine, household, stand_in, exchanges):
    stand_in.script = [hang]
    assert took(engine, household) < 0.9
    assert outcomes(exchanges) == ["timed_out"]
    assert len(stand_in.requests) == 1, "it may have been worked on, so it is not asked again at once"


WHOLE = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 400\r\n\r\n"


@pytest.mark.slow
def test_headers_byte_by_byte_end_with_the_whole_limit(engine, household, stand_in, exchanges):
    stand_in.script = [dribble(WHOLE)]
    assert 0.8 < took(engine, household) < 1.6
    assert outcomes(exchanges) == ["timed_out"]


@pytest.mark.slow
def test_a_slow_body_ends_with_the_whole_limit(engine, household, stand_in, exchanges):
    def behave(connection, stand_in):
        connection.sendall(WHOLE)
        dribble(b" " * 400)(connection, stand_in)

    stand_in.script = [behave]
    assert 0.8 < took(engine, household) < 1.6
    assert outcomes(exchanges) == ["timed_out"]


@pytest.mark.slow
def test_the_second_try_has_only_what_is_left_of_the_time(make_engine, household, stand_in, exchanges):
    engine = make_engine(limits=Limits(connect=1, read=1, total=1, loopback=True))
    stand_in.script = [late(reset, 0.7), hang]
    assert took(engine, household) < 1.4
    assert outcomes(exchanges) == ["refused", "timed_out"]


# --- Nonsense -------------------------------------------------------------------------------------------------------

NONSENSE = {
    "a page": answer(200, b"<html>Sign in</html>", content_type="text/html"),
    "a page that says it is JSON": answer(200, b"<html>Sign in</html>"),
    "nothing": answer(200, b""),
    "half": answer(200, json.dumps(FINE).encode()[:60]),
    "a list": answer(200, []),
    "no text": answer(200, b"\xff\xfe\xfa"),
    "deep": answer(200, b"[" * 100_000),
    "another format": fine(format="assumed-2"),
    "no format": answer(200, {"entitlements": [UC]}),
    "another year": fine(ratesYear=2025),
    "a year in words": fine(ratesYear="2026"),
    "a year that is true": fine(ratesYear=True),
    "no entitlements": entitlements(),
    "entitlements missing": fine(entitlements=None),
    "entitlements as an object": fine(entitlements={"UNIVERSAL_CREDIT": 5}),
    "an entitlement that is text": entitlements("UNIVERSAL_CREDIT"),
    "negative": entitlements(UC | {"amount": -1}),
    "negative nothing": entitlements(UC | {"amount": -0.0}),
    "amount missing": entitlements({"benefit": "UNIVERSAL_CREDIT", "period": "week"}),
    "amount null": entitlements(UC | {"amount": None}),
    "amount as text": entitlements(UC | {"amount": "100"}),
    "amount true": entitlements(UC | {"amount": True}),
    "in pence": entitlements(UC | {"amount": 10_000_00}),
    "not a number": answer(200, json.dumps(FINE | {"entitlements": [UC | {"amount": float("nan")}]}).encode()),
    "endless": answer(200, json.dumps(FINE | {"entitlements": [UC | {"amount": float("inf")}]}).encode()),
    "a long exponent": answer(200, json.dumps(FINE).replace("520.0", "1e999999999999999999999").encode()),
    "an exponent": answer(200, json.dumps(FINE).replace("520.0", "1e99999").encode()),
    "an unknown benefit": entitlements(UC, UC | {"benefit": "WINDOW_TAX_RELIEF"}),
    "our code": entitlements(UC | {"benefit": "uc"}),
    "a benefit twice": entitlements(UC, UC),
    "an unknown period": entitlements(UC | {"period": "fortnight-ish"}),
    "a period that is a list": entitlements(UC | {"period": ["week"]}),
    "too long": answer(200, b" " * (MOST_BYTES + 1)),
    "packed": answer(200, b"\x1f\x8b", Content_Encoding="gzip"),
    "not HTTP": raw(b"SSH-2.0-OpenSSH_9.6\r\n\r\n"),
    "cut off": raw(WHOLE + b"{"),
    "an odd status": answer(204, b""),
}


@pytest.mark.parametrize("name", NONSENSE)
def test_nonsense_is_an_error_and_never_an_amount(engine, household, stand_in, exchanges, name):
    stand_in.script = [NONSENSE[name]]
    with pytest.raises(EngineNonsense):
        engine.estimate(household)
    assert outcomes(exchanges) == ["nonsense"]


def test_a_body_without_end_is_not_read_to_its_end(engine, household, stand_in, exchanges):
    def endless(connection, stand_in):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
        while not stand_in.stop.is_set():
            connection.sendall(b" " * 65536)

    stand_in.script = [endless]
    with pytest.raises(EngineNonsense):
        engine.estimate(household)
    assert exchanges[0].bytes_in < 4 * MOST_BYTES


def test_what_nonsense_says_is_quoted_nowhere(engine, household, stand_in, caplog):
    stand_in.script = [entitlements(UC | {"benefit": "SECRET_OF_THE_CLAIMANT"})]
    with pytest.raises(EngineNonsense) as nonsense:
        engine.estimate(household)
    assert "engine_nonsense" in caplog.text
    assert "SECRET_OF" not in caplog.text + str(nonsense.value)


# --- Statuses -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "outcome", "wait"),
    [
        (401, "not_allowed", LATER), (403, "not_allowed", LATER), (429, "too_many", SOON), (500, "server_error", SOON),
        (503, "server_error", SOON), (408, "server_error", SOON), (301, "redirected", LATER),
        (307, "redirected", LATER),
    ],
)  # fmt: skip
def test_statuses_that_may_pass(engine, household, stand_in, exchanges, status, outcome, wait):
    stand_in.script = [answer(status, FINE, Location="/elsewhere")]
    with pytest.raises(EngineUnavailable) as away:
        engine.estimate(household)
    assert [(each.outcome, each.status) for each in exchanges] == [(outcome, status)]
    assert away.value.retry_after == wait
    assert len(stand_in.requests) == 1, "nobody follows, nobody asks again at once"


@pytest.mark.parametrize("status", [400, 404, 422])
def test_a_rejected_question_is_not_asked_for_ever(engine, household, stand_in, exchanges, status):
    stand_in.script = [answer(status, {"error": "no"})]
    with pytest.raises(EngineNonsense):
        engine.estimate(household)
    assert outcomes(exchanges) == ["rejected"]


def test_a_redirect_does_not_carry_the_key_elsewhere(engine, household, stand_in):
    stand_in.script = [answer(302, b"", Location=f"{stand_in.address}/steal")]
    with pytest.raises(EngineUnavailable):
        engine.estimate(household)
    assert [each.line.split()[1] for each in stand_in.requests] == [mapping.PATH]


def test_five_hundred_then_fine(engine, household, stand_in):
    stand_in.script = [answer(500, b"oops")]
    with pytest.raises(EngineUnavailable):
        engine.estimate(household)
    assert engine.estimate(household).per_year["uc"] == 6240.0


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("120", 120), ("0", SOON), ("5", SOON), ("999999999999", LONGEST_RETRY_AFTER), ("soon", SOON), ("-5", SOON),
        ("Wed, 21 Oct 2015 07:28:00 GMT", SOON), ("Wed, 99 Oct 2015 07:28:00 GMT", SOON),
    ],
)  # fmt: skip
def test_how_long_they_ask_us_to_wait(engine, household, stand_in, header, wait):
    stand_in.script = [answer(429, b"", Retry_After=header)]
    with pytest.raises(EngineUnavailable) as away:
        engine.estimate(household)
    assert away.value.retry_after == wait


def test_they_may_name_a_time_to_come_back(engine, household, stand_in):
    at = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=5)
    stand_in.script = [answer(503, b"", Retry_After=format_datetime(at, usegmt=True))]
    with pytest.raises(EngineUnavailable) as away:
        engine.estimate(household)
    assert 290 < away.value.retry_after <= 300
