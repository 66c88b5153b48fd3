"""Which engine works for a council: the embedded one, or one over HTTP that the council has an account with."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from django.conf import settings
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

from calculator import run
from calculator.engine.external import entitledto
from calculator.engine.external import mapping as entitledto_mapping
from calculator.household.household import Household
from calculator.interface import Engine
from core.cache import counters as cache
from core.outside.breaker import Breaker
from core.outside.posting import Limits
from core.tenancy import council_scope
from estimates.models import EngineAccount, EngineExchange

EMBEDDED = "policyengine"
# While a circuit is open every waiting row comes by now and then; one line a minute says that it is.
SECONDS_BETWEEN_NOTES = 60
log = structlog.get_logger(__name__)


def engine_for(council_id: int, *, question: str = "") -> Engine:
    """The engine of a council, from within its scope or outside any.

    question: what names the stored question (an estimate's public id), so that each try of it has one idempotency key.
    Raises core.crypto.CannotDecrypt when the key of the account cannot be opened.
    """
    with council_scope(council_id):
        account = EngineAccount.objects.filter(is_active=True).first()
    if account is None:
        return run.default_engine()
    return external_engine(account, question=question, breaker=breaker_for(council_id))


def external_engine(
    account: EngineAccount, *, question: str, breaker: Breaker, recorder: Callable | None = None
) -> entitledto.EntitledTo:
    """The engine behind an account. recorder: what keeps the exchanges, if not the council's table."""
    return entitledto.EntitledTo(
        base_url=account.base_url,
        api_key=account.decrypted_key(),
        breaker=breaker,
        limits=Limits(loopback=settings.OUTSIDE_ON_LOOPBACK),
        key_for=lambda household: idempotency_key(household, account.council_id, question),
        record=recorder or (lambda exchange: keep_exchange(account.council_id, exchange)),
    )


def current_engine(council_id: int) -> tuple[str, str]:
    """Name and version of the engine that would work for the council now; nothing is decrypted."""
    with council_scope(council_id):
        is_external = EngineAccount.objects.filter(is_active=True).exists()
    engine = entitledto.EntitledTo if is_external else run.default_engine()
    return engine.name, engine.version


def breaker_for(council_id: int) -> Breaker:
    """The circuit breaker of a council's account: one council's wrong key stops nobody else."""
    return Breaker(f"{council_id}:{entitledto.NAME}")


def idempotency_key(household: Household, council_id: int, question: str) -> str:
    """The same text for the same question, of which nothing can be read: a keyed hash, 64 characters."""
    asked = f"{council_id}:{question}:".encode() + entitledto_mapping.request_body(household)
    return salted_hmac("estimates.actions.engine_choice", asked, algorithm="sha256").hexdigest()


def keep_exchange(council_id: int, exchange: entitledto.Exchange) -> None:
    """Write an exchange down, in the council's scope and in a transaction of its own."""
    if exchange.outcome == entitledto.OPEN_CIRCUIT and not _note_is_due(council_id):
        return
    with council_scope(council_id):
        EngineExchange.objects.create(
            key=exchange.key, engine=entitledto.NAME, outcome=exchange.outcome, started_at=exchange.started_at,
            milliseconds=exchange.milliseconds, attempt=exchange.attempt, http_status=exchange.status,
            bytes_out=exchange.bytes_out, bytes_in=exchange.bytes_in, benefit_codes=list(exchange.codes),
        )  # fmt: skip


def _note_is_due(council_id: int) -> bool:
    try:
        return cache.add(f"open-circuit-noted:{council_id}", True, SECONDS_BETWEEN_NOTES)
    except RedisError:
        log.warning("not_throttled", group="open-circuit-noted")
        return True
