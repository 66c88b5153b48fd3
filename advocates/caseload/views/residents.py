"""Who works with me: for the person themselves."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from advocates.caseload.readers.notes import own_contacts


@never_cache
@require_GET
def contacts(request: HttpRequest) -> HttpResponse:
    """Who the person can turn to, and what was written for them."""
    own = request.actor.resident if request.actor.user is not None else None
    page = {"contacts": own_contacts(request.actor, own), "nav": "account", "back_url": reverse("accounts:home")}
    return render(request, "caseload/contacts.html", page)
