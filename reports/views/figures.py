"""The council's work, and live help, in figures."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from accounts.sessions import staff_required
from cobrowse.presenters.figures import figures_content
from cobrowse.readers.figures import asked_between
from reports.actions.work import download_work
from reports.forms import PeriodForm, WorkForm
from reports.presenters.work import work_content
from reports.presenters.work import work_csv as csv_of
from reports.readers.gain import may_read
from reports.readers.work import By, WorkFilter, work_report
from reports.views.downloads import csv_file

FOUR_WEEKS = dt.timedelta(days=28)


@staff_required
@require_GET
def help_figures(request: HttpRequest) -> HttpResponse:
    """Live help in figures, of the last four weeks unless another period is asked for."""
    known = _four_weeks()
    form = PeriodForm(request.GET or None, initial=known)
    wanted = {name: day for name, day in form.cleaned_data.items() if day} if form.is_valid() else {}
    asked = [] if form.errors else asked_between(request.actor, **{**known, **wanted})
    return render(request, "reports/help.html", {"form": form, "figures": figures_content(asked), "nav": "reports"})


@staff_required
@require_GET
def work_figures(request: HttpRequest) -> HttpResponse:
    """Claims and first contacts in figures, of the last four weeks unless another period is asked for."""
    may_read(request.actor)
    form, wanted = _wanted(request)
    context = {"form": form, "nav": "reports", "asked": request.GET.urlencode(), "wanted": wanted}
    if not form.errors:
        context |= work_content(work_report(request.actor, wanted))
    return render(request, "reports/work.html", context)


@staff_required
@require_GET
def work_csv(request: HttpRequest) -> HttpResponse:
    """The same as a file; what was asked wrongly is left out of what is asked."""
    _form, wanted = _wanted(request)
    report = download_work(wanted=wanted, by=request.actor)
    return csv_file(csv_of(report), f"work-{wanted.by}-{wanted.first}-{wanted.last}.csv")


def _wanted(request: HttpRequest) -> tuple[WorkForm, WorkFilter]:
    known = {**_four_weeks(), "by": By.FORM.value}
    form = WorkForm({**_as_typed(_four_weeks()), "by": By.FORM.value, **request.GET.dict()})
    asked = {name: value for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    return form, WorkFilter(**{**known, **asked})


def _as_typed(days: dict[str, dt.date]) -> dict[str, str]:
    """Days as a form posts them."""
    return {
        f"{name}-{part}": str(getattr(day, part)) for name, day in days.items() for part in ("day", "month", "year")
    }


def _four_weeks() -> dict[str, dt.date]:
    today = timezone.localdate()
    return {"first": today - FOUR_WEEKS, "last": today}
