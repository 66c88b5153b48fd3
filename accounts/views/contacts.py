"""Changing or adding an e-mail address or phone number: a code goes to the new one; another account may be joined."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import guessing, readers
from accounts.actions import contacts as actions
from accounts.actions.sign_in import CODE_MINUTES, is_untried, send_sign_in_code, use_sign_in_code
from accounts.door import TooManyMessages
from accounts.forms import CodeForm, ContactForm
from accounts.presenters.waits import words_of_refusal, words_of_tried_code
from accounts.sessions import NEW_CONTACT, PROVEN_CONTACT
from accounts.throttling import throttled
from core.mail import MessageNotSent

TRIES = "20/10m"


@never_cache
@require_http_methods(["GET", "POST"])
@throttled(group="contact", rate=TRIES, by_person=True)
def change_contact(request: HttpRequest) -> HttpResponse:
    """Ask for the new address or number, and send it a code."""
    if not readers.may_change_contacts(request.actor):
        return redirect("accounts:home")
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        channel, contact = form.cleaned_data["contact"]
        try:
            code = send_sign_in_code(channel=channel, contact=contact, by=request.actor)
        except TooManyMessages as refusal:
            form.add_error("contact", words_of_refusal(refusal))
        except MessageNotSent:
            form.add_error(
                "contact", _("We could not send a code just now. Nothing has changed. Try again in a few minutes.")
            )
        else:
            request.session[NEW_CONTACT] = {"id": str(code.public_id), "channel": channel, "contact": contact}
            return redirect("accounts:confirm_contact")
    return render(request, "accounts/change_contact.html", {"form": form, "nav": "account"})


@never_cache
@require_http_methods(["GET", "POST"])
@throttled(group="contact-code", rate=TRIES, by_person=True)
def confirm_contact(request: HttpRequest) -> HttpResponse:
    """Take the code that was sent to the new address or number."""
    sent = request.session.get(NEW_CONTACT)
    if not sent or not readers.may_change_contacts(request.actor):
        return redirect("accounts:change_contact")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        guess = {"what": guessing.CODE, "account": sent["contact"], "council": request.council.pk}
        if not is_untried(sent["id"]) and guessing.wait_before(**guess, origin=request.actor.origin):
            form.add_error("code", words_of_tried_code())
            return _draw_code(request, form, sent, status=429)
        proof = use_sign_in_code(public_id=sent["id"], code=form.cleaned_data["code"])
        if proof is not None:
            return _proven(request, proof)
        guessing.note_refusal(**guess, origin=request.actor.origin)
        form.add_error("code", _("This code is wrong or has run out. Check the newest message, or ask for a new code."))
    return _draw_code(request, form, sent)


def _draw_code(request: HttpRequest, form: CodeForm, sent: dict, status: int = 200) -> HttpResponse:
    page = {"form": form, "sent": sent, "minutes": CODE_MINUTES, "nav": "account"}
    return render(request, "accounts/confirm_contact.html", page, status=status)


def _proven(request: HttpRequest, proof) -> HttpResponse:
    del request.session[NEW_CONTACT]
    try:
        actions.change_contact(proof=proof, by=request.actor)
    except actions.BelongsToAnother as problem:
        if problem.may_join:
            request.session[PROVEN_CONTACT] = str(proof.public_id)
            return redirect("accounts:join_accounts")
        messages.warning(
            request, _("Another account uses this, and it cannot be joined with yours. Nothing has changed.")
        )
        return redirect("accounts:home")
    messages.success(request, _("Saved. You can sign in with it from now on."))
    return redirect("accounts:after_sign_in")


@never_cache
@require_http_methods(["GET", "POST"])
def join_accounts(request: HttpRequest) -> HttpResponse:
    """The address or number just proven has an account of its own: is that the same person's?"""
    proof = readers.proven_contact(request.session.get(PROVEN_CONTACT, ""))
    if proof is None or not readers.may_change_contacts(request.actor):
        return redirect("accounts:change_contact")
    if request.method == "GET":
        return render(request, "accounts/join_accounts.html", {"contact": proof.contact, "nav": "account"})
    del request.session[PROVEN_CONTACT]
    if request.POST.get("answer") != "yes":
        messages.success(request, _("Nothing has changed: the two accounts stay apart."))
        return redirect("accounts:home")
    actions.join_accounts(proof=proof, by=request.actor)
    messages.success(request, _("The two are one account now. You can sign in with either."))
    return redirect("accounts:after_sign_in")
