"""A person's own account: what we hold, who looked at it, password, language."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.i18n import set_language

from accounts import readers
from accounts.actions import passwords as actions
from accounts.actions.preferences import set_preferences
from accounts.actions.sign_in import set_resident_language
from accounts.devices import clear_device
from accounts.forms import PasswordForm, PreferencesForm, RemovePasswordForm
from accounts.keeping.form_owners import for_anybody
from accounts.keeping.reading import read_forms_in
from accounts.presenters.trail import trail_of
from accounts.presenters.waits import preferences_known
from accounts.throttling import throttled
from accounts.views.sign_in import safe_next
from accounts.views.whose import offers_to

EVENTS_PER_PAGE = 25
TRIES = "10/10m"


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The person's account."""
    resident = request.actor.resident
    context = {
        "resident": resident,
        "may_have_password": readers.may_have_password(request.actor),
        "may_change_contacts": readers.may_change_contacts(request.actor),
        "has_offers": bool(offers_to(request)),
        "review_due": resident is not None and resident.review_is_due(timezone.localdate()),
        "nav": "account",
    }
    return render(request, "accounts/home.html", context)


@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """How the person wants to hear from the council: asked once, obeyed by every message."""
    resident = request.actor.resident
    if resident is None:
        return redirect("accounts:home")
    today = timezone.localdate()
    known = preferences_known(resident, today)
    form = PreferencesForm(request.POST or None, initial=known, languages=request.council.languages, today=today)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        safe, language = said.pop("safe") == "yes", said.pop("message_language", "")
        set_preferences(**said, safe_to_contact=safe, language=language, by=request.actor)
        messages.success(request, _("Saved. Every message from us follows this from now on."))
        return redirect("accounts:home")
    return render(request, "accounts/preferences.html", {"form": form, "nav": "account"})


@require_GET
def audit_trail(request: HttpRequest) -> HttpResponse:
    """Who has seen or changed my information, newest first, in plain words."""
    pages = Paginator(readers.audit_trail_for(request.actor), EVENTS_PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    events = trail_of(page, own_user_id=request.user.pk)
    return render(request, "accounts/audit_trail.html", {"page": page, "events": events, "nav": "account"})


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
@throttled(group="password", rate=TRIES, by_person=True)
def set_password(request: HttpRequest) -> HttpResponse:
    """Set or change the optional password. It goes with an e-mail address: that is what one signs in with."""
    if not readers.may_have_password(request.actor):
        return redirect("accounts:home")
    form = PasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        actions.set_password(password=form.cleaned_data["password"], by=request.actor)
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Your password is set. You can still sign in with a code."))
        return redirect("accounts:home")
    return render(request, "accounts/set_password.html", {"form": form, "nav": "account"})


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
@throttled(group="password", rate=TRIES, by_person=True)
def remove_password(request: HttpRequest) -> HttpResponse:
    """Go back to codes only."""
    if not (readers.may_have_password(request.actor) and request.user.has_usable_password()):
        return redirect("accounts:home")
    form = RemovePasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        actions.remove_password(by=request.actor)
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Your password is removed. You sign in with a code from now on."))
        return redirect("accounts:home")
    return render(request, "accounts/remove_password.html", {"form": form, "nav": "account"})


@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session of this person, here and on every other device."""
    actions.end_all_sessions(by=request.actor)
    logout(request)
    messages.success(request, _("You are signed out on every device."))
    response = redirect("home")
    clear_device(request, response)
    return response


@login_not_required
@for_anybody
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language of the pages, and of messages to the person."""
    response = set_language(request)
    chosen = request.POST.get("language", "")
    if chosen in request.council.languages:
        set_resident_language(language=chosen, by=request.actor)
    return response


@login_not_required
@for_anybody
@require_POST
def read_in(request: HttpRequest) -> HttpResponse:
    """Read forms in another language from now on, and go back to the page where that was chosen."""
    read_forms_in(request, request.POST.get("language", ""))
    return HttpResponseRedirect(safe_next(request) or reverse("home"))
