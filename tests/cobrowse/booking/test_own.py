"""A person's own bookings: seen, moved, cancelled, put into a calendar, and nobody else's."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Resident
from accounts.sessions import VISITOR
from cobrowse.booking.actions.booking import cancel
from cobrowse.booking.actions.outcomes import record_outcome
from cobrowse.booking.presenters.bookings import moment_words
from cobrowse.models import Booking, BookingTime
from tests.claims.test_page_queries import MOST_QUERIES, queries_of
from tests.cobrowse.booking.conftest import HERE, begun, booked, slots_of
from tests.cobrowse.booking.test_calendar_file import read
from tests.people import browser_of

LONDON = ZoneInfo("Europe/London")
BOOKINGS = reverse("cobrowse:bookings")


def page_of(booking: Booking, name: str = "booking") -> str:
    return reverse(f"cobrowse:{name}", args=[booking.public_id])


def day_of(slot) -> str:
    return timezone.localdate(slot.starts_at).isoformat()


def test_what_is_booked_stands_on_the_list_and_the_account_leads_there(alice, diary):
    booking = booked(alice, HERE)
    browser = browser_of(alice)
    assert BOOKINGS in browser.get(reverse("accounts:home")).content.decode()
    page = browser.get(BOOKINGS).content.decode()
    assert page_of(booking) in page
    assert "Your appointment is on" in page
    cancel(public_id=booking.public_id, revision=1, by=alice)
    page = browser.get(BOOKINGS).content.decode()
    assert "You have nothing booked." in page
    assert "Appointment: Cancelled" in page


def test_the_list_costs_as_many_queries_with_many_bookings_as_with_one(alice, diary):
    booked(alice, HERE)
    browser = browser_of(alice)
    one = queries_of(lambda: browser.get(BOOKINGS))
    booked(alice, HERE, number=20)
    booked(alice, HERE, number=40)
    assert len(queries_of(lambda: browser.get(BOOKINGS))) == len(one) < MOST_QUERIES


def test_a_bare_number_shows_and_cancels_nothing(alice, bob, visitor, diary):
    booking = booked(alice)
    for stranger in (bob, visitor):
        browser = browser_of(stranger)
        for name in ("booking", "move_booking", "calendar"):
            assert browser.get(page_of(booking, name)).status_code == 404, name
        assert browser.post(page_of(booking, "cancel_booking"), {"revision": 1, "_sure": "yes"}).status_code == 404
        slot = slots_of(bob)[0]
        moved = browser.post(
            f"{page_of(booking, 'move_booking')}?day={day_of(slot)}",
            {"time": f"{slot.starts_at.isoformat()}/", "revision": 1},
        )
        assert moved.status_code == 404
    booking.refresh_from_db()
    assert (booking.state, booking.revision) == ("booked", 1)


def test_moving_shows_days_then_times_and_keeps_the_old_one_until_then(alice, diary):
    booking, browser = booked(alice), browser_of(alice)
    slot = slots_of(alice)[12]
    address = page_of(booking, "move_booking")
    page = browser.get(address).content.decode()
    assert f"?day={day_of(slot)}" in page
    assert "It stays so until you choose another time." in page
    address = f"{address}?day={day_of(slot)}"
    assert slot.starts_at.isoformat() in browser.get(address).content.decode()
    refused = browser.post(address, {"revision": 1})
    assert refused.status_code == 422
    assert "Choose a time" in refused.content.decode()
    moved = browser.post(address, {"revision": 1, "time": f"{slot.starts_at.isoformat()}/"}, follow=True)
    assert moment_words(slot.starts_at) in moved.content.decode()
    booking.refresh_from_db()
    assert (booking.starts_at, booking.revision) == (slot.starts_at, 2)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_day_that_has_no_time_any_more_is_said_and_the_booking_stays(alice, diary, method):
    booking, browser = booked(alice), browser_of(alice)
    slot = slots_of(alice)[12]
    address = f"{page_of(booking, 'move_booking')}?day={day_of(slot)}"
    sent = {"revision": 1, "time": f"{slot.starts_at.isoformat()}/"}
    # Nobody works on it any more.
    BookingTime.objects.filter(weekday=timezone.localdate(slot.starts_at).weekday()).delete()
    shown = browser.get(address) if method == "get" else browser.post(address, sent)
    page = re.sub(r"\s+", " ", shown.content.decode())
    assert shown.status_code == 422
    assert "Nothing was changed: your booking stays as it is. Choose another day." in page
    assert "That day has no free time any more" in page
    assert f'href="?day={day_of(slot)}"' not in page
    booking.refresh_from_db()
    assert booking.revision == 1
    assert "no free time any more" not in browser.get(page_of(booking, "move_booking")).content.decode()


def test_a_page_that_is_older_than_the_booking_changes_nothing_and_shows_it_as_it_is(alice, diary):
    booking, browser = booked(alice), browser_of(alice)
    free = slots_of(alice)[9:]
    first, second = next(pair for pair in zip(free, free[1:], strict=False) if day_of(pair[0]) == day_of(pair[1]))
    address = f"{page_of(booking, 'move_booking')}?day={day_of(first)}"
    browser.post(address, {"revision": 1, "time": f"{first.starts_at.isoformat()}/"})
    late = browser.post(address, {"revision": 1, "time": f"{second.starts_at.isoformat()}/"}, follow=True)
    assert "Nothing was changed: this booking has changed meanwhile" in late.content.decode()
    late = browser.post(page_of(booking, "cancel_booking"), {"revision": 1, "_sure": "yes"}, follow=True)
    assert "Nothing was changed" in late.content.decode()
    assert Booking.objects.get().starts_at == first.starts_at


def test_cancelling_asks_once_and_an_old_page_cannot_bring_it_back(alice, diary):
    booking, browser = booked(alice), browser_of(alice)
    address = page_of(booking, "cancel_booking")
    assert "Cancel this booking?" in browser.post(address, {"revision": 1}).content.decode()
    booking.refresh_from_db()
    assert booking.state == "booked"
    assert (
        "Your booking is cancelled."
        in browser.post(address, {"revision": 1, "_sure": "yes"}, follow=True).content.decode()
    )
    for name in ("move_booking", "cancel_booking"):
        assert browser.post(page_of(booking, name), {"revision": 2, "_sure": "yes"})["Location"] == page_of(booking)
    page = browser.get(page_of(booking)).content.decode()
    assert "Cancelled" in page
    assert page_of(booking, "move_booking") not in page


def test_a_call_that_we_did_not_make_says_so_and_offers_another_time(alice, aisha, diary):
    booking = begun(booked(alice), dt.timedelta(hours=2))
    record_outcome(public_id=booking.public_id, outcome="ours", by=aisha)
    page = browser_of(alice).get(page_of(booking)).content.decode()
    assert "It did not take place because of us. We are sorry." in page
    assert page_of(booking, "move_booking") in page


@pytest.mark.parametrize(("day", "utc"), [(dt.date(2028, 3, 27), "08"), (dt.date(2028, 10, 30), "09")])
def test_nine_oclock_beyond_a_clock_change_is_nine_on_every_page_and_in_the_calendar(alice, aisha, diary, day, utc):
    booking = booked(alice, HERE)
    nine = dt.datetime.combine(day, dt.time(9), LONDON)
    Booking.objects.update(starts_at=nine, ends_at=nine + dt.timedelta(hours=1))
    browser = browser_of(alice)
    for address in (BOOKINGS, page_of(booking)):
        assert f"{day:%B} {day.year} at 9:00" in browser.get(address).content.decode()
    staff = browser_of(aisha).get(f"{reverse('cobrowse:staff_bookings')}?day={day.isoformat()}").content.decode()
    assert ">9:00<" in staff
    answer = browser.get(page_of(booking, "calendar"))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert read(answer.content)["DTSTART"] == f"{day:%Y%m%d}T{utc}0000Z"


def test_the_calendar_file_follows_the_booking(alice, diary):
    booking, browser = booked(alice, HERE), browser_of(alice)
    first = read(browser.get(page_of(booking, "calendar")).content)
    cancel(public_id=booking.public_id, revision=1, by=alice)
    after = read(browser.get(page_of(booking, "calendar")).content)
    assert (first["UID"], first["STATUS"]) == (after["UID"], "CONFIRMED")
    assert (after["STATUS"], after["SEQUENCE"]) == ("CANCELLED", "2")
    assert "Town Hall\\, 1 High Street\\, Calderbrook\\; room 2" in first["LOCATION"]
    assert "rent" not in str(first).lower()


def test_somebody_for_whom_it_is_not_safe_is_told_that_nothing_is_sent(alice, diary):
    booking = booked(alice, HERE)
    Resident.objects.filter(pk=alice.resident.pk).update(safe_to_contact=False)
    page = browser_of(alice).get(page_of(booking)).content.decode()
    assert "so we send no reminder" in page
    assert "We remind you" not in page


def test_a_visitors_booking_is_their_browsers(visitor, diary):
    booking = booked(visitor)
    browser = browser_of(visitor)
    session = browser.client.session
    session[VISITOR] = str(booking.resident.public_id)
    session.save()
    assert "only this browser can open" in browser.get(page_of(booking)).content.decode()
    assert browser_of(visitor).get(page_of(booking)).status_code == 404
