"""What council admins may read of their calculator: the account, and how the last exchanges went."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Count

from accounts.actors import Actor
from accounts.permissions import Permission, require
from calculator.engine.external import entitledto
from estimates.models import EngineAccount, EngineExchange

SHOWN = 50


@dataclass(frozen=True)
class EngineState:
    """account: None when the council never had one. counts: outcome -> how many exchanges are kept."""

    account: EngineAccount | None
    exchanges: list[EngineExchange] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


def has_external_engine() -> bool:
    """True when a service elsewhere calculates for the council of this scope."""
    return EngineAccount.objects.filter(is_active=True).exists()


def account_for(actor: Actor) -> EngineAccount | None:
    """The account of the actor's council with entitledto, in use or not. Raises Http404, PermissionDenied."""
    require(actor, Permission.COUNCIL_MANAGE)
    return EngineAccount.objects.filter(engine=entitledto.NAME).first()


def engine_state(actor: Actor) -> EngineState:
    """The account and its exchanges, the newest first. Raises Http404, PermissionDenied."""
    account = account_for(actor)
    counted = EngineExchange.objects.order_by().values_list("outcome").annotate(number=Count("pk"))
    newest = EngineExchange.objects.order_by("-started_at", "-pk")[:SHOWN]
    return EngineState(account, list(newest), dict(counted))
