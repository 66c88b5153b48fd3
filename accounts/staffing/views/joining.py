"""The links that people get: to come to work here, and to replace a second factor."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import guessing
from accounts.keeping.form_owners import for_anybody
from accounts.models import FactorReset, StaffInvitation, User
from accounts.presenters.waits import words_of_wait
from accounts.readers import user_by_contact
from accounts.staffing.actions.factor_resets import use_factor_reset
from accounts.staffing.actions.inviting import NotAddressed, SignInFirst, accept_invitation, needs_password
from accounts.staffing.forms import NewPasswordForm, OwnPasswordForm
from accounts.staffing.presenters import role_words
from accounts.staffing.readers import invitation_by_token, reset_by_token
from accounts.throttling import throttled

GONE, FORBIDDEN, UNPROCESSABLE, TOO_MANY = 410, 403, 422, 429


@login_not_required
@for_anybody
@never_cache
@throttled(group="staff-link", rate="60/m")
@require_http_methods(["GET", "POST"])
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody was asked to work here: they set a password, or sign in with the one that they have."""
    invitation = invitation_by_token(token)
    if invitation is None:
        return render(request, "people/link_over.html", status=GONE)
    user = user_by_contact("email", invitation.email)
    if request.actor.user is not None and (user is None or request.actor.user.pk != user.pk):
        return _for_another(request)
    if not needs_password(user) and request.actor.user is None:
        here = urlencode({"next": request.path})
        return redirect(f"{reverse('account_login')}?{here}")
    form = (
        NewPasswordForm(request.POST if request.method == "POST" else None, user=user or User(email=invitation.email))
        if needs_password(user)
        else None
    )
    if request.method == "POST" and (form is None or form.is_valid()):
        return _accept(request, invitation, form.cleaned_data["password"] if form else "")
    page = {"invitation": invitation, "roles": role_words(invitation.roles), "form": form}
    return render(request, "people/invited.html", page, status=UNPROCESSABLE if form and form.errors else 200)


def _accept(request: HttpRequest, invitation: StaffInvitation, password: str) -> HttpResponse:
    try:
        accept_invitation(invitation_id=invitation.pk, password=password, by=request.actor)
    except (NotAddressed, SignInFirst):
        return _for_another(request)
    if password:
        logout(request)
        messages.success(request, _("Your account is ready. Sign in with it, then set up a second step."))
        return redirect("account_login")
    messages.success(request, _("You work here now. Staff’s pages need your password and a second step."))
    return redirect("accounts:after_sign_in")


def _for_another(request: HttpRequest) -> HttpResponse:
    return render(request, "people/link_for_another.html", status=FORBIDDEN)


@login_not_required
@for_anybody
@never_cache
@throttled(group="staff-link", rate="60/m")
@require_http_methods(["GET", "POST"])
def new_factor(request: HttpRequest, token: str) -> HttpResponse:
    """Two people agreed that somebody's second factor is replaced: its owner says so with their password."""
    reset = reset_by_token(token)
    if reset is None:
        return render(request, "people/link_over.html", status=GONE)
    if request.actor.user is not None and request.actor.user.pk != reset.user_id:
        return _for_another(request)
    form = OwnPasswordForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _draw_factor(request, form, UNPROCESSABLE if form.errors else 200)
    return _replace(request, reset, form)


def _replace(request: HttpRequest, reset: FactorReset, form: OwnPasswordForm) -> HttpResponse:
    guess = {
        "what": guessing.PASSWORD, "account": reset.user.email, "council": request.council.pk,
        "origin": request.actor.origin,
    }  # fmt: skip
    seconds = guessing.wait_before(**guess)
    if seconds:
        form.add_error("password", words_of_wait(seconds, known_device=False, has_codes=False))
        return _draw_factor(request, form, TOO_MANY)
    if not use_factor_reset(reset_id=reset.pk, password=form.cleaned_data["password"], by=request.actor):
        guessing.note_refusal(**guess)
        form.add_error("password", _("This is not your password"))
        return _draw_factor(request, form, UNPROCESSABLE)
    logout(request)
    messages.success(request, _("Your old second step is gone. Sign in, and set up a new one."))
    return redirect("account_login")


def _draw_factor(request: HttpRequest, form: OwnPasswordForm, status: int) -> HttpResponse:
    return render(request, "people/new_factor.html", {"form": form}, status=status)
