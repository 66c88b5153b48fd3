"""Partners of a council: the list, adding one, changing one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from accounts.staffing import readers
from accounts.staffing.actions.organisations import BEFORE_END, NameTaken, save_organisation
from accounts.staffing.forms import OrganisationForm
from accounts.staffing.presenters import organisation_shown

UNPROCESSABLE = 422
FIELDS = ("name", "kind", "services", "agreement_from", "agreement_to")


@never_cache
@staff_required
@require_GET
def organisations(request: HttpRequest) -> HttpResponse:
    """Every partner, with its agreement."""
    today = timezone.localdate()
    shown = [organisation_shown(each, today) for each in readers.organisations_for(request.actor)]
    return render(
        request, "people/organisations.html", {"organisations": shown, "days": BEFORE_END.days, "nav": "settings"}
    )


@never_cache
@staff_required
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new partner."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    return _organisation(request, None, {}, _("Add an organisation"))


@never_cache
@staff_required
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, key: int) -> HttpResponse:
    """Another name, other services, or other days of the agreement."""
    found = readers.organisation_for(request.actor, key)
    return _organisation(request, key, {name: getattr(found, name) for name in FIELDS}, _("Change an organisation"))


def _organisation(request: HttpRequest, key: int | None, known: dict[str, Any], title: str) -> HttpResponse:
    form = OrganisationForm(request.POST if request.method == "POST" else None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            save_organisation(**form.cleaned_data, key=key, by=request.actor)
            messages.success(request, _("Saved. It counts from now on."))
            return redirect("people:organisations")
        except NameTaken:
            form.add_error("name", _("There is an organisation with this name already"))
    page = {
        "form": form,
        "title": title,
        "back_url": reverse("people:organisations"),
        "button": _("Save"),
        "nav": "settings",
    }
    return render(request, "people/form.html", page, status=UNPROCESSABLE if form.errors else 200)
