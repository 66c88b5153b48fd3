"""Papers as the claimant reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from claims.library import what_will_do
from claims.models import Claim, ClaimFile, Paper, PaperState
from claims.papers.actions.sending import CLOSED
from claims.papers.readers import counted, may_remove
from claims.presenters.submission import TO_SEND, paper_names
from claims.readers.answer_store import localised_spec
from core.uploading.limits import MAX_BYTES, MAX_PDF_BYTES, MEGA

# What says more than a name does, until it is there: the reason of the last of these.
WITH_REASON = (PaperState.NOT_RIGHT, PaperState.WAIVED)
LIMITS = {"megabytes": MAX_BYTES // MEGA, "pdf_megabytes": MAX_PDF_BYTES // MEGA}


def state_words(paper: Paper) -> tuple[str, str]:
    """How a paper stands, to the claimant: the words and the colour of the tag."""
    if paper.claim.is_draft:
        return (_("Added"), "green") if paper.given else (_("Not added yet"), "grey")
    return {
        PaperState.WANTED: (_("Please send"), "yellow"),
        PaperState.RECEIVED: (_("We have it"), "light-blue"),
        PaperState.ACCEPTED: (_("Accepted"), "green"),
        PaperState.NOT_RIGHT: (_("Please send again"), "red"),
        PaperState.WAIVED: (_("Not needed"), "grey"),
    }[PaperState(paper.state)]


def paper_address(paper: Paper) -> str:
    """The claimant's page of a paper."""
    return reverse("claims:paper", args=[paper.claim.public_id, paper.public_id])


def name_of(paper: Paper) -> str:
    """What a paper is called, in the page's language, and whose it is."""
    name = paper_names(localised_spec(paper.claim)).get(paper.kind, paper.name)
    return _("%(name)s (%(about)s)") % {"name": name, "about": paper.about} if paper.about else name


def tasks_of(papers: Sequence[Paper]) -> list[dict[str, Any]]:
    """Rows of components/task_list.html."""
    rows = []
    for paper in papers:
        words, colour = state_words(paper)
        row = {"title": name_of(paper), "url": paper_address(paper), "status": words, "colour": colour}
        rows.append(row | {"hint": _by_when(paper)})
    return rows


def _by_when(paper: Paper) -> str:
    if paper.claim.is_draft or paper.state not in TO_SEND or paper.due_on is None:
        return ""
    return _("By %(day)s") % {"day": date_format(paper.due_on, "j F Y")}


def papers_content(claim: Claim, papers: Sequence[Paper]) -> dict[str, Any]:
    """The page with all papers of a draft or claim."""
    return {
        "claim": claim,
        "title": localised_spec(claim).title,
        "tasks": tasks_of(papers),
        "is_open": any(paper.state in TO_SEND for paper in papers),
        "back_url": reverse("claims:task_list" if claim.is_draft else "claims:sent", args=[claim.public_id]),
    }


def paper_content(paper: Paper, *, may_send: bool) -> dict[str, Any]:
    """The page of one paper: what will do, what came, what staff said of it."""
    words, colour = state_words(paper)
    last = paper.said[-1] if paper.said else None
    return LIMITS | {
        "claim": paper.claim,
        "paper": paper,
        "name": name_of(paper),
        "words": words,
        "colour": colour,
        "why": why_asked(paper),
        "will_do": what_will_do(paper.kind, get_language() or ""),
        "by_when": paper.due_on if paper.state in TO_SEND and not paper.claim.is_draft else None,
        "reason": last.reason if last and last.state == paper.state and last.state in WITH_REASON else "",
        "is_not_right": paper.state == PaperState.NOT_RIGHT,
        "files": files_content(paper),
        "may_send": may_send and paper.state not in CLOSED,
        "back_url": reverse("claims:papers", args=[paper.claim.public_id]),
    }


def why_asked(paper: Paper) -> str:
    """Why a paper is asked for: the words of staff, or the question whose answer calls for it."""
    if paper.why or not paper.key:
        return paper.why
    spec = localised_spec(paper.claim)
    question = spec.questions.get(paper.key) or spec.fields.get(paper.key)
    return _("Because of your answer to “%(question)s”.") % {"question": question["label"]} if question else ""


def files_content(paper: Paper) -> list[dict[str, Any]]:
    """What was given: each file, whether it still counts, and whether the claimant may take it back."""
    standing = {file.pk for file in counted(paper)}
    return [_file(paper, file, is_counted=file.pk in standing) for file in paper.given]


def _file(paper: Paper, file: ClaimFile, *, is_counted: bool) -> dict[str, Any]:
    may_go = is_counted and paper.state not in CLOSED and may_remove(paper.claim, file)
    return {"file": file, "is_counted": is_counted, "may_remove": may_go}
