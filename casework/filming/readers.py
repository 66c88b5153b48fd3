"""Which letters are asked for in sign language, and which films are there."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet
from django.http import Http404

from accounts.actors import Actor
from accounts.permissions import Permission, require
from casework.models import DecidingSettings, Decision, SignedFilm
from casework.readers.claims import staff_claim_for

# So many are shown at once.
MOST_AT_ONCE = 40


def film_hosts() -> list[str]:
    """The hosts on which this council allows films."""
    return list(DecidingSettings.objects.values_list("film_hosts", flat=True).first() or [])


def waiting_films(actor: Actor) -> list[SignedFilm]:
    """The letters that wait for a film, the oldest first; MOST_AT_ONCE of them. A letter that another replaces waits
    no more.
    """
    require(actor, Permission.CLAIM_PROGRESS)
    return list(_waiting().select_related("decision__claim__submission")[:MOST_AT_ONCE])


def number_of_films_waiting() -> int:
    """How many letters wait for a film."""
    return _waiting().count()


def _waiting() -> QuerySet[SignedFilm]:
    films = SignedFilm.objects.filter(address="", decision__state=Decision.State.SENT)
    return films.order_by("asked_at", "pk")


def film_of(decision: Decision) -> SignedFilm | None:
    """The film of a letter, there or asked for; None where nobody asked."""
    return SignedFilm.objects.filter(decision=decision).first()


def letter_to_film(actor: Actor, reference: str, public_id: uuid.UUID) -> Decision:
    """A letter that went to somebody who asks for sign language, or that has a film, for staff who work on claims, or
    404.
    """
    require(actor, Permission.CLAIM_PROGRESS)
    claim = staff_claim_for(actor, reference)
    decision = Decision.objects.filter(claim=claim, public_id=public_id, sent_at__isnull=False).first()
    if decision is None:
        raise Http404
    decision.claim = claim
    if not (claim.resident.signs or film_of(decision)):
        raise Http404
    return decision
