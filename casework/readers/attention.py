"""What of a claim is new since somebody at the desk saw it, and which claims need the council.

Whoever writes posts back what their page had seen: what came meanwhile is shown before anything goes.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery, Value
from django.http import Http404

from accounts.actors import Actor
from casework.readers.claims import staff_claim_for
from claims.models import Claim, ResidentAct, StatusChange, ThreadMessage
from claims.readers.acts import open_acts
from claims.thread.readers import FROM_COUNCIL, Said, said

_SEEN = re.compile(r"(\d{1,18})-(\d{1,18})-(\d{1,18})")


@dataclass(frozen=True)
class News:
    """What came after a page was drawn, oldest first."""

    messages: list[Said] = field(default_factory=list)
    acts: list[ResidentAct] = field(default_factory=list)
    changes: list[StatusChange] = field(default_factory=list)


def seen_of(claim: Claim) -> str:
    """The last message, act and change of status of a claim, for a form to post back ("12-7-3")."""
    rows = (claim.thread, claim.acts, claim.status_changes)
    return "-".join(str(each.aggregate(last=Max("pk"))["last"] or 0) for each in rows)


def news_since(claim: Claim, seen: str) -> News:
    """What came since `seen_of` gave this; what no page of ours posts has seen nothing."""
    match = _SEEN.fullmatch(seen)
    message, act, change = (int(each) for each in match.groups()) if match else (0, 0, 0)
    return News(
        [said(claim, each) for each in claim.thread.filter(pk__gt=message).order_by("pk")],
        list(claim.acts.filter(pk__gt=act).exclude(kind=ResidentAct.Kind.MESSAGE).order_by("pk")),
        list(claim.status_changes.filter(pk__gt=change).select_related("status").order_by("pk")),
    )


def message_at_desk(actor: Actor, reference: str, public_id: str) -> ThreadMessage:
    """A message of the council in a claim that the actor may see, or 404."""
    claim = staff_claim_for(actor, reference)
    found = claim.thread.filter(public_id=public_id, direction=FROM_COUNCIL).first()
    if found is None:
        raise Http404
    found.claim = claim
    return found


def not_gone_yet(claim: Claim, now: dt.datetime) -> list[Said]:
    """The messages of the council that can still be taken back, oldest first."""
    waiting = claim.thread.filter(direction=FROM_COUNCIL, withdrawn_at__isnull=True, send_after__gt=now)
    return [said(claim, each) for each in waiting.order_by("send_after", "pk")]


def number_needing_us(claims: QuerySet[Claim]) -> Subquery:
    """How many of these claims need the council, for a query about them; None for none."""
    waiting = open_acts().order_by().values("claim_id")
    needing = claims.filter(pk__in=waiting).order_by().annotate(all=Value(1)).values("all")
    return Subquery(needing.annotate(number=Count("pk")).values("number"))


def needing_us(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """Those of these claims that need the council, with `since`, in no order yet."""
    first = open_acts().filter(claim=OuterRef("pk")).values("at")[:1]
    waiting = open_acts().order_by().values("claim_id")
    return claims.filter(pk__in=waiting).annotate(since=Subquery(first))
