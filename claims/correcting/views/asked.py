"""The claimant's side: what the council asks to have corrected, the correction, and every correction there was."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.keeping.switching import saves_what_is_typed
from claims.correcting import presenters as content
from claims.correcting.actions.locking import lock_to_send, lock_to_type
from claims.correcting.readers import ask_for, asks_of_claimant, claim_with_corrections_for, is_over
from claims.correcting.views.editing import Pages, check_page, edit_page
from claims.readers.answer_store import localised_spec
from claims.readers.where_it_goes import closed_to, unseen_by


@login_not_required
@never_cache
@saves_what_is_typed
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, public_id: uuid.UUID, ask_id: uuid.UUID) -> HttpResponse:
    """Answer again what was asked, and what the new answers bring up; nothing else."""
    return edit_page(request, _pages(request, public_id, ask_id))


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def check_correction(request: HttpRequest, public_id: uuid.UUID, ask_id: uuid.UUID) -> HttpResponse:
    """Everything once more, and sending it."""
    return check_page(request, _pages(request, public_id, ask_id), by=request.actor)


def _pages(request: HttpRequest, public_id: uuid.UUID, ask_id: uuid.UUID) -> Pages:
    listed = reverse("claims:corrections", args=[public_id])
    return Pages(
        find=lambda: ask_for(request.actor, public_id, ask_id),
        edit_url=reverse("claims:correct", args=[public_id, ask_id]),
        check_url=reverse("claims:check_correction", args=[public_id, ask_id]),
        done_url=listed,
        back_url=listed,
        lock_to_type=lambda: lock_to_type(public_id, ask_id, request.actor),
        lock_to_send=lambda: lock_to_send(public_id, ask_id, request.actor),
        closed=lambda claim: closed_to(request.actor, claim),
        sent_words=_("We have your correction. The date of your claim stays the same."),
    )


@login_not_required
@never_cache
@require_GET
def corrections(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """What the council asks to have corrected and by when, what it asked before, and every change since sending."""
    claim = claim_with_corrections_for(request.actor, public_id)
    asks = asks_of_claimant(claim)
    context = {
        "claim": claim,
        "title": localised_spec(claim).title,
        "open": [] if is_over(claim) else [content.ask_row(claim, ask) for ask in asks if ask.is_open],
        "passed": [content.ask_row(claim, ask) for ask in asks if not ask.is_open or is_over(claim)],
        "corrections": content.corrections_content(claim, unseen_by(request.actor, claim)),
        "back_url": reverse("claims:sent", args=[claim.public_id]),
    }
    return render(request, "claims/correcting/corrections.html", context)
