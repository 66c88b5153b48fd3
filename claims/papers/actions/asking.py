"""The papers of a claim, written down when it is sent."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.actors import Actor
from claims.models import Claim, ClaimFile, Paper, PaperState
from claims.papers.readers import called_for, paper_called_for
from claims.papers.rules import due_on
from claims.presenters.submission import CalledFor
from claims.readers.answer_store import sent_values


@transaction.atomic
def ask_for_papers(*, claim: Claim, by: Actor) -> None:
    """Ask for what the answers of a claim call for, and count what was given with them as received.

    Called while the claim is being sent; what is there already stays.
    """
    there = {paper.public_id for paper in Paper.objects.filter(claim=claim)}
    Paper.objects.filter(claim=claim).update(due_on=due_on(timezone.localdate(claim.submitted_at)))
    called = called_for(claim, sent_values(claim))
    asked = [(each, _asked(claim, each)) for each in called]
    Paper.objects.bulk_create(paper for _each, paper in asked if paper.public_id not in there)
    taken: set[str] = set()
    for each, paper in asked:
        # A photo stands for one paper.
        if each.upload and each.upload not in taken and paper.public_id not in there:
            taken.add(each.upload)
            ClaimFile.objects.filter(claim=claim, key=each.upload).update(paper=paper)


@transaction.atomic
def ask_for_more_papers(*, claim: Claim) -> None:
    """Ask for what the answers of a claim that was corrected call for and nobody asked for yet, in a month's time."""
    there = {paper.public_id for paper in Paper.objects.filter(claim=claim)}
    called = [paper_called_for(claim, each) for each in called_for(claim, sent_values(claim))]
    new = [paper for paper in called if paper.public_id not in there]
    for paper in new:
        paper.asked_at, paper.due_on = timezone.now(), due_on(timezone.localdate())
    Paper.objects.bulk_create(new)


def _asked(claim: Claim, called: CalledFor) -> Paper:
    paper = paper_called_for(claim, called)
    paper.asked_at = claim.submitted_at
    paper.due_on = due_on(timezone.localdate(claim.submitted_at))
    if called.is_given:
        paper.state, paper.received_at = PaperState.RECEIVED, claim.submitted_at
    return paper
