"""Notes: writing one with all that can be said of it, changing it, ticking it off, and those that wait for one."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from accounts.views import incoming
from casework.models import Note
from casework.noting import actions, readers
from casework.noting.forms import FullNoteForm, initial_of
from casework.readers import notes as desk_notes
from casework.readers.claims import staff_claim_for
from claims.models import Claim
from claims.papers.presenters import LIMITS
from claims.views.files import attachment
from core.asking import ask_first, is_sure
from core.bodies import wants_json
from core.uploading.words import Taken

CONFLICT, UNPROCESSABLE = 409, 422
FILES = "files"


@staff_required
@require_http_methods(["GET", "POST"])
def new_note(request: HttpRequest, reference: str) -> HttpResponse:
    """A note with all that can be said of it."""
    require(request.actor, Permission.CLAIM_NOTE)
    claim = staff_claim_for(request.actor, reference)
    form = _form(request, request.POST) if request.method == "POST" else _form(request)
    if form.is_valid():
        kept = actions.write_note(reference=reference, said=form.said, by=request.actor)
        messages.success(request, _("The note is saved."))
        if "attach" in request.POST:
            return _to_files(reference, kept.pk)
        return redirect("casework:staff_claim", reference)
    return _draw(request, claim, form, status=UNPROCESSABLE if form.errors else 200)


@staff_required
@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, reference: str, key: int) -> HttpResponse:
    """One note of one's own, changed, with what it said before."""
    found = readers.own_note_for(request.actor, reference, key)
    if request.method == "GET":
        return _draw(request, found.claim, _form(request, initial=initial_of(found)), found=found)
    form = _form(request, request.POST)
    if not form.is_valid():
        return _draw(request, found.claim, form, found=found, status=UNPROCESSABLE)
    version = form.cleaned_data["version"] or 0
    try:
        actions.change_note(reference=reference, key=key, said=form.said, version=version, by=request.actor)
    except actions.NoteMoved as moved:
        again = _form(request, initial=form.cleaned_data | {"version": moved.note.version})
        return _draw(request, found.claim, again, found=found, moved=True, status=CONFLICT)
    messages.success(request, _("The note is changed. What it said before is kept."))
    return redirect("casework:staff_claim", reference)


@staff_required
@require_POST
def note_done(request: HttpRequest, reference: str, key: int) -> HttpResponse:
    """What a note asked for is done."""
    actions.tick_off_note(reference=reference, key=key, by=request.actor)
    messages.success(request, _("The note is ticked off."))
    return redirect("casework:staff_claim", reference)


@staff_required
@require_POST
@transaction.non_atomic_requests
@incoming.takes_parts
def add_note_files(request: HttpRequest, reference: str, key: int) -> HttpResponse:
    """Put files to a note of one's own."""
    taken = _take(request, reference, key)
    if wants_json(request):
        return incoming.taken_answer(taken)
    found = readers.own_note_for(request.actor, reference, key)
    if taken.problems:
        form = _form(request, initial=initial_of(found))
        return _draw(request, found.claim, form, found=found, problems=taken.problems, status=UNPROCESSABLE)
    for sentence in taken.had or [_("The file is attached to the note.")]:
        messages.success(request, sentence)
    return _to_files(reference, key)


def _take(request: HttpRequest, reference: str, key: int) -> Taken:
    if incoming.all_sent(request):
        return Taken()
    with incoming.sent_files(request, FILES) as uploads:
        return actions.add_note_files(reference=reference, key=key, uploads=uploads, by=request.actor)


def _to_files(reference: str, key: int) -> HttpResponse:
    return redirect(reverse("casework:note", args=[reference, key]) + "#attached")


@staff_required
@require_GET
def note_file(request: HttpRequest, reference: str, key: int, file_id: uuid.UUID) -> HttpResponse:
    """A file of a note, to save; taking it is written down."""
    file = actions.open_note_file(reference=reference, key=key, public_id=file_id, by=request.actor)
    return attachment(file.content, file.content_type, file.name)


@staff_required
@require_POST
def remove_note_file(request: HttpRequest, reference: str, key: int, file_id: uuid.UUID) -> HttpResponse:
    """Delete a file of a note of one's own, after asking."""
    readers.own_note_for(request.actor, reference, key)
    if not is_sure(request):
        return ask_first(
            request, question=_("Remove this file from the note?"), words=_("The file is deleted for good."),
            keep_url=reverse("casework:note", args=[reference, key]) + "#attached",
        )  # fmt: skip
    actions.remove_note_file(reference=reference, key=key, public_id=file_id, by=request.actor)
    messages.success(request, _("The file is removed."))
    return _to_files(reference, key)


@staff_required
@require_GET
def waiting_notes(request: HttpRequest) -> HttpResponse:
    """The notes that wait for whoever asks."""
    today = timezone.localdate()
    rows = [
        {"note": each, "is_overdue": each.due_on is not None and each.due_on < today}
        for each in desk_notes.waiting_notes(request.actor)
    ]
    page = {"rows": rows, "may_note": request.actor.may(Permission.CLAIM_NOTE), "nav": "work"}
    return render(request, "casework/noting/waiting.html", page)


def _form(request: HttpRequest, *args, **kwargs) -> FullNoteForm:
    return FullNoteForm(*args, colleagues=readers.colleagues(request.actor), **kwargs)


def _draw(
    request: HttpRequest, claim: Claim, form: FullNoteForm, *, found: Note | None = None, moved=False, problems=(),
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    context = LIMITS | {
        "claim": claim,
        "form": form,
        "note": found,
        "versions": list(found.versions.order_by("-at", "-pk")) if found else [],
        "moved": moved,
        "files": readers.files_of_note(found) if found else [],
        "problems": problems,
        "back_url": reverse("casework:staff_claim", args=[claim.reference]),
        "nav": "work",
    }
    return render(request, "casework/noting/note.html", context, status=status)
