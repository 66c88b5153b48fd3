"""The partner's pages, on their own device: the link, the code to their own contact, what they sign."""

from __future__ import annotations

from typing import Any

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
from accounts.forms import ContactForm
from accounts.presenters.waits import words_of_refusal, words_of_tried_code
from accounts.throttling import throttled
from claims.models import SecondSignature
from claims.signing.actions import signing
from claims.signing.forms import NotRightForm, SignForm, SigningCodeForm
from claims.signing.presenters import masked, statement_content
from claims.signing.readers import is_claimants_browser, is_claimants_contact, signature_by_id, signature_by_token
from claims.signing.rules import PROOF_LASTS
from core.mail import MessageNotSent

# In the session: what a code was sent for; what was proven by one, and until when; what was done.
ASKED, PROVEN, DONE = "signing_asked", "signing_proven", "signing_done"
SIGNED, NOT_RIGHT = "signed", "not_right"
PER_NETWORK = "300/m"
FORBIDDEN, CONFLICT, GONE, UNPROCESSABLE, TOO_MANY = 403, 409, 410, 422, 429


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
@throttled(group="sign-partner", rate=PER_NETWORK)
def sign(request: HttpRequest, token: str) -> HttpResponse:
    """A link that the partner was sent or shown. Opening it says nothing of anybody; the button sends a code."""
    signature = signature_by_token(token)
    if signature is None:
        return _gone(request)
    if is_claimants_browser(request.actor, signature.claim):
        return render(request, "claims/signing/own_browser.html", status=FORBIDDEN)
    form = None if signature.contact else ContactForm(request.POST if request.method == "POST" else None)
    if request.method == "GET" or (form is not None and not form.is_valid()):
        return _draw_start(request, signature, form)
    given = form.cleaned_data["contact"] if form is not None else (signature.channel, signature.contact)
    problem = _send_code(request, signature, *given)
    if problem:
        return _draw_start(request, signature, form, problem=problem)
    return redirect("claims:sign_code")


def _draw_start(
    request: HttpRequest, signature: SecondSignature, form: ContactForm | None, *, problem: str = ""
) -> HttpResponse:
    if problem and form is not None:
        form.add_error("contact", problem)
    known = masked(signature.channel, signature.contact) if signature.contact else ""
    page = {"form": form, "known": known, "problem": "" if form is not None else problem}
    status = UNPROCESSABLE if problem or (form is not None and form.errors) else 200
    return render(request, "claims/signing/start.html", page, status=status)


def _send_code(request: HttpRequest, signature: SecondSignature, channel: str, contact: str) -> str:
    """Send a code and remember what for; what to tell the partner when it could not be sent."""
    if is_claimants_contact(signature.claim, contact):
        return _("This is the contact of the person who sent the claim. Use one of your own.")
    try:
        code = send_sign_in_code(
            channel=channel, contact=contact, subject=_("Your code to sign a form"), by=request.actor
        )
    except TooManyMessages as refusal:
        return words_of_refusal(refusal)
    except MessageNotSent:
        return _("We could not send a code just now. Nothing is lost. Try again in a few minutes.")
    request.session.pop(DONE, None)
    request.session[ASKED] = {
        "id": str(signature.public_id), "code": str(code.public_id), "channel": channel, "contact": contact,
    }  # fmt: skip
    return ""


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
@throttled(group="sign-partner-code", rate=PER_NETWORK)
def sign_code(request: HttpRequest) -> HttpResponse:
    """Take the six digits; wrong, used, expired and guessed too often all get the same answer."""
    asked = request.session.get(ASKED)
    if not asked:
        return _gone(request)
    form = SigningCodeForm(request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return _draw_code(request, asked, form, status=UNPROCESSABLE if form.errors else 200)
    guess = {"what": guessing.CODE, "account": asked["contact"], "council": request.council.pk}
    origin = request.actor.origin
    if not is_untried(asked["code"]) and guessing.wait_before(**guess, origin=origin):
        form.add_error("code", words_of_tried_code())
        return _draw_code(request, asked, form, status=TOO_MANY)
    if use_sign_in_code(public_id=asked["code"], code=form.cleaned_data["code"]) is None:
        guessing.note_refusal(**guess, origin=origin)
        form.add_error("code", _("This code is wrong or has run out. Check the newest message, or ask for a new code."))
        return _draw_code(request, asked, form, status=UNPROCESSABLE)
    return _proven(request, request.session.pop(ASKED))


def _draw_code(request: HttpRequest, asked: dict[str, Any], form: SigningCodeForm, *, status: int) -> HttpResponse:
    page = {"form": form, "known": masked(asked["channel"], asked["contact"]), "minutes": CODE_MINUTES}
    return render(request, "claims/signing/code.html", page | {"channel": asked["channel"]}, status=status)


def _proven(request: HttpRequest, asked: dict[str, Any]) -> HttpResponse:
    given = {"public_id": asked["id"], "channel": asked["channel"], "contact": asked["contact"]}
    try:
        signing.take_contact(**given, by=request.actor)
    except (signing.NotOpen, signing.NotTheirs):
        return _gone(request)
    until = timezone.now() + PROOF_LASTS
    request.session[PROVEN] = {"id": asked["id"], "contact": asked["contact"], "until": until.timestamp()}
    return redirect("claims:sign_statement")


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
@throttled(group="sign-partner", rate=PER_NETWORK)
def sign_statement(request: HttpRequest) -> HttpResponse:
    """Whose claim it is, what is said about the partner, and what they declare; or what they did."""
    if request.session.get(DONE):
        return render(request, "claims/signing/done.html", {"signed": request.session[DONE] == SIGNED})
    proven = request.session.get(PROVEN)
    is_fresh = proven and proven["until"] > timezone.now().timestamp()
    signature = signature_by_id(proven["id"]) if is_fresh else None
    if signature is None or signature.contact != proven["contact"]:
        return _gone(request)
    if request.method == "GET":
        return _draw_statement(request, signature)
    who = {"public_id": proven["id"], "contact": proven["contact"], "by": request.actor}
    return _say(request, signature, who) if NOT_RIGHT in request.POST else _sign(request, signature, who)


def _sign(request: HttpRequest, signature: SecondSignature, who: dict[str, Any]) -> HttpResponse:
    form = SignForm(request.POST)
    if not form.is_valid():
        return _draw_statement(request, signature, form, status=UNPROCESSABLE)
    said = form.cleaned_data
    try:
        signing.sign_claim(**who, name=said["name"], seen=said["seen"])
    except signing.PartMoved:
        return _draw_statement(request, signature, form, has_moved=True, status=CONFLICT)
    except signing.OtherName:
        form.add_error("name", _("This is not the name in the claim. If that name is wrong, say so below."))
        return _draw_statement(request, signature, form, status=UNPROCESSABLE)
    except (signing.NotOpen, signing.NotTheirs):
        return _gone(request)
    return _done(request, SIGNED)


def _say(request: HttpRequest, signature: SecondSignature, who: dict[str, Any]) -> HttpResponse:
    form = NotRightForm(request.POST)
    if not form.is_valid():
        return _draw_statement(request, signature, not_right=form, status=UNPROCESSABLE)
    try:
        signing.say_not_right(**who, words=form.cleaned_data["words"].strip())
    except (signing.NotOpen, signing.NotTheirs):
        return _gone(request)
    return _done(request, NOT_RIGHT)


def _done(request: HttpRequest, what: str) -> HttpResponse:
    request.session.pop(PROVEN, None)
    request.session[DONE] = what
    return redirect("claims:sign_statement")


def _draw_statement(
    request: HttpRequest, signature: SecondSignature, form: SignForm | None = None, *,
    not_right: NotRightForm | None = None, has_moved: bool = False, status: int = 200,
) -> HttpResponse:  # fmt: skip
    content = statement_content(signature)
    if form is None or has_moved:
        typed = {"name": form.cleaned_data["name"]} if form is not None else {}
        form = SignForm(initial=typed | {"seen": content["seen"]})
    page = content | {"form": form, "not_right": not_right or NotRightForm(), "has_moved": has_moved}
    return render(request, "claims/signing/statement.html", page | {"said": not_right is not None}, status=status)


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "claims/signing/gone.html", status=GONE)
