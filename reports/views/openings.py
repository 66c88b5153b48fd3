"""Who opened what, for a manager."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.sessions import staff_required
from reports.actions.openings import read_openings
from reports.forms import OpeningsForm
from reports.presenters.openings import openings_content
from reports.readers.openings import OpeningFilter, members_for

WEEK = dt.timedelta(days=7)


@never_cache
@staff_required
@require_GET
def opened(request: HttpRequest) -> HttpResponse:
    """A form that asks whose and when; what it found is shown once it was sent, and that is written down."""
    members = members_for(request.actor)
    today = timezone.localdate()
    form = OpeningsForm(request.GET or None, members=members, initial={"first": today - WEEK, "last": today})
    page = {"form": form, "nav": "settings", "back_url": reverse("people:list")}
    if form.is_valid():
        asked = form.cleaned_data
        wanted = OpeningFilter(
            asked["first"] or today - WEEK, asked["last"] or today, asked["member"], asked["reference"]
        )
        page["found"] = openings_content(read_openings(wanted=wanted, by=request.actor))
    return render(request, "reports/openings.html", page)
