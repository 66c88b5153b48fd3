"""Asking for help at a booked time: the steps of `cobrowse.views.asking`, and those to choose a day and a time."""

from __future__ import annotations

import uuid
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.sessions import VISITOR
from accounts.throttling import slow_down
from claims.readers.answer_store import localised_spec
from claims.readers.claimant import Home, home_of
from cobrowse.actions.asking import AskedTooOften
from cobrowse.booking.actions.booking import (
    BookingWanted,
    NotSafe,
    TimeTaken,
    book,
)
from cobrowse.booking.actions.limits import NotReached, TooManyBookings, TooManyForContact
from cobrowse.booking.forms import ANY_ADVISER, AdviserForm, CallForm, DayForm, ReachForm, TimeForm, VisitForm
from cobrowse.booking.presenters.bookings import advisers_to_choose, day_choices, time_choices, ways_to_book
from cobrowse.booking.readers.bookings import Told, booking_sent_as, has_coming
from cobrowse.booking.readers.diary import diary_of, places_by_key
from cobrowse.booking.readers.settings import adviser_names
from cobrowse.booking.rules.diary import Diary
from cobrowse.booking.rules.session import has_booked, remember_booking
from cobrowse.forms.asking import AboutForm, NeedsForm, WayForm
from cobrowse.models import Booking, BookingWay
from cobrowse.readers.settings import help_rules
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
        *AskForHelp.TRIAGE,
        ("way", WayForm),
        ("call", CallForm),
        ("visit", VisitForm),
        ("reach", ReachForm),
        ("needs", NeedsForm),
        ("adviser", AdviserForm),
        ("day", DayForm),
        ("time", TimeForm),
    ]
    condition_dict = {
        **AskForHelp.condition_dict,
        "call": _books(BookingWay.CALL_BACK),
        "visit": _books(BookingWay.HOME_VISIT),
        "reach": lambda wizard: wizard.asks_how_to_reach(),
        "adviser": lambda wizard: wizard.asks_adviser(),
        "day": _books(*BookingWay),
        "time": _books(*BookingWay),
    }

    def get_prefix(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return "ask_for_help"

    def ways_now(self) -> list[tuple[str, Any]]:
        # The steps that show days and times read the whole diary anyhow.
        diary = self.diary if self.kwargs.get("step") in ("adviser", "day", "time") else None
        books = ways_to_book(self.request.actor, timezone.now(), diary)
        return [*super().ways_now(), *((way, way.label) for way in books)]

    def asks_how_to_reach(self) -> bool:
        """Whether this is somebody whom nothing tells of a change: a visitor. Not whom it is not safe to contact."""
        resident = self.request.actor.resident
        known = resident is not None and (can_be_told(resident) or not resident.safe_to_contact)
        return self.way in BookingWay and self.request.actor.user is None and not known

    @cached_property
    def diary(self) -> Diary:
        """What decides which times are free, at this moment."""
        return diary_of(self.request.council, timezone.now())

    @cached_property
    def places(self) -> dict[int, str]:
        """The names of the council's places."""
        return places_by_key()

    @cached_property
    def advisers(self) -> list[tuple[str, str]]:
        """Who can be chosen; nobody where the council does not ask, or no time is booked."""
        if self.way not in BookingWay or not help_rules().chooses_adviser:
            return []
        return advisers_to_choose(self.diary.first_days(self.way), adviser_names())

    @property
    def said_adviser(self) -> str:
        """Who was chosen, as the form sent it; "" before."""
        return (self.storage.get_step_data("adviser") or {}).get("adviser-adviser", "")

    def asks_adviser(self) -> bool:
        """Whether there is a choice, or one was made that still has to hold."""
        return len(self.advisers) > 1 or bool(self.advisers and self.said_adviser)

    def is_asked_again(self) -> bool:
        """Whether the adviser who was chosen has no free time any more: nobody else is booked without being asked."""
        return bool(self.advisers) and self.said_adviser not in ("", ANY_ADVISER, *dict(self.advisers))

    @property
    def adviser(self) -> int | None:
        """The key of the adviser who was chosen; None for any."""
        if self.said_adviser not in dict(self.advisers):
            return None
        return next(hours.adviser for hours in self.diary.hours if str(hours.adviser) == self.said_adviser)

    @property
    def chosen_diary(self) -> Diary:
        """The diary of the chosen adviser, or of all."""
        return self.diary if self.adviser is None else self.diary.of(self.adviser)

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        if kwargs.get("step") in ("day", "time") and self.is_asked_again():
            return redirect("cobrowse:ask", "adviser")
        if kwargs.get("step") == "time" and self.way in BookingWay and not self._times():
            return redirect("cobrowse:ask", "day")
        return super().get(*args, **kwargs)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        there = booking_sent_as(self.request.actor, self.storage.extra_data.get("booking", ""))
        if there is not None:
            # Pressed twice: the other press was first.
            gives_access = self.storage.gives_access
            self.storage.reset()
            return self._show(there) if gives_access else redirect("cobrowse:booking", there.public_id)
        return super().post(*args, **kwargs)

    def lost_step(self) -> HttpResponse:
        return redirect("cobrowse:bookings") if has_booked(self.request.session) else super().lost_step()

    def get_form_kwargs(self, step: str | None = None) -> dict[str, Any]:
        if step in ("call", "reach"):
            return {}
        if step == "visit":
            return {"source": localised_spec(self.home.claim).title if self.home is not None else ""}
        if step == "adviser":
            return {"advisers": self.advisers}
        if step == "day":
            return {"days": day_choices(self.chosen_diary.days(self.way))}
        return {"times": self._times()} if step == "time" else super().get_form_kwargs(step)

    def get_form_initial(self, step: str) -> dict[str, Any]:
        resident = self.request.actor.resident
        if step == "call":
            return {"phone": format_phone(resident.phone) if resident is not None and resident.phone else ""}
        if step == "reach":
            number = clean_phone((self.storage.get_step_data("call") or {}).get("call-phone", "")) or ""
            return {"mobile": format_phone(number) if takes_texts(number) else ""}
        if step == "visit":
            return {"address": self.home.address if self.home is not None else ""}
        if step == "adviser":
            return {"adviser": ANY_ADVISER}
        return {} if step in ("day", "time") else super().get_form_initial(step)

    @cached_property
    def home(self) -> Home | None:
        """Where the person lives, as they said it last in a form of their own."""
        resident = self.request.actor.resident
        return home_of(resident) if resident is not None else None

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
        booking = book(wanted=self._wanted(forms["time"]), by=self.request.actor)
        if self.beside is not None:
            messages.info(self.request, _("You still have your place in the queue. A bar on other pages leads to it."))
        return self._show(booking)

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
            for name in ("diary", "advisers"):
                self.__dict__.pop(name, None)
            if self.is_asked_again():
                return redirect("cobrowse:ask", "adviser")
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
            client_id=uuid.UUID(self.storage.extra_data["booking"]), way=self.way,
            time=replace(time.wanted(), adviser=self.adviser),
            about=answers["about"], language=answers.get("spoken") or self.request.council.languages[0], told=told,
            claim=claim_of(self.request, self.where["claim"]), urgencies=answers["urgencies"],
            access_needs=answers["access_needs"],
        )  # fmt: skip

    def _day(self) -> str:
        return (self.storage.get_step_data("day") or {}).get("day-day", "")

    def _times(self) -> list[tuple[str, str]]:
        diary = self.chosen_diary
        days = [day for day in diary.days(self.way) if day.isoformat() == self._day()]
        slots = diary.on(days[0]).slots(self.way) if days else []
        return time_choices(slots, self._day(), self.places)

    def _day_words(self) -> str:
        days = dict(day_choices(self.chosen_diary.days(self.way)))
        return days.get(self._day(), "")


ask = AskOrBook.as_view(url_name="cobrowse:ask")
