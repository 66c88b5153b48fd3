"""Who a form was drawn for: every form that posts carries a signed mark of its owner.

A page can stay open longer than a session lasts, and somebody else may sign in meanwhile. What is posted is then
neither taken nor shown as if the person at the keyboard had written it. The mark names nobody: it is a keyed hash.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from accounts.models import User
from accounts.sessions import FORMERLY, has_password_proof, has_second_factor
from accounts.throttling import council_of

FIELD = "_drawn_for"
STAFF, RESIDENT, VISITOR, LINK, NOBODY = "staff", "resident", "visitor", "link", "nobody"
_SIGNER = Signer(salt="form owner")


@dataclass(frozen=True)
class FormOwner:
    """`kind` says how this person signs in; `digest` who it is, to be compared only."""

    kind: str
    digest: str = ""

    @property
    def is_somebody(self) -> bool:
        return self.kind != NOBODY


def for_anybody(view):
    """Mark a view, such as signing in or out, that takes a form even when it was rendered for another person."""
    view.for_anybody = True
    return view


def owner_of(request: HttpRequest) -> FormOwner:
    """The person of this request, as forms drawn for them say it."""
    ids = _ids(request)
    return FormOwner(_kind(request), _digest(request, ids[0]) if ids else "")


def owner_by_contact(request: HttpRequest, contact: str) -> FormOwner:
    """The owner of a form that is kept for whoever signs in here with this email address or number."""
    return FormOwner(RESIDENT, _digest(request, _contact(contact)))


def digests_by_contacts(request: HttpRequest, user: User) -> set[str]:
    """By what `owner_by_contact` knows this user here."""
    return {_digest(request, contact) for contact in _contacts(user)}


def _contacts(user: User) -> list[str]:
    return [_contact(each) for each in (user.email, user.phone) if each]


def _contact(contact: str) -> str:
    return f"contact {contact.lower()}"


def _ids(request: HttpRequest) -> list[str]:
    """By what this person may be known, the surest first; what they were before they signed in too."""
    actor = request.actor
    if request.council is None or actor is None:
        return [f"operator {actor.user.pk}"] if actor else []
    ids = [f"user {actor.user.pk}"] if actor.user else []
    if actor.user:
        ids += _contacts(actor.user)
    if actor.resident:
        ids.append(f"record {actor.resident.public_id}")
    # The newest link last: a session keeps them in order (accounts.sessions.open_claim).
    ids += [f"claim {public_id}" for public_id in sorted(actor.opened_claims)]
    return ids + [f"record {public_id}" for public_id in request.session.get(FORMERLY, [])]


def _kind(request: HttpRequest) -> str:
    actor = request.actor
    if request.council is None or actor is None:
        # On the platform's own host there are only operators.
        return STAFF if actor else NOBODY
    if actor.user is None:
        return VISITOR if actor.resident else LINK if actor.opened_claims else NOBODY
    works_here = actor.membership is not None or actor.user.is_superuser
    return STAFF if works_here and (has_second_factor(request) or has_password_proof(request)) else RESIDENT


def _digest(request: HttpRequest, known_as: str) -> str:
    return salted_hmac(FIELD, f"{council_of(request)} {known_as}", algorithm="sha256").hexdigest()[:32]


def mark_of(request: HttpRequest) -> str:
    """What a form carries in FIELD when it is drawn for this request."""
    owner = owner_of(request)
    return _SIGNER.sign(f"{owner.kind}.{owner.digest}")


def owner_in(request: HttpRequest) -> FormOwner | None:
    """For whom the posted form was drawn; None when it does not say, or says what we never signed."""
    try:
        kind, _dot, digest = _SIGNER.unsign(request.POST.get(FIELD, "")).partition(".")
    except BadSignature:
        return None
    return FormOwner(kind, digest)


def is_same_person(request: HttpRequest, owner: FormOwner) -> bool:
    """True when the form was drawn for the person making this request, or for nobody in particular."""
    return not owner.is_somebody or owner.digest in {_digest(request, known_as) for known_as in _ids(request)}
