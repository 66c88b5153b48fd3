"""What the desk does with papers: judging one, asking for one more, adding what came by post or over the counter."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from accounts.permissions import Permission, require
from casework.actions.locking import locked_claim
from casework.readers.claims import staff_claim_for
from claims.actions.acts import settle_papers
from claims.actions.telling import tell_of_claim
from claims.models import Claim, Paper, PaperReview, PaperState
from claims.papers.actions.sending import record, take_files
from claims.papers.readers import find_paper
from claims.papers.rules import due_on as usual_day
from claims.presenters.submission import paper_names
from claims.readers.answer_store import spec_of
from claims.signals import claim_changed
from core.uploading.words import Upload
from formspec.rules.translation import in_language

# What staff can say of a paper.
JUDGED = (PaperState.ACCEPTED, PaperState.NOT_RIGHT, PaperState.WAIVED)


class PaperMoved(Exception):
    """Something happened to the paper since the page was opened; `paper` is how it stands. Nothing was saved."""

    def __init__(self, paper: Paper):
        super().__init__(f"paper {paper.pk}")
        self.paper = paper


@transaction.atomic
def review_paper(
    *, reference: str, paper: str | uuid.UUID, state: str, reason: str, due_on: dt.date | None, revision: int, by: Actor
) -> Paper:
    """Say of a paper that it is accepted, not right or not needed (JUDGED), with the reason that the claimant reads.

    What is not right is asked for again by `due_on`, or by the usual day, and the claimant is told. `revision` is the
    paper's as the page showed it. The same press twice is one. Raises PaperMoved, Http404, PermissionDenied.
    """
    claim = locked_claim(reference, Permission.CLAIM_PROGRESS, by)
    found = find_paper(claim, paper)
    if state not in JUDGED:
        raise Http404
    if found.revision != revision:
        last = found.said[-1] if found.said else None
        if last is not None and (last.state, last.reason, last.by_id) == (state, reason, by.user.pk):
            return found
        raise PaperMoved(found)
    PaperReview.objects.create(
        paper=found, state=state, reason=reason, by=by.user, by_label=by.label, at=timezone.now()
    )
    found.state, found.is_new = state, False
    found.revision += 1
    if state == PaperState.NOT_RIGHT:
        found.due_on = due_on or usual_day(timezone.localdate())
    found.save()
    settle_papers(claim, at=timezone.now(), by=by)
    claim_changed.send(sender=Claim, claim=claim)
    record(f"claims.paper.{state}", found, by)
    if state == PaperState.NOT_RIGHT:
        _tell(claim, "paper_not_right", by)
    return found


@transaction.atomic
def ask_for_paper(
    *, reference: str, kind: str, name: str, about: str, why: str, due_on: dt.date, asked_with: uuid.UUID, by: Actor
) -> Paper:
    """Ask for one more paper, of a kind of the form or with `kind` "" what `name` says, and tell the person.

    `about` says whose paper it is and `why` the reason; the claimant reads both. `asked_with` is the page's: sent
    twice, it asks once. Raises Http404, PermissionDenied.
    """
    claim = locked_claim(reference, Permission.CLAIM_PROGRESS, by)
    there = Paper.objects.filter(claim=claim, public_id=asked_with).first()
    if there is not None:
        return there
    names = paper_names(spec_of(claim))
    if kind and kind not in names:
        raise Http404
    paper = Paper.objects.create(
        claim=claim, public_id=asked_with, kind=kind, name=names.get(kind, name), about=about, why=why, due_on=due_on,
        asked_by_label=by.label, asked_at=timezone.now(),
    )  # fmt: skip
    claim_changed.send(sender=Claim, claim=claim)
    record("claims.paper.asked", paper, by)
    _tell(claim, "paper_asked", by)
    return paper


def add_paper_files(*, reference: str, paper: str | uuid.UUID, uploads: Iterable[Upload], by: Actor) -> list[str]:
    """Keep what came by post or over the counter as a paper; return a sentence for each file that we cannot take.

    Ends the transaction that a view without one of its own has, and begins another. Raises Http404, PermissionDenied.
    """
    require(by, Permission.CLAIM_PROGRESS)
    find_paper(staff_claim_for(by, reference), paper)
    return take_files(
        uploads, paper, by, by_label=by.label,
        lock=lambda: (locked_claim(reference, Permission.CLAIM_PROGRESS, by), None),
    )  # fmt: skip


def _tell(claim: Claim, template: str, by: Actor) -> None:
    """Neither which paper nor why stands in a message: that may say more of somebody than others should read."""
    title = in_language(spec_of(claim), claim.resident.language).title
    tell_of_claim(claim, template, context={"reference": claim.reference, "form_title": title}, by=by)
