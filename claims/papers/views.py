"""The claimant's papers, before and after sending the claim: what is wanted, and sending it from any device."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Scope
from accounts.views import incoming
from claims.papers import readers
from claims.papers.actions.sending import remove_paper_file, send_paper
from claims.papers.presenters import paper_address, paper_content, papers_content
from claims.readers.claims import may_in
from core.asking import ask_first, is_sure
from core.bodies import wants_json
from core.uploading.words import Taken

UNPROCESSABLE = 422
# The field of the page's two boxes for files: one takes a photo, one chooses what is there.
FILES = "files"


@login_not_required
@require_GET
def papers(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Every paper of a draft or claim, and how it stands."""
    claim = readers.claim_with_papers_for(request.actor, public_id)
    return render(request, "claims/papers/papers.html", papers_content(claim, readers.papers_of(claim)))


@login_not_required
@require_http_methods(["GET", "POST"])
@transaction.non_atomic_requests
@incoming.takes_parts
def paper(request: HttpRequest, public_id: uuid.UUID, paper_id: uuid.UUID) -> HttpResponse:
    """One paper: what will do, what came, and sending it. What cannot be taken is explained, the rest is kept."""
    if request.method == "GET":
        return _draw(request, public_id, paper_id, [])
    taken = _take(request, public_id, paper_id)
    if wants_json(request):
        return incoming.taken_answer(taken)
    if taken.problems:
        return _draw(request, public_id, paper_id, taken.problems)
    found = readers.paper_for(request.actor, public_id, paper_id)
    thanks = _("We have added it.") if found.claim.is_draft else _("We have it. Thank you.")
    for sentence in taken.had or [thanks]:
        messages.success(request, sentence)
    return redirect(paper_address(found))


def _take(request: HttpRequest, public_id: uuid.UUID, paper_id: uuid.UUID) -> Taken:
    if incoming.all_sent(request):
        return Taken()
    with incoming.sent_files(request, FILES) as uploads:
        return send_paper(claim_id=public_id, paper=paper_id, uploads=uploads, by=request.actor)


def _draw(request: HttpRequest, public_id: uuid.UUID, paper_id: uuid.UUID, problems: list[str]) -> HttpResponse:
    found = readers.paper_for(request.actor, public_id, paper_id)
    content = paper_content(found, may_send=may_in(request.actor, found.claim, Scope.FILL_PAPERS))
    content |= {"problems": problems, "errors": [(each, FILES) for each in problems], "has_errors": bool(problems)}
    return render(request, "claims/papers/paper.html", content, status=UNPROCESSABLE if problems else 200)


@login_not_required
@require_POST
def remove_paper(request: HttpRequest, public_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponse:
    """Take a file back that nobody at the council has opened; asks first."""
    claim = readers.claim_with_papers_for(request.actor, public_id)
    found = readers.files_of(claim).select_related("paper").filter(public_id=file_id).first()
    if found is None:
        raise Http404
    keep_url = reverse("claims:paper", args=[public_id, found.paper.public_id])
    if not readers.may_remove(claim, found):
        messages.warning(request, _("The council has opened this file, so it stays with your claim."))
        return redirect(keep_url)
    if not is_sure(request):
        return ask_first(request, question=_("Remove “%(name)s”?") % {"name": found.name}, keep_url=keep_url)
    remove_paper_file(claim_id=public_id, file=file_id, by=request.actor)
    return redirect(keep_url)
