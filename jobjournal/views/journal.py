"""The journal itself: this week against what was agreed, what was done by day, week by week."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from jobjournal.actions.exporting import record_journal_opened
from jobjournal.presenters.drafting import own_begun
from jobjournal.presenters.page_parts import access_of, address, by_day, day_in, items_of, week_figures, weeks_back
from jobjournal.readers import journal as readers
from jobjournal.readers.journal import PAGE
from jobjournal.readers.library import activities_by_key


@require_GET
def journal(request: HttpRequest) -> HttpResponse:
    """This week in figures and a picture, the newest entries by day, and what to do next."""
    found = access_of(request)
    activities, today = activities_by_key(), timezone.localdate()
    week = weeks_back(found, activities, today, number=1)[0]
    items = items_of(readers.entries_page(found.resident), activities)
    page = {
        "journal": found,
        "week": week_figures(week),
        "days": by_day(items),
        "last": items[0] if items else None,
        "more_url": _more(found, items),
        "appointments": readers.appointments_of(found.resident, since=timezone.now())[:2],
        "people": readers.people_for(request.actor) if found.is_own else [],
        "begun": own_begun(found),
        "nav": "journal",
    }
    if not found.is_own:
        record_journal_opened(resident=found.resident, by=request.actor)
    return render(request, "jobjournal/journal.html", page)


def _more(found: readers.JournalAccess, items: list[Any]) -> str:
    if len(items) < PAGE:
        return ""
    last = items[-1].entry
    return address("earlier", found, last.happened_on.isoformat(), last.sequence)


@require_GET
def earlier(request: HttpRequest, day: str, sequence: int) -> HttpResponse:
    """The entries before one, by day."""
    found = access_of(request)
    views = readers.entries_page(found.resident, before=(day_in(day), sequence))
    items = items_of(views, activities_by_key())
    page = {"journal": found, "days": by_day(items), "more_url": _more(found, items), "nav": "journal"}
    return render(request, "jobjournal/earlier.html", {**page, "back_url": address("journal", found)})


@require_GET
def weeks(request: HttpRequest) -> HttpResponse:
    """The last twelve weeks as a picture and a table."""
    found = access_of(request)
    figures = [week_figures(week) for week in weeks_back(found, activities_by_key(), timezone.localdate())]
    largest = max([60, *(figure["counted"] for figure in figures), *(figure["agreed_minutes"] for figure in figures)])
    page = {"journal": found, "weeks": figures, "largest": largest, "nav": "journal"}
    return render(request, "jobjournal/weeks.html", {**page, "back_url": address("journal", found)})
