"""A letter is asked for in sign language; its film is there, or is taken off."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from casework.filming.readers import film_hosts, letter_to_film
from casework.filming.rules import problem_of
from casework.models import Decision, SignedFilm
from claims.actions.telling import tell_of_claim
from claims.models import Claim

TEMPLATE = "letter_signed"


class FilmMoved(Exception):
    """Somebody else said meanwhile where the film is. Nothing was saved."""


class NotAllowed(Exception):
    """Films are not allowed at this address; carries the code of casework/filming/rules.py. Nothing was saved."""


def ask_for_film(*, decision: Decision, claim: Claim) -> None:
    """Keep a place for a film on a letter that goes now, where sign language is asked for. Of the transaction that
    sends it, whose trail says so.
    """
    if claim.resident.signs:
        SignedFilm.objects.create(decision=decision, asked_at=timezone.now())


@transaction.atomic
def save_film(*, reference: str, public_id: uuid.UUID, address: str, version: int, by: Actor) -> None:
    """Say where the film of a letter is, and tell its claimant. `version` is that of the page, 0 where nobody had
    asked. Raises FilmMoved, NotAllowed, Http404, PermissionDenied.
    """
    decision, film = _locked(reference, public_id, version, by)
    problem = problem_of(address, film_hosts())
    if problem:
        raise NotAllowed(problem)
    if film.address == address:
        return
    film.address, film.added_at, film.added_by, film.added_by_label = address, timezone.now(), by.user, by.label
    _keep(film, version)
    claim: Claim = decision.claim
    audit.record("claims.letter.filmed", by=by, resident=claim.resident, subject=claim.reference)
    tell_of_claim(claim, TEMPLATE, context={"reference": claim.reference}, by=by)


@transaction.atomic
def remove_film(*, reference: str, public_id: uuid.UUID, version: int, by: Actor) -> None:
    """Take a film off its letter, which waits for another one then. Raises FilmMoved, Http404, PermissionDenied."""
    decision, film = _locked(reference, public_id, version, by)
    if not film.address:
        return
    film.address, film.added_at, film.added_by, film.added_by_label = "", None, None, ""
    _keep(film, version)
    claim: Claim = decision.claim
    audit.record("claims.letter.film_removed", by=by, resident=claim.resident, subject=claim.reference)


def _locked(reference: str, public_id: uuid.UUID, version: int, by: Actor) -> tuple[Decision, SignedFilm]:
    decision = letter_to_film(by, reference, public_id)
    Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    film = SignedFilm.objects.filter(decision=decision).first()
    if version != (film.version if film else 0):
        raise FilmMoved
    return decision, film or SignedFilm(decision=decision, asked_at=timezone.now())


def _keep(film: SignedFilm, version: int) -> None:
    film.version = version + 1
    film.save()
