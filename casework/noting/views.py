"""Notes: writing one with all that can be said of it, changing it, ticking it off, and those that wait for one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from casework.models import Note
from casework.noting import actions, readers
from casework.noting.forms import FullNoteForm, initial_of
from casework.readers import notes as desk_notes
from casework.readers.claims import staff_claim_for
from claims.models import Claim

CONFLICT, UNPROCESSABLE = 409, 422


@staff_required
@require_http_methods(["GET", "POST"])
def new_note(request: HttpRequest, reference: str) -> HttpResponse:
    """A note with all that can be said of it."""
    require(request.actor, Permission.CLAIM_NOTE)
    claim = staff_claim_for(request.actor, reference)
    form = _form(request, request.POST) if request.method == "POST" else _form(request)
    if form.is_valid():
        actions.write_note(reference=reference, said=form.said, by=request.actor)
        messages.success(request, _("The note is saved."))
        return redirect("casework:staff_claim", reference)
    return _draw(request, claim, form, status=UNPROCESSABLE if form.errors else 200)


@staff_required
@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, reference: str, key: int) -> HttpResponse:
    """One note of one's own, changed, with what it said before."""
    found = readers.note_for(request.actor, reference, key)
    if found.by_id != request.actor.user.pk:
        raise PermissionDenied
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
    request: HttpRequest, claim: Claim, form: FullNoteForm, *, found: Note | None = None, moved=False, status: int = 200
) -> HttpResponse:
    context = {
        "claim": claim,
        "form": form,
        "note": found,
        "versions": list(found.versions.order_by("-at", "-pk")) if found else [],
        "moved": moved,
        "back_url": reverse("casework:staff_claim", args=[claim.reference]),
        "nav": "work",
    }
    return render(request, "casework/noting/note.html", context, status=status)
