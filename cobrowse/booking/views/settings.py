"""The admin's pages of booking: places, times of advisers, leave."""

from __future__ import annotations

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
from cobrowse.actions.settings import AlreadyThere, TimesOverlap
from cobrowse.booking.actions import settings as actions
from cobrowse.booking.forms import BookingTimeForm, LeaveForm, PlaceForm
from cobrowse.booking.presenters.bookings import line_content
from cobrowse.booking.presenters.settings import settings_content
from cobrowse.booking.readers import settings as readers
from cobrowse.booking.readers.diary import bookings_to_move
from cobrowse.views.settings_pages import form_page, posted, removed, saved
from core.asking import ask_first, is_sure

OVERVIEW = "cobrowse:booking_settings"


@staff_required
@require_GET
def booking_settings(request: HttpRequest) -> HttpResponse:
    """Everything that can be set, and whether something is booked on days on which nobody is there."""
    now = timezone.now()
    found = readers.booking_settings(request.actor, timezone.localdate(now))
    lines = [line_content(each) for each in bookings_to_move(request.council, now)]
    page = {**settings_content(found), "to_move": lines, "nav": "settings"}
    return render(request, "cobrowse/booking/settings.html", {**page, "back_url": reverse("cobrowse:settings")})


@staff_required
@require_http_methods(["GET", "POST"])
def add_place(request: HttpRequest) -> HttpResponse:
    """A new place for appointments."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    return _place(request, PlaceForm(posted(request)), None, _("Add a place"))


@staff_required
@require_http_methods(["GET", "POST"])
def change_place(request: HttpRequest, key: int) -> HttpResponse:
    """Another name or address."""
    found = readers.place_for(request.actor, key)
    known = {"name": found.name, "address": found.address}
    return _place(request, PlaceForm(posted(request), initial=known), key, _("Change a place"))


def _place(request: HttpRequest, form: PlaceForm, key: int | None, title: str) -> HttpResponse:
    if form.is_valid():
        try:
            actions.save_place(**form.cleaned_data, key=key, by=request.actor)
            return saved(request, OVERVIEW)
        except AlreadyThere:
            form.add_error("name", _("There is a place of this name already. Nothing was saved"))
    return form_page(request, form, title, OVERVIEW)


@staff_required
@require_POST
def remove_place(request: HttpRequest, key: int) -> HttpResponse:
    """A place that is not used."""
    found = readers.place_for(request.actor, key)
    if not is_sure(request):
        question = _("Remove the place “%(name)s”?") % {"name": found.name}
        return ask_first(request, question=question, keep_url=reverse(OVERVIEW))
    try:
        actions.remove_place(key=key, by=request.actor)
    except actions.StillUsed:
        messages.warning(request, _("It is not removed: times or bookings are at this place."))
        return redirect(OVERVIEW)
    return removed(request, OVERVIEW)


@staff_required
@require_http_methods(["GET", "POST"])
def add_booking_time(request: HttpRequest) -> HttpResponse:
    """A new span of the week of an adviser."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    return _time(request, None, {}, _("Add times that people can book"))


@staff_required
@require_http_methods(["GET", "POST"])
def change_booking_time(request: HttpRequest, key: int) -> HttpResponse:
    """Another span, or for something else."""
    known = readers.booking_time_values(request.actor, key)
    return _time(request, key, known, _("Change times that people can book"))


def _time(request: HttpRequest, key: int | None, known: dict[str, Any], title: str) -> HttpResponse:
    choices = {"advisers": readers.adviser_names(), "places": readers.place_names()}
    form = BookingTimeForm(posted(request), initial=known or None, **choices)
    if form.is_valid():
        try:
            actions.save_booking_time(values=form.cleaned_data, key=key, by=request.actor)
            return saved(request, OVERVIEW)
        except TimesOverlap:
            form.add_error("opens", _("This adviser has times at a part of that already. Nothing was saved"))
    return form_page(request, form, title, OVERVIEW)


@staff_required
@require_POST
def remove_booking_time(request: HttpRequest, key: int) -> HttpResponse:
    """Times that nobody can book any more."""
    readers.booking_time_values(request.actor, key)
    if not is_sure(request):
        words = _("Nobody can book them any more. What is booked already stays booked.")
        back = reverse(OVERVIEW)
        return ask_first(request, question=_("Remove these times?"), words=words, keep_url=back)
    actions.remove_booking_time(key=key, by=request.actor)
    return removed(request, OVERVIEW)


@staff_required
@require_http_methods(["GET", "POST"])
def add_leave(request: HttpRequest) -> HttpResponse:
    """Days on which an adviser is away."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    form = LeaveForm(posted(request), advisers=readers.adviser_names())
    if form.is_valid():
        actions.add_leave(**form.cleaned_data, by=request.actor)
        return saved(request, OVERVIEW)
    return form_page(request, form, _("Add days on which an adviser is away"), OVERVIEW)


@staff_required
@require_POST
def remove_leave(request: HttpRequest, key: int) -> HttpResponse:
    """There after all."""
    found = readers.leave_for(request.actor, key)
    if not is_sure(request):
        question = _("Is %(name)s there after all?") % {"name": found.membership.display_name}
        back = reverse(OVERVIEW)
        return ask_first(request, question=question, button=_("Remove the days away"), keep_url=back)
    actions.remove_leave(key=key, by=request.actor)
    return removed(request, OVERVIEW)
