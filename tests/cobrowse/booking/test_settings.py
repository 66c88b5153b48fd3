"""What an admin sets: places, times of advisers, leave."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from cobrowse.booking.actions.settings import StillUsed, remove_place, save_booking_time
from cobrowse.models import Booking, BookingTime, Leave, Place
from tests.cobrowse.booking.conftest import CALL, HERE, booked, slots_of
from tests.people import browser_of

SETTINGS, ADD_TIME, ADD_PLACE, ADD_LEAVE = (
    reverse(f"cobrowse:{name}") for name in ("booking_settings", "add_booking_time", "add_place", "add_leave")
)


def a_time(adviser, **more) -> dict:
    """As a browser posts it."""
    return {
        "membership": adviser.membership.pk, "weekday": 0, "opens": "9", "closes": "12:00", "minutes": 30,
        "ways": [CALL], "place": "", "notice_hours": 4, "days_ahead": 14, **more,
    }  # fmt: skip


def date(name: str, day: dt.date) -> dict[str, int]:
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def test_an_admin_sets_a_place_and_times_and_people_book_them(alice, omar, aisha):
    browser = browser_of(omar)
    assert "nobody can book" in browser.get(SETTINGS).content.decode()
    assert browser.post(ADD_PLACE, {"name": "Town Hall", "address": "1 High Street"})["Location"] == SETTINGS
    place = Place.objects.get()
    for weekday in range(7):
        said = a_time(aisha, weekday=weekday, ways=[CALL, HERE], place=place.pk)
        assert browser.post(ADD_TIME, said)["Location"] == SETTINGS
    page = browser.get(SETTINGS).content.decode()
    for words in ("Aisha Khan", "9:00 to 12:00", "30 minutes each", "Call me back, Appointment", "Town Hall"):
        assert words in page, words
    slot = slots_of(alice, HERE)[0]
    assert slot.ends_at - slot.starts_at == dt.timedelta(minutes=30)
    assert AuditEvent.objects.filter(code="cobrowse.booking_time.added").count() == 7
    assert reverse("cobrowse:booking_settings") in browser.get(reverse("cobrowse:settings")).content.decode()


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"closes": "9:29"}, "No booking of this length fits in. Nothing was saved"),
        ({"closes": "8:00"}, "No booking of this length fits in. Nothing was saved"),
        ({"ways": []}, "Choose at least one"),
        ({"ways": [HERE]}, "Choose a place, or take away the appointments"),
        ({"opens": "noon"}, "Write the time like 9:00 or 17:30"),
        ({"membership": 999_999}, "Select a valid choice"),
        ({**date("first_on", dt.date(2027, 2, 2)), **date("last_on", dt.date(2027, 2, 1))},
         "The last day must not be before the first"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_and_nothing_is_saved(omar, aisha, wrong, says):
    answer = browser_of(omar).post(ADD_TIME, {**a_time(aisha), **wrong})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not BookingTime.objects.exists()


def test_times_of_one_adviser_may_touch_but_not_overlap_unless_they_count_on_other_days(omar, aisha):
    browser = browser_of(omar)
    first, last = date("first_on", dt.date(2027, 1, 1)), date("last_on", dt.date(2027, 6, 30))
    for fits, more in (
        (True, {**first, **last}),
        (False, {"opens": "11:30", "closes": "13:00"}),
        (True, {"opens": "12:00", "closes": "13:00"}),
        (False, date("first_on", dt.date(2027, 6, 30))),
        (True, date("first_on", dt.date(2027, 7, 1))),
        (False, date("last_on", dt.date(2027, 1, 1))),
        (True, date("last_on", dt.date(2026, 12, 31))),
    ):
        assert (browser.post(ADD_TIME, a_time(aisha, **more)).status_code == 302) == fits, more


def test_times_are_changed_and_removed_and_what_is_booked_stays(alice, omar, diary):
    booking, browser = booked(alice), browser_of(omar)
    key = BookingTime.objects.order_by("weekday").first().pk
    change = reverse("cobrowse:change_booking_time", args=[key])
    assert 'value="9:00"' in browser.get(change).content.decode()
    browser.post(change, a_time(diary, weekday=0, opens="10:00"))
    assert BookingTime.objects.get(pk=key).opens == dt.time(10)
    for each in BookingTime.objects.order_by("pk"):
        address = reverse("cobrowse:remove_booking_time", args=[each.pk])
        assert "What is booked already stays booked." in browser.post(address).content.decode()
        browser.post(address, {"_sure": "yes"})
    assert not BookingTime.objects.exists()
    booking.refresh_from_db()
    assert booking.state == "booked"


def test_a_place_in_use_is_not_removed(omar, diary, place):
    with pytest.raises(StillUsed):
        remove_place(key=place.pk, by=omar)
    browser, address = browser_of(omar), reverse("cobrowse:remove_place", args=[place.pk])
    answer = browser.post(address, {"_sure": "yes"}, follow=True).content.decode()
    assert "It is not removed" in answer
    BookingTime.objects.all().delete()
    assert "It is removed." in browser.post(address, {"_sure": "yes"}, follow=True).content.decode()
    browser.post(ADD_PLACE, {"name": "Library", "address": "2 Low Road"})
    assert browser.post(ADD_PLACE, {"name": "Library", "address": "elsewhere"}).status_code == 422


def test_leave_lists_what_is_booked_without_naming_anybody(alice, omar, diary):
    booking, browser = booked(alice), browser_of(omar)
    day = timezone.localdate(booking.starts_at)
    wrong = browser.post(ADD_LEAVE, {
        "membership": diary.membership.pk, **date("first_on", day), **date("last_on", day - dt.timedelta(days=1)),
    })  # fmt: skip
    assert wrong.status_code == 422
    said = {"membership": diary.membership.pk, **date("first_on", day), **date("last_on", day)}
    assert browser.post(ADD_LEAVE, said)["Location"] == SETTINGS
    page = browser.get(SETTINGS).content.decode()
    assert "Booked on days on which nobody is there" in page
    assert "Alice" not in page
    browser.post(reverse("cobrowse:remove_leave", args=[Leave.objects.get().pk]), {"_sure": "yes"})
    assert "Booked on days on which nobody is there" not in browser.get(SETTINGS).content.decode()
    assert Booking.objects.get().state == "booked"


def test_nobody_is_booked_whose_time_is_not_the_councils_to_give(omar, aisha):
    values = {
        "membership": omar.membership.pk, "weekday": 0, "opens": dt.time(9), "closes": dt.time(12), "minutes": 30,
        "ways": [CALL], "place": None, "notice_hours": 4, "days_ahead": 14, "first_on": None, "last_on": None,
    }  # fmt: skip
    with pytest.raises(Http404):
        save_booking_time(values=values, by=omar)
