"""The claimant looks through what the council holds for an award, and says what is still right."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims.actions.setting_up import NotSetUp
from claims.changing.actions import start_change
from claims.changing.readers import takes_changes
from claims.models import AwardReview, Claim
from claims.presenters.links import where_it_goes_on
from claims.readers.answer_store import localised_spec
from claims.reviewing import actions
from claims.reviewing.forms import ReviewForm
from claims.reviewing.presenters import declaration, held_sections, review_content, titles_of
from claims.reviewing.readers import own_claim_in_review
from claims.views.starting import limited_drafts

CONFLICT, UNPROCESSABLE = 409, 422


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
@limited_drafts
def review(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """What is held, section by section, each with the question whether it is still right; once answered, what came of
    it. POST confirms all of it, or goes on to tell the change.
    """
    claim, found = own_claim_in_review(request.actor, public_id)
    if found is None:
        raise Http404
    if not found.is_open:
        return _draw(request, claim, found, None, status=200 if request.method == "GET" else CONFLICT)
    if request.method == "GET":
        return _draw(request, claim, found, _form(claim, initial={"based_on": claim.corrected}))
    form = _form(claim, request.POST)
    if not form.is_valid():
        return _draw(request, claim, found, form, status=UNPROCESSABLE)
    try:
        return _answer(request, claim, form)
    except actions.AnswersMoved:
        again = _form(claim, initial={**form.cleaned_data, "based_on": claim.corrected, "declared": False})
        return _draw(request, claim, found, again, has_moved=True, status=CONFLICT)
    except actions.ReviewOver:
        return redirect("claims:review", public_id)


def _answer(request: HttpRequest, claim: Claim, form: ReviewForm) -> HttpResponse:
    if not form.changed:
        actions.confirm_unchanged(
            public_id=claim.public_id, declared=declaration(), based_on=form.cleaned_data["based_on"], by=request.actor
        )
        messages.success(request, _("Thank you. You have told us that nothing has changed."))
        return redirect("claims:review", claim.public_id)
    actions.note_changed(public_id=claim.public_id, sections=form.changed, by=request.actor)
    if not takes_changes():
        return redirect("claims:review", claim.public_id)
    try:
        draft = start_change(public_id=claim.public_id, language=get_language(), by=request.actor)
    except NotSetUp:
        return redirect("claims:review", claim.public_id)
    titles = ", ".join(titles_of(claim, form.changed))
    messages.info(request, _("You said that something has changed in: %(sections)s.") % {"sections": titles})
    return redirect(where_it_goes_on(draft, localised_spec(draft).kind))


def _form(claim: Claim, *args, **kwargs) -> ReviewForm:
    return ReviewForm(*args, sections=held_sections(claim), declaration=declaration(), **kwargs)


def _draw(
    request: HttpRequest,
    claim: Claim,
    found: AwardReview,
    form: ReviewForm | None,
    *,
    has_moved: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "claim": claim,
        "title": localised_spec(claim).title,
        "form": form,
        "blocks": form.blocks() if form else [],
        "has_moved": has_moved,
        "back_url": reverse("claims:sent", args=[claim.public_id]),
        "nav": "claims",
        **review_content(claim, found),
    }
    return render(request, "claims/reviewing/review.html", context, status=status)
