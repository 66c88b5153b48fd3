"""Telling a change of a sent claim: who hears of it, what it can cost to wait, and where it begins."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from claims.actions.opening import FormClosed
from claims.actions.setting_up import NotSetUp
from claims.changing.actions import start_change
from claims.changing.presenters import change_content, way_back_content
from claims.changing.readers import own_sent_claim
from claims.presenters.links import page_address, where_it_goes_on
from claims.readers.answer_store import localised_spec
from claims.readers.following import CHANGE
from claims.views.starting import limited_drafts, not_set_up


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
@limited_drafts
def change(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """What is held, who is told and who is not; POST begins the form or goes on with it. Of a claim that tells a
    change itself: what it changed, and the way to the claim that it is about.
    """
    claim = own_sent_claim(request.actor, public_id)
    page = {"claim": claim, "title": localised_spec(claim).title, "nav": "claims"}
    page["back_url"] = reverse("claims:sent", args=[claim.public_id])
    if claim.follows_id is not None:
        return render(request, "claims/changing/told.html", page | way_back_content(claim))
    content = change_content(claim)
    if request.method == "GET" or not content["may_tell"]:
        status = 200 if request.method == "GET" else 409
        return render(request, "claims/changing/change.html", page | content, status=status)
    try:
        draft = start_change(public_id=public_id, language=get_language(), by=request.actor)
    except NotSetUp:
        return not_set_up(request)
    except FormClosed:
        # Its own page says why not, and who may start it.
        return redirect("claims:start", CHANGE)
    spec = localised_spec(draft)
    return redirect(
        where_it_goes_on(draft, spec.kind) if content["begun"] else page_address(draft, next(iter(spec.pages)))
    )
