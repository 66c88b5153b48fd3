"""Beginning to tell a change of a sent claim."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.http import Http404

from accounts.actors import Actor
from claims.actions.answering import lock_claim, start_claim
from claims.changing.readers import own_claim_to_change
from claims.models import Claim
from claims.readers.following import CHANGE, change_begun


@transaction.atomic
def start_change(*, public_id: str | uuid.UUID, language: str, by: Actor) -> Claim:
    """The draft that tells changes of a claim of one's own: the one that was begun already, or a new one.

    Pressed twice at once, it is one draft. Raises FormClosed, NotSetUp, Http404.
    """
    claim, grant = lock_claim(public_id, by)
    if grant is not None:
        raise Http404
    first = own_claim_to_change(by, claim.public_id)
    return change_begun(first) or start_claim(slug=CHANGE, language=language, by=by, follows=first)
