"""Sent claims as a key of the council may read them. 404 for what is not there."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.dateparse import parse_datetime

from casework.models import Decision
from claims.models import Claim, ClaimFile

A_PAGE = 50
CURSOR_MARK = "~"


class BadCursor(Exception):
    """The cursor is not one that this list gave."""


def api_claims() -> QuerySet[Claim]:
    """Every sent claim of the council of this scope."""
    return Claim.objects.filter(submitted_at__isnull=False).select_related(
        "resident", "status", "form_version__form", "submission", "council"
    )


def claims_since(cursor: str) -> list[Claim]:
    """The next claims after a cursor ("": from the first one), in the order of sending. Raises BadCursor."""
    found = api_claims().defer("form_version__spec", "submission__answers", "submission__secret")
    if cursor:
        at, last = _read(cursor)
        found = found.filter(Q(submitted_at__gt=at) | Q(submitted_at=at, pk__gt=last))
    return list(found.order_by("submitted_at", "pk")[:A_PAGE])


def cursor_after(claim: Claim) -> str:
    """The cursor of what comes after this claim."""
    return f"{claim.submitted_at.isoformat().replace('+00:00', 'Z')}{CURSOR_MARK}{claim.pk}"


def _read(cursor: str) -> tuple[dt.datetime, int]:
    written, mark, last = cursor.partition(CURSOR_MARK)
    try:
        at = parse_datetime(written)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or not mark or not last.isascii() or not last.isdigit() or len(last) > 18:
        raise BadCursor
    return at, int(last)


def api_claim(reference: str) -> Claim:
    """One sent claim, or 404."""
    found = api_claims().filter(reference=reference).first()
    if found is None:
        raise Http404
    return found


def api_file(claim: Claim, public_id: uuid.UUID) -> ClaimFile:
    """A file of a claim with its bytes, or 404."""
    found = ClaimFile.objects.filter(claim=claim, public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def decision_sent_on(claim: Claim) -> Decision | None:
    """The decision on a claim whose letter went, unless it was opened again."""
    return Decision.objects.filter(claim=claim, state=Decision.State.SENT).first()
