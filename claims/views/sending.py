"""Checking the answers, sending them once, the receipt; leaving a draft and coming back to it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.permissions import Scope
from claims.actions.opening import TooLate
from claims.actions.sending import ClaimIncomplete, WantsOwnWord, WhoseForm, finish_check, submit_claim
from claims.actions.setting_up import NotSetUp
from claims.models import Claim
from claims.presenters import summary as claim_summary
from claims.readers import claims as readers
from claims.readers.answer_store import localised_spec, stored_answers
from claims.readers.claimant import claimant_in
from claims.readers.own_word import unconfirmed
from claims.readers.where_it_goes import unseen_by
from claims.views.drawing import UNPROCESSABLE
from claims.views.moved import opened, refuses_late, version_in
from claims.views.starting import GONE, not_set_up
from formspec.presenters.opening import opening_words
from formspec.rules.facts import facts_of
from formspec.rules.visibility import FormState


@login_not_required
@require_GET
def check_answers(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every answer with a way to change it, what is still missing, and the button that sends."""
    claim = opened(request, public_id)
    if not claim.is_draft:
        return redirect("claims:sent", claim.public_id)
    return _draw_check(request, claim)


def _draw_check(request: HttpRequest, claim, *, status: int = 200) -> HttpResponse:
    stored = stored_answers(claim)
    form_state = readers.form_state_of(claim, stored)
    sections = claim_summary.draft_sections(claim, form_state, unseen_by(request.actor, claim))
    context = {
        "claim": claim,
        "spec": localised_spec(claim).data,
        "sections": sections,
        "is_long": claim_summary.is_long(sections),
        "problems": claim_summary.problems(claim, form_state),
        "is_check": localised_spec(claim).kind == "check",
        "cannot_come_back": _cannot_come_back(request, claim, form_state),
        "back_url": claim_summary.last_page_address(claim, form_state),
        "has_errors": status != 200,
        "unconfirmed": unconfirmed(claim, form_state, stored),
        "is_own": readers.is_own(request.actor, claim),
    }
    return render(request, "claims/check_answers.html", context, status=status)


def _cannot_come_back(request: HttpRequest, claim: Claim, form_state: FormState) -> bool:
    """A visitor sends a form in which nothing stands that they could prove later: it will be hard to find again."""
    given, resident = claimant_in(facts_of(localised_spec(claim).data, form_state)), claim.resident
    return request.actor.user is None and not (given.email or given.phone or resident.email or resident.phone)


@login_not_required
@require_POST
@refuses_late
def submit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send the claim. Sent twice, it answers with the same receipt; incomplete, it says what is missing."""
    claim = readers.claim_for(request.actor, public_id)
    if localised_spec(claim).kind == "check":
        finish_check(public_id=public_id, by=request.actor, version=version_in(request))
        if readers.may_in(request.actor, claim, Scope.VIEW_MONEY):
            return redirect("estimates:estimate", public_id)
        messages.success(request, _("The answers are kept. What they come to is shown to the person whose they are."))
        return redirect("claims:task_list", public_id)
    for_whom, version = request.POST.get("for_whom", ""), version_in(request)
    try:
        claim = submit_claim(public_id=public_id, by=request.actor, for_whom=for_whom, version=version)
    except ClaimIncomplete:
        return _draw_check(request, claim, status=422)
    except NotSetUp:
        return not_set_up(request, claim)
    except TooLate:
        return _too_late(request, claim)
    except WhoseForm as whose:
        return _ask_whose(request, claim, whose)
    except WantsOwnWord:
        return redirect("advocates:confirm", claim.public_id)
    return redirect("claims:sent", claim.public_id)


def _too_late(request: HttpRequest, claim: Claim) -> HttpResponse:
    """Nothing was sent, every word is kept: why, and what to do."""
    form = claim.form_version.form
    page = {
        "claim": claim,
        "spec": localised_spec(claim).data,
        "opening": opening_words(form.opening, timezone.now()),
        "because": form.opening.reason_in(get_language() or ""),
    }
    return render(request, "claims/too_late.html", page, status=GONE)


def _ask_whose(request: HttpRequest, claim: Claim, whose: WhoseForm) -> HttpResponse:
    """The form names somebody else than the record does: for whom is it?"""
    context = {
        "claim": claim,
        "spec": localised_spec(claim).data,
        "name": whose.name,
        "known_as": whose.known_as,
        "is_own": claim.resident_id == getattr(request.actor.resident, "pk", None),
        "has_errors": "asked" in request.POST,
        "back_url": reverse("claims:check_answers", args=[claim.public_id]),
    }
    return render(request, "claims/for_whom.html", context, status=UNPROCESSABLE)


@login_not_required
@require_GET
def sent(request: HttpRequest, public_id: str) -> HttpResponse:
    """The receipt: reference, what happens next, the PDF, and how the claim is getting on."""
    claim = readers.claim_for(request.actor, public_id)
    if claim.is_draft:
        return redirect("claims:task_list", claim.public_id)
    context = {
        "claim": claim,
        "spec": localised_spec(claim).data,
        "timeline": claim_summary.timeline(claim),
        "has_copy": not unseen_by(request.actor, claim),
        # Read to say how a visitor finds the claim again.
        "sent": claim.submission if request.actor.user is None else None,
        "can_save": request.actor.user is None,
    }
    return render(request, "claims/sent.html", context)
