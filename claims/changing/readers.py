"""Claims whose changes somebody may tell, and whether the council takes them."""

from __future__ import annotations

import uuid

from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from claims.models import Claim
from claims.readers.claims import is_in_record, own_claim_for
from claims.readers.following import CHANGE, can_be_followed, read_with_first
from formspec.models import Form, FormVersion


def own_sent_claim(actor: Actor, public_id: str | uuid.UUID) -> Claim:
    """A sent claim in the actor's own record, a change with the claim that it is about; or 404."""
    claim = own_claim_for(actor, public_id)
    if claim.is_draft or not is_in_record(actor, claim):
        raise Http404
    if claim.follows_id is not None:
        read_with_first(claim)
    return claim


def own_claim_to_change(actor: Actor, public_id: str | uuid.UUID) -> Claim:
    """The same, if changes of it can be told; else 404."""
    claim = own_sent_claim(actor, public_id)
    if not can_be_followed(claim):
        raise Http404
    return claim


def takes_changes() -> bool:
    """Whether this council has a form for changes that is open."""
    form = Form.objects.filter(slug=CHANGE, versions__state=FormVersion.State.PUBLISHED).first()
    return form is not None and form.opening.is_open(timezone.now())
