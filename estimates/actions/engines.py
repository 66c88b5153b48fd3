"""Choosing a council's calculator, and trying the connection to it with a household that does not exist."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts import audit
from accounts.actors import Actor
from accounts.history import Setting, add_setting, keep_change
from calculator.engine.external import entitledto
from calculator.household.household import Household
from calculator.household.parsing import FIRST_CLAIM_DATE, LAST_CLAIM_DATE, parse_household
from calculator.interface import EngineNonsense, EngineUnavailable
from core.outside.breaker import Breaker
from estimates.actions import engine_choice
from estimates.models import EngineAccount, EngineExchange
from estimates.readers.engines import account_for

# How long an exchange is kept: long enough to look into a bad week.
EXCHANGES_KEPT = dt.timedelta(days=14)
# A lone parent with one child, who works and rents. Nobody: only the age is given, and the amounts are round.
FICTIONAL = {
    "region": "NORTH_WEST",
    "adults": [{"role": "claimant", "age": 34, "earnings": {"amount": 800, "frequency": "monthly"}}],
    "children": [{"age": 6}],
    "housing": {"tenure": "private_tenant", "rent": {"amount": 650, "frequency": "monthly"}},
    "capital": 500,
}


class NoAccount(Exception):
    """The council has no account whose connection could be tried."""


@dataclass(frozen=True)
class Trial:
    """How a trial went. outcome: of the last exchange. weekly: (benefit code, pounds a week), when it went well."""

    outcome: str
    http_status: int | None
    milliseconds: int
    weekly: tuple[tuple[str, float], ...] = ()


@transaction.atomic
def choose_engine(*, engine: str, base_url: str, api_key: str, by: Actor) -> None:
    """Let the council's estimates be made by "policyengine" or "entitledto" from now on.

    base_url and api_key belong to entitledto; an empty one leaves what is kept. Switching back keeps the account, so
    that it can be taken up again. Raises Http404, PermissionDenied.
    """
    account = account_for(by) or EngineAccount(engine=entitledto.NAME)
    if account.pk is None and engine == engine_choice.EMBEDDED:
        return
    before = _said(account)
    is_moved = bool(base_url) and base_url != account.base_url
    account.base_url = base_url or account.base_url
    account.is_active = engine == entitledto.NAME
    if api_key:
        account.seal(api_key)
    account.save()
    engine_choice.breaker_for(account.council_id).close()
    keep_change("estimates.engine", before=before, after=_said(account) | {"is_new_key": bool(api_key)}, by=by)
    detail = {"engine": engine, "address_changed": is_moved, "key_changed": bool(api_key)}
    audit.record("claims.engine.chosen", by=by, detail=detail)


@transaction.atomic
def try_connection(*, by: Actor) -> Trial:
    """Ask the council's account about a fictional household, whether it is in use or not, and say how it went.

    A circuit that is open does not stop a trial; a trial that goes well closes it. Raises NoAccount, Http404,
    PermissionDenied, core.crypto.CannotDecrypt.
    """
    account = account_for(by)
    if account is None or account.secret is None:
        raise NoAccount
    question = uuid.uuid4().hex
    seen: list[entitledto.Exchange] = []

    def keep(exchange: entitledto.Exchange) -> None:
        seen.append(exchange)
        engine_choice.keep_exchange(account.council_id, exchange)

    # A breaker of its own, which nobody else has seen fail.
    breaker = Breaker(f"trial:{question}")
    engine = engine_choice.external_engine(account, question=question, breaker=breaker, recorder=keep)
    weekly: tuple[tuple[str, float], ...] = ()
    try:
        result = engine.estimate(_fictional())
        weekly = tuple((code, round(amount / 52, 2)) for code, amount in result.per_year.items())
        engine_choice.breaker_for(account.council_id).close()
    except (EngineUnavailable, EngineNonsense):
        # The outcome of the exchange says the same, and more.
        weekly = ()
    last = seen[-1]
    audit.record("claims.engine.tried", by=by, detail={"engine": account.engine, "outcome": last.outcome})
    return Trial(last.outcome, last.status, last.milliseconds, weekly)


def _fictional() -> Household:
    day = min(max(timezone.localdate(), FIRST_CLAIM_DATE), LAST_CLAIM_DATE)
    return parse_household({**FICTIONAL, "claim_date": day.isoformat()})


@transaction.atomic
def delete_old_exchanges(*, by: Actor) -> int:
    """Delete the exchanges of the current council that are older than two weeks; returns how many."""
    number, _ = EngineExchange.objects.filter(started_at__lt=timezone.now() - EXCHANGES_KEPT).delete()
    if number:
        audit.record("claims.engine.exchanges_deleted", by=by, detail={"number": number})
    return number


ENGINES = {
    engine_choice.EMBEDDED: gettext_lazy("The calculator of this platform (policyengine)"),
    entitledto.NAME: gettext_lazy("entitledto, with your council's own contract"),
}


def _said(account: EngineAccount) -> dict[str, Any]:
    engine = entitledto.NAME if account.is_active else engine_choice.EMBEDDED
    return {"engine": engine, "base_url": account.base_url, "is_new_key": False}


add_setting(
    Setting(
        code="estimates.engine", title=gettext_lazy("Calculator"), page="estimates:engine_settings",
        fields={
            "engine": gettext_lazy("Calculator"),
            "base_url": gettext_lazy("Address"),
            "is_new_key": gettext_lazy("A new key"),
        },
        in_words={"engine": lambda engine: str(ENGINES[engine])},
        why_final=gettext_lazy("The history keeps no key, so the calculator is changed back on its own page only."),
    )
)  # fmt: skip
