"""Transfer of a grant to somebody else: by the resident, or asked for by the helper or staff."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.door import TooManyMessages
from accounts.models import Delegation
from accounts.presenters.waits import words_of_refusal
from accounts.throttling import throttled
from advocates.actions.inviting import OwnContact
from advocates.actions.transferring import (
    CannotAnswer,
    NoAgreement,
    TooManyTransfers,
    agree_to_transfer,
    ask_for_successor,
    pass_on_own_grant,
    refuse_transfer,
)  # fmt: skip
from advocates.forms.successor import SuccessorForm
from advocates.presenters.sentences import grant_for_helper, grant_for_resident, until_words
from advocates.presenters.transfer import transfer_content
from advocates.readers.grants import changeable_grant, last_day_given, names_of_helpers, passable_grant
from advocates.readers.transfers import organisations_to_go_on, transfer_to_answer
from advocates.views.inviting import sender_kwargs

UNPROCESSABLE, TOO_MANY = 422, 429
YES, NO = "yes", "no"


@never_cache
@require_http_methods(["GET", "POST"])
@throttled(group="successor", rate="60/h", by_person=True)
def successor(request: HttpRequest, public_id: str) -> HttpResponse:
    """The resident transfers a grant: to an organisation at once, to a person when they accept."""
    found = changeable_grant(request.actor, public_id)
    own = sender_kwargs(request.actor)["own_contacts"]
    form = _form(request, found, own_contacts=own, asks=False)
    if form.is_valid():
        try:
            grant = pass_on_own_grant(public_id=public_id, to=form.successor, by=request.actor)
        except (OwnContact, NoAgreement, TooManyMessages) as refusal:
            form.add_error("to", why_not(refusal))
            return _draw_own(request, found, form, TOO_MANY)
        messages.success(request, words_of_yes(grant))
        return redirect("advocates:grant", grant.public_id) if grant else redirect("advocates:helpers")
    return _draw_own(request, found, form, UNPROCESSABLE if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
@throttled(group="successor", rate="60/h", by_person=True)
def ask_successor(request: HttpRequest, public_id: str) -> HttpResponse:
    """A helper or staff ask the resident to agree to a transfer."""
    found = passable_grant(request.actor, public_id)
    form = _form(request, found, asks=True)
    status = UNPROCESSABLE if form.errors else 200
    if form.is_valid():
        try:
            ask_for_successor(
                public_id=public_id, to=form.successor, why=form.cleaned_data["why"], by=request.actor
            )  # fmt: skip
        except (TooManyTransfers, CannotAnswer, TooManyMessages) as refusal:
            form.add_error("to", why_not(refusal))
            status = UNPROCESSABLE if isinstance(refusal, CannotAnswer) else TOO_MANY
        else:
            messages.success(request, _("Asked. Nothing changes before they say yes."))
            return redirect("home")
    page = grant_for_helper(found) | {"form": form, "helper": names_of_helpers([found])[found.pk], "nav": "helping"}
    return render(request, "advocates/ask_successor.html", page, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
@throttled(group="asked", rate="60/m")
def transfer(request: HttpRequest, public_id: str) -> HttpResponse:
    """The resident answers a transfer request: who asks, who would take over from whom, and which permissions."""
    row = transfer_to_answer(request.actor, public_id)
    if request.method == "POST" and request.POST.get("answer") == NO:
        refuse_transfer(public_id=public_id, by=request.actor)
        messages.success(request, _("You said no. Everything stays as it is, and nobody is told."))
        return redirect("advocates:helpers")
    if request.method == "POST" and request.POST.get("answer") == YES:
        try:
            grant = agree_to_transfer(public_id=public_id, by=request.actor)
        except (OwnContact, NoAgreement, TooManyMessages) as refusal:
            messages.warning(request, why_not(refusal))
            return redirect("advocates:helpers")
        messages.success(request, words_of_yes(grant))
        return redirect("advocates:grant", grant.public_id) if grant else redirect("advocates:helpers")
    page = transfer_content(row) | {"nav": "account", "back_url": reverse("advocates:helpers")}
    return render(request, "advocates/transfer.html", page)


def _form(request: HttpRequest, grant: Delegation, **kwargs: object) -> SuccessorForm:
    posted = request.POST if request.method == "POST" else None
    return SuccessorForm(posted, organisations=organisations_to_go_on(but=grant.organisation_id), **kwargs)


def _draw_own(request: HttpRequest, grant: Delegation, form: SuccessorForm, status: int) -> HttpResponse:
    page = grant_for_resident(grant, names_of_helpers([grant])[grant.pk])
    page |= {"form": form, "until": until_words(last_day_given(grant)), "nav": "account"}
    return render(request, "advocates/successor.html", page, status=status)


def words_of_yes(grant: Delegation | None) -> str:
    """What came of the resident's yes."""
    if grant is None:
        return _("We sent them a link. Until they say yes, everything stays as it is.")
    return _("Done. The organisation acts for you from now on, and what was there before has ended.")


def why_not(refusal: Exception) -> str:
    """Why nothing was done, in words."""
    if isinstance(refusal, TooManyMessages):
        return words_of_refusal(refusal)
    if isinstance(refusal, TooManyTransfers):
        return _("They were asked often enough. Wait for their answer, or talk to them.")
    if isinstance(refusal, CannotAnswer):
        return _(
            "They have no account, and no email address or mobile number that they proved and that we may write to, so "
            "they cannot answer. Ask for a hand-over instead, with their yes in person."
        )
    if isinstance(refusal, NoAgreement):
        return _("This organisation does not work with the council now. Nothing changed.")
    return _("Nothing was sent: this is your own address or number.")
