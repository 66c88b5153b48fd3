"""Who may read which note, and which wait for somebody."""

from __future__ import annotations

from django.db.models import F, Prefetch, Q, QuerySet

from accounts.actors import Actor
from accounts.models import TeamMember
from accounts.permissions import Permission, require
from casework.models import Assignment, Note, NoteFile
from claims.models import Claim

# Beside a claim that was read: whom its page is drawn for, and the notes that they may read.
_READ = "_notes_read"


def readable(notes: QuerySet[Note], actor: Actor | None) -> QuerySet[Note]:
    """Those of these notes that the actor may read; None: those that are not restricted.

    A restricted note is for whoever wrote it or whom it is for, whoever works on the claim, their team, and the
    council's admins.
    """
    if actor is None or not actor.is_staff:
        return notes.filter(is_restricted=False)
    if actor.may(Permission.COUNCIL_MANAGE):
        return notes
    mine = Q(by=actor.user) | Q(to=actor.membership) | Q(claim__in=_claims_near(actor))
    return notes.filter(Q(is_restricted=False) | mine)


def read_notes(claim: Claim, actor: Actor) -> None:
    """Read the notes that the actor may read once, for all of a page that is drawn for them. Two queries."""
    claim.__dict__[_READ] = actor.user.pk, list(_on(claim, actor))


def notes_on(claim: Claim, actor: Actor | None) -> list[Note]:
    """The notes of a claim that the actor may read, the oldest first; None: those that are not restricted."""
    reader, notes = claim.__dict__.get(_READ, (None, []))
    return notes if actor is not None and reader == actor.user.pk else list(_on(claim, actor))


def _on(claim: Claim, actor: Actor | None) -> QuerySet[Note]:
    """With their files, without the bytes of those. Two queries."""
    notes = readable(Note.objects.filter(claim=claim), actor).order_by("at", "pk")
    return notes.prefetch_related(Prefetch("files", NoteFile.objects.defer("content")))


def _claims_near(actor: Actor) -> QuerySet:
    """The keys of the claims that the actor, a team of theirs, or somebody in such a team works on."""
    teams = TeamMember.objects.filter(membership=actor.membership).values("team")
    colleagues = TeamMember.objects.filter(team__in=teams).values("membership")
    near = Q(owner=actor.membership) | Q(team__in=teams) | Q(owner__in=colleagues)
    return Assignment.objects.filter(near, is_current=True).order_by().values("claim")


def own_claims(actor: Actor) -> QuerySet:
    """The keys of the claims that the actor or a team of theirs works on."""
    teams = TeamMember.objects.filter(membership=actor.membership).values("team")
    mine = Assignment.objects.filter(Q(owner=actor.membership) | Q(team__in=teams), is_current=True)
    return mine.order_by().values("claim")


def waiting_notes(actor: Actor) -> QuerySet[Note]:
    """The notes that wait for the actor: those for them, and those that are due for nobody by name, on claims of theirs
    or of their teams, or written by them. The first day first, those without a day last.
    """
    require(actor, Permission.CLAIM_VIEW)
    due = Q(to__isnull=True, due_on__isnull=False) & (Q(claim__in=own_claims(actor)) | Q(by=actor.user))
    notes = Note.objects.filter(Q(to=actor.membership) | due, done_at__isnull=True)
    ordered = readable(notes, actor).order_by(F("due_on").asc(nulls_last=True), "at", "pk")
    return ordered.select_related("claim__submission")
