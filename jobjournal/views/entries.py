"""One entry: what it says and said, its proof, doing it again, removing it."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.views import incoming
from core.asking import ask_first, is_sure
from core.bodies import wants_json
from core.uploading.limits import MAX_BYTES, MAX_PDF_BYTES, MEGA
from core.uploading.words import Taken
from jobjournal.actions import proof
from jobjournal.actions.recording import EntryRefused, add_to_days, remove_entry
from jobjournal.actions.retention import REMOVED_DAYS
from jobjournal.library import page_words
from jobjournal.presenters.page_parts import (
    address,
    asked_language,
    client_id_in,
    day_title,
    hints_for,
    item_of,
    language_parts,
    new_client_id,
)
from jobjournal.readers import journal as readers
from jobjournal.readers.entry_words import words_of
from jobjournal.readers.journal import EntryView
from jobjournal.readers.library import activities_by_key, offer_of

DAYS_BACK = 14
UNPROCESSABLE = 422


@require_GET
def entry(request: HttpRequest, public_id: str) -> HttpResponse:
    """What an entry says, what would make it stronger, its proof and its history."""
    found = readers.entry_for(request.actor, public_id)
    journal = readers.journal_access(request.actor, found.resident)
    view = EntryView(found, words_of(found))
    language = asked_language(request, lambda: found.language)
    offer = offer_of(found.activity_key, hidden_too=True)
    found.words = view.words
    page = {
        **language_parts(language),
        "journal": journal,
        "item": item_of(view, activities_by_key(), readers.files_of([found])[found.pk]),
        "day": day_title(found.happened_on),
        "hints": hints_for(offer, found, page_words(language), language),
        "versions": readers.revisions_of(found) if found.number > 1 else [],
        "most_files": proof.MOST_FILES,
        "megabytes": MAX_BYTES // MEGA,
        "pdf_megabytes": MAX_PDF_BYTES // MEGA,
        "back_url": address("journal", journal),
        "nav": "journal",
    }
    return render(request, "jobjournal/entry.html", page)


@require_http_methods(["GET", "POST"])
def again(request: HttpRequest, public_id: str) -> HttpResponse:
    """The same on other days: tick them, and one entry for each is added."""
    found = readers.entry_for(request.actor, public_id)
    journal = readers.journal_access(request.actor, found.resident)
    today = timezone.localdate()
    days = [today - dt.timedelta(days=back) for back in range(DAYS_BACK)]
    chosen = [day for day in days if day.isoformat() in request.POST.getlist("day") and day != found.happened_on]
    problem = ""
    if request.method == "POST" and chosen:
        try:
            add_to_days(public_id=public_id, days=chosen, client_id=client_id_in(request), by=request.actor)
        except EntryRefused:
            problem = _("This entry cannot be repeated as it is: its questions have changed. Add a new one instead.")
        else:
            messages.success(request, _("Added to the days you chose."))
            return redirect(address("journal", journal))
    elif request.method == "POST":
        problem = _("Choose at least one day.")
    page = {
        "journal": journal, "sentence": words_of(found).sentence, "problem": problem, "nav": "journal",
        "days": [(day.isoformat(), day_title(day)) for day in days if day != found.happened_on],
        "client_id": new_client_id(), "back_url": address("entry", journal, found.public_id),
        "has_errors": bool(problem), "problems": [(problem, "day-1")],
    }  # fmt: skip
    return render(request, "jobjournal/again.html", page, status=UNPROCESSABLE if problem else 200)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask once, then take the entry out of the journal."""
    found = readers.entry_for(request.actor, public_id)
    journal = readers.journal_access(request.actor, found.resident)
    if request.method == "POST":
        remove_entry(public_id=public_id, by=request.actor)
        messages.success(request, _("The entry is removed from your journal."))
        return redirect(address("journal", journal))
    page = {"journal": journal, "sentence": words_of(found).sentence, "days": REMOVED_DAYS, "nav": "journal"}
    page["back_url"] = address("entry", journal, found.public_id)
    return render(request, "jobjournal/remove.html", page)


@require_POST
@transaction.non_atomic_requests
@incoming.takes_parts
def add_files(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take proof for an entry, and go back to it; a script is told what was not taken."""
    found = readers.entry_for(request.actor, public_id)
    taken = Taken()
    if not incoming.all_sent(request):
        with incoming.sent_files(request, "proof") as uploads:
            taken = proof.add_proof(public_id=public_id, uploads=uploads, by=request.actor)
    if wants_json(request):
        return incoming.taken_answer(taken)
    for problem in taken.problems:
        messages.warning(request, problem)
    for sentence in taken.had:
        messages.success(request, sentence)
    return redirect(address("entry", readers.journal_access(request.actor, found.resident), found.public_id))


@require_GET
def file(request: HttpRequest, public_id: str) -> HttpResponse:
    """One file of an entry, to save."""
    found = readers.file_for(request.actor, public_id)
    if not readers.journal_access(request.actor, found.entry.resident).is_own:
        proof.record_proof_opened(file=found, by=request.actor)
    return attachment(found.content, found.content_type, found.name)


@require_POST
def remove_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a file out of its entry, once the person is sure."""
    found = readers.file_for(request.actor, public_id)
    if not is_sure(request):
        journal = readers.journal_access(request.actor, found.entry.resident)
        question = _("Remove “%(name)s”?") % {"name": found.name}
        return ask_first(request, question=question, keep_url=address("entry", journal, found.entry.public_id))
    removed = proof.remove_proof(public_id=public_id, by=request.actor)
    journal = readers.journal_access(request.actor, removed.entry.resident)
    return redirect(address("entry", journal, removed.entry.public_id))


def attachment(content: bytes, content_type: str, name: str) -> HttpResponse:
    """Bytes to save, never to run: other people made them, however clean we think they are."""
    response = HttpResponse(bytes(content), content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-store, private"
    return response
