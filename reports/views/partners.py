"""Partners, and how people are served, in figures."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.sessions import staff_required
from reports.actions.partners import download_partners
from reports.forms import PartnersForm
from reports.presenters.partners import partners_content
from reports.presenters.partners import partners_csv as csv_of
from reports.readers.gain import may_read
from reports.readers.partners import PartnersFilter, ServedBy, partners_report
from reports.views.downloads import csv_file

A_QUARTER = dt.timedelta(days=91)


@staff_required
@require_GET
def partners(request: HttpRequest) -> HttpResponse:
    """Partners, and how people were served, of the last quarter unless another period is asked for."""
    may_read(request.actor)
    form, wanted = _wanted(request)
    page = {"form": form, "nav": "reports", "asked": request.GET.urlencode(), "wanted": wanted}
    if not form.errors:
        page |= partners_content(partners_report(request.actor, wanted))
    return render(request, "reports/partners.html", page)


@staff_required
@require_GET
def partners_csv(request: HttpRequest) -> HttpResponse:
    """The same as a file; what was asked wrongly is left out of what is asked."""
    _form, wanted = _wanted(request)
    report = download_partners(wanted=wanted, by=request.actor)
    return csv_file(csv_of(report), f"partners-{wanted.by}-{wanted.first}-{wanted.last}.csv")


def _wanted(request: HttpRequest) -> tuple[PartnersForm, PartnersFilter]:
    today = timezone.localdate()
    known = {"first": today - A_QUARTER, "last": today, "by": ServedBy.FORM.value}
    form = PartnersForm(request.GET or None, initial=known)
    asked = {name: value for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    return form, PartnersFilter(**{**known, **asked})
