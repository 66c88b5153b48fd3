"""The resident's side: letting an adviser see a form, taking that back, and what the adviser changed."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.keeping.session_life import only_asks
from cobrowse.models import RESIDENT_GONE, HelpRequest, Way
from cobrowse.readers.requests import request_for
from cobrowse.rules.session import remember_sharing
from cobrowse.sharing.actions import editing, sharing
from cobrowse.sharing.forms import ShareForm
from cobrowse.sharing.presenters.changes import changes_content
from cobrowse.sharing.presenters.page import where_both_look
from cobrowse.sharing.presenters.screen import resident_screen
from cobrowse.sharing.readers.shares import (
    PART,
    drafts_to_share,
    mark_of_adviser,
    own_share,
    pages_to_share,
    tab_in,
    where_other_is,
)
from core.rules.numbers import whole_number

UNPROCESSABLE = 422
MOST = 2**31 - 1


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Which form, and what the adviser may do: asked each time, and nothing is chosen beforehand."""
    asked = request_for(request.actor, public_id)
    if asked.state != HelpRequest.State.TALKING or asked.way != Way.CHAT:
        messages.warning(request, _("You are not talking with an adviser just now, so nothing is shared."))
        return redirect("cobrowse:request", public_id)
    drafts, name = drafts_to_share(request.actor, asked.claim_id), asked.adviser.display_name
    pages = pages_to_share(request.actor)
    form = ShareForm(request.POST if request.method == "POST" else None, drafts=drafts, pages=pages, name=name)
    if (drafts or pages) and form.is_valid():
        return _share(request, asked, form.cleaned_data)
    page = {
        "asked": asked, "form": form, "drafts": drafts or pages, "name": name, "drawn_for": mark_of_adviser(asked),
        "minutes": int(RESIDENT_GONE.total_seconds() // 60),
        "back_url": reverse("cobrowse:request", args=[public_id]),
    }  # fmt: skip
    return render(request, "cobrowse/share.html", page, status=UNPROCESSABLE if form.errors else 200)


def _share(request: HttpRequest, asked: HelpRequest, agreed: dict[str, str]) -> HttpResponse:
    kind, _of, chosen = agreed["claim"].rpartition(":")
    try:
        share = sharing.share_form(
            public_id=asked.public_id, claim_id=uuid.UUID(chosen), kind=kind, access=agreed["access"],
            by=request.actor, drawn_for=request.POST.get("drawn_for", ""),
        )  # fmt: skip
    except sharing.AnotherAdviser:
        messages.warning(
            request,
            _(
                "You talk with another adviser now than this page named, so nothing was shared. Read who it is, then"
                " choose again."
            ),
        )
        return redirect("cobrowse:share", asked.public_id)
    except sharing.NobodyToShareWith:
        messages.warning(request, _("You are not talking with an adviser just now, so nothing is shared."))
        return redirect("cobrowse:request", asked.public_id)
    remember_sharing(request.session, asked.public_id)
    return HttpResponseRedirect(where_both_look(share))


@login_not_required
@require_POST
def stop_editing(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The adviser only sees from now on."""
    request_for(request.actor, public_id)
    sharing.stop_editing(public_id=public_id, by=request.actor)
    return _back(request, public_id, _("Your form can be seen, and not changed, from now on."))


@login_not_required
@require_POST
def stop_sharing(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The adviser sees nothing of the form from now on."""
    request_for(request.actor, public_id)
    sharing.stop_sharing(public_id=public_id, by=request.actor)
    return _back(request, public_id, _("Your form is not shared any more."))


def _back(request: HttpRequest, public_id: uuid.UUID, words: str) -> HttpResponse:
    if not request.accepts("text/html"):
        return JsonResponse({"state": "stopped"})
    messages.success(request, words)
    wanted = request.POST.get("next", "")
    # A path of this very host: what is none may be the name of a page of ours to `redirect`.
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return HttpResponseRedirect(wanted)
    return redirect("cobrowse:request", public_id)


@login_not_required
@never_cache
@require_GET
def edits(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """What advisers changed in forms that were shared in this conversation, with a way to take each back."""
    page = {
        "asked": request_for(request.actor, public_id), "shares": changes_content(request.actor, public_id),
        "back_url": reverse("cobrowse:request", args=[public_id]),
    }  # fmt: skip
    return render(request, "cobrowse/shared_edits.html", page)


@login_not_required
@require_POST
def undo(request: HttpRequest, public_id: uuid.UUID, edit_id: uuid.UUID) -> HttpResponse:
    """Put back what was there before."""
    try:
        editing.undo_edit(public_id=public_id, edit_id=edit_id, by=request.actor)
        messages.success(request, _("Your answer is as it was before."))
    except editing.ChangedSince:
        messages.warning(request, _("This answer was changed again meanwhile. Nothing was taken back."))
    return redirect("cobrowse:shared_edits", public_id)


@login_not_required
@never_cache
@only_asks
@require_http_methods(["GET", "POST"])
def changes(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """For scripts: how things stand, and what the adviser saved after revision `after`. POST, where there is no socket,
    says in which box the person is.
    """
    request_for(request.actor, public_id)
    if request.method == "POST":
        return _say_where(request, public_id)
    shared = own_share(request.actor, public_id)
    if shared is not None:
        sharing.note_beat(share=shared)
    after = whole_number(request.GET.get("after", ""), most=MOST) or 0
    return JsonResponse(resident_screen(shared, after=after, at=where_other_is(shared, "resident")))


def _say_where(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    key = request.POST.get("at", "")
    if key and not PART.fullmatch(key):
        return JsonResponse({"state": "refused"}, status=400)
    try:
        tab = tab_in(request.GET.get("tab", ""))
        editing.say_where(public_id=public_id, key=key, by=request.actor, tab=tab)
    except editing.NotSharedAnyMore:
        return JsonResponse({"state": "refused"}, status=403)
    return JsonResponse({"state": "told"})
