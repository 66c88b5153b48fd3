"""What bookings put on pages below: the way to them, and the offer to talk a sent claim through."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import Claim
from claims.presenters.submission import evidence_to_send
from cobrowse.booking.presenters.bookings import ways_to_book
from cobrowse.booking.readers.diary import takes_bookings
from cobrowse.booking.rules.session import has_booked
from cobrowse.models import BookingWay, HelpRequest
from cobrowse.presenters.links import instead_url
from core.panels import add_panel

INSTEAD = {
    BookingWay.CALL_BACK: gettext_lazy("Ask us to call you back"),
    BookingWay.APPOINTMENT: gettext_lazy("Book an appointment"),
    BookingWay.HOME_VISIT: gettext_lazy("Book a visit at your home"),
}


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


def times_instead(request: HttpRequest, asked: HelpRequest) -> str:
    """On the page of whoever waits while nobody answers: the ways to book a time, of those in which one is free."""
    links = ((instead_url(asked, way), INSTEAD[way]) for way in ways_to_book(request.actor, timezone.now()))
    return format_html_join("", '<li><a class="govuk-link" href="{}">{}</a></li>', links)


add_panel("cobrowse.instead", times_instead)
add_panel("page.help", bookings_link)
add_panel("claims.sent", talk_through)
