"""The map of a draft, moving its parts, taking edits back, and throwing it away."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.sessions import staff_required
from core.asking import ask_first, is_sure
from core.rules.numbers import whole_number
from studio.actions.editing import Clash, delete_draft, edit_draft, undo_edit
from studio.presenters.map import lines_of, map_of
from studio.presenters.words import said
from studio.readers.bank import with_newer_wording
from studio.readers.drafts import draft_for, last_edits
from studio.readers.presence import others_here
from studio.rules.refusals import Refused

MOST_EDITS, MOST_ON_A_PAGE, AT_THE_END = 10**9, 1000, -1
MOVES = {"section": "move_section", "page": "move_page", "question": "move_question"}


@staff_required
@require_GET
def form_map(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything of the form at a glance."""
    draft = draft_for(request.actor, slug)
    edits = last_edits(draft)
    page = {
        "draft": draft,
        "map": map_of(draft.source, with_newer_wording(request.actor, draft.source)),
        "edits": lines_of(edits),
        "last": next((edit for edit in edits if not edit.is_undone), None),
        "others": others_here(request.actor, draft),
        "back_url": reverse("studio:forms"),
        "nav": "settings",
    }
    return render(request, "studio/map.html", page)


@staff_required
@require_POST
def move(request: HttpRequest, slug: str) -> HttpResponse:
    """A section, page or question one place up or down; a question also to a place on a page (dragged there)."""
    draft_for(request.actor, slug)
    what, _sep, rest = request.POST.get("move", "").partition(":")
    key, _sep, where = rest.partition(":")
    try:
        if what == "drag":
            page, _sep, place = where.partition(":")
            at = whole_number(place, most=MOST_ON_A_PAGE)
            parameters = {"key": key, "page": page, "place": AT_THE_END if at is None else at}
            edit_draft(slug=slug, operation="move_question_to", parameters=parameters, by=request.actor)
        elif what in MOVES and where in ("up", "down"):
            parameters = {"key": key, "by": -1 if where == "up" else 1}
            edit_draft(slug=slug, operation=MOVES[what], parameters=parameters, by=request.actor)
    except Refused as refused:
        messages.warning(request, " ".join(said(reason) for reason in refused.reasons))
    place = {"drag": "#question-", **{kind: f"#{kind}-" for kind in MOVES}}.get(what, "")
    return HttpResponseRedirect(reverse("studio:map", args=[slug]) + (f"{place}{key}" if place else ""))


@staff_required
@require_POST
def undo(request: HttpRequest, slug: str) -> HttpResponse:
    """Take back the last edit."""
    draft_for(request.actor, slug)
    number = whole_number(request.POST.get("number", ""), most=MOST_EDITS) or 0
    try:
        undo_edit(slug=slug, number=number, by=request.actor)
    except Clash as clash:
        name = {"name": clash.draft.edited_by_label}
        messages.warning(request, _("%(name)s changed something meanwhile. Nothing was taken back.") % name)
    else:
        messages.success(request, _("Taken back."))
    return redirect("studio:map", slug)


@staff_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, slug: str) -> HttpResponse:
    """Throw the draft away; asks first."""
    draft = draft_for(request.actor, slug)
    keep_url = reverse("studio:map", args=[slug])
    shown = request.POST.get("number", "")
    if not is_sure(request) or shown != str(draft.number):
        question = _("Throw away the draft of “%(title)s”?") % {"title": draft.source["title"]}
        words = _("What is published stays. What was changed since is gone.")
        hidden = {"number": str(draft.number)}
        return ask_first(request, question=question, words=words, keep_url=keep_url, hidden=hidden)
    delete_draft(slug=slug, number=draft.number, by=request.actor)
    messages.success(request, _("The draft is gone."))
    return redirect("studio:forms")
