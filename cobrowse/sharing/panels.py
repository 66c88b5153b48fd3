"""What shared forms put on pages: the bar of whoever shares one, the way to share one, the form itself."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.keeping.switching import add_switch
from cobrowse.models import HelpRequest, SharedForm, Way
from cobrowse.rules.session import PHONE, SHARING, remember_sharing
from cobrowse.sharing.actions.sharing import note_place, stop_editing, stop_sharing
from cobrowse.sharing.presenters.by_phone import asking_words, phone_content
from cobrowse.sharing.presenters.page import shared_context
from cobrowse.sharing.readers.codes import own_code
from cobrowse.sharing.readers.shares import has_changes, has_draft, own_share, share_for_staff
from cobrowse.sharing.readers.subjects import title_of
from core.panels import add_panel
from formspec.rules.shared_pages import shared_page, shared_pages

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
    page = {"share": share, "name": share.adviser.display_name, "form": title_of(share), **_of_script(share)}
    page["way"] = page["pages"].replace("page-key", share.way) if share.way else ""
    if page["way"] == request.path:
        page["way"] = ""
    return render_to_string("cobrowse/_sharing_bar.html", page, request)


def _of_script(share: SharedForm) -> dict[str, str]:
    """For the page's script: by what it knows the form, and the address of another page of it."""
    if not share.kind:
        pages = reverse("claims:page", args=[share.claim.public_id, "page-key"])
        return {"mark": str(share.claim.public_id), "pages": pages}
    page = shared_page(share.kind)
    return {"mark": page.mark(share.subject), "pages": page.address(share.subject)}


def stop(request: HttpRequest, pressed: str) -> None:
    """The button of the bar, pressed in the middle of a form: whatever becomes of the words, sharing is stopped."""
    _stopped(request, pressed, stop_sharing, _("Your form is not shared any more."))


def stop_filling_in(request: HttpRequest, pressed: str) -> None:
    """The same of the other button."""
    _stopped(request, pressed, stop_editing, _("Your form can be seen, and not changed, from now on."))


def _stopped(request: HttpRequest, pressed: str, action: Callable[..., None], words: str) -> None:
    try:
        action(public_id=uuid.UUID(pressed), by=request.actor)
    except (ValueError, Http404):
        # It names nothing of theirs, so there is nothing to stop.
        return
    messages.success(request, words)


def _note_place(request: HttpRequest, share: SharedForm) -> None:
    match = request.resolver_match
    if share.kind:
        is_there = match is not None and shared_page(share.kind).is_at(
            share.subject, match.view_name, match.kwargs, request.GET
        )
        note_place(share=share, view=SharedForm.View.PAGE if is_there else "")
        return
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


def phone_link(request: HttpRequest, subject: Any) -> str:
    """On the pages of a form, and on other pages that can be shared: the way to share it with somebody on the phone. It
    costs no query.
    """
    match = request.resolver_match
    if match is None or (request.user.is_authenticated and request.actor.is_staff):
        return ""
    kinds = [page.name for page in shared_pages() if page.is_typed_at(match.view_name, request.GET)]
    if match.view_name not in VIEWS and not kinds:
        return ""
    of = match.kwargs["public_id"] if match.view_name in VIEWS else kinds[0]
    address = f"{reverse('cobrowse:by_phone')}?{urlencode({'claim': of})}"
    words = _("Share this form with someone who is helping me by phone")
    return format_html('<p class="bo-help"><a class="govuk-link" href="{}">{}</a></p>', address, words)


def phone_bar(request: HttpRequest, subject: Any) -> str:
    """On every other page of whoever has a code out: that somebody has typed it. Nobody else's page asks."""
    match = request.resolver_match
    if PHONE not in request.session or match is None or match.view_name == "cobrowse:by_phone":
        return ""
    code = own_code(request.actor, request.session[PHONE].get("id", ""))
    content = phone_content(code, {})
    if not content["waits"] and not content["asks"]:
        del request.session[PHONE]
    if not content["asks"]:
        return ""
    return render_to_string("cobrowse/_phone_bar.html", {"name": asking_words(code)}, request)


_LOST = gettext_lazy(
    "Sharing is stopped, but nothing of what you typed is saved: it is too long, or such a button was pressed too "
    "often."
)
add_switch("_stop_sharing", stop, lost=_LOST)
add_switch("_stop_editing", stop_filling_in, lost=_LOST)
add_panel("page.help", phone_link)
add_panel("page.top", phone_bar)
add_panel("page.top", sharing_bar)
add_panel("cobrowse.conversation", way_to_share)
add_panel("cobrowse.helping", form_of_person)
