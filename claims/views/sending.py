"""Checking the answers, sending them once, the receipt; leaving a draft and coming back to it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from claims.actions.sending import ClaimIncomplete, finish_check, submit_claim
from claims.actions.setting_up import NotSetUp
from claims.presenters import summary as claim_summary
from claims.presenters.submission import evidence_to_send
from claims.readers import claims as readers
from claims.readers.answer_store import localised_spec
from claims.views.pages import draft_or_sign_in, signed_out_answer
from claims.views.starting import not_set_up


@login_not_required
@require_GET
def check_answers(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every answer with a way to change it, what is still missing, and the button that sends."""
    claim = readers.claim_for(request.actor, public_id)
    if not claim.is_draft:
        return redirect("claims:sent", claim.public_id)
    return _draw_check(request, claim)


def _draw_check(request: HttpRequest, claim, *, status: int = 200) -> HttpResponse:
    form_state = readers.form_state_of(claim)
    context = {
        "claim": claim,
        "spec": localised_spec(claim).data,
        "sections": claim_summary.draft_sections(claim, form_state),
        "problems": claim_summary.problems(claim, form_state),
        "is_check": localised_spec(claim).kind == "check",
        "back_url": claim_summary.last_page_address(claim, form_state),
        "has_errors": status != 200,
    }
    return render(request, "claims/check_answers.html", context, status=status)


@login_not_required
@require_POST
def submit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send the claim. Sent twice, it answers with the same receipt; incomplete, it says what is missing."""
    claim = readers.claim_for(request.actor, public_id) if not _is_lost(request, public_id) else None
    if claim is None:
        return signed_out_answer(request, "claims:check_answers", public_id)
    if localised_spec(claim).kind == "check":
        finish_check(public_id=public_id, by=request.actor)
        return redirect("estimates:estimate", public_id)
    try:
        claim = submit_claim(public_id=public_id, by=request.actor)
    except ClaimIncomplete:
        return _draw_check(request, claim, status=422)
    except NotSetUp:
        return not_set_up(request, claim)
    return redirect("claims:sent", claim.public_id)


def _is_lost(request: HttpRequest, public_id: str) -> bool:
    """A person who is signed out and cannot reach the claim any more: they are asked to sign in, nothing is lost."""
    return not readers.claims_for(request.actor).filter(public_id=public_id).exists() and (
        draft_or_sign_in(request, public_id) is None
    )


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
        "evidence": evidence_to_send(claim),
        "pdf": getattr(claim, "pdf", None),
        "can_save": request.actor.user is None,
    }
    return render(request, "claims/sent.html", context)
