"""Reading a journal that somebody shared: code and PIN, the selection, its files. No account is needed."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import Permission
from accounts.throttling import slow_down
from jobjournal.models import EntryFile
from jobjournal.models.shares import TRIES
from jobjournal.sharing.actions.opening import end_view, open_share, record_file_seen, record_seen, viewer_of
from jobjournal.sharing.forms import OpenForm
from jobjournal.sharing.presenters import shown_days
from jobjournal.sharing.readers import shares as share_readers
from jobjournal.sharing.readers.codes import displayed_code, read_code
from jobjournal.sharing.views import guard as share_guard
from jobjournal.sharing.views.viewer_sessions import give_token, take_token, token_of, viewers_page, without_referrer


@viewers_page
@sensitive_post_parameters("pin")
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Take code, PIN and name. Whatever the reason why nothing opens, the answer is the same."""
    is_jobcentre = request.actor.may(Permission.JOURNAL_SHARED)
    if request.method == "GET":
        return render(request, "jobjournal/open_share.html", {"form": OpenForm(is_jobcentre=is_jobcentre)})
    if share_guard.must_wait(request):
        return slow_down(request, share_guard.MOST_SECONDS)
    form = OpenForm(request.POST, is_jobcentre=is_jobcentre)
    opened = None
    if form.is_valid():
        code = form.cleaned_data["code"]
        if seconds := share_guard.seconds_to_wait_at(request, code):
            return slow_down(request, seconds)
        opened = open_share(**{"viewer_name": "", **form.cleaned_data}, by=request.actor)
        if opened is None:
            share_guard.note_refusal_at(request, code)
            form.add_error("pin", _("This code and PIN open nothing. Check both with the person who gave them to you."))
    if opened is None:
        form.forget_pin()
        page = {"form": form, "refused": "pin" in form.errors, "tries": TRIES}
        return render(request, "jobjournal/open_share.html", page, status=422)
    share_guard.note_opened_at(request, form.cleaned_data["code"])
    if form.cleaned_data.get("keep"):
        return redirect("jobjournal:shared", opened.view.share.public_id)
    return give_token(redirect("jobjournal:view"), opened.token)


@viewers_page
@require_GET
def enter_code(request: HttpRequest, code: str) -> HttpResponse:
    """The address that is sent or scanned: the same page with the code filled in. Nothing is looked up."""
    form = OpenForm(
        initial={"code": displayed_code(read_code(code)) if read_code(code) else ""},
        is_jobcentre=request.actor.may(Permission.JOURNAL_SHARED),
    )
    return render(request, "jobjournal/open_share.html", {"form": form})


@viewers_page
@require_GET
def view(request: HttpRequest) -> HttpResponse:
    """The selection, read-only, asked for again on every request: what was taken back is gone."""
    token = token_of(request)
    if not token:
        return redirect("jobjournal:enter")
    found = share_readers.live_view(token)
    if found is None:
        return without_referrer(render(request, "jobjournal/share_ended.html", status=410))
    record_seen(view=found)
    page = {
        "share": found.share,
        "view": found,
        "person": found.share.resident.name,
        "days": shown_days(share_readers.shown_in(found.share)),
        "file_url": "jobjournal:view_file",
    }
    return without_referrer(render(request, "jobjournal/shared_journal.html", page))


@viewers_page
@require_GET
def view_file(request: HttpRequest, file_id: uuid.UUID) -> HttpResponse:
    """A file of the selection; taking it is written down."""
    found = share_readers.live_view(token_of(request))
    if found is None:
        raise Http404
    file = share_readers.file_in(found.share, file_id)
    record_file_seen(share=found.share, file=file, by=viewer_of(found, request.actor))
    return file_response(file)


def file_response(file: EntryFile) -> HttpResponse:
    """A picture to look at or a document to save, never to run: other people made them."""
    response = HttpResponse(bytes(file.content), content_type=file.content_type)
    is_document = not file.content_type.startswith("image/")
    response["Content-Disposition"] = content_disposition_header(is_document, file.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "no-store, private"
    return without_referrer(response)


@viewers_page
@require_http_methods(["GET", "POST"])
def done(request: HttpRequest) -> HttpResponse:
    """The viewer has finished: this browser shows nothing of it any more."""
    found = share_readers.live_view(token_of(request))
    if request.method == "GET":
        return render(request, "jobjournal/done_viewing.html", {"ended": found is None})
    if found is not None:
        end_view(view=found)
    response = take_token(redirect("jobjournal:done"))
    response["Clear-Site-Data"] = '"cache"'
    return response
