"""What a council says: its statuses, with how many claims have each, and its ready words by code."""

from __future__ import annotations

from django.db.models import Count
from django.http import Http404

from accounts.actors import Actor
from accounts.permissions import Permission, require
from casework.models import ReadyWords
from claims.models import Claim, ClaimStatus


def statuses_for(by: Actor) -> list[tuple[ClaimStatus, int]]:
    """Each status in the council's order, with how many claims have it now. Raises PermissionDenied."""
    require(by, Permission.COUNCIL_MANAGE)
    having = dict(
        Claim.objects.filter(status__isnull=False).values_list("status").annotate(number=Count("pk")).order_by()
    )
    return [(status, having.get(status.pk, 0)) for status in ClaimStatus.objects.all()]


def status_for(by: Actor, code: str) -> ClaimStatus:
    """One status. Raises Http404, PermissionDenied."""
    require(by, Permission.COUNCIL_MANAGE)
    status = ClaimStatus.objects.filter(code=code).first()
    if status is None:
        raise Http404
    return status


def ready_words_for(by: Actor) -> dict[str, dict[str, ReadyWords]]:
    """By code, then by language, in the order of their titles. Raises PermissionDenied."""
    require(by, Permission.COUNCIL_MANAGE)
    found: dict[str, dict[str, ReadyWords]] = {}
    for each in ReadyWords.objects.order_by("title", "pk"):
        found.setdefault(each.code, {})[each.language] = each
    return found


def ready_words_of(by: Actor, code: str) -> dict[str, ReadyWords]:
    """One set of ready words by language. Raises Http404, PermissionDenied."""
    found = ready_words_for(by).get(code)
    if found is None:
        raise Http404
    return found
