"""Decisions that wait for a quality check, and of how many that is."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from casework.models import Outcome
from casework.quality import actions, readers
from casework.quality.forms import RateForm
from casework.readers.work_list import council_forms

UNPROCESSABLE = 422
LATELY = dt.timedelta(days=30)


@staff_required
@require_GET
def quality_list(request: HttpRequest) -> HttpResponse:
    """What waits for a reviewer, and how it went lately."""
    waiting, user = readers.to_review(request.actor), request.actor.user.pk
    rows = [{"decision": each, "is_mine": user in (each.made_by_id, each.checked_by_id)} for each in waiting]
    page = {"rows": rows, **readers.reviewed(request.actor, timezone.now() - LATELY), "nav": "work"}
    return render(request, "casework/quality/list.html", page)


@staff_required
@require_http_methods(["GET", "POST"])
def quality_rates(request: HttpRequest) -> HttpResponse:
    """The council's rates, and one more."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    titles = council_forms()
    form = RateForm(request.POST if request.method == "POST" else None, titles=titles)
    if form.is_valid():
        actions.save_rate(**form.cleaned_data, by=request.actor)
        messages.success(request, _("Saved. It counts from now on."))
        return redirect("casework:quality_rates")
    by_slug, by_outcome = dict(titles), dict(Outcome.choices)
    rows = [
        {
            "rate": rate,
            "form": by_slug.get(rate.form, rate.form) or _("Every form"),
            "outcome": by_outcome.get(rate.outcome, _("Every outcome")),
        }
        for rate in readers.rates(request.actor)
    ]
    page = {"form": form, "rows": rows, "nav": "settings"}
    return render(request, "casework/quality/rates.html", page, status=UNPROCESSABLE if form.errors else 200)


@staff_required
@require_POST
def remove_rate(request: HttpRequest, key: int) -> HttpResponse:
    """Draw no more by a rate."""
    actions.remove_rate(key=key, by=request.actor)
    messages.success(request, _("Nothing more is drawn by it. What was drawn stays."))
    return redirect("casework:quality_rates")
