"""Leaving a draft and coming back to it: by an account, or by a one-time link."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.door import TooManyMessages
from accounts.forms import ContactForm
from accounts.presenters.waits import words_of_refusal
from accounts.sessions import VISITOR, open_claim
from claims.actions.resuming import LINK_DAYS, send_resume_link, use_resume_link
from claims.actions.retention import UNSAVED_DRAFT_DAYS
from claims.presenters.links import task_list_address
from claims.readers import claims as readers
from claims.readers.answer_store import localised_spec
from claims.readers.claims import opens_record
from claims.views.after_sending import sent_leads_to_receipt


@login_not_required
@require_http_methods(["GET", "POST"])
@sent_leads_to_receipt
def save_for_later(request: HttpRequest, public_id: str) -> HttpResponse:
    """Two ways to come back: an account by code, or a link to this draft alone."""
    claim = readers.own_draft_for(request.actor, public_id)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        channel, contact = form.cleaned_data["contact"]
        address = request.council.url_of(reverse("claims:resume", args=["TOKEN"]).replace("TOKEN", "{token}"))
        try:
            send_resume_link(public_id=public_id, channel=channel, contact=contact, address=address, by=request.actor)
        except TooManyMessages as refusal:
            form.add_error("contact", words_of_refusal(refusal))
        else:
            told = _("We have sent you a link. It works once, for %(days)s days.")
            messages.success(request, told % {"days": LINK_DAYS})
            return redirect(task_list_address(claim))
    context = {
        "claim": claim, "spec": localised_spec(claim).data, "form": form, "days": LINK_DAYS,
        "unsaved_days": UNSAVED_DRAFT_DAYS if readers.is_unsaved(request.actor, claim) else 0,
        "kept_days": request.council.draft_days, "back_url": task_list_address(claim),
    }  # fmt: skip
    return render(request, "claims/save_for_later.html", context, status=422 if form.errors else 200)


@login_not_required
@require_http_methods(["GET", "POST"])
def resume(request: HttpRequest, token: str) -> HttpResponse:
    """A one-time link. Opening it changes nothing (mail scanners open links); the button uses it up."""
    if request.method == "GET":
        return render(request, "claims/resume.html")
    claim = use_resume_link(token=token, by=request.actor)
    if claim is None:
        return render(request, "claims/resume_gone.html", {"days": LINK_DAYS}, status=410)
    actor = request.actor
    if actor.user is None and actor.resident is None and opens_record(claim):
        request.session[VISITOR] = str(claim.resident.public_id)
    else:
        open_claim(request, str(claim.public_id))
    return redirect(task_list_address(claim))
