"""The code that a resident reads out on the phone, for them and for the adviser who typed it."""

from __future__ import annotations

import uuid

from django.http import Http404

from accounts.actors import Actor
from accounts.permissions import Permission, require
from cobrowse.models import PhoneCode
from core.rows import only_row


def own_code(actor: Actor, public_id: str = "") -> PhoneCode | None:
    """The code that this person asked for last, or the one with this public id; None for none of theirs."""
    if actor.resident is None:
        return None
    codes = PhoneCode.objects.filter(resident=actor.resident).select_related("adviser", "claim", "request")
    if public_id:
        return only_row(codes.filter(public_id=public_id))
    return codes.order_by("-made_at", "-pk").first()


def code_for_staff(actor: Actor, public_id: uuid.UUID) -> PhoneCode:
    """A code that this adviser typed, or 404."""
    require(actor, Permission.LIVE_HELP)
    codes = PhoneCode.objects.filter(public_id=public_id, adviser=actor.membership)
    code = only_row(codes.select_related("request"))
    if code is None:
        raise Http404
    return code
