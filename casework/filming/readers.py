"""Which letters are asked for in sign language, and which films are there."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet
from django.http import Http404

from accounts.actors import Actor
from accounts.permissions import Permission, require
from casework.deciding.readers.case import decision_for
from casework.models import DecidingSettings, Decision, SignedFilm

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
    decision = decision_for(actor, reference, public_id)
    if decision.sent_at is None or not (decision.claim.resident.signs or film_of(decision)):
        raise Http404
    return decision
