"""The papers of a draft or claim: those that its answers call for and those that staff asked for."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from accounts.permissions import Scope
from claims.models import Claim, ClaimFile, Paper, PaperState
from claims.papers.rules import paper_id
from claims.presenters.submission import CalledFor, papers_asked_for
from claims.readers import claims as readers
from claims.readers.answer_store import sent_values, spec_of
from claims.readers.files import files_without_bytes


def paper_called_for(claim: Claim, called: CalledFor) -> Paper:
    """A paper that answers call for, not saved."""
    return Paper(
        claim=claim, public_id=paper_id(claim.public_id, called.kind), kind=called.kind, name=called.name,
        key=called.key, asked_at=timezone.now(),
    )  # fmt: skip


def called_for(claim: Claim, values: dict[str, Any]) -> list[CalledFor]:
    """The papers that clean answers of a draft or claim call for. A change asks for none of what is as it was held: the
    claim that it is about has asked.
    """
    return papers_asked_for(spec_of(claim), values, _held(claim, values))


def _held(change: Claim, values: dict[str, Any]) -> frozenset[str]:
    if change.follows is None:
        return frozenset()
    first, said = spec_of(change.follows), sent_values(change.follows)
    held = {q["fact"]: said[q["key"]] for q in reversed(first.questions.values()) if "fact" in q and q["key"] in said}
    asked = [(key, question.get("fact")) for key, question in spec_of(change).questions.items() if key in values]
    return frozenset(key for key, fact in asked if fact in held and values[key] == held[fact])


def papers_of(claim: Claim) -> list[Paper]:
    """The papers of a claim in the order of its form, then those that staff asked for; each has `given`, its files
    without their bytes, and `said`, its reviews, oldest first. Those of a draft of which nothing is given have no row.
    """
    papers = list(claim.papers.all())
    if claim.is_draft:
        papers = _with_called_for(claim, papers)
    _add_files(claim, papers)
    return papers


def kinds_given(claim: Claim) -> set[str]:
    """The kinds of a draft's papers of which files are there."""
    return set(Paper.objects.filter(claim=claim, state=PaperState.RECEIVED).values_list("kind", flat=True))


def _with_called_for(claim: Claim, rows: list[Paper]) -> list[Paper]:
    """Those called for, saved or not, and rows with files that answers do not call for any more."""
    known = {paper.public_id: paper for paper in rows}
    called = called_for(claim, readers.form_state_of(claim).values)
    papers = [paper_called_for(claim, each) for each in called if not each.is_given]
    return [known.pop(paper.public_id, paper) for paper in papers] + list(known.values())


def _add_files(claim: Claim, papers: Iterable[Paper]) -> None:
    by_key = {paper.pk: paper for paper in papers if paper.pk}
    for paper in papers:
        paper.claim, paper.given, paper.said = claim, [], []
    for file in files_without_bytes(claim):
        if file.paper_id:
            by_key[file.paper_id].given.append(file)
    if not claim.is_draft:
        prefetch_related_objects(list(by_key.values()), "reviews")
        for paper in by_key.values():
            paper.said = list(paper.reviews.all())


def files_of(claim: Claim) -> QuerySet[ClaimFile]:
    """What was given as papers of a claim, oldest first, without the bytes."""
    return ClaimFile.objects.filter(claim=claim, paper__isnull=False).defer("content").order_by("pk")


def find_paper(claim: Claim, public_id: str | uuid.UUID) -> Paper:
    """One of `papers_of`, or 404."""
    wanted = uuid.UUID(str(public_id))
    found = next((paper for paper in papers_of(claim) if paper.public_id == wanted), None)
    if found is None:
        raise Http404
    return found


def paper_for(actor: Actor, claim_id: str | uuid.UUID, public_id: str | uuid.UUID) -> Paper:
    """A paper of a draft or claim that the actor may see as theirs or as a helper, or 404."""
    return find_paper(claim_with_papers_for(actor, claim_id), public_id)


def claim_with_papers_for(actor: Actor, claim_id: str | uuid.UUID) -> Claim:
    """A draft or claim that is sent to the council one day, and whose papers the actor may see, or 404."""
    claim = readers.claim_for(actor, claim_id)
    if spec_of(claim).kind != "claim" or not readers.may_in(actor, claim, Scope.VIEW_PAPERS):
        raise Http404
    return claim


def counted(paper: Paper) -> list[ClaimFile]:
    """The files of a paper that stand for it now: those before it was last called not right do not."""
    refused = [review.at for review in paper.said if review.state == PaperState.NOT_RIGHT]
    return [file for file in paper.given if not refused or file.added_at > refused[-1]]


def may_remove(claim: Claim, file: ClaimFile) -> bool:
    """Whether the claimant may take a file back: the council has neither added nor opened it, and it is no answer."""
    return not (file.key or file.added_by_label or (file.opened_at and not claim.is_draft))
