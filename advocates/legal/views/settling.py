"""What the council says of acting by law: a setting, for its admins."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from advocates.legal.actions.settling import rules_now, save_legal_rules
from advocates.legal.forms import RulesForm

UNPROCESSABLE = 422


@never_cache
@staff_required
@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """Who checks, and how long papers are kept."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    form = RulesForm(request.POST if request.method == "POST" else None, initial=rules_now(request.actor.council))
    if form.is_valid():
        save_legal_rules(**form.cleaned_data, by=request.actor)
        messages.success(request, _("Saved."))
        return redirect("legal:rules")
    page = {"form": form, "nav": "settings"}
    return render(request, "advocates/legal/rules.html", page, status=UNPROCESSABLE if form.errors else 200)
