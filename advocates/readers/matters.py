"""The matters of a resident that a grant can leave out: claims, each with what follows it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from accounts.actors import Actor
from accounts.models import Resident
from claims.models import Claim
from claims.readers.claims import claim_summaries


def matters_of(actor: Actor) -> list[dict[str, Any]]:
    """The claims and drafts of the actor's own record that a grant can leave out, newest first, as lists show them.
    What tells changes of another goes with that one.
    """
    if actor.user is None or actor.resident is None:
        return []
    return claim_summaries(Claim.objects.filter(resident=actor.resident, follows=None).order_by("-started_at", "-pk"))


def with_what_follows(resident: Resident, chosen: Iterable[uuid.UUID]) -> list[uuid.UUID]:
    """Those of these public ids that are claims of the resident's, with the claims that follow them. Their rows are
    locked: a change that somebody begins to tell meanwhile waits.
    """
    chosen = list(chosen)
    if not chosen:
        return []
    first = Claim.objects.select_for_update(of=("self",)).filter(resident=resident, public_id__in=chosen)
    keys = [claim.pk for claim in first.order_by("pk")]
    of_them = Claim.objects.filter(Q(pk__in=keys) | Q(follows__in=keys), resident=resident)
    return list(of_them.order_by("pk").values_list("public_id", flat=True))
