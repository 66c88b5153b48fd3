"""Keys of the API, for council admins. A key is on one page, once."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.sessions import staff_required
from casework.handover.actions import api_keys as actions
from casework.handover.forms.api_keys import ApiKeyForm
from casework.handover.readers.api_keys import api_keys_for

UNPROCESSABLE = 422


@staff_required
@require_http_methods(["GET", "POST"])
def api_keys(request: HttpRequest) -> HttpResponse:
    """The keys there are, and a form for another."""
    keys = api_keys_for(request.actor)
    form = ApiKeyForm(request.POST if request.method == "POST" else None)
    page = {"keys": keys, "form": form, "back_url": reverse("casework:handover"), "nav": "settings"}
    if not form.is_valid():
        status = UNPROCESSABLE if form.errors else 200
        return render(request, "casework/handover/api_keys.html", page, status=status)
    key, whole = actions.make_key(**form.said, by=request.actor)
    reply = render(request, "casework/handover/api_key.html", page | {"key": key, "whole": whole})
    reply["Cache-Control"] = "no-store"
    return reply


@staff_required
@require_POST
def revoke_key(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """End a key at once."""
    actions.revoke_key(public_id=public_id, by=request.actor)
    messages.success(request, _("The key does not count any more."))
    return redirect("casework:api_keys")
