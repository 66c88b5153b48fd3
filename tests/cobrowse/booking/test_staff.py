"""Staff's pages of bookings: a day's list, visits on paper, what came of it, what has to be moved."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions.staff import remove_staff
from accounts.actors import system_actor
from accounts.models import AuditEvent, Resident
from cobrowse.booking.readers.bookings import Told
from cobrowse.models import Booking, ClosedDay
from tests.cobrowse.booking.conftest import CALL, VISIT, begun, booked, slots_of
from tests.people import browser_of

LIST, VISITS, TO_MOVE = (reverse(f"cobrowse:{name}") for name in ("staff_bookings", "visits", "to_move"))
HOME = Told(address="1 Low Road\nCalderbrook", before="A dog. Knock twice.", words="The rent")


def of_day(address: str, booking: Booking, *, everybody: bool = True) -> str:
    day = timezone.localdate(booking.starts_at).isoformat()
    return f"{address}?day={day}{'&whose=all' if everybody else ''}"


def page_of(booking: Booking, name: str = "staff_booking") -> str:
    return reverse(f"cobrowse:{name}", args=[booking.public_id])


def opened(booking: Booking) -> int:
    return AuditEvent.objects.filter(code="cobrowse.booking.opened", subject=str(booking.public_id)).count()


def test_a_day_lists_ones_own_or_everybodys_and_tells_nothing_that_was_told(alice, diary, second):
    booking = booked(alice, VISIT, told=HOME)
    for adviser in (diary, second):
        browser, mine = browser_of(adviser), adviser.membership.pk == booking.adviser_id
        assert (page_of(booking) in browser.get(of_day(LIST, booking, everybody=False)).content.decode()) == mine
        page = browser.get(of_day(LIST, booking)).content.decode()
        assert "Alice Ashworth" in page
        assert "Low Road" not in page
    assert browser.get(f"{LIST}?day=nonsense").status_code == 200
    assert browser.get(f"{LIST}?day=9999-12-31").status_code == 200
    assert browser.get(f"{LIST}?day=0001-01-01").status_code == 200
    assert opened(booking) == 0


def test_the_list_of_visits_has_address_needs_and_safety_and_is_written_down(alice, bob, aisha, diary):
    Resident.objects.filter(pk=alice.resident.pk).update(interpreter_language="Polish", professionals=["lipspeaker"])
    visit, call = booked(alice, VISIT, told=HOME, access_needs=["bsl"], urgencies=["no_food"]), booked(bob, CALL)
    page = browser_of(aisha).get(of_day(VISITS, visit)).content.decode()
    for words in ("1 Low Road<br>Calderbrook", "A dog. Knock twice.", "British Sign Language", "Polish", "Lipspeaker",
                  "No food", "Alice Ashworth"):  # fmt: skip
        assert words in page, words
    assert "Bob Birtle" not in page
    assert (opened(visit), opened(call)) == (1, 0)


def test_who_said_that_it_is_not_safe_is_neither_called_nor_visited(alice, aisha, diary):
    visit = booked(alice, VISIT, told=Told(address="1 Low Road", phone="+441632960001"))
    Resident.objects.filter(pk=alice.resident.pk).update(safe_to_contact=False)
    browser = browser_of(aisha)
    for address in (of_day(VISITS, visit), page_of(visit)):
        page = browser.get(address).content.decode()
        assert "Do not call, write or visit." in page
        assert "Low Road" not in page
        assert "960001" not in page
    assert "Not safe to contact" in browser.get(of_day(LIST, visit)).content.decode()


def test_what_came_of_it_is_asked_once_it_has_begun(alice, aisha, diary):
    booking, browser = booked(alice), browser_of(aisha)
    assert "What came of it?" not in browser.get(page_of(booking)).content.decode()
    begun(booking, dt.timedelta(hours=2))
    assert page_of(booking) in browser.get(LIST).content.decode()
    page = browser.get(page_of(booking)).content.decode()
    assert "We called, and nobody answered" in page
    assert "They were not there" not in page
    assert browser.post(page_of(booking), {"outcome": "theirs"}).status_code == 422
    assert browser.post(page_of(booking), {"outcome": "no_answer"})["Location"] == LIST
    booking.refresh_from_db()
    assert (booking.state, booking.because) == ("missed", "no_answer")


def test_what_falls_on_a_closed_day_is_listed_and_moved_with_a_message(alice, aisha, diary, second):
    booking, browser = booked(alice), browser_of(aisha)
    assert page_of(booking) not in browser.get(TO_MOVE).content.decode()
    ClosedDay.objects.create(day=timezone.localdate(booking.starts_at), name="Training")
    assert "1 booking falls on a day" in " ".join(browser.get(LIST).content.decode().split())
    assert page_of(booking) in browser.get(TO_MOVE).content.decode()
    slot = slots_of(alice)[20]
    address = f"{page_of(booking, 'staff_move')}?day={timezone.localdate(slot.starts_at).isoformat()}"
    page = browser.get(address).content.decode()
    assert "with Aisha Khan" in page
    assert "with Sam Okoro" in page
    value = f"{slot.starts_at.isoformat()}//{second.membership.pk}"
    moved = browser.post(address, {"revision": 1, "time": value}, follow=True).content.decode()
    assert "with Sam Okoro. The person is told." in moved
    assert page_of(booking) not in browser.get(TO_MOVE).content.decode()
    assert alice.resident.messages.filter(template="booking_moved", channel="in_app").count() == 1


def test_what_is_booked_with_who_left_is_with_their_colleagues(calderbrook, alice, bob, aisha, diary, second):
    coming, over = booked(alice, number=0), begun(booked(bob, number=4), dt.timedelta(hours=2))
    Booking.objects.update(adviser=aisha.membership)
    browser = browser_of(second)
    assert page_of(over) not in browser.get(LIST).content.decode()
    remove_staff(email=aisha.user.email, by=system_actor(calderbrook, "set-up"))
    page = " ".join(browser.get(LIST).content.decode().split())
    assert "1 booking falls on a day" in page
    assert page_of(over) in page
    assert page_of(coming) in browser.get(TO_MOVE).content.decode()
    assert browser.post(page_of(over), {"outcome": "done"})["Location"] == LIST
    slot = next(each for each in slots_of(alice) if each.adviser == second.membership.pk)
    address = f"{page_of(coming, 'staff_move')}?day={timezone.localdate(slot.starts_at).isoformat()}"
    assert "with Aisha Khan" not in browser.get(address).content.decode()
    value = f"{slot.starts_at.isoformat()}//{second.membership.pk}"
    assert "with Sam Okoro" in browser.post(address, {"revision": 1, "time": value}, follow=True).content.decode()
    assert page_of(coming) not in browser.get(TO_MOVE).content.decode()


def test_staff_cancel_after_one_question(alice, aisha, diary):
    booking, browser = booked(alice), browser_of(aisha)
    address = page_of(booking, "staff_cancel")
    assert "It is kinder to move it." in browser.post(address, {"revision": 1}).content.decode()
    assert browser.post(address, {"revision": 1, "_sure": "yes"})["Location"] == LIST
    booking.refresh_from_db()
    assert (booking.state, booking.cancelled_by) == ("cancelled", "council")
    assert "Nothing was changed" in browser.post(address, {"revision": 1}, follow=True).content.decode()


def test_the_desk_leads_to_the_bookings(aisha):
    assert LIST in browser_of(aisha).get(reverse("cobrowse:desk")).content.decode()


NOBODY, BY_PHONE = "We cannot tell this person: they gave us no way to reach them.", "Phone them: 01632 960001."


@pytest.mark.slow
@pytest.mark.parametrize(
    ("told", "words"),
    [
        (Told(address="1 Low Road", name="Vera Vale"), NOBODY),
        (Told(phone="+441632960001"), f"We cannot send this person a message. {BY_PHONE}"),
        (Told(email="vera@example.org"), ""),
    ],
)
def test_staff_read_before_and_after_whether_a_visitor_is_told(visitor, aisha, diary, told, words):
    visit, browser = booked(visitor, VISIT, told=told), browser_of(aisha)
    for address in (page_of(visit), of_day(VISITS, visit), page_of(visit, "staff_move")):
        page = browser.get(address).content.decode()
        assert bool(words) == (words in page and ("We cannot" in page)), address
    assert ("No message reaches them" in browser.get(of_day(LIST, visit)).content.decode()) == bool(words)
    ClosedDay.objects.create(day=timezone.localdate(visit.starts_at), name="Training")
    assert ("No message reaches them" in browser.get(TO_MOVE).content.decode()) == bool(words)
    slot = slots_of(visitor, VISIT)[3]
    day = timezone.localdate(slot.starts_at).isoformat()
    values = {"time": f"{slot.starts_at.isoformat()}//{slot.adviser}", "revision": 1}
    moved = browser.post(f"{page_of(visit, 'staff_move')}?day={day}", values)
    assert (words or "The person is told.") in browser.get(moved["Location"]).content.decode()
    question = browser.post(page_of(visit, "staff_cancel"), {"revision": 2}).content.decode()
    assert (words or "The person is told that the council cancelled it.") in question
    cancelled = browser.post(page_of(visit, "staff_cancel"), {"revision": 2, "_sure": "yes"})
    after = browser.get(cancelled["Location"]).content.decode()
    assert f"It is cancelled. {words or 'The person is told.'}" in after
    assert ("The person is told." in after) == (not words)


def test_a_visitor_who_said_their_name_is_called_by_it(visitor, aisha, diary):
    booking = booked(visitor, VISIT, told=Told(address="1 Low Road", name="Vera Vale"))
    page = browser_of(aisha).get(of_day(LIST, booking)).content.decode()
    assert "Vera Vale" in page
    assert "Low Road" not in page
