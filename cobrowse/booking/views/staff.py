"""Staff's pages of bookings: a day's list, one booking, what came of it, what has to be moved, visits on paper."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from cobrowse.booking.actions.booking import BookingChanged, NotSafe, TimeTaken, cancel, move
from cobrowse.booking.actions.outcomes import outcomes_of, record_outcome
from cobrowse.booking.actions.reading import record_reading
from cobrowse.booking.forms import MoveForm, OutcomeForm, RevisionForm
from cobrowse.booking.presenters.bookings import (
    OUTCOMES,
    adviser_choices,
    booking_content,
    day_choices,
    day_words,
    line_content,
    moment_words,
    staff_content,
    untold_words,
)
from cobrowse.booking.readers.bookings import booking_for_staff, bookings_of_day, not_marked, visits_of_day
from cobrowse.booking.readers.diary import bookable_advisers, bookings_to_move, diary_of, places_by_key
from cobrowse.models import Booking
from core.asking import ask_first, is_sure

UNPROCESSABLE = 422


@staff_required
@require_GET
def staff_bookings(request: HttpRequest) -> HttpResponse:
    """The bookings of a day, the adviser's own or everybody's."""
    day, everybody = _day(request), request.GET.get("whose") == "all"
    found = bookings_of_day(request.actor, day, everybody=everybody)
    page = {
        **_day_content(day, everybody),
        "lines": [line_content(each) for each in found],
        "not_marked": [line_content(each) for each in not_marked(request.actor, timezone.now())],
        "to_move": len(bookings_to_move(request.council, timezone.now())),
        "nav": "help",
    }
    return render(request, "cobrowse/booking/staff_bookings.html", page)


@staff_required
@require_GET
def visits(request: HttpRequest) -> HttpResponse:
    """The visits at home of a day, to be printed: each with address, needs and what is said of safety."""
    day, everybody = _day(request), request.GET.get("whose") == "all"
    found = visits_of_day(request.actor, day, everybody=everybody)
    record_reading(bookings=found, by=request.actor)
    page = {**_day_content(day, everybody), "visits": [staff_content(each) for each in found], "nav": "help"}
    return render(request, "cobrowse/booking/visits.html", page)


@staff_required
@require_GET
def to_move(request: HttpRequest) -> HttpResponse:
    """What is booked on days on which nobody will be there."""
    require(request.actor, Permission.LIVE_HELP)
    found = bookings_to_move(request.council, timezone.now())
    page = {"lines": [line_content(each) for each in found], "nav": "help"}
    return render(request, "cobrowse/booking/to_move.html", page)


@staff_required
@require_http_methods(["GET", "POST"])
def staff_booking(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One booking with what the person told us; what came of it is written down here."""
    found = booking_for_staff(request.actor, public_id)
    choices = [(each, OUTCOMES[each]) for each in outcomes_of(found.way)]
    form = OutcomeForm(request.POST if request.method == "POST" else None, outcomes=choices)
    if form.is_valid():
        try:
            record_outcome(public_id=public_id, outcome=form.cleaned_data["outcome"], by=request.actor)
        except BookingChanged:
            return _changed(request, public_id)
        messages.success(request, _("Saved."))
        return redirect("cobrowse:staff_bookings")
    record_reading(bookings=[found], by=request.actor)
    content = staff_content(found)
    page = {
        **content, "told": content, "form": form, "cancel_form": RevisionForm(initial={"revision": found.revision}),
        "back_url": reverse("cobrowse:staff_bookings"), "nav": "help",
    }  # fmt: skip
    return render(request, "cobrowse/booking/staff_booking.html", page, status=UNPROCESSABLE if form.errors else 200)


@staff_required
@require_http_methods(["GET", "POST"])
def staff_move(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Another time, or another adviser at the same; the person is told where that can be."""
    found = booking_for_staff(request.actor, public_id)
    if not booking_content(found)["can_move"]:
        return _changed(request, public_id)
    form, days, day = _move_form(request, found)
    if form is not None and form.is_valid():
        try:
            time, revision = form.wanted(), form.cleaned_data["revision"]
            moved = move(public_id=public_id, revision=revision, time=time, by=request.actor)
        except TimeTaken:
            form.add_error("time", form.fields["time"].error_messages["invalid_choice"])
        except (BookingChanged, NotSafe):
            return _changed(request, public_id)
        else:
            _say(request, moved, _moved_words(moved))
            return redirect("cobrowse:staff_booking", public_id)
    page = {
        **line_content(found), "untold": untold_words(found), "form": form, "days": days, "day": day, "nav": "help",
        "back_url": reverse("cobrowse:staff_booking", args=[public_id]),
    }  # fmt: skip
    status = UNPROCESSABLE if form is not None and form.errors else 200
    return render(request, "cobrowse/booking/staff_move.html", page, status=status)


def _move_form(request: HttpRequest, found: Booking) -> tuple[MoveForm | None, list[tuple[str, str]], str]:
    diary = diary_of(request.council, timezone.now(), without=found)
    days, chosen = day_choices(diary.days(found.way)), request.GET.get("day", "")
    if chosen not in dict(days):
        return None, days, ""
    slots = diary.on(dt.date.fromisoformat(chosen)).slots(found.way)
    advisers = dict(bookable_advisers().values_list("pk", "display_name"))
    times = adviser_choices(slots, chosen, places_by_key(), advisers)
    posted = request.POST if request.method == "POST" else None
    return MoveForm(posted, times=times, initial={"revision": found.revision}), days, dict(days)[chosen]


def _moved_words(moved: Booking) -> str:
    return _("Moved to %(moment)s with %(name)s.") % {
        "moment": moment_words(moved.starts_at), "name": moved.adviser.display_name,
    }  # fmt: skip


def _say(request: HttpRequest, changed: Booking, done: str) -> None:
    """Say what was done, and whether the person gets to know of it."""
    untold = untold_words(changed)
    if untold:
        messages.warning(request, f"{done} {untold}")
    else:
        messages.success(request, f"{done} {_('The person is told.')}")


@staff_required
@require_POST
def staff_cancel(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Asked once, then cancelled; the person is told where that can be."""
    found = booking_for_staff(request.actor, public_id)
    form = RevisionForm(request.POST)
    if not form.is_valid() or not booking_content(found)["can_cancel"]:
        return _changed(request, public_id)
    revision = form.cleaned_data["revision"]
    if not is_sure(request):
        told = _("The person is told that the council cancelled it. It is kinder to move it.")
        return ask_first(
            request, question=_("Cancel this booking?"), button=_("Cancel the booking"),
            words=untold_words(found) or told,
            keep_url=reverse("cobrowse:staff_booking", args=[public_id]), hidden={"revision": str(revision)},
        )  # fmt: skip
    try:
        cancelled = cancel(public_id=public_id, revision=revision, by=request.actor)
    except BookingChanged:
        return _changed(request, public_id)
    _say(request, cancelled, _("It is cancelled."))
    return redirect("cobrowse:staff_bookings")


def _day(request: HttpRequest) -> dt.date:
    """The day that the address names, else today; never one without a day before and after it."""
    try:
        day = dt.date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return timezone.localdate()
    return day if 2000 <= day.year < 3000 else timezone.localdate()


def _day_content(day: dt.date, everybody: bool) -> dict[str, Any]:
    one = dt.timedelta(days=1)
    return {
        "day": day.isoformat(), "day_words": day_words(day), "before": (day - one).isoformat(),
        "after": (day + one).isoformat(), "everybody": everybody,
    }  # fmt: skip


def _changed(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    messages.warning(request, _("Nothing was changed: this booking has changed meanwhile. This is how it is now."))
    return redirect("cobrowse:staff_booking", public_id)
