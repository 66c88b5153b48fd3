"""Papers at the desk: judging one, asking for one more, adding what came by post or over the counter."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from accounts.views import incoming
from casework.actions import papers as actions
from casework.forms.papers import AskForm, ReviewForm
from casework.presenters.papers import paper_address, paper_content
from casework.readers.claims import staff_claim_for
from claims.models import Claim, Paper, PaperState
from claims.papers.readers import counted, find_paper
from claims.papers.rules import due_on
from claims.presenters.submission import paper_names
from claims.readers.answer_store import localised_spec
from core.bodies import wants_json
from core.uploading.words import Taken

CONFLICT, UNPROCESSABLE = 409, 422
FILES = "files"


@staff_required
@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, reference: str, paper_id: uuid.UUID) -> HttpResponse:
    """One paper with its files and what was said of it; a press on an old page changes nothing and keeps the words."""
    found = find_paper(staff_claim_for(request.actor, reference), paper_id)
    if request.method == "GET":
        return _draw(request, found, _fresh(found))
    require(request.actor, Permission.CLAIM_PROGRESS)
    form = ReviewForm(request.POST, has_files=bool(counted(found)))
    if not form.is_valid():
        return _draw(request, found, form, status=UNPROCESSABLE)
    try:
        judged = actions.review_paper(reference=reference, paper=paper_id, **form.cleaned_data, by=request.actor)
    except actions.PaperMoved as moved:
        return _draw(request, moved.paper, _fresh(moved.paper, **form.cleaned_data), has_moved=True, status=CONFLICT)
    messages.success(request, _said(judged))
    return redirect(reverse("casework:staff_claim", args=[reference]) + "#papers")


def _fresh(found: Paper, **typed: Any) -> ReviewForm:
    return ReviewForm(initial=typed | {"revision": found.revision}, has_files=bool(counted(found)))


def _said(paper: Paper) -> str:
    if paper.state != PaperState.NOT_RIGHT:
        return _("What you said of the paper is saved.")
    return _told(paper.claim, _("The claimant is asked for the paper again."))


def _told(claim: Claim, words: str) -> str:
    if claim.resident.safe_to_contact:
        return words
    return _("It is not safe to contact this person, so no message goes out. They read it when they sign in.")


def _draw(
    request: HttpRequest, found: Paper, form: ReviewForm, *, has_moved=False, problems=(), status=200
) -> HttpResponse:
    context = paper_content(found) | {
        "form": form,
        "has_moved": has_moved,
        "problems": problems,
        "may_progress": request.actor.may(Permission.CLAIM_PROGRESS),
    }
    return render(request, "casework/papers/paper.html", context, status=status)


@staff_required
@require_POST
@transaction.non_atomic_requests
@incoming.takes_parts
def add_paper_files(request: HttpRequest, reference: str, paper_id: uuid.UUID) -> HttpResponse:
    """Add what came by post or over the counter."""
    taken = _take(request, reference, paper_id)
    if wants_json(request):
        return incoming.taken_answer(taken)
    found = find_paper(staff_claim_for(request.actor, reference), paper_id)
    if taken.problems:
        return _draw(request, found, _fresh(found), problems=taken.problems, status=UNPROCESSABLE)
    for sentence in taken.had or [_("The paper is added.")]:
        messages.success(request, sentence)
    return redirect(paper_address(found))


def _take(request: HttpRequest, reference: str, paper_id: uuid.UUID) -> Taken:
    if incoming.all_sent(request):
        return Taken()
    with incoming.sent_files(request, FILES) as uploads:
        return actions.add_paper_files(reference=reference, paper=paper_id, uploads=uploads, by=request.actor)


@staff_required
@require_http_methods(["GET", "POST"])
def ask_for_paper(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask for one more paper."""
    require(request.actor, Permission.CLAIM_PROGRESS)
    claim = staff_claim_for(request.actor, reference)
    names = paper_names(localised_spec(claim))
    if request.method == "GET":
        first = {"due_on": due_on(timezone.localdate()), "asked_with": uuid.uuid4()}
        return _draw_ask(request, claim, AskForm(initial=first, names=names))
    form = AskForm(request.POST, names=names)
    if not form.is_valid():
        return _draw_ask(request, claim, form, status=UNPROCESSABLE)
    actions.ask_for_paper(reference=reference, **form.cleaned_data, by=request.actor)
    messages.success(request, _told(claim, _("The claimant is asked for the paper.")))
    return redirect(reverse("casework:staff_claim", args=[reference]) + "#papers")


def _draw_ask(request: HttpRequest, claim: Claim, form: AskForm, *, status: int = 200) -> HttpResponse:
    context = {
        "claim": claim,
        "form": form,
        "back_url": reverse("casework:staff_claim", args=[claim.reference]) + "#papers",
        "nav": "work",
    }
    return render(request, "casework/papers/ask.html", context, status=status)
