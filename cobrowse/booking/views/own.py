"""A person's own bookings: seeing, moving, cancelling, a file for their calendar. A visitor's are their browser's."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cobrowse.booking.actions.booking import BookingChanged, NotSafe, TimeTaken, cancel, move
from cobrowse.booking.forms import MoveForm, RevisionForm
from cobrowse.booking.presenters.bookings import (
    adviser_choices,
    booking_content,
    bookings_content,
    calendar_event,
    day_choices,
    moment_words,
    own_told,
    time_choices,
)
from cobrowse.booking.readers.bookings import own_booking, own_bookings
from cobrowse.booking.readers.diary import diary_of, places_by_key
from cobrowse.booking.readers.settings import adviser_names
from cobrowse.booking.rules.calendar_file import calendar_file
from cobrowse.models import Booking
from cobrowse.readers.settings import help_rules
from core.asking import ask_first, is_sure

UNPROCESSABLE = 422


@login_not_required
@never_cache
@require_GET
def bookings(request: HttpRequest) -> HttpResponse:
    """Everything that this person booked."""
    found = own_bookings(request.actor)
    return render(request, "cobrowse/booking/bookings.html", {**bookings_content(found), "nav": "account"})


@login_not_required
@never_cache
@require_GET
def booking(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One booking as it stands now, whatever an old link promised."""
    found = own_booking(request.actor, public_id)
    page = {
        **booking_content(found),
        "told": own_told(found),
        "form": RevisionForm(initial={"revision": found.revision}),
        # Where people choose whom they book, they read whom they have.
        "names_adviser": help_rules().chooses_adviser,
    }
    return render(request, "cobrowse/booking/booking.html", page)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def move_booking(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Another time: first the day, then the time. The booking stays as it is until a time is chosen."""
    found = own_booking(request.actor, public_id)
    content = booking_content(found)
    if not content["can_move"]:
        return _changed(request, found)
    form, shown = _move_form(request, found)
    if form is not None and form.is_valid():
        try:
            found = move(
                public_id=public_id, revision=form.cleaned_data["revision"], time=form.wanted(), by=request.actor
            )
        except TimeTaken:
            form.add_error("time", form.fields["time"].error_messages["invalid_choice"])
        except (BookingChanged, NotSafe):
            return _changed(request, found)
        else:
            messages.success(request, _("Your booking is moved to %(moment)s.") % {
                "moment": moment_words(found.starts_at)
            })  # fmt: skip
            return redirect("cobrowse:booking", public_id)
    page = {**content, **shown, "form": form, "back_url": _address(found)}
    failed = form.errors if form is not None else shown["gone"]
    return render(request, "cobrowse/booking/move.html", page, status=UNPROCESSABLE if failed else 200)


def _move_form(request: HttpRequest, found: Booking) -> tuple[MoveForm | None, dict[str, Any]]:
    """The form of the chosen day's times (None before a day is chosen), and what the page shows: the days, the words of
    the chosen one, whether it has no time any more, and the adviser if nobody else is booked without being asked,
    because people choose whom.
    """
    diary, names = diary_of(request.council, timezone.now(), without=found), {}
    page = {"adviser": "", "others": False}
    if help_rules().chooses_adviser:
        own, names = diary.of(found.adviser_id), adviser_names()
        page |= {"adviser": found.adviser.display_name, "others": not own.offers(found.way)}
        diary = diary if page["others"] else own
    days, chosen = day_choices(diary.days(found.way)), request.GET.get("day", "")
    page |= {"days": days, "day": dict(days).get(chosen, "")}
    page["gone"] = bool(chosen) and not page["day"]
    if not page["day"]:
        return None, page
    slots, places = diary.on(dt.date.fromisoformat(chosen)).slots(found.way), places_by_key()
    times = adviser_choices(slots, chosen, places, names) if names else time_choices(slots, chosen, places)
    posted = request.POST if request.method == "POST" else None
    return MoveForm(posted, times=times, initial={"revision": found.revision}), page


@login_not_required
@require_POST
def cancel_booking(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Asked once, then cancelled for good."""
    found = own_booking(request.actor, public_id)
    content = booking_content(found)
    form = RevisionForm(request.POST)
    if not form.is_valid() or not content["can_cancel"]:
        return _changed(request, found)
    revision = form.cleaned_data["revision"]
    if not is_sure(request):
        question = _("Cancel this booking?")
        words = _("%(promise)s Somebody else can have the time then.") % {"promise": content["promise"]}
        return ask_first(
            request, question=question, words=words, button=_("Cancel the booking"), keep_url=_address(found),
            hidden={"revision": str(revision)},
        )  # fmt: skip
    try:
        cancel(public_id=public_id, revision=revision, by=request.actor)
    except BookingChanged:
        return _changed(request, found)
    messages.success(request, _("Your booking is cancelled."))
    return redirect("cobrowse:booking", public_id)


@login_not_required
@never_cache
@require_GET
def calendar(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """A file that puts the booking into a calendar, or changes it there."""
    found = own_booking(request.actor, public_id)
    content = calendar_file(calendar_event(found, request.council))
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="booking-{found.starts_at.astimezone(dt.UTC):%Y-%m-%d}.ics"'
    return answer


def _address(found: Booking) -> str:
    return reverse("cobrowse:booking", args=[found.public_id])


def _changed(request: HttpRequest, found: Booking) -> HttpResponse:
    """The page was older than the booking, which is shown as it is."""
    messages.warning(request, _("Nothing was changed: this booking has changed meanwhile. This is how it is now."))
    return redirect("cobrowse:booking", found.public_id)
