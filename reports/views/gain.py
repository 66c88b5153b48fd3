"""Monetary gain: what claims bring people a year, in total, by month, by benefit, and claim by claim."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.sessions import staff_required
from casework.presenters.work_list import query_without
from reports.actions.gain import download_gain
from reports.forms import GainForm
from reports.presenters import gain as gain_content
from reports.readers import gain as gain_readers
from reports.views.downloads import csv_file

A_PAGE = 25


@staff_required
@require_GET
def gain(request: HttpRequest) -> HttpResponse:
    """The report, filtered by when claims were sent."""
    form = GainForm({"count": gain_readers.FOUND} | request.GET.dict())
    form.is_valid()
    report = gain_readers.gain_report(request.actor, form.wanted())
    page = Paginator(report.claims, A_PAGE).get_page(request.GET.get("page"))
    context = gain_content.gain_content(report) | {"form": form, "nav": "reports"}
    context |= {"page": page, "claims": gain_content.claim_table(page.object_list)}
    asked = query_without(request.GET, "page")
    context |= {"query": f"{asked}&" if asked else "", "asked": f"?{asked}" if asked else ""}
    return render(request, "reports/gain.html", context)


@staff_required
@require_GET
def gain_csv(request: HttpRequest, table: str) -> HttpResponse:
    """One of the report's tables as a file."""
    form = GainForm(request.GET)
    form.is_valid()
    report = download_gain(table=table, wanted=form.wanted(), by=request.actor)
    return csv_file(gain_content.gain_csv(report, table), f"gain-{table}-{timezone.localdate()}.csv")
