"""Where claims go, for council admins. The secret of a destination is on one page, once."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from casework.handover.actions import destinations as actions
from casework.handover.actions import queueing
from casework.handover.forms.destinations import DestinationForm, initial_of
from casework.handover.presenters.deliveries import destination_rows, forms_there, left_words, older_words
from casework.handover.readers.destinations import destination_for, destinations_for, older_claims, stuck_deliveries
from casework.models import Destination
from core.asking import ask_first, is_sure

UNPROCESSABLE = 422
NAV = {"nav": "settings"}


@staff_required
@require_GET
def handover(request: HttpRequest) -> HttpResponse:
    """The destinations, and how many deliveries are stuck."""
    destinations = destinations_for(request.actor)
    page = {
        "rows": destination_rows(destinations),
        "stuck": stuck_deliveries(request.actor, timezone.now()).count(),
    }
    return render(request, "casework/handover/settings.html", page | NAV)


@staff_required
@require_POST
def want_none(request: HttpRequest) -> HttpResponse:
    """We want no hand-over, or may want one after all."""
    actions.want_no_handover(wants_none=request.POST.get("none") == "yes", by=request.actor)
    messages.success(request, _("Saved. It counts from now on."))
    return redirect("casework:handover")


@staff_required
@require_http_methods(["GET", "POST"])
def add_destination(request: HttpRequest) -> HttpResponse:
    """A new webhook; its secret is on the page that follows, and nowhere else."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    form = DestinationForm(request.POST if request.method == "POST" else None, forms_there=forms_there())
    if not form.is_valid():
        return _draw(request, form, None)
    destination, secret = actions.add_destination(**form.said, by=request.actor)
    return _draw_secret(request, destination, secret)


@staff_required
@require_http_methods(["GET", "POST"])
def change_destination(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Change a destination or switch it off."""
    destination = destination_for(request.actor, public_id)
    given = request.POST if request.method == "POST" else None
    form = DestinationForm(given, forms_there=forms_there(), destination=destination, initial=initial_of(destination))
    if not form.is_valid():
        return _draw(request, form, destination)
    actions.change_destination(public_id=public_id, **form.said, by=request.actor)
    messages.success(request, _("Saved. It counts from now on."))
    return redirect("casework:handover")


@staff_required
@require_POST
def hand_over_older(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """First how many claims were sent before the destination was there, then, once said, they are due."""
    destination = destination_for(request.actor, public_id)
    back = reverse("casework:change_destination", args=[public_id])
    if not is_sure(request):
        number = older_claims(request.actor, destination).count()
        return ask_first(request, keep_url=back, **older_words(destination, number))
    left = queueing.hand_over_older(public_id=public_id, by=request.actor)
    messages.success(request, left_words(left))
    return redirect(back)


@staff_required
@require_POST
def renew_secret(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Another secret, shown once; messages are signed with it from now on."""
    destination, secret = actions.renew_secret(public_id=public_id, by=request.actor)
    return _draw_secret(request, destination, secret)


def _draw(request: HttpRequest, form: DestinationForm, destination: Destination | None) -> HttpResponse:
    page = {"form": form, "destination": destination, "back_url": reverse("casework:handover")}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "casework/handover/destination.html", page | NAV, status=status)


def _draw_secret(request: HttpRequest, destination: Destination, secret: str) -> HttpResponse:
    page = {"destination": destination, "secret": secret, "back_url": reverse("casework:handover")}
    reply = render(request, "casework/handover/secret.html", page | NAV)
    reply["Cache-Control"] = "no-store"
    return reply
