"""The journal on paper: a period to print from the browser, or as a PDF made in the background."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods

from jobjournal.actions import exporting
from jobjournal.forms.jobs import PeriodForm
from jobjournal.models import JournalPdf
from jobjournal.presenters.export import LONGEST, period_content
from jobjournal.presenters.page_parts import access_of, address, day_in, posted
from jobjournal.readers import journal as readers
from jobjournal.views.entries import attachment

UNPROCESSABLE = 422


@require_http_methods(["GET", "POST"])
def export(request: HttpRequest) -> HttpResponse:
    """Choose the days; POST asks for the PDF, or leads to the page to print."""
    journal, today = access_of(request), timezone.localdate()
    form = PeriodForm(posted(request), initial={"first": today - dt.timedelta(days=27), "last": today})
    if form.is_valid():
        first, last = form.cleaned_data["first"], form.cleaned_data["last"]
        if request.POST.get("as") == "page":
            return redirect(address("print_period", journal, first.isoformat(), last.isoformat()))
        document = exporting.ask_document(
            resident=journal.resident, first=first, last=last, language=get_language(), by=request.actor
        )
        return redirect(address("document", journal, document.public_id))
    page = {"journal": journal, "form": form, "documents": readers.documents_of(journal.resident), "nav": "journal"}
    page["back_url"] = address("journal", journal)
    return render(request, "jobjournal/export.html", page, status=UNPROCESSABLE if form.is_bound else 200)


@require_GET
def print_period(request: HttpRequest, first: str, last: str) -> HttpResponse:
    """The entries of a period on one page, for the printer."""
    journal = access_of(request)
    start, end = day_in(first), day_in(last)
    content = period_content(journal.resident, max(start, end - LONGEST), end)
    page = {"journal": journal, "nav": "journal", "back_url": address("export", journal), **content}
    return render(request, "jobjournal/print.html", page)


@require_GET
def document(request: HttpRequest, public_id: str) -> HttpResponse:
    """The PDF, or how its making is going."""
    found = readers.document_for(request.actor, public_id)
    journal = readers.journal_access(request.actor, found.resident)
    is_polling = request.headers.get("X-Fragment") == "live-status"
    if found.state != JournalPdf.State.READY or is_polling:
        page = {"journal": journal, "document": found, "back_url": address("export", journal), "nav": "journal"}
        return render(request, "jobjournal/document.html", page)
    if not journal.is_own:
        exporting.record_document_opened(document=found, by=request.actor)
    name = f"journal-{found.first_day}-{found.last_day}.pdf"
    return attachment(found.content, "application/pdf", name)
