"""The claimant confirms what somebody typed for them: signed in, or by a code to their own contact."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import guessing
from accounts.actions.sign_in import CODE_MINUTES, is_untried, send_sign_in_code, use_sign_in_code
from accounts.door import TooManyMessages
from accounts.permissions import Scope
from accounts.presenters.waits import words_of_refusal, words_of_tried_code
from accounts.throttling import throttled
from advocates.forms.granting import ConfirmCodeForm
from advocates.presenters.confirming import hint_of, waiting_content
from claims.actions.confirming import AnswersMoved, confirm_typed
from claims.models import Claim
from claims.readers.claims import draft_for, grant_to_fill, is_own, may_in
from claims.readers.own_word import code_goes_to
from core.mail import MessageNotSent

# In the session: the claim, the version of its answers and the contact that a code was sent for.
ASKED = "confirm_asked"
UNPROCESSABLE, TOO_MANY = 422, 429


@never_cache
@require_http_methods(["GET", "POST"])
@throttled(group="confirm-typed", rate="60/m")
def confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """What waits. The claimant says that it is right; a helper has a code sent to the claimant."""
    claim = _claim(request, public_id)
    waiting = waiting_content(claim, request.actor)
    if not waiting["rows"]:
        return redirect("claims:check_answers", public_id)
    own = is_own(request.actor, claim)
    if request.method == "POST":
        return _say_right(request, claim) if own else _send_code(request, claim, waiting)
    return _draw(request, claim, waiting, own=own)


def _claim(request: HttpRequest, public_id: str) -> Claim:
    claim = draft_for(request.actor, public_id)
    # A code costs the claimant a message: whoever only looks has none sent.
    may_post = is_own(request.actor, claim) or grant_to_fill(request.actor, claim) is not None
    if request.method == "POST" and not may_post:
        raise PermissionDenied
    return claim


def _draw(request: HttpRequest, claim: Claim, waiting: dict[str, Any], *, own: bool, problem: str = "") -> HttpResponse:
    page = {"claim": claim, "own": own, "name": claim.resident.name, "problem": problem}
    page["sends_code"] = not own and code_goes_to(claim.resident) is not None
    page["known"] = _hint(request, claim)
    return render(request, "advocates/confirm.html", page | waiting, status=UNPROCESSABLE if problem else 200)


def _hint(request: HttpRequest, claim: Claim) -> str:
    """Where a code goes, as far as the reader may see how the claimant is reached."""
    return hint_of(code_goes_to(claim.resident)) if may_in(request.actor, claim, Scope.VIEW_CONTACT) else ""


def _say_right(request: HttpRequest, claim: Claim) -> HttpResponse:
    return _confirmed(request, claim, request.POST.get("seen", ""))


def _confirmed(request: HttpRequest, claim: Claim, seen: str, proven: str = "") -> HttpResponse:
    try:
        confirm_typed(public_id=claim.public_id, seen=seen, by=request.actor, proven=proven)
    except AnswersMoved:
        messages.warning(request, _("The answers have changed meanwhile. Nothing was confirmed. Look at them again."))
        return redirect("advocates:confirm", claim.public_id)
    messages.success(request, _("Confirmed. The form can be sent now."))
    return redirect("claims:check_answers", claim.public_id)


def _send_code(request: HttpRequest, claim: Claim, waiting: dict[str, Any]) -> HttpResponse:
    goes_to = code_goes_to(claim.resident)
    if goes_to is None:
        return _draw(request, claim, waiting, own=False)
    channel, contact = goes_to
    try:
        code = send_sign_in_code(
            channel=channel, contact=contact, subject=_("Your code to confirm answers"), by=request.actor
        )
    except TooManyMessages as refusal:
        return _draw(request, claim, waiting, own=False, problem=words_of_refusal(refusal))
    except MessageNotSent:
        problem = _("We could not send a code just now. Nothing is lost. Try again in a few minutes.")
        return _draw(request, claim, waiting, own=False, problem=problem)
    request.session[ASKED] = {
        "claim": str(claim.public_id), "seen": waiting["seen"], "code": str(code.public_id), "contact": contact,
    }  # fmt: skip
    return redirect("advocates:confirm_code", claim.public_id)


@never_cache
@require_http_methods(["GET", "POST"])
@throttled(group="confirm-typed", rate="60/m")
def confirm_code(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take the code that the claimant reads out, or types on this device."""
    claim, asked = _claim(request, public_id), request.session.get(ASKED)
    if not asked or asked["claim"] != str(public_id):
        return redirect("advocates:confirm", public_id)
    form = ConfirmCodeForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return _draw_code(request, claim, form, status=UNPROCESSABLE if form.errors else 200)
    guess = {"what": guessing.CODE, "account": asked["contact"], "council": request.council.pk}
    if not is_untried(asked["code"]) and guessing.wait_before(**guess, origin=request.actor.origin):
        form.add_error("code", words_of_tried_code())
        return _draw_code(request, claim, form, status=TOO_MANY)
    if use_sign_in_code(public_id=asked["code"], code=form.cleaned_data["code"]) is None:
        guessing.note_refusal(**guess, origin=request.actor.origin)
        form.add_error("code", _("This code is wrong or has run out. Check the newest message, or ask for a new code."))
        return _draw_code(request, claim, form, status=UNPROCESSABLE)
    del request.session[ASKED]
    return _confirmed(request, claim, asked["seen"], asked["contact"])


def _draw_code(request: HttpRequest, claim: Claim, form: ConfirmCodeForm, *, status: int) -> HttpResponse:
    page = {"form": form, "claim": claim, "name": claim.resident.name, "minutes": CODE_MINUTES}
    page["known"] = _hint(request, claim)
    return render(request, "advocates/confirm_code.html", page, status=status)
