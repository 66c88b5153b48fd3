"""Asking for help at a booked time: the steps of `cobrowse.views.asking`, and those to choose a day and a time."""

from __future__ import annotations

import uuid
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.sessions import VISITOR
from accounts.throttling import slow_down
from cobrowse.actions.asking import AskedTooOften
from cobrowse.booking.actions.booking import (
    OUTWARDS,
    BookingWanted,
    NotSafe,
    TimeTaken,
    book,
)
from cobrowse.booking.actions.limits import NotReached, TooManyBookings, TooManyForContact
from cobrowse.booking.forms import CallForm, DayForm, ReachForm, TimeForm, VisitForm
from cobrowse.booking.presenters.bookings import day_choices, time_choices
from cobrowse.booking.readers.bookings import Told, booking_sent_as, has_coming
from cobrowse.booking.readers.diary import diary_of, offered_ways, places_by_key
from cobrowse.booking.rules.diary import Diary
from cobrowse.booking.rules.session import has_booked, remember_booking
from cobrowse.forms.asking import AboutForm, NeedsForm, WayForm
from cobrowse.models import Booking, BookingWay
from cobrowse.views.asking import AskForHelp, claim_of
from core.rules.phones import clean_phone, format_phone, takes_texts
from notifications.readers import can_be_told

CONFLICT = 409


def _books(*ways: str) -> Any:
    """A step that only these ways have."""
    return lambda wizard: wizard.way in ways


class AskOrBook(AskForHelp):
    """Beside chat and messages: a call back, an appointment, a visit at home, where there is a free time for it."""

    form_list = [
        ("about", AboutForm),
        ("way", WayForm),
        ("call", CallForm),
        ("visit", VisitForm),
        ("reach", ReachForm),
        ("needs", NeedsForm),
        ("day", DayForm),
        ("time", TimeForm),
    ]
    condition_dict = {
        **AskForHelp.condition_dict,
        "call": _books(BookingWay.CALL_BACK),
        "visit": _books(BookingWay.HOME_VISIT),
        "reach": lambda wizard: wizard.asks_how_to_reach(),
        "day": _books(*BookingWay),
        "time": _books(*BookingWay),
    }

    def get_prefix(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return "ask_for_help"

    def ways_now(self) -> list[tuple[str, Any]]:
        resident = self.request.actor.resident
        unsafe = resident is not None and not resident.safe_to_contact
        offered = offered_ways(self.request.council, timezone.now())
        ways = [way for way in offered if not (unsafe and way in OUTWARDS)]
        return [*super().ways_now(), *((way, way.label) for way in ways)]

    def asks_how_to_reach(self) -> bool:
        """Whether this is somebody whom nothing tells of a change: a visitor. Not whom it is not safe to contact."""
        resident = self.request.actor.resident
        known = resident is not None and (can_be_told(resident) or not resident.safe_to_contact)
        return self.way in BookingWay and self.request.actor.user is None and not known

    @cached_property
    def diary(self) -> Diary:
        """What decides which times are free, at this moment."""
        return diary_of(self.request.council, timezone.now())

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        if kwargs.get("step") == "time" and self.way in BookingWay and not self._times():
            return redirect("cobrowse:ask", "day")
        return super().get(*args, **kwargs)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        there = booking_sent_as(self.request.actor, self.storage.extra_data.get("booking", ""))
        if there is not None:
            # Pressed twice: the other press was first.
            self.storage.reset()
            return self._show(there)
        return super().post(*args, **kwargs)

    def lost_step(self) -> HttpResponse:
        return redirect("cobrowse:bookings") if has_booked(self.request.session) else super().lost_step()

    def get_form_kwargs(self, step: str | None = None) -> dict[str, Any]:
        if step in ("call", "visit", "reach"):
            return {}
        if step == "day":
            return {"days": day_choices(self.diary.days(self.way))}
        return {"times": self._times()} if step == "time" else super().get_form_kwargs(step)

    def get_form_initial(self, step: str) -> dict[str, Any]:
        resident = self.request.actor.resident
        if step == "call":
            return {"phone": format_phone(resident.phone) if resident is not None and resident.phone else ""}
        if step == "reach":
            number = clean_phone((self.storage.get_step_data("call") or {}).get("call-phone", "")) or ""
            return {"mobile": format_phone(number) if takes_texts(number) else ""}
        return {} if step in ("visit", "day", "time") else super().get_form_initial(step)

    def process_step(self, form: Any) -> Any:
        self.storage.extra_data.setdefault("booking", str(uuid.uuid4()))
        return super().process_step(form)

    def get_context_data(self, form: Any, **kwargs: Any) -> dict[str, Any]:
        first = self.steps.current == self.steps.first
        return super().get_context_data(
            form=form,
            books=self.way in BookingWay,
            has_bookings=first and has_coming(self.request.actor, timezone.now()),
            to_book=self._day_words() if self.steps.current == "time" else "",
            **kwargs,
        )

    def done(self, form_list: Any, **kwargs: Any) -> HttpResponse:
        if self.way not in BookingWay:
            return super().done(form_list, **kwargs)
        forms = kwargs["form_dict"]
        return self._show(book(wanted=self._wanted(forms["time"]), by=self.request.actor))

    def asked_too_often(self, refusal: AskedTooOften) -> HttpResponse:
        if isinstance(refusal, NotReached):
            return slow_down(self.request, refusal.seconds, "cobrowse/booking/not_reached.html")
        return super().asked_too_often(refusal)

    def _show(self, booking: Booking) -> HttpResponse:
        if self.request.actor.user is None:
            self.request.session[VISITOR] = str(booking.resident.public_id)
        remember_booking(self.request.session)
        return redirect("cobrowse:booking", booking.public_id)

    def render_done(self, form: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().render_done(form, **kwargs)
        except (NotSafe, TooManyBookings) as refusal:
            page = {
                "not_safe": isinstance(refusal, NotSafe), "for_contact": isinstance(refusal, TooManyForContact),
            }  # fmt: skip
            return render(self.request, "cobrowse/booking/refused.html", page, status=CONFLICT)
        except TimeTaken:
            # Between the look at what is free and the booking: the page is drawn again from what is free now.
            self.__dict__.pop("diary", None)
            form = self.get_form("time", data=self.storage.get_step_data("time"))
            return self.render(form) if self._times() else redirect("cobrowse:ask", "day")

    def _wanted(self, time: TimeForm) -> BookingWanted:
        answers = self.get_all_cleaned_data()
        told = Told(
            phone=answers.get("phone") or "",
            address=(answers.get("address") or "").strip(),
            before=(answers.get("before") or "").strip(),
            words=answers["words"].strip(),
            name=(answers.get("name") or "").strip(),
            email=answers.get("email") or "",
            mobile=answers.get("mobile") or "",
        )
        return BookingWanted(
            client_id=uuid.UUID(self.storage.extra_data["booking"]), way=self.way, time=time.wanted(),
            about=answers["about"], language=answers.get("spoken") or self.request.council.languages[0], told=told,
            claim=claim_of(self.request, self.where["claim"]), urgencies=answers["urgencies"],
            access_needs=answers["access_needs"],
        )  # fmt: skip

    def _day(self) -> str:
        return (self.storage.get_step_data("day") or {}).get("day-day", "")

    def _times(self) -> list[tuple[str, str]]:
        days = [day for day in self.diary.days(self.way) if day.isoformat() == self._day()]
        slots = self.diary.on(days[0]).slots(self.way) if days else []
        return time_choices(slots, self._day(), places_by_key())

    def _day_words(self) -> str:
        days = dict(day_choices(self.diary.days(self.way)))
        return days.get(self._day(), "")


ask = AskOrBook.as_view(url_name="cobrowse:ask")
