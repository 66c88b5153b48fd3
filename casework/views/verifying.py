"""One answer of a claim: against what it was verified."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.sessions import staff_required
from casework.actions import verifying
from casework.forms.verifying import TakeBackForm, VerifyForm
from casework.presenters.showing import FROM_CHECK, answer_address, masked
from casework.presenters.verifying import typed_words, verified_words, with_verified
from casework.readers.verifying import answer_to_verify_for, claim_to_verify_for, verified_in
from claims.models import Claim
from claims.presenters.submission import sections_of
from claims.readers.hidden import HiddenAnswer

CONFLICT, UNPROCESSABLE = 409, 422


@staff_required
@require_GET
def verify_answers(request: HttpRequest, reference: str) -> HttpResponse:
    """The answers of a claim, each with the way to say that it is right."""
    claim = claim_to_verify_for(request.actor, reference)
    context = {
        "claim": claim,
        "sections": with_verified(claim, sections_of(claim)),
        "back_url": answer_address(claim),
        "nav": "work",
    }
    return render(request, "casework/verify_answers.html", context)


@staff_required
@require_http_methods(["GET", "POST"])
def verify_answer(request: HttpRequest, reference: str, key: str, entry: int) -> HttpResponse:
    """Say against what an answer was verified; of one that changed or was verified meanwhile, what is so now."""
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
        return _draw(request, claim, answer, again, moved="answer", status=CONFLICT)
    except verifying.MarkMoved:
        return _draw(request, claim, answer, form, moved="mark", status=CONFLICT)
    messages.success(request, _("The answer is marked as verified."))
    return redirect(_back(request, claim))


@staff_required
@require_POST
def take_back(request: HttpRequest, reference: str, key: str, entry: int) -> HttpResponse:
    """Say that an answer is not verified after all; of a mark that is not the one on the page, what is so now."""
    claim, answer = answer_to_verify_for(request.actor, reference, key, entry)
    form = TakeBackForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        verifying.take_back_verification(
            reference=reference, key=key, entry=entry, **form.cleaned_data, by=request.actor
        )
    except verifying.MarkMoved:
        return _draw(request, claim, answer, VerifyForm(), moved="mark", status=CONFLICT)
    messages.success(request, _("The answer is not marked as verified any more."))
    return redirect(_back(request, claim))


def _back(request: HttpRequest, claim: Claim) -> str:
    """The check that somebody came from, or the list of all answers."""
    check = request.GET.get(FROM_CHECK, "")
    return answer_address(claim, check) if check else reverse("casework:verify_answers", args=[claim.reference])


def _draw(
    request: HttpRequest, claim: Claim, answer: HiddenAnswer, form: VerifyForm, *, moved: str = "", status: int = 200
) -> HttpResponse:
    known = verified_in(claim).get((answer.question["key"], answer.entry))
    context = {
        "claim": claim,
        "question": answer.question,
        "entry": answer.entry,
        "answer": masked(answer),
        "known": known,
        "verified": verified_words(known) if known else "",
        "form": form,
        "typed": typed_words(form) if known else "",
        "moved": moved,
        "from_check": request.GET.get(FROM_CHECK, ""),
        "back_url": _back(request, claim),
        "nav": "work",
    }
    return render(request, "casework/verify_answer.html", context, status=status)
