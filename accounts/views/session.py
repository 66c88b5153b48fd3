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
from accounts.keeping.begun import Begun, begun_by
from accounts.keeping.form_owners import for_anybody, mark_of, owner_of
from accounts.keeping.session_life import only_asks, seconds_left
from accounts.models import Resident
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
    """A visitor's session has ended: which of what this browser began is theirs? POST goes on with it, or clears the
    device.
    """
    offers = [(record, begun) for record in way_back.records_behind(request) if (begun := begun_by(record))]
    target = _safe(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.method == "GET" or not offers:
        return _ask_which(request, offers, target)
    if request.POST.get("mine") != "yes":
        request.session.flush()
        response = redirect("home")
        clear_device(request, response)
        messages.success(request, _("It is off this device."))
        return response
    resident, begun = _chosen(offers, request.POST.get("record", ""), target)
    request.session.cycle_key()
    if request.session.get(VISITOR, str(resident.public_id)) != str(resident.public_id) or _has_sent(resident):
        # Sent claims open only to somebody who proves a contact in them, not to the next person at this browser. A
        # visitor who has begun something else meanwhile keeps both.
        request.session[FORMERLY] = [*request.session.get(FORMERLY, []), str(resident.public_id)][-3:]
        for each in begun:
            open_claim(request, each.public_id)
    else:
        request.session[VISITOR] = str(resident.public_id)
    # Where they were going may be a form of another record.
    elsewhere = [each for record, others in offers if record != resident for each in others]
    if not target or any(each.public_id in target for each in elsewhere):
        target = reverse("claims:task_list", args=[begun[0].public_id])
    return HttpResponseRedirect(target)


def _ask_which(request: HttpRequest, offers: list[tuple[Resident, list[Begun]]], target: str) -> HttpResponse:
    page = {
        "offers": offers,
        "next": target,
        "has_kept": resubmission.KEY in request.session,
        "kept_minutes": resubmission.SECONDS // 60,
    }
    return render(request, "accounts/come_back.html", page, status=200 if request.method == "GET" else 410)


def _chosen(offers: list[tuple[Resident, list[Begun]]], record: str, target: str) -> tuple[Resident, list[Begun]]:
    """The record that was named, else the one of the form that they were going to, else the newest."""
    named = [offer for offer in offers if str(offer[0].public_id) == record]
    there = [offer for offer in offers if any(each.public_id in target for each in offer[1])]
    return [*named, *there, *offers][0]


def _has_sent(resident: Resident) -> bool:
    return any(held.sent_at for held in held_in(resident))


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
