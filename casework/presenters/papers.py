"""Papers as the desk sees them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from casework.readers.papers import review_event, state_words
from claims.models import Paper
from claims.papers.presenters import LIMITS, files_content, name_of, why_asked
from claims.papers.readers import counted
from claims.presenters.submission import TO_SEND


def paper_address(paper: Paper) -> str:
    """The desk's page of a paper."""
    return reverse("casework:paper", args=[paper.claim.reference, paper.public_id])


def paper_rows(papers: list[Paper]) -> list[dict[str, Any]]:
    """What a claim's page says of each paper."""
    rows = []
    for paper in papers:
        words, colour = state_words(paper.state)
        row = {"name": name_of(paper), "url": paper_address(paper), "words": words, "colour": colour}
        rows.append(row | {"is_new": paper.is_new, "by_when": by_when(paper)})
    return rows


def by_when(paper: Paper) -> str:
    """When a paper that has not come is wanted, and whether that day has gone."""
    if paper.state not in TO_SEND or paper.due_on is None:
        return ""
    day = {"day": date_format(paper.due_on, "j F Y")}
    return _("Late: it was wanted by %(day)s") % day if paper.due_on < timezone.localdate() else _("By %(day)s") % day


def paper_content(paper: Paper) -> dict[str, Any]:
    """The desk's page of one paper, without its forms."""
    words, colour = state_words(paper.state)
    return LIMITS | {
        "claim": paper.claim,
        "paper": paper,
        "name": name_of(paper),
        "words": words,
        "colour": colour,
        "why": why_asked(paper),
        "by_when": by_when(paper),
        "files": files_content(paper),
        "has_files": bool(counted(paper)),
        "history": [review_event(paper, review) for review in reversed(paper.said)],
        "back_url": reverse("casework:staff_claim", args=[paper.claim.reference]) + "#papers",
        "nav": "work",
    }
