"""What papers put on a claim's pages: the way to them from the task list, and what is still wanted on the receipt."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from accounts.permissions import Scope
from claims.models import Claim, Paper
from claims.papers.presenters import tasks_of
from claims.presenters.submission import TO_SEND
from claims.readers.answer_store import spec_of
from claims.readers.claims import may_in
from core.panels import add_panel


def way_to_papers(request: HttpRequest, claim: Claim) -> str:
    """On the task list of a draft whose form asks for papers, for whoever may see them; costs its claimant no query."""
    spec = spec_of(claim)
    if spec.kind != "claim" or not spec.data["evidence"] or not may_in(request.actor, claim, Scope.VIEW_PAPERS):
        return ""
    return render_to_string("claims/papers/_way.html", {"claim": claim})


def papers_wanted(request: HttpRequest, claim: Claim) -> str:
    """On the receipt of a claim, for whoever may see its papers: each and how it stands. One query for its claimant."""
    if not may_in(request.actor, claim, Scope.VIEW_PAPERS):
        return ""
    papers = list(Paper.objects.filter(claim=claim))
    if not papers:
        return ""
    for paper in papers:
        paper.claim = claim
    to_send = [paper for paper in papers if paper.state in TO_SEND]
    content = {"claim": claim, "tasks": tasks_of(papers), "is_open": bool(to_send)}
    return render_to_string("claims/papers/_wanted.html", content)


add_panel("claims.task_list", way_to_papers)
add_panel("claims.sent_papers", papers_wanted)
