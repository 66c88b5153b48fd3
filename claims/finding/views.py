"""The council's address service: whether there is one, where, and its key."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.sessions import staff_required
from claims.finding.actions import set_service
from claims.finding.forms import AddressServiceForm
from claims.finding.readers import service_for
from claims.finding.rules import OS_PLACES
from claims.models import AddressService

UNPROCESSABLE = 422


@staff_required
@require_http_methods(["GET", "POST"])
def finding_settings(request: HttpRequest) -> HttpResponse:
    """Choose whether addresses are found by postcode, and with which account."""
    service = service_for(request.actor)
    if request.method == "GET":
        form, status = AddressServiceForm(account=service, initial=_initial(service)), 200
    else:
        form, status = AddressServiceForm(request.POST, account=service), UNPROCESSABLE
        if form.is_valid():
            set_service(**form.values(), by=request.actor)
            messages.success(request, _("Saved. It counts from now on."))
            return redirect("claims:finding_settings")
    return render(request, "claims/finding_settings.html", {"form": form, "nav": "settings"}, status=status)


def _initial(service: AddressService | None) -> dict[str, Any]:
    if service is None:
        return {"finds": "no", "base_url": OS_PLACES}
    return {"finds": "yes" if service.is_active else "no", "base_url": service.base_url}
