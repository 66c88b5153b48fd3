"""Removing a part of a form: every use of it is shown first."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.sessions import staff_required
from core.asking import SURE, is_sure
from studio.actions.editing import edit_draft
from studio.presenters.words import said
from studio.readers.drafts import draft_for
from studio.readers.uses import Removing, what_is_to_go
from studio.rules.refusals import InUse, Refused

# Before the key of a question, what becomes of it.
USE = "use-"


@staff_required
@require_POST
def remove(request: HttpRequest, slug: str) -> HttpResponse:
    """A section, page, question, choice or named condition; asks first, with everything that uses it."""
    draft = draft_for(request.actor, slug)
    what = request.POST.get("remove", "")
    before = request.POST.getlist("along")
    along = list(dict.fromkeys([*before, *_go_too(request)]))
    going = what_is_to_go(draft, what, along)
    seen = request.POST.get("seen", "")
    # What goes along may be used elsewhere: that is shown first.
    if not is_sure(request) or along != before:
        return _ask(request, slug, what, going)
    try:
        edit_draft(
            slug=slug, operation=going.operation, parameters={**going.parameters, "seen": seen}, by=request.actor
        )
    except InUse:
        return _ask(request, slug, what, what_is_to_go(draft, what, along), changed=True)
    except Refused as refused:
        messages.warning(request, " ".join(said(reason) for reason in refused.reasons))
    else:
        messages.success(request, _("Removed. You can undo it."))
    return redirect("studio:map", slug)


def _go_too(request: HttpRequest) -> list[str]:
    """The questions of which was said that they go too."""
    return [name.removeprefix(USE) for name, said_ in request.POST.items() if name.startswith(USE) and said_ == "goes"]


def _ask(request: HttpRequest, slug: str, what: str, going: Removing, *, changed: bool = False) -> HttpResponse:
    page: dict[str, Any] = {
        "question": _("Remove “%(title)s”?") % {"title": going.title},
        "uses": [
            {"what": said(use.what), "becomes": said(use.becomes), "name": f"{USE}{use.goes}" if use.goes else ""}
            for use in going.uses
        ],
        "may_go": going.may_go,
        "labels": going.along,
        "along": going.parameters.get("along", []),
        "refused": [said(reason) for reason in going.refused],
        "hidden": {"remove": what, "seen": going.seen, SURE: "yes"},
        "keep_url": reverse("studio:map", args=[slug]),
        "changed": changed,
        "nav": "settings",
    }
    return render(request, "studio/remove.html", page, status=409 if changed else 200)
