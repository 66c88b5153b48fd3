"""Signing in and up in one box: an address or number, then the code sent to it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts import guessing, readers
from accounts.actions import sign_in as actions
from accounts.actors import Actor
from accounts.devices import COOKIE as DEVICE
from accounts.devices import clear_device, remember_device
from accounts.door import TooManyMessages
from accounts.forms import CodeForm, ContactForm
from accounts.keeping import kiosk, resubmission, steps
from accounts.keeping.form_owners import for_anybody
from accounts.keeping.session_life import stay_on_this_device
from accounts.presenters.waits import words_of_refusal, words_of_tried_code
from accounts.sessions import (
    LEFT_BEHIND,
    NEXT,
    SIGN_IN_CODE,
    has_password_proof,
    note_taken_over,
    sign_in_by_code,
)
from accounts.throttling import throttled
from accounts.views.whose import offers_to
from core.mail import MessageNotSent

# A library or a shelter is one address: this stops a flood only. What is sent and what is guessed has limits of its own
# (door.py, guessing.py).
PER_NETWORK = "300/m"


@login_not_required
@for_anybody
@never_cache
@require_http_methods(["GET", "POST"])
@throttled(group="sign-in", rate=PER_NETWORK)
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for an e-mail address or a phone number, and send it a code."""
    target = safe_next(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(after_sign_in_address(target))
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        channel, contact = form.cleaned_data["contact"]
        problem = _send_code(request, channel, contact)
        if not problem:
            resubmission.put_for(request, contact)
            steps.keep_for(request, contact, safe_next(request))
            remember_next(request)
            return redirect("accounts:enter_code")
        form.add_error("contact", problem)
    target = target or request.session.get(NEXT, "")
    page = {
        "form": form, "nav": "sign_in", "next": target, "next_with_password": after_sign_in_address(target),
        "typed": request.POST.get(resubmission.TYPED, ""),
    }  # fmt: skip
    return render(request, "accounts/sign_in.html", page)


@login_not_required
@for_anybody
@require_POST
@throttled(group="sign-in", rate=PER_NETWORK)
def resend_code(request: HttpRequest) -> HttpResponse:
    """Send another code to the same address or number; the newest one counts."""
    sent = request.session.get(SIGN_IN_CODE)
    if not sent:
        return _no_code_here(request)
    problem = _send_code(request, sent["channel"], sent["contact"])
    if problem:
        messages.warning(request, problem)
    else:
        messages.success(request, _("We have sent you a new code. Use the newest one."))
    return redirect("accounts:enter_code")


def _send_code(request: HttpRequest, channel: str, contact: str) -> str:
    """Send a code and remember where to; returns what to tell the person when it could not be sent."""
    try:
        code = actions.send_sign_in_code(channel=channel, contact=contact, by=request.actor)
    except TooManyMessages as refusal:
        return words_of_refusal(refusal)
    except MessageNotSent:
        return _("We could not send a code just now. Nothing is lost. Try again in a few minutes.")
    request.session[SIGN_IN_CODE] = {"id": str(code.public_id), "channel": channel, "contact": contact}
    return ""


@login_not_required
@for_anybody
@never_cache
@require_http_methods(["GET", "POST"])
@throttled(group="sign-in-code", rate=PER_NETWORK)
def enter_code(request: HttpRequest) -> HttpResponse:
    """Take the six digits; wrong, used, expired and guessed too often all get the same answer."""
    if request.user.is_authenticated:
        return redirect("accounts:after_sign_in")
    sent = request.session.get(SIGN_IN_CODE)
    if not sent:
        return _no_code_here(request)
    form = CodeForm(request.POST or None, shared=kiosk.is_kiosk(request))
    if request.method == "POST" and form.is_valid():
        guess = {"what": guessing.CODE, "account": sent["contact"], "council": request.council.pk}
        origin = request.actor.origin
        if not actions.is_untried(sent["id"]) and guessing.wait_before(**guess, origin=origin):
            form.add_error("code", words_of_tried_code())
            return _draw_code(request, form, sent, status=429)
        user = _user_of_code(request, sent["id"], form.cleaned_data["code"])
        if user is not None:
            sign_in_by_code(request, user)
            if form.cleaned_data.get("own_device"):
                stay_on_this_device(request)
            onward = redirect("accounts:after_sign_in")
            return onward if kiosk.is_kiosk(request) else remember_device(request, onward, user.email, user.phone)
        guessing.note_refusal(**guess, origin=origin)
        form.add_error("code", _("This code is wrong or has run out. Check the newest message, or ask for a new code."))
    return _draw_code(request, form, sent)


def _no_code_here(request: HttpRequest) -> HttpResponse:
    """Say why a code that somebody has cannot be used here, where they ask for one that can."""
    words = _(
        "A code works only in the browser that asked for it, and this one has asked for none. Nothing is lost. Enter "
        "your email address or phone number, and use the code that we then send you."
    )
    messages.warning(request, words)
    return redirect("accounts:sign_in")


def _draw_code(request: HttpRequest, form: CodeForm, sent: dict, status: int = 200) -> HttpResponse:
    page = {"form": form, "sent": sent, "minutes": actions.CODE_MINUTES, "nav": "sign_in"}
    return render(request, "accounts/enter_code.html", page, status=status)


def _user_of_code(request: HttpRequest, public_id: str, code: str):
    proof = actions.use_sign_in_code(public_id=public_id, code=code)
    if proof is None:
        return None
    try:
        return actions.sign_in_resident(proof=proof, by=request.actor)
    except actions.AccountClosed:
        return None


def safe_next(request: HttpRequest) -> str:
    """Where the person was going, if it is a page of this very host; else ""."""
    target = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if target and safe else ""


def after_sign_in_address(target: str) -> str:
    """The address that leads on to `target`, "" for none, once somebody has signed in."""
    address = reverse("accounts:after_sign_in")
    return f"{address}?{urlencode({'next': target})}" if target else address


def remember_next(request: HttpRequest) -> None:
    """Keep where the person was going in their session: not before they have asked for a code or signed in, for each
    session is a row.
    """
    target = safe_next(request)
    if target:
        request.session[NEXT] = target


@never_cache
def after_sign_in(request: HttpRequest) -> HttpResponse:
    """On to where the person was going, else to staff's work list or the person's account.

    Before that, what was begun without an account and may be theirs is asked about.
    """
    remember_next(request)
    if offers_to(request):
        return redirect("accounts:is_this_yours")
    if readers.is_joined(request.session.get(LEFT_BEHIND, ""), request.actor):
        note_taken_over(request)
    target = request.session.pop(NEXT, None)
    if target:
        # redirect() would take a word for the name of a view.
        return HttpResponseRedirect(target)
    if request.council is None:
        return redirect("operator:home")
    if request.actor.membership is None and not request.user.is_superuser:
        return redirect("accounts:home")
    if not request.actor.second_factor:
        # Staff who signed in with a code act as residents; those with a password are asked for the second factor.
        return redirect("accounts:second_factor" if has_password_proof(request) else "accounts:home")
    if request.actor.membership is None:
        # An operator, whose page is on the platform's own host: the account page says so.
        return redirect("accounts:home")
    return redirect(_first_page(request.actor))


def _first_page(actor: Actor) -> str:
    """The name of the page on which this member of staff begins."""
    if actor.reads_shared_journals:
        return "jobjournal:shared_list"
    if actor.manages_organisation:
        return "people:list"
    return "casework:work_list" if actor.works_on_claims else "accounts:home"


@login_not_required
@for_anybody
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out: works for people with an account and for visitors without. The device still counts as known.

    Staff who signed in with a code leave only to come back with their password ("again"): for them, words are kept.
    """
    if DEVICE not in request.COOKIES:
        return leave_device(request, _("You have signed out. Nothing about you is left on this device."))
    if request.council is None:
        return leave_device(
            request,
            _(
                "You have signed out. A cookie stays, which does not say who you are, so that nobody can keep you from "
                "signing in here again. To remove it, delete the cookies of this site in your browser."
            ),
        )
    # The button that takes it away is on that page (templates/privacy.html).
    said = _(
        "You have signed out. Nothing that you read or wrote is left on this device. A cookie stays, which does not "
        "say who you are, so that nobody can keep you from signing in here again. To remove it, open “Privacy and "
        "cookies” and clear this device."
    )
    return leave_device(request, said)


def leave_device(request: HttpRequest, said: str) -> HttpResponse:
    """End the session, clear what the browser keeps, and say so on the next page."""
    if "again" in request.POST:
        resubmission.sign_out_keeping(request)
    else:
        logout(request)
        messages.success(request, said)
    response = HttpResponseRedirect(safe_next(request) or reverse("home"))
    # Pages kept by the browser and entries kept for times without connection; the session is gone already.
    clear_device(request, response)
    return response


@login_not_required
@never_cache
def staff_session_ended(request: HttpRequest) -> HttpResponse:
    """Tell staff why they have to sign in again, and whether what they typed is kept."""
    page = {
        "has_kept": resubmission.KEY in request.session,
        "next": request.session.get(NEXT),
        "minutes": settings.STAFF_IDLE_MINUTES,
        "kept_minutes": resubmission.SECONDS // 60,
        "hours": settings.STAFF_SESSION_HOURS,
    }
    return render(request, "accounts/staff_session_ended.html", page)
