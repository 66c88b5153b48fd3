"""What pages and messages say of bookings and of times that are free."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actors import Actor
from accounts.models import AccessNeed, Council, GoodTime, Professional, Resident
from cobrowse.booking.actions.booking import OUTWARDS, can_cancel, can_move
from cobrowse.booking.readers.bookings import can_tell, name_of, told_of
from cobrowse.booking.readers.diary import offered_ways
from cobrowse.booking.rules.calendar_file import CalendarEvent
from cobrowse.booking.rules.diary import Diary, Slot
from cobrowse.models import Booking, BookingWay
from cobrowse.presenters.desk import ABOUT, URGENT
from core.rules.phones import format_phone

OUTCOMES = {
    "done": gettext_lazy("It took place"),
    Booking.Because.OURS: gettext_lazy("It did not take place because of us"),
    Booking.Because.NO_ANSWER: gettext_lazy("We called, and nobody answered"),
    Booking.Because.THEIRS: gettext_lazy("They were not there"),
}
STANDING = {
    Booking.State.BOOKED: gettext_lazy("Booked"),
    Booking.State.CANCELLED: gettext_lazy("Cancelled"),
    Booking.State.DONE: gettext_lazy("Took place"),
}
MISSED = {
    Booking.Because.OURS: gettext_lazy("It did not take place because of us. We are sorry."),
    Booking.Because.NO_ANSWER: gettext_lazy("We called, and nobody answered. That is not held against you."),
    Booking.Because.THEIRS: gettext_lazy("It did not take place."),
}


def ways_to_book(actor: Actor, now: dt.datetime, diary: Diary | None = None) -> list[BookingWay]:
    """The ways in which this person can book a time now, of a `diary` that was read already, if any: nobody calls or
    visits whom it is not safe to contact.
    """
    unsafe = actor.resident is not None and not actor.resident.safe_to_contact
    offered = offered_ways(actor.council, now) if diary is None else [way for way in BookingWay if diary.offers(way)]
    return [way for way in offered if not (unsafe and way in OUTWARDS)]


def day_words(day: dt.date) -> str:
    """Monday 30 November 2026."""
    return date_format(day, "l j F Y")


def time_words(moment: dt.datetime) -> str:
    """9:00, as the council's clock shows it."""
    return date_format(timezone.localtime(moment), "G:i")


def moment_words(moment: dt.datetime) -> str:
    """Day and time, as the council's clock shows them."""
    return _("%(day)s at %(time)s") % {"day": day_words(timezone.localdate(moment)), "time": time_words(moment)}


def promise_words(way: str, starts_at: dt.datetime, place: str) -> str:
    """What the council promises, in a sentence."""
    named = {"moment": moment_words(starts_at), "place": place}
    if way == BookingWay.CALL_BACK:
        return _("We call you on %(moment)s.") % named
    if way == BookingWay.HOME_VISIT:
        return _("We visit you at home on %(moment)s.") % named
    return _("Your appointment is on %(moment)s: %(place)s.") % named


def day_choices(days: Iterable[dt.date]) -> list[tuple[str, str]]:
    """(ISO day, words) of each of these days."""
    return [(day.isoformat(), day_words(day)) for day in days]


def time_choices(slots: Iterable[Slot], day: str, places: dict[int, str]) -> list[tuple[str, str]]:
    """(value, words) of each free time of one ISO day, whichever adviser has it; with the place where there is one."""
    found = {}
    for slot in slots:
        if timezone.localdate(slot.starts_at).isoformat() == day:
            words = time_words(slot.starts_at)
            named = {"time": words, "place": places.get(slot.place or 0, "")}
            found[slot_value(slot)] = _("%(time)s, %(place)s") % named if slot.place else words
    return list(found.items())


def adviser_choices(
    slots: Iterable[Slot], day: str, places: dict[int, str], advisers: dict[int, str]
) -> list[tuple[str, str]]:
    """The same for staff: each adviser's times apart, with their names."""
    return [
        (f"{value}/{slot.adviser}", _("%(time)s with %(name)s") % {"time": words, "name": advisers[slot.adviser]})
        for slot in slots
        for value, words in time_choices([slot], day, places)
    ]


def advisers_to_choose(first_days: dict[int, dt.date], names: dict[int, str]) -> list[tuple[str, str]]:
    """(key, words) of each adviser who has a free time, with the day of their first one."""
    return [
        (str(key), _("%(name)s, free from %(day)s") % {"name": name, "day": day_words(first_days[key])})
        for key, name in names.items()
        if key in first_days
    ]


def slot_value(slot: Slot) -> str:
    """A time as a form sends it."""
    return f"{slot.starts_at.isoformat()}/{slot.place or ''}"


def booking_content(booking: Booking) -> dict[str, Any]:
    """A booking as its own person sees it."""
    now = timezone.now()
    is_missed = booking.state == Booking.State.MISSED
    return {
        "booking": booking,
        "moment": moment_words(booking.starts_at),
        "way": str(BookingWay(booking.way).label),
        "promise": promise_words(booking.way, booking.starts_at, booking.place.name if booking.place else ""),
        "standing": str(MISSED[booking.because] if is_missed else STANDING[booking.state]),
        "is_coming": booking.state == Booking.State.BOOKED and booking.ends_at > now,
        "can_move": can_move(booking, now),
        "can_cancel": can_cancel(booking, now),
    }


def bookings_content(bookings: Iterable[Booking]) -> dict[str, Any]:
    """A person's bookings: what is to come, the next one first, and what is over."""
    shown = [booking_content(each) for each in bookings]
    coming = [each for each in shown if each["is_coming"]]
    return {"coming": coming[::-1], "over": [each for each in shown if not each["is_coming"]]}


def line_content(booking: Booking) -> dict[str, Any]:
    """A booking in a list of staff: who, when, how; of what the person told us for it, the name and no more."""
    is_missed = booking.state == Booking.State.MISSED
    return {
        "booking": booking,
        "name": name_of(booking) or _("A visitor"),
        "time": time_words(booking.starts_at),
        "moment": moment_words(booking.starts_at),
        "way": str(BookingWay(booking.way).label),
        "place": booking.place.name if booking.place else "",
        "adviser": booking.adviser.display_name,
        "standing": str(OUTCOMES[booking.because] if is_missed else STANDING[booking.state]),
        "safe": booking.resident.safe_to_contact,
        "can_tell": can_tell(booking),
    }


def untold_words(booking: Booking) -> str:
    """What staff do about somebody whom no message reaches; "" for everybody else."""
    if can_tell(booking):
        return ""
    told = told_of(booking)
    phone = told.phone or told.mobile or booking.resident.phone
    if phone and booking.resident.safe_to_contact:
        return _("We cannot send this person a message. Phone them: %(phone)s.") % {"phone": format_phone(phone)}
    return _("We cannot tell this person: they gave us no way to reach them.")


def own_told(booking: Booking) -> dict[str, Any]:
    """What a person told us for their booking, as they read it again; and whether we can tell them of a change."""
    told = told_of(booking)
    is_visit = booking.way == BookingWay.HOME_VISIT
    return {
        "home": told.address if is_visit else "",
        "before": told.before if is_visit else "",
        "phone": format_phone(told.phone) if told.phone else "",
        "tells_at": told.email or (format_phone(told.mobile) if told.mobile else ""),
        "can_tell": can_tell(booking),
    }


def staff_content(booking: Booking) -> dict[str, Any]:
    """A booking as staff see it who look into it: with what the person told us. Who must not be called or visited has
    no number and no address here.
    """
    resident, told, now = booking.resident, told_of(booking), timezone.now()
    safe = resident.safe_to_contact
    phone = told.phone or resident.phone
    return {
        **line_content(booking),
        "phone": format_phone(phone) if phone and safe else "",
        "home": told.address if safe else "",
        "untold": untold_words(booking),
        "before": told.before,
        "words": told.words,
        "about": str(ABOUT[booking.about]),
        "urgent": [str(URGENT[each]) for each in booking.urgencies],
        "needs": needs_words(resident, booking),
        "good_times": ", ".join(str(GoodTime(each).label) for each in resident.good_times),
        "language": str(dict(settings.LANGUAGES).get(booking.language, booking.language)),
        "offered_again": booking.offered_again,
        "can_move": can_move(booking, now),
        "can_cancel": can_cancel(booking, now),
        "has_begun": booking.starts_at <= now and booking.state != Booking.State.CANCELLED,
    }


def needs_words(resident: Resident, booking: Booking) -> str:
    """What the person needs, as they said it in their account and for this booking; with whom beside them."""
    needs = [each for each in AccessNeed.values if each in (*resident.access_needs, *booking.access_needs)]
    words = [str(AccessNeed(each).label) for each in needs if each != AccessNeed.HOME_VISIT]
    if resident.interpreter_language:
        words.append(_("Interpreter: %(language)s") % {"language": resident.interpreter_language})
    return ", ".join([*words, *(str(Professional(each).label) for each in resident.professionals)])


def calendar_event(booking: Booking, council: Council) -> CalendarEvent:
    """A booking for the person's calendar. It says whose appointment it is, not what it is about."""
    place = f"{booking.place.name}, {booking.place.address}" if booking.place else ""
    return CalendarEvent(
        uid=f"{booking.public_id}@{council.host}",
        sequence=booking.revision,
        starts_at=booking.starts_at,
        ends_at=booking.ends_at,
        title=f"{council.name}: {BookingWay(booking.way).label}",
        location=place,
        url=council.url_of(reverse("cobrowse:booking", args=[booking.public_id])),
        written_at=timezone.now(),
        is_cancelled=booking.state == Booking.State.CANCELLED,
    )
