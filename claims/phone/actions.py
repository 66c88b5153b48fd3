"""Letting a phone send photos for one paper or question, and ending that."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from claims.actions.answering import lock_claim
from claims.actions.uploading import add_files
from claims.models import Claim, PhoneLink
from claims.papers.actions.sending import send_paper
from claims.phone import readers
from claims.phone.readers import Place, code_hash, code_of, token_hash
from core.uploading.words import Taken, Upload

LINK_MINUTES = 15


@transaction.atomic
def make_link(*, place: Place, by: Actor) -> PhoneLink:
    """Let one phone add files at a place for a quarter of an hour; an earlier link of theirs for it ends.

    Raises Http404, PermissionDenied.
    """
    claim, grant = lock_claim(place.claim_id, by, place.scope)
    _end(readers.link_beside(readers.spot_at(place, by), by))
    now = timezone.now()
    PhoneLink.objects.filter(claim=claim, expires_at__lt=now - dt.timedelta(days=1)).delete()
    public_id = _new_id()
    link = PhoneLink.objects.create(
        public_id=public_id, claim=claim, paper=place.paper, key=place.key, made_by=by.user,
        session_number=by.user.session_number if by.user else 0, code_hash=code_hash(code_of(public_id)), made_at=now,
        expires_at=now + dt.timedelta(minutes=LINK_MINUTES),
    )  # fmt: skip
    audit.record("claims.phone.linked", by=by, resident=claim.resident, grant=grant, subject=_subject(claim))
    return link


def _new_id() -> uuid.UUID:
    """An id whose words no other live link of the council has."""
    while True:
        public_id = uuid.uuid4()
        if not readers.live_links().filter(code_hash=code_hash(code_of(public_id))).exists():
            return public_id


@transaction.atomic
def open_link(*, words: str, by: Actor) -> str | None:
    """Bind the live link with these words to one phone: returns the token for its browser, or None when there is no
    such link, or another phone has it.
    """
    token = secrets.token_urlsafe(32)
    links = readers.live_links().filter(code_hash=code_hash(words), device_hash="")
    found = links.select_related("claim__resident", "made_by").first()
    if found is None or not PhoneLink.objects.filter(pk=found.pk, device_hash="").update(device_hash=token_hash(token)):
        return None
    phone = readers.actor_on(found, by.council, by.origin)
    audit.record("claims.phone.opened", by=phone, resident=found.claim.resident, subject=_subject(found.claim))
    return token


def send_from_phone(*, link: PhoneLink, uploads: Iterable[Upload], by: Actor) -> Taken:
    """Keep a phone's files at the link's place, as those of whoever made it. `by`: the phone.

    Ends the transaction that a view without one of its own has, and begins another. Raises Http404, PermissionDenied.
    """
    place = readers.place_of(link)
    if place.paper is not None:
        return send_paper(claim_id=place.claim_id, paper=place.paper, uploads=uploads, by=by)
    return add_files(public_id=place.claim_id, key=place.key, uploads=uploads, by=by)


@transaction.atomic
def end_link(*, link: PhoneLink, by: Actor) -> None:
    """No phone can use it any more. What came stays."""
    if _end(link):
        audit.record("claims.phone.ended", by=by, resident=link.claim.resident, subject=_subject(link.claim))


def _end(link: PhoneLink | None) -> bool:
    return link is not None and PhoneLink.objects.filter(pk=link.pk, ended_at__isnull=True).update(ended_at=Now()) == 1


def _subject(claim: Claim) -> str:
    return claim.reference or f"draft {claim.public_id}"
