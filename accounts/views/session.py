"""The session itself: how long it lives, staying signed in, a visitor's way back, and what was kept from a post."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.devices import clear_device
from accounts.holdings import held_in
from accounts.keeping import resubmission, way_back
from accounts.keeping.begun import begun_by
from accounts.keeping.form_owners import for_anybody, mark_of, owner_of
from accounts.keeping.session_life import only_asks, seconds_left
from accounts.sessions import FORMERLY, VISITOR, open_claim


@login_not_required
@never_cache
@require_GET
@only_asks
def session_state(request: HttpRequest) -> JsonResponse:
    """For scripts: seconds that the session lives, for whom forms are drawn now, and the token that they need."""
    return _state(request)


@login_not_required
@never_cache
@require_POST
def stay_signed_in(request: HttpRequest) -> JsonResponse:
    """The person is still there: asking has renewed the session (accounts.middleware)."""
    return _state(request)


def _state(request: HttpRequest) -> JsonResponse:
    return JsonResponse(
        {
            "left": seconds_left(request),
            "somebody": owner_of(request).is_somebody,
            "mark": mark_of(request),
            "token": get_token(request),
        }
    )


@login_not_required
@never_cache
@for_anybody
@require_http_methods(["GET", "POST"])
def come_back(request: HttpRequest) -> HttpResponse:
    """A visitor's session has ended: is what this browser began theirs? POST goes on with it, or clears the device."""
    resident = way_back.record_behind(request)
    begun = begun_by(resident) if resident else []
    target = _safe(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.method == "GET" or not begun:
        page = {"begun": begun, "next": target, "has_kept": resubmission.KEY in request.session}
        return render(request, "accounts/come_back.html", page, status=200 if request.method == "GET" else 410)
    if request.POST.get("mine") != "yes":
        request.session.flush()
        response = redirect("home")
        clear_device(request, response)
        messages.success(request, _("The form is off this device."))
        return response
    request.session.cycle_key()
    if any(held.sent_at for held in held_in(resident)):
        # Their session is over: what was sent opens for whoever proves a contact in it, not for who sits here now.
        request.session[FORMERLY] = [str(resident.public_id)]
        for each in begun:
            open_claim(request, each.public_id)
    else:
        request.session[VISITOR] = str(resident.public_id)
    return HttpResponseRedirect(target or reverse("home"))


@login_not_required
@for_anybody
@require_POST
def discard_resubmission(request: HttpRequest) -> HttpResponse:
    """Throw away what was kept from a post that came too late."""
    resubmission.forget(request)
    return HttpResponseRedirect(_safe(request, request.POST.get("next", "")) or reverse("home"))


def _safe(request: HttpRequest, target: str) -> str:
    """The address if it is a page of this very host, else ""."""
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if target and safe else ""
