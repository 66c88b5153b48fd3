"""Notes on one claim, and those that wait for somebody."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet
from django.http import Http404

from accounts.actors import Actor
from accounts.models import Membership
from accounts.permissions import Permission, require
from casework.models import Note
from casework.readers.claims import staff_claim_for
from casework.readers.notes import own_claims, readable
from casework.readers.owning import WORKING_ROLES
from claims.models import Claim


def marked_notes(claim: Claim, actor: Actor) -> list[Note]:
    """The notes of a claim that stand at its top: pinned, for somebody, or due and not done. The pinned first."""
    marked = (
        Q(is_pinned=True) | Q(done_at__isnull=True, to__isnull=False) | Q(done_at__isnull=True, due_on__isnull=False)
    )
    notes = readable(Note.objects.filter(marked, claim=claim), actor)
    return list(notes.order_by("-is_pinned", "at", "pk"))


def own_notes(claim: Claim, actor: Actor) -> list[Note]:
    """The notes that the actor wrote on a claim, the newest first: they may change them."""
    return list(Note.objects.filter(claim=claim, by=actor.user).order_by("-at", "-pk"))


def note_for(actor: Actor, reference: str, key: int) -> Note:
    """One note that the actor may read, or 404."""
    require(actor, Permission.CLAIM_NOTE)
    claim = staff_claim_for(actor, reference)
    note = readable(Note.objects.filter(claim=claim), actor).filter(pk=key).first()
    if note is None:
        raise Http404
    note.claim = claim
    return note


def waiting_notes(actor: Actor) -> QuerySet[Note]:
    """The notes that wait for the actor: those for them, and those that are due for nobody by name, on claims of theirs
    or of their teams, or written by them. The first day first, those without a day last.
    """
    require(actor, Permission.CLAIM_VIEW)
    due = Q(to__isnull=True, due_on__isnull=False) & (Q(claim__in=own_claims(actor)) | Q(by=actor.user))
    notes = Note.objects.filter(Q(to=actor.membership) | due, done_at__isnull=True)
    ordered = readable(notes, actor).order_by(F("due_on").asc(nulls_last=True), "at", "pk")
    return ordered.select_related("claim__submission")


def colleagues(actor: Actor) -> list[Membership]:
    """Everybody whom a note can be for, by name."""
    require(actor, Permission.CLAIM_NOTE)
    staff = Membership.objects.filter(is_active=True, role__in=WORKING_ROLES)
    return list(staff.order_by("display_name", "pk"))
