"""Notes and contacts of a case: writing one, changing it, ticking it off."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.sessions import staff_required
from advocates.caseload.actions import notes as actions
from advocates.caseload.forms import NoteForm, initial_of, new_note_initial
from advocates.caseload.presenters.caseload import name_of
from advocates.caseload.readers.cases import case_for
from advocates.caseload.readers.notes import former_words, note_for, words_of
from advocates.models import Case

CONFLICT, UNPROCESSABLE = 409, 422


@never_cache
@staff_required
@require_http_methods(["GET", "POST"])
def new_note(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write something down, or that there was a contact."""
    case = case_for(request.actor, public_id)
    form = NoteForm(request.POST if request.method == "POST" else None, initial=new_note_initial())
    if request.method == "POST" and form.is_valid():
        client_id = form.cleaned_data["client_id"] or uuid.uuid4()
        actions.write_note(public_id=public_id, said=form.said, client_id=client_id, by=request.actor)
        messages.success(request, _("The note is saved."))
        return redirect("advocates:case", public_id)
    return _draw(request, case, form)


@never_cache
@staff_required
@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, public_id: str) -> HttpResponse:
    """A note of one's own, changed, with what it said before."""
    found = note_for(request.actor, public_id)
    if found.by_id != request.actor.user.pk:
        raise PermissionDenied
    form = NoteForm(request.POST if request.method == "POST" else None, initial=initial_of(found, words_of(found)))
    page: dict[str, Any] = {"note": found, "versions": former_words(found)}
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.change_note(public_id=public_id, said=form.said, version=version, by=request.actor)
        except actions.NoteMoved:
            again = NoteForm(initial={**form.cleaned_data, "version": found.version})
            return _draw(request, found.case, again, moved=True, **page)
        messages.success(request, _("The note is changed. What it said before is kept."))
        return redirect("advocates:case", found.case.public_id)
    return _draw(request, found.case, form, **page)


@staff_required
@require_POST
def note_done(request: HttpRequest, public_id: str) -> HttpResponse:
    """What a note asked for is done."""
    done = actions.tick_off_note(public_id=public_id, by=request.actor)
    messages.success(request, _("The note is ticked off."))
    return redirect("advocates:case", done.case.public_id)


def _draw(request: HttpRequest, case: Case, form: NoteForm, *, moved: bool = False, **more: Any) -> HttpResponse:
    page = {
        "form": form, "name": name_of(case), "moved": moved, "nav": "caseload",
        "back_url": reverse("advocates:case", args=[case.public_id]), **more,
    }  # fmt: skip
    status = CONFLICT if moved else UNPROCESSABLE if form.errors else 200
    return render(request, "caseload/note.html", page, status=status)
