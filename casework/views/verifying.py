"""One answer of a claim: against what it was verified."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.sessions import staff_required
from casework.actions import verifying
from casework.forms.verifying import VerifyForm
from casework.presenters.showing import masked
from casework.presenters.verifying import verified_words
from casework.readers.verifying import answer_to_verify_for, verified_in
from claims.models import Claim
from claims.readers.hidden import HiddenAnswer

CONFLICT, UNPROCESSABLE = 409, 422


@staff_required
@require_http_methods(["GET", "POST"])
def verify_answer(request: HttpRequest, reference: str, key: str, entry: int) -> HttpResponse:
    """Say against what an answer was verified; of one that changed meanwhile, what it is now."""
    claim, answer = answer_to_verify_for(request.actor, reference, key, entry)
    if request.method == "GET":
        return _draw(request, claim, answer, VerifyForm(initial={"based_on": claim.corrected}))
    form = VerifyForm(request.POST)
    if not form.is_valid():
        return _draw(request, claim, answer, form, status=UNPROCESSABLE)
    try:
        verifying.verify_answer(reference=reference, key=key, entry=entry, **form.cleaned_data, by=request.actor)
    except verifying.AnswerMoved:
        again = VerifyForm(initial=form.cleaned_data | {"based_on": claim.corrected})
        return _draw(request, claim, answer, again, has_moved=True, status=CONFLICT)
    messages.success(request, _("The answer is marked as verified."))
    return redirect(_claim_url(claim))


@staff_required
@require_POST
def take_back(request: HttpRequest, reference: str, key: str, entry: int) -> HttpResponse:
    """Say that an answer is not verified after all."""
    claim, _answer = answer_to_verify_for(request.actor, reference, key, entry)
    verifying.take_back_verification(reference=reference, key=key, entry=entry, by=request.actor)
    messages.success(request, _("The answer is not marked as verified any more."))
    return redirect(_claim_url(claim))


def _claim_url(claim: Claim) -> str:
    return reverse("casework:staff_claim", args=[claim.reference]) + "#answers"


def _draw(
    request: HttpRequest, claim: Claim, answer: HiddenAnswer, form: VerifyForm, *, has_moved=False, status: int = 200
) -> HttpResponse:
    known = verified_in(claim).get((answer.question["key"], answer.entry))
    context = {
        "claim": claim,
        "question": answer.question,
        "entry": answer.entry,
        "answer": masked(answer),
        "verified": verified_words(known) if known else "",
        "form": form,
        "has_moved": has_moved,
        "back_url": _claim_url(claim),
        "nav": "work",
    }
    return render(request, "casework/verify_answer.html", context, status=status)
