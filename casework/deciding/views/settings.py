"""How a council decides, for its admins."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from casework.deciding.actions.settings import save_deciding_settings
from casework.deciding.forms.deciding import SettingsForm
from casework.deciding.readers.case import wants_second_person

UNPROCESSABLE = 422


@staff_required
@require_http_methods(["GET", "POST"])
def deciding_settings(request: HttpRequest) -> HttpResponse:
    """Whether every decision waits for a second person."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    now = "yes" if wants_second_person() else "no"
    form = SettingsForm(request.POST if request.method == "POST" else None, initial={"second_person": now})
    if form.is_valid():
        save_deciding_settings(second_person=form.cleaned_data["second_person"] == "yes", by=request.actor)
        messages.success(request, _("Saved. It counts from now on."))
        return redirect("casework:deciding_settings")
    page = {"form": form, "nav": "deciding_settings"}
    return render(request, "casework/deciding/settings.html", page, status=UNPROCESSABLE if form.errors else 200)
