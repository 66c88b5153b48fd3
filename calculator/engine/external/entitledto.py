"""The entitledto engine: one household asked over HTTP, every exchange recorded, every failure of a known kind."""

from __future__ import annotations

import datetime as dt
import email.utils
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import structlog

from calculator.engine.external import mapping
from calculator.household.household import Household
from calculator.interface import EngineNonsense, EngineResult, EngineUnavailable
from core.outside.circuit import Circuit, CircuitOpen, Permit
from core.outside.posting import Answer, BrokenAnswer, Limits, NoConnection, TookTooLong, Traffic, post

log = structlog.get_logger(__name__)
NAME = "entitledto"
# After a failure that says nothing of how long it will last, and after one that somebody has to mend; seconds.
SOON, LATER = 30.0, 15 * 60.0
LONGEST_RETRY_AFTER = 3600.0
OK, REFUSED, TIMED_OUT, NONSENSE, SERVER_ERROR, OPEN_CIRCUIT = (
    "ok", "refused", "timed_out", "nonsense", "server_error", "open_circuit")  # fmt: skip
NOT_ALLOWED, TOO_MANY, REDIRECTED, REJECTED = "not_allowed", "too_many", "redirected", "rejected"


@dataclass(frozen=True)
class Exchange:
    """One request and what became of it, with nothing of the household: no date, no amount.

    key: the idempotency key. milliseconds: how long it took. attempt: 2 after a lost connection. status: of HTTP, None
    when no answer came. codes: the benefits that were answered.
    """

    key: str
    outcome: str
    started_at: dt.datetime
    milliseconds: int = 0
    attempt: int = 1
    status: int | None = None
    bytes_out: int = 0
    bytes_in: int = 0
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Outcome:
    """How an exchange ended. pause: seconds that the service asked to be left alone."""

    outcome: str
    status: int | None = None
    per_year: dict[str, float] | None = None
    pause: float = 0


class EntitledTo:
    """entitledto behind the Engine interface, for one council and one question.

    key_for: household -> idempotency key, the same for the same question. record: called with every exchange, in no
    transaction of ours. Safe to use from several threads.
    """

    name = NAME
    version = mapping.FORMAT
    # A council pays for each request, so missing answers are not asked about from both ends.
    gives_ranges = False

    def __init__(
        self, *, base_url: str, api_key: str, breaker: Circuit, key_for: Callable[[Household], str],
        record: Callable[[Exchange], None], limits: Limits | None = None,
    ) -> None:  # fmt: skip
        self._url = base_url.rstrip("/") + mapping.PATH
        self._api_key = api_key
        self._breaker, self._key_for, self._record = breaker, key_for, record
        self._limits = limits or Limits()

    def estimate(self, household: Household) -> EngineResult:
        """Ask for the household's benefits, within the time limit. Raises EngineUnavailable, EngineNonsense."""
        key = self._key_for(household)
        try:
            permit = self._breaker.ask()
        except CircuitOpen as circuit:
            self._record(Exchange(key, OPEN_CIRCUIT, _now()))
            raise EngineUnavailable("The circuit is open.", retry_after=circuit.retry_after) from circuit
        outcome = self._exchange(household, key)
        self._report(permit, outcome)
        if outcome.per_year is None:
            raise _error(outcome)
        return EngineResult(self.name, self.version, household.rates_year, outcome.per_year)

    def estimate_many(self, households: Sequence[Household]) -> list[EngineResult]:
        """One household after the other; the first failure ends it. Raises EngineUnavailable, EngineNonsense."""
        return [self.estimate(household) for household in households]

    def _exchange(self, household: Household, key: str) -> _Outcome:
        """Ask; and once more, at once and with the same key, when the connection was lost before an answer began."""
        deadline = time.monotonic() + self._limits.total
        outcome = self._ask(household, key, deadline, attempt=1)
        if outcome.outcome == REFUSED:
            outcome = self._ask(household, key, deadline, attempt=2)
        return outcome

    def _ask(self, household: Household, key: str, deadline: float, *, attempt: int) -> _Outcome:
        started_at, started, traffic = _now(), time.monotonic(), Traffic()
        outcome = self._outcome(household, key, deadline, traffic)
        self._record(
            Exchange(
                key,
                outcome.outcome,
                started_at,
                round((time.monotonic() - started) * 1000),
                attempt,
                outcome.status,
                traffic.bytes_out,
                traffic.bytes_in,
                tuple(sorted(outcome.per_year or ())),
            )  # fmt: skip
        )
        return outcome

    def _outcome(self, household: Household, key: str, deadline: float, traffic: Traffic) -> _Outcome:
        headers = {
            mapping.KEY_HEADER: f"{mapping.KEY_PREFIX}{self._api_key}",
            mapping.IDEMPOTENCY_HEADER: key,
            "Content-Type": mapping.CONTENT_TYPE,
            "Accept": mapping.CONTENT_TYPE,
            "Accept-Encoding": "identity",
            "User-Agent": "BetterOff",
        }
        body = mapping.request_body(household)
        try:
            answer = post(
                self._url, headers=headers, body=body, limits=self._limits, deadline=deadline, traffic=traffic
            )
        except NoConnection:
            return _Outcome(REFUSED)
        except TookTooLong:
            return _Outcome(TIMED_OUT)
        except BrokenAnswer:
            return _Outcome(NONSENSE)
        return _read(answer, household)

    def _report(self, permit: Permit, outcome: _Outcome) -> None:
        # Who rejects one question is there and answers others.
        if outcome.outcome in (OK, REJECTED):
            self._breaker.succeeded(permit)
        else:
            self._breaker.failed(permit, pause=outcome.pause)


def _read(answer: Answer, household: Household) -> _Outcome:
    status = answer.status
    if status != 200:
        return _Outcome(_kind(status), status, pause=_pause(answer) if status in (429, 503) else 0)
    if answer.headers.get("content-type", "").partition(";")[0].strip().lower() != mapping.CONTENT_TYPE:
        return _Outcome(NONSENSE, status)
    try:
        return _Outcome(OK, status, mapping.amounts_per_year(answer.body, rates_year=household.rates_year))
    except EngineNonsense as error:
        # Its words are ours and quote nothing.
        log.warning("engine_nonsense", engine=NAME, why=str(error))
        return _Outcome(NONSENSE, status)


def _kind(status: int) -> str:
    """The outcome of a status other than 200."""
    known = {401: NOT_ALLOWED, 403: NOT_ALLOWED, 429: TOO_MANY, 408: SERVER_ERROR, 425: SERVER_ERROR}
    if status in known:
        return known[status]
    return {3: REDIRECTED, 4: REJECTED, 5: SERVER_ERROR}.get(status // 100, NONSENSE)


def _pause(answer: Answer) -> float:
    """Seconds of Retry-After, which is a number or a date; at the most an hour. 0 for none that makes sense."""
    text = answer.headers.get("retry-after", "")
    if text and not text.strip("0123456789"):
        return min(float(text[:9]), LONGEST_RETRY_AFTER)
    try:
        at = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return 0
    if at.tzinfo is None:
        return 0
    return min(max((at - _now()).total_seconds(), 0), LONGEST_RETRY_AFTER)


def _error(outcome: _Outcome) -> EngineUnavailable | EngineNonsense:
    if outcome.outcome in (NONSENSE, REJECTED):
        return EngineNonsense(outcome.outcome)
    # A wrong key or address stays wrong until somebody mends it.
    needs_mending = outcome.outcome in (NOT_ALLOWED, REDIRECTED)
    return EngineUnavailable(outcome.outcome, retry_after=max(LATER if needs_mending else SOON, outcome.pause))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
