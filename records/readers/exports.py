"""Whose records an admin may have gathered, and what was gathered."""

from __future__ import annotations

import uuid

from django.db.models import Q
from django.http import Http404

from accounts.actors import Actor
from accounts.models import Resident
from accounts.permissions import Permission, require
from claims.models import Claim
from records.models import PersonExport

A_PAGE = 50


def resident_of(actor: Actor, reference: str) -> Resident:
    """Whose record it is: that of a sent claim, or the one record with this email address.

    Raises Http404 also where there is none, or more than one; PermissionDenied.
    """
    require(actor, Permission.COUNCIL_MANAGE)
    if "@" in reference:
        # Of two records with one address nobody can say here whose is meant.
        of_address = Q(email__iexact=reference) | Q(user__email__iexact=reference)
        found = list(Resident.objects.filter(of_address, joined_into__isnull=True).order_by("pk")[:2])
        if len(found) != 1:
            raise Http404
        return found[0]
    sent = Claim.objects.filter(reference=reference.upper(), submitted_at__isnull=False)
    claim = sent.select_related("resident").first()
    if claim is None:
        raise Http404
    return claim.resident


def exports_for(actor: Actor) -> list[PersonExport]:
    """The latest exports, without their bytes."""
    require(actor, Permission.COUNCIL_MANAGE)
    return list(PersonExport.objects.select_related("resident").defer("content")[:A_PAGE])


def export_for(actor: Actor, public_id: str | uuid.UUID) -> PersonExport:
    """One that is made, or 404."""
    require(actor, Permission.COUNCIL_MANAGE)
    made = PersonExport.objects.filter(public_id=public_id, state=PersonExport.State.READY)
    export = made.select_related("resident").first()
    if export is None:
        raise Http404
    return export
