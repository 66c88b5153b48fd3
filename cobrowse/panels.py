"""What live help puts on every page: the way to ask, and for whoever has asked the bar with their place."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cobrowse.models import HelpEvent
from cobrowse.presenters.conversation import standing_words
from cobrowse.readers.changes import changes_since
from cobrowse.readers.requests import has_unread, own_request_of, requests_of
from cobrowse.readers.settings import closed_days_until
from cobrowse.rules.session import KEY
from core.panels import add_panel

# Where the pages of the desk are, as views/at_desk.py says.
DESK = "staff/help/"
# Pages from which somebody asks about one claim: of its form, and of what it comes to.
ABOUT_A_CLAIM = {
    "claims:page", "claims:row", "claims:check_answers", "claims:task_list",
    "estimates:estimate", "estimates:hours_curve", "estimates:scenarios",
}  # fmt: skip
# Closed days are told this long before.
TOLD_BEFORE = dt.timedelta(weeks=4)
# Conversations on the account page; the others are on a page of their own.
SHOWN = 5


def closed_soon(request: HttpRequest, subject: Any) -> str:
    """Under a council's opening hours: its own closed days of the next weeks. One query."""
    days = closed_days_until(timezone.localdate() + TOLD_BEFORE)
    return render_to_string("cobrowse/_closed_soon.html", {"days": days}) if days else ""


def help_link(request: HttpRequest, subject: Any) -> str:
    """The way to ask for help from a page, with where the person is; not for staff at work, and costs no query."""
    match = request.resolver_match
    if not _may_ask(request) or match is None or match.app_name == "cobrowse":
        return ""
    address, words = reverse("cobrowse:ask", args=["about"]), _("Get help from a person")
    if match.view_name in ("claims:page", "claims:row"):
        words = _("Get help from a person with this page")
    if match.view_name in ABOUT_A_CLAIM:
        where = {"claim": match.kwargs["public_id"], "page": match.kwargs.get("page", "")}
        address = f"{address}?{urlencode({name: value for name, value in where.items() if value})}"
    return format_html('<p class="bo-help"><a class="govuk-link" href="{}">{}</a></p>', address, words)


def _may_ask(request: HttpRequest) -> bool:
    """Somebody on a page of an open council who is not at work there."""
    if request.council is None or request.council.is_closed:
        return False
    return not (request.user.is_authenticated and request.actor.is_staff)


def help_bar(request: HttpRequest, subject: Any) -> str:
    """The bar of whoever waits or talks, on every page; nobody else's page asks the database for it. When that has
    ended elsewhere it says so, until they have looked.
    """
    match = request.resolver_match
    if KEY not in request.session or not _may_ask(request) or match is None or match.app_name == "cobrowse":
        return ""
    asked = own_request_of(request.actor, request.session[KEY])
    if asked is None:
        return ""
    now = changes_since(asked, HelpEvent.By.RESIDENT, asked.head, timezone.now())["now"]
    page = {
        "asked": asked, "standing": standing_words(now, asked), "unread": has_unread(asked),
        "label": _("Help from a person"),
    }  # fmt: skip
    return render_to_string("cobrowse/_help_bar.html", page, request)


def own_conversations(request: HttpRequest, subject: Any) -> str:
    """The latest that the person asked for, on their account page; nothing for who never asked."""
    found = list(requests_of(request.actor)[: SHOWN + 1])
    if not found:
        return ""
    page = {"conversations": found[:SHOWN], "are_more": len(found) > SHOWN}
    return render_to_string("cobrowse/_own.html", page, request)


def at_desk(request: HttpRequest, subject: Any) -> str:
    """On the pages of the desk: by what a script says that somebody is still at it. The desk itself asks anyhow."""
    match = request.resolver_match
    if match is None or not match.route.startswith(DESK) or match.view_name == "cobrowse:desk":
        return ""
    return render_to_string("cobrowse/_at_desk.html", {}, request) if request.actor.helps_live else ""


add_panel("accounts.home", own_conversations)
add_panel("page.help", help_link)
add_panel("page.top", help_bar)
add_panel("page.top", at_desk)
add_panel("contact.hours", closed_soon)
