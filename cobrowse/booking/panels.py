"""What bookings put on pages below: the way to them, and the offer to talk a sent claim through."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from claims.models import Claim
from claims.presenters.submission import evidence_to_send
from cobrowse.booking.readers.diary import takes_bookings
from cobrowse.booking.rules.session import has_booked
from core.panels import add_panel


def bookings_link(request: HttpRequest, subject: object) -> str:
    """The way to what was booked in this session; costs no query."""
    match = request.resolver_match
    if not has_booked(request.session) or match is None or match.app_name == "cobrowse":
        return ""
    return format_html(
        '<p class="bo-help"><a class="govuk-link" href="{}">{}</a></p>',
        reverse("cobrowse:bookings"),
        _("Your bookings"),
    )


def talk_through(request: HttpRequest, claim: Claim) -> str:
    """On the receipt of a claim: the way to a time with an adviser about it, where a council has such times."""
    if request.actor.is_staff or not takes_bookings():
        return ""
    address = f"{reverse('cobrowse:ask', args=['about'])}?{urlencode({'claim': claim.public_id})}"
    # Once all papers are in there is something to talk through to the end; before, it is offered without saying so.
    page = {"address": address, "papers_in": not evidence_to_send(claim)}
    return render_to_string("cobrowse/booking/_talk_through.html", page)


add_panel("page.help", bookings_link)
add_panel("claims.sent", talk_through)
