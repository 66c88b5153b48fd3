"""What shared forms put on pages: the bar of whoever shares one, the way to share one, the form itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from claims.readers.answer_store import localised_spec
from cobrowse.models import HelpRequest, SharedForm, Way
from cobrowse.rules.session import SHARING, remember_sharing
from cobrowse.sharing.actions.sharing import note_place
from cobrowse.sharing.presenters.page import shared_context
from cobrowse.sharing.readers.shares import has_changes, has_draft, own_share, share_for_staff
from core.panels import add_panel

# The pages of a form, by the names of their addresses.
VIEWS = {f"claims:{view}": view for view in SharedForm.View}


def sharing_bar(request: HttpRequest, subject: Any) -> str:
    """On every page of whoever shares a form: who is there, what they may do, how to stop. Nobody else's page asks."""
    if SHARING not in request.session:
        return ""
    share = own_share(request.actor, request.session[SHARING])
    if share is None:
        del request.session[SHARING]
        return ""
    _note_place(request, share)
    page = {"share": share, "name": share.adviser.display_name, "form": localised_spec(share.claim).title}
    return render_to_string("cobrowse/_sharing_bar.html", page, request)


def _note_place(request: HttpRequest, share: SharedForm) -> None:
    match = request.resolver_match
    of_form = match is not None and match.view_name in VIEWS and _is_of(match.kwargs, share)
    if not of_form:
        note_place(share=share, view="")
        return
    note_place(
        share=share, view=VIEWS[match.view_name], page=match.kwargs.get("page", ""), row=match.kwargs.get("row", "")
    )


def _is_of(kwargs: dict[str, Any], share: SharedForm) -> bool:
    return str(kwargs.get("public_id")) == str(share.claim.public_id)


def way_to_share(request: HttpRequest, asked: HelpRequest) -> str:
    """On the resident's page of a conversation: letting the adviser see a form, and what they changed in it."""
    if asked.way != Way.CHAT or asked.accepted_at is None:
        return ""
    share = own_share(request.actor, asked.public_id)
    if share is not None:
        # Shared from another browser of theirs: the bar is here too.
        remember_sharing(request.session, asked.public_id)
    is_free = share is None and asked.state == HelpRequest.State.TALKING
    page = {
        "asked": asked,
        "is_free": is_free,
        "may_share": is_free and has_draft(request.actor),
        "has_changes": has_changes(asked),
        "name": asked.adviser.display_name if asked.adviser else "",
    }
    return render_to_string("cobrowse/_way_to_share.html", page, request)


def form_of_person(request: HttpRequest, asked: HelpRequest) -> str:
    """On the adviser's page of a conversation: the form that is shared with them, or room for it."""
    mine = asked.adviser_id is not None and asked.adviser_id == request.actor.membership.pk
    if not mine or asked.state != HelpRequest.State.TALKING or asked.way != Way.CHAT:
        return ""
    share = share_for_staff(request.actor, asked.public_id)
    return render_to_string("cobrowse/_shared_form.html", shared_context(share, asked), request)


add_panel("page.top", sharing_bar)
add_panel("cobrowse.conversation", way_to_share)
add_panel("cobrowse.helping", form_of_person)
