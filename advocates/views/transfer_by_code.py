"""A resident without an account answers a transfer request: by a link to their contact, and a code to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import guessing
from accounts.actions.sign_in import CODE_MINUTES, is_untried, send_sign_in_code, use_sign_in_code
from accounts.door import TooManyMessages
from accounts.presenters.waits import words_of_refusal, words_of_tried_code
from accounts.throttling import throttled
from advocates.actions.inviting import OwnContact
from advocates.actions.transferring import NoAgreement, agree_to_transfer, refuse_transfer
from advocates.forms.granting import ConfirmCodeForm
from advocates.presenters.transfer import transfer_content
from advocates.readers.transfers import ByCode, transfer_by_token
from advocates.views.transferring import NO, YES, why_not, words_of_yes
from claims.signing.presenters import masked
from core.mail import MessageNotSent

# In the session: the request and contact that a code was sent for; what was proven by one, and until when.
ASKED, PROVEN = "transfer_asked", "transfer_proven"
PROOF_SECONDS = 1800
PER_NETWORK = "300/m"
GONE, UNPROCESSABLE, TOO_MANY = 410, 422, 429


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
@throttled(group="transfer-asked", rate=PER_NETWORK)
def transfer_asked(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link says nothing of anybody; the button sends a code. After it: what is asked, and yes or no."""
    found = transfer_by_token(token)
    if found is None:
        return render(request, "advocates/ask_over.html", status=GONE)
    if not _is_proven(request, found):
        problem = _send_code(request, found) if request.method == "POST" else None
        if problem == "":
            return redirect("advocates:transfer_code", token)
        page = {"known": masked(found.channel, found.contact), "problem": problem}
        return render(request, "advocates/transfer_asked.html", page, status=UNPROCESSABLE if problem else 200)
    if request.method == "POST" and request.POST.get("answer") in (YES, NO):
        return _answer(request, token, found)
    return render(request, "advocates/transfer.html", transfer_content(found.row))


def _is_about(kept: dict[str, Any], found: ByCode) -> bool:
    return (kept.get("id"), kept.get("contact")) == (str(found.row.public_id), found.contact)


def _is_proven(request: HttpRequest, found: ByCode) -> bool:
    proven = request.session.get(PROVEN, {})
    return _is_about(proven, found) and proven["until"] > timezone.now().timestamp()


def _answer(request: HttpRequest, token: str, found: ByCode) -> HttpResponse:
    who = {"public_id": found.row.public_id, "by": request.actor, "proven": found.contact}
    if request.POST["answer"] == NO:
        refuse_transfer(**who)
        messages.success(request, _("You said no. Everything stays as it is, and nobody is told."))
    else:
        try:
            messages.success(request, words_of_yes(agree_to_transfer(**who)))
        except (OwnContact, NoAgreement, TooManyMessages) as refusal:
            messages.warning(request, why_not(refusal))
            return redirect("advocates:transfer_asked", token)
    del request.session[PROVEN]
    return redirect("home")


def _send_code(request: HttpRequest, found: ByCode) -> str:
    """Send a code and remember what for; what to say when it could not be sent."""
    try:
        code = send_sign_in_code(
            channel=found.channel, contact=found.contact, subject=_("Your code to answer"), by=request.actor
        )  # fmt: skip
    except TooManyMessages as refusal:
        return words_of_refusal(refusal)
    except MessageNotSent:
        return _("We could not send a code just now. Nothing is lost. Try again in a few minutes.")
    request.session[ASKED] = {"id": str(found.row.public_id), "code": str(code.public_id), "contact": found.contact}
    return ""


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
@throttled(group="transfer-code", rate=PER_NETWORK)
def transfer_code(request: HttpRequest, token: str) -> HttpResponse:
    """Take the six digits; wrong, used, expired and guessed too often all get the same answer."""
    asked, found = request.session.get(ASKED, {}), transfer_by_token(token)
    if found is None or not _is_about(asked, found):
        return redirect("advocates:transfer_asked", token)
    form = ConfirmCodeForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return _draw_code(request, token, found, form, UNPROCESSABLE if form.errors else 200)
    guess = {"what": guessing.CODE, "account": asked["contact"], "council": request.council.pk}
    if not is_untried(asked["code"]) and guessing.wait_before(**guess, origin=request.actor.origin):
        form.add_error("code", words_of_tried_code())
        return _draw_code(request, token, found, form, TOO_MANY)
    if use_sign_in_code(public_id=asked["code"], code=form.cleaned_data["code"]) is None:
        guessing.note_refusal(**guess, origin=request.actor.origin)
        form.add_error("code", _("This code is wrong or has run out. Check the newest message, or ask for a new code."))
        return _draw_code(request, token, found, form, UNPROCESSABLE)
    del request.session[ASKED]
    until = timezone.now().timestamp() + PROOF_SECONDS
    request.session[PROVEN] = {"id": asked["id"], "contact": asked["contact"], "until": until}
    return redirect("advocates:transfer_asked", token)


def _draw_code(
    request: HttpRequest, token: str, found: ByCode, form: ConfirmCodeForm, status: int
) -> HttpResponse:  # fmt: skip
    page = {"form": form, "token": token, "known": masked(found.channel, found.contact), "minutes": CODE_MINUTES}
    return render(request, "advocates/transfer_code.html", page, status=status)
