"""A claimant's own PDF and files, for them and for who may see their claims."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet
from django.http import Http404

from accounts.actors import Actor
from accounts.permissions import Scope
from claims.models import Claim, ClaimFile, ClaimPdf
from claims.readers import claims as readers
from claims.readers.where_it_goes import unseen_by

# Beside a claim whose page reads its files once.
_READ = "_files_read"


def read_files(claim: Claim) -> None:
    """Read the files of a claim once, for all of a page that changes none of them. One query."""
    claim.__dict__[_READ] = list(_without_bytes(claim))


def files_without_bytes(claim: Claim) -> list[ClaimFile]:
    """Every file of a claim without its bytes, the oldest first."""
    return claim.__dict__[_READ] if _READ in claim.__dict__ else list(_without_bytes(claim))


def _without_bytes(claim: Claim) -> QuerySet[ClaimFile]:
    return ClaimFile.objects.filter(claim=claim).defer("content").order_by("pk")


def document_for(actor: Actor, public_id: str | uuid.UUID) -> ClaimPdf:
    """The PDF, made or still due, of a sent claim that the actor may see as theirs or as a helper, or 404. One
    that says where money goes or how the person is reached is for who may see that.
    """
    claim = readers.claim_for(actor, public_id)
    if unseen_by(actor, claim):
        raise Http404
    document = ClaimPdf.objects.filter(claim=claim).first()
    if document is None:
        raise Http404
    document.claim = claim
    return document


def file_for(actor: Actor, public_id: str | uuid.UUID, file_id: str | uuid.UUID) -> ClaimFile:
    """A file given in a claim or draft, for whoever may see its papers, or 404."""
    file = listed_file(actor, public_id, file_id)
    if not readers.may_in(actor, file.claim, Scope.VIEW_PAPERS):
        raise Http404
    return file


def listed_file(actor: Actor, public_id: str | uuid.UUID, file_id: str | uuid.UUID) -> ClaimFile:
    """A file given in a claim or draft that the actor may see, or 404: to take it out, not to open it."""
    claim = readers.claim_for(actor, public_id)
    file = ClaimFile.objects.filter(claim=claim, public_id=file_id).first()
    if file is None:
        raise Http404
    file.claim = claim
    return file
