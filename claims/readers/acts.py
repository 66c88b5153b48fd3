"""What of claimants waits for the council, and since when. Whose the claims are, the caller has asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery

from claims.models import Claim, ResidentAct


@dataclass(frozen=True)
class Needs:
    """Why a claim needs the council: since when, and by which kinds of act (ResidentAct.Kind), the first one first."""

    since: dt.datetime
    kinds: tuple[str, ...]


def open_acts() -> QuerySet[ResidentAct]:
    """Every act of the current council that nobody has answered, the first one first."""
    return ResidentAct.objects.filter(settled_at__isnull=True).order_by("at", "pk")


def with_open_acts(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """These claims, each with the kinds and times of what waits for the council, for `needs_read`."""
    waiting = open_acts().filter(claim=OuterRef("pk"))
    return claims.annotate(
        open_kinds=ArraySubquery(waiting.values("kind")), open_since=Subquery(waiting.values("at")[:1])
    )  # fmt: skip


def needs_read(claims: Iterable[Claim]) -> dict[int, Needs]:
    """As `needs_of`, of claims that were read `with_open_acts`. No query."""
    return {
        claim.pk: Needs(claim.open_since, tuple(dict.fromkeys(claim.open_kinds)))
        for claim in claims
        if claim.open_since is not None
    }


def needs_of(claims: Iterable[Claim]) -> dict[int, Needs]:
    """By the keys of claims, why they need the council; those that do not are left out. One query."""
    acts: dict[int, list[ResidentAct]] = {}
    for act in open_acts().filter(claim__in=[claim.pk for claim in claims]).only("claim_id", "kind", "at"):
        acts.setdefault(act.claim_id, []).append(act)
    return {key: _needs(waiting) for key, waiting in acts.items()}


def needs_of_one(claim: Claim) -> Needs | None:
    """Why a claim needs the council, from all of its acts (`claim.acts`); None: it does not."""
    waiting = [act for act in claim.acts.all() if act.settled_at is None]
    return _needs(sorted(waiting, key=lambda act: (act.at, act.pk))) if waiting else None


def _needs(waiting: list[ResidentAct]) -> Needs:
    return Needs(waiting[0].at, tuple(dict.fromkeys(act.kind for act in waiting)))
