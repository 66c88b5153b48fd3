"""Out of hours somebody books a visit at home on their phone, and an adviser prints the list of that day."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest

from core.rules.days.working_days import bank_holidays
from tests.journeys.person import DESKTOP, PHONE, Person

pytestmark = pytest.mark.journey


def a_day(today: dt.date) -> dt.date:
    """The first day from in two days on that is no bank holiday in England."""
    days = (today + dt.timedelta(days=ahead) for ahead in range(2, 12))
    return next(day for day in days if day not in bank_holidays("ENGLAND", day.year))


def type_date(person: Person, name: str, day: dt.date) -> None:
    for part in ("day", "month", "year"):
        person.page.locator(f"[name={name}-{part}]").fill(str(getattr(day, part)))


def set_up(admin: Person, today: dt.date, day: dt.date) -> None:
    """Nobody chats today, and Tom visits people on the weekday of that day."""
    admin.sign_in_staff("sian@southmere.example")
    admin.go("/staff/settings/help/days/add/")
    type_date(admin, "day", today)
    admin.page.locator("[name=name]").fill("Training")
    admin.press("Save")
    admin.go("/staff/settings/help/")
    admin.follow("Times that people can book, places")
    admin.follow("Add times that people can book")
    admin.page.locator("[name=membership]").select_option(label="Tom Ellery")
    admin.page.locator("[name=weekday]").select_option(str(day.weekday()))
    for name, value in (("opens", "9:00"), ("closes", "12:00"), ("minutes", "60")):
        admin.page.locator(f"[name={name}]").fill(value)
    admin.page.locator("[name=ways][value=home_visit]").check(force=True)
    admin.press("Save")
    assert "Tom Ellery" in admin.page.inner_text("main")


def book_a_visit(person: Person, day: dt.date) -> None:
    person.go("/help/ask/about/")
    assert "You can book a time with an adviser." in person.page.inner_text("main")
    person.page.locator("[name=about-about][value=other]").check(force=True)
    person.page.locator("[name=about-words]").fill("My hands do not write well any more.")
    person.press("Continue")
    # Nobody has to say what would help them.
    person.press("Continue")
    person.page.locator("[name=visit-address]").fill("3 Harbour Row\nSouthmere")
    person.page.locator("[name=visit-before]").fill("Two steps at the door")
    person.page.locator("[name=visit-safe][value=yes]").check(force=True)
    person.press("Continue")
    person.page.locator("[name=reach-tell][value=none]").check(force=True)
    person.press("Continue")
    person.page.locator("[name=needs-access_needs][value=large_print]").check(force=True)
    if person.page.locator("[name=needs-spoken]").count():
        person.page.locator("[name=needs-spoken][value=en-gb]").check(force=True)
    person.press("Continue")
    person.page.locator(f"[name=day-day][value='{day.isoformat()}']").check(force=True)
    person.press("Continue")
    person.page.get_by_label("10:00", exact=True).check(force=True)
    person.press("Book this time")
    assert "We visit you at home on" in person.page.inner_text("main")
    assert f"{day.year} at 10:00" in person.page.inner_text("h1")
    assert "3 Harbour Row" in person.page.inner_text("main")


def test_a_visit_is_booked_out_of_hours_and_printed(open_browser):
    today = dt.datetime.now(ZoneInfo("Europe/London")).date()
    day = a_day(today)
    set_up(open_browser(viewport=DESKTOP, council="southmere"), today, day)
    person = open_browser(viewport=PHONE, council="southmere")
    book_a_visit(person, day)
    kind, content = person.fetch(f"{person.page.url.removeprefix(person.base)}calendar.ics")
    assert kind.startswith("text/calendar")
    assert b"BEGIN:VEVENT" in content
    person.follow("Move it to another time")
    person.follow(re.compile(f"{day:%B} {day.year}$"))
    person.follow("Back")
    person.follow("See all your bookings")
    adviser = open_browser(viewport=DESKTOP, council="southmere")
    adviser.sign_in_staff("tom@southmere.example")
    adviser.go(f"/staff/help/bookings/?day={day.isoformat()}")
    adviser.follow("A visitor")
    adviser.follow("Back")
    adviser.go(f"/staff/help/bookings/visits/?day={day.isoformat()}")
    adviser.page.emulate_media(media="print")
    paper = adviser.page.inner_text("body")
    for words in ("10:00", "3 Harbour Row", "Two steps at the door", "Large print", "My hands do not write well",
                  "We cannot tell this person"):  # fmt: skip
        assert words in paper, words
    assert "It is written down that you opened this" not in paper
    assert "Sign out" not in paper
