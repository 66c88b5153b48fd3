"""Links to phones: which is live, for what, and who a phone acts for. What is over is like what never was."""

from __future__ import annotations

import hashlib
import hmac
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now
from django.http import Http404

from accounts.actors import Actor, Origin
from accounts.models import Council, Resident
from accounts.permissions import Scope
from claims.models import Claim, ClaimFile, Paper, PhoneLink
from claims.papers.actions.sending import CLOSED
from claims.papers.readers import paper_for
from claims.phone.rules import words_of
from claims.readers import claims as claim_readers
from claims.readers.answer_store import spec_of
from formspec.rules.answer_types import type_of


@dataclass(frozen=True)
class Place:
    """What files are for: a paper by its id, or a question of a draft by its key."""

    claim_id: uuid.UUID
    paper: uuid.UUID | None = None
    key: str = ""

    @property
    def scope(self) -> str:
        """What somebody's helper needs to add files here."""
        return Scope.FILL_CLAIMS if self.paper is None else Scope.FILL_PAPERS


@dataclass(frozen=True)
class PhoneActor(Actor):
    """A phone that acts for whoever made its link, as the audit trail names it."""

    @property
    def label(self) -> str:
        return f"A phone, by a link: {super().label}"


@dataclass(frozen=True)
class Spot:
    """A place as it is found: the claim, and the paper if it is one."""

    place: Place
    claim: Claim
    paper: Paper | None


def spot_at(place: Place, by: Actor) -> Spot:
    """A place where the actor may add files at this moment. Raises Http404 or PermissionDenied."""
    paper = None
    if place.paper is not None:
        paper = paper_for(by, place.claim_id, place.paper)
        if paper.state in CLOSED:
            raise Http404
        claim = paper.claim
    else:
        claim = claim_readers.draft_for(by, place.claim_id)
        question = spec_of(claim).questions.get(place.key)
        if question is None or not type_of(question).is_upload:
            raise Http404
    if not claim_readers.may_in(by, claim, place.scope):
        raise PermissionDenied
    return Spot(place, claim, paper)


def place_of(link: PhoneLink) -> Place:
    """What a link is for."""
    return Place(link.claim.public_id, link.paper, link.key)


def live_links() -> QuerySet[PhoneLink]:
    """The links that work: not over, not ended, and whoever made them has not been signed out everywhere since."""
    still_in = Q(made_by__is_active=True, made_by__session_number=F("session_number")) | Q(made_by__isnull=True)
    return PhoneLink.objects.filter(still_in, expires_at__gt=Now(), ended_at__isnull=True)


def link_beside(spot: Spot, by: Actor) -> PhoneLink | None:
    """The actor's own live link for a place."""
    made = Q(made_by=by.user) if by.user is not None else Q(made_by__isnull=True)
    links = live_links().filter(made, claim=spot.claim, paper=spot.place.paper, key=spot.place.key)
    return links.order_by("-pk").first()


def link_of(token: str) -> PhoneLink | None:
    """The live link of the phone that holds a token."""
    if not token:
        return None
    links = live_links().filter(device_hash=token_hash(token)).select_related("claim__resident", "made_by")
    return links.first()


def actor_on(link: PhoneLink, council: Council, origin: Origin) -> PhoneActor:
    """Who the phone acts for: whoever made the link, with what rights they have now. `origin` is the phone's own."""
    claimant, maker = link.claim.resident, link.made_by
    own: Resident | None = claimant
    if maker is not None and claimant.user_id != maker.pk:
        own = Resident.objects.filter(user=maker).first()
    return PhoneActor(council=council, user=maker, resident=own, origin=origin)


def arrived(link: PhoneLink, spot: Spot) -> list[ClaimFile]:
    """The files that came for the link's place since it was made, from whichever device, without their bytes."""
    if spot.paper is not None:
        return [file for file in spot.paper.given if file.added_at >= link.made_at]
    files = ClaimFile.objects.filter(claim=spot.claim, key=spot.place.key, added_at__gte=link.made_at)
    return list(files.defer("content").order_by("pk"))


def code_of(public_id: uuid.UUID) -> str:
    """The words of a link: they are in no table, whoever holds the platform's key can work them out again."""
    return words_of(_keyed("phone-code", str(public_id)))


def code_hash(words: str) -> str:
    """What is kept of a link's words."""
    return _keyed("phone-words", words).hex()


def token_hash(token: str) -> str:
    """What is kept of what a phone holds."""
    return _keyed("phone-token", token).hex()


def _keyed(what: str, value: str) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), f"{what}:{value}".encode(), hashlib.sha256).digest()
