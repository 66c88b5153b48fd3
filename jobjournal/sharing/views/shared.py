"""The list of a jobcentre's work coach: journals that people shared with them, and their answers."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.sessions import staff_required
from jobjournal.sharing.actions.answering import write_note
from jobjournal.sharing.actions.opening import record_file_seen
from jobjournal.sharing.forms import NoteForm
from jobjournal.sharing.presenters import shown_days
from jobjournal.sharing.readers import shares as share_readers
from jobjournal.sharing.views.viewing import file_response


@never_cache
@staff_required
@require_GET
def shared_list(request: HttpRequest) -> HttpResponse:
    """The shares on the list that still live."""
    page = {"shares": share_readers.kept_shares(request.actor), "nav": "shared"}
    return render(request, "jobjournal/shared_list.html", page)


@never_cache
@staff_required
@require_http_methods(["GET", "POST"])
def shared(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One share, and a comment or an agreed action on it."""
    share = share_readers.kept_share(request.actor, public_id)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        write_note(public_id=public_id, **form.cleaned_data, by=request.actor)
        messages.success(request, _("It is saved, and the person is told."))
        return redirect("jobjournal:shared", public_id)
    page = {
        "share": share,
        "person": share.resident.name,
        "days": shown_days(share_readers.shown_in(share)),
        "notes": share.notes.all(),
        "form": form,
        "back_url": reverse("jobjournal:shared_list"),
        "nav": "shared",
    }
    return render(request, "jobjournal/shared.html", page, status=422 if request.method == "POST" else 200)


@staff_required
@require_GET
def shared_file(request: HttpRequest, public_id: uuid.UUID, file_id: uuid.UUID) -> HttpResponse:
    """A file of a share on the list; taking it is written down."""
    share = share_readers.kept_share(request.actor, public_id)
    file = share_readers.file_in(share, file_id)
    record_file_seen(share=share, file=file, by=request.actor)
    return file_response(file)
