"""What happened to the papers of a claim, in words for staff."""

from __future__ import annotations

from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from claims.models import Claim, Paper, PaperReview, PaperState
from claims.papers.presenters import name_of


def state_words(state: str) -> tuple[str, str]:
    """How a paper stands, to staff: the words and the colour of the tag."""
    return {
        PaperState.WANTED: (_("Asked for"), "grey"),
        PaperState.RECEIVED: (_("To check"), "blue"),
        PaperState.ACCEPTED: (_("Accepted"), "green"),
        PaperState.NOT_RIGHT: (_("Not right, asked for again"), "red"),
        PaperState.WAIVED: (_("Not needed"), "grey"),
    }[PaperState(state)]


def review_event(paper: Paper, review: PaperReview) -> dict[str, Any]:
    """What was said of a paper, as timelines show it."""
    words, _colour = state_words(review.state)
    title = _("“%(paper)s”: %(state)s") % {"paper": name_of(paper), "state": words}
    return {"title": title, "at": review.at, "by": review.by_label, "text": review.reason}


def paper_events(claim: Claim) -> list[dict[str, Any]]:
    """What happened to the papers of a sent claim, for its timeline. Two queries."""
    events, papers = [], list(claim.papers.all())
    prefetch_related_objects(papers, "reviews")
    for paper in papers:
        paper.claim = claim
        name = {"paper": name_of(paper)}
        if paper.asked_by_label:
            asked = {"title": _("Asked for “%(paper)s”") % name, "at": paper.asked_at, "by": paper.asked_by_label}
            events.append(asked | {"text": paper.why})
        if paper.received_at:
            events.append({"title": _("“%(paper)s” came") % name, "at": paper.received_at, "by": "", "text": ""})
        events += [review_event(paper, review) for review in paper.reviews.all()]
    return events
