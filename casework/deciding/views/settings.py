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
from casework.filming.readers import film_hosts
from casework.signing.readers import council_asks

UNPROCESSABLE = 422


@staff_required
@require_http_methods(["GET", "POST"])
def deciding_settings(request: HttpRequest) -> HttpResponse:
    """Whether every decision waits for a second person, whether partners sign, and where films may be."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    known = {"second_person": wants_second_person(), "asks_partner": council_asks()}
    initial = {name: "yes" if is_so else "no" for name, is_so in known.items()} | {
        "film_hosts": "\n".join(film_hosts())
    }
    form = SettingsForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        said = {name: form.cleaned_data[name] == "yes" for name in known}
        save_deciding_settings(**said, film_hosts=form.cleaned_data["film_hosts"], by=request.actor)
        messages.success(request, _("Saved. It counts from now on."))
        return redirect("casework:deciding_settings")
    page = {"form": form, "nav": "settings"}
    return render(request, "casework/deciding/settings.html", page, status=UNPROCESSABLE if form.errors else 200)
