"""The keys of a council, and whose a key is that somebody sent."""

from __future__ import annotations

import hmac
import uuid

from django.http import Http404

from accounts.actors import Actor
from accounts.permissions import Permission, require
from casework.handover.rules.keys import hash_of, prefix_of
from casework.models import ApiKey


def api_keys_for(actor: Actor) -> list[ApiKey]:
    """Every key of the actor's council, revoked ones too. Raises Http404, PermissionDenied."""
    require(actor, Permission.COUNCIL_MANAGE)
    return list(ApiKey.objects.all())


def api_key_for(actor: Actor, public_id: uuid.UUID) -> ApiKey:
    """One of them, or 404."""
    require(actor, Permission.COUNCIL_MANAGE)
    found = ApiKey.objects.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def key_behind(sent: str) -> ApiKey | None:
    """The key of this council that somebody sent, unless it is revoked. What looks like no key costs no query."""
    prefix = prefix_of(sent)
    found = ApiKey.objects.filter(prefix=prefix, revoked_at=None).first() if prefix else None
    if found is None or not hmac.compare_digest(found.key_hash.encode(), hash_of(sent).encode()):
        return None
    return found
