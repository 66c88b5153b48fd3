"""What came of bookings: a call that we did not make is ours, and is offered again."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from accounts.actors import system_actor
from accounts.models import AuditEvent
from accounts.permissions import Role
from cobrowse.booking.actions.booking import BookingChanged, TimeWanted, cancel, move
from cobrowse.booking.actions.outcomes import note_calls_not_made, outcomes_of, record_outcome
from cobrowse.models import Booking
from core.tenancy import council_scope
from notifications.models import Message
from tests.cobrowse.booking.conftest import CALL, HERE, VISIT, begun, booked, slots_of
from tests.people import make_staff


def templates() -> list[str]:
    rows = Message.objects.filter(channel="in_app", template__startswith="booking")
    return list(rows.order_by("pk").values_list("template", flat=True))


def test_of_a_call_nobody_can_say_that_the_person_was_not_there(alice, aisha, diary):
    assert "theirs" not in outcomes_of(CALL)
    booking = begun(booked(alice))
    with pytest.raises(ValueError, match="no outcome"):
        record_outcome(public_id=booking.public_id, outcome="theirs", by=aisha)
    with pytest.raises(ValueError, match="no outcome"):
        record_outcome(
            public_id=begun(booked(alice, HERE), dt.timedelta(hours=4)).public_id, outcome="no_answer", by=aisha
        )


@pytest.mark.parametrize(
    ("way", "outcome", "message"),
    [
        (CALL, "ours", "booking_missed"),
        (CALL, "no_answer", "booking_no_answer"),
        (VISIT, "ours", "booking_missed"),
        (HERE, "theirs", None),
        (HERE, "done", None),
    ],
)
def test_what_we_missed_is_offered_again_and_what_they_missed_is_not(alice, aisha, diary, way, outcome, message):
    booking = begun(booked(alice, way))
    marked = record_outcome(public_id=booking.public_id, outcome=outcome, by=aisha)
    assert templates() == ["booking_made", *([message] if message else [])]
    time = TimeWanted(slots_of(alice, way)[5].starts_at, slots_of(alice, way)[5].place)
    if message:
        again = move(public_id=booking.public_id, revision=marked.revision, time=time, by=alice)
        # It stays known that it was our side.
        assert (again.state, again.because, again.offered_again) == ("booked", "", 1)
    else:
        with pytest.raises(BookingChanged):
            move(public_id=booking.public_id, revision=marked.revision, time=time, by=alice)
    assert AuditEvent.objects.filter(code="cobrowse.booking.outcome", detail={"outcome": outcome}).exists()


def test_calls_that_nobody_marked_count_as_not_made_by_us_after_an_hour(alice, bob, diary, calderbrook):
    by = system_actor(calderbrook, "tests")
    booking, length = booked(alice), dt.timedelta(hours=1)
    visit = begun(booked(bob, VISIT), dt.timedelta(hours=5))
    for over, number in ((dt.timedelta(minutes=59), 0), (dt.timedelta(minutes=61), 1), (dt.timedelta(days=1), 0)):
        begun(booking, over + length)
        assert note_calls_not_made(by=by) == number, over
    booking.refresh_from_db()
    visit.refresh_from_db()
    assert (booking.state, booking.because, booking.offered_again) == ("missed", "ours", 1)
    assert visit.state == "booked"
    assert templates().count("booking_missed") == 1


def test_an_adviser_puts_right_what_the_platform_took_for_missed(alice, aisha, diary, calderbrook):
    booking = begun(booked(alice), dt.timedelta(hours=3))
    note_calls_not_made(by=system_actor(calderbrook, "tests"))
    done = record_outcome(public_id=booking.public_id, outcome="done", by=aisha)
    assert (done.state, done.because) == ("done", "")


def test_nothing_came_yet_of_what_has_not_begun_nor_of_what_was_cancelled(alice, aisha, omar, bob, diary):
    booking = booked(alice)
    for by, refusal in ((aisha, BookingChanged), (omar, PermissionDenied), (bob, Http404), (alice, Http404)):
        with pytest.raises(refusal):
            record_outcome(public_id=booking.public_id, outcome="done", by=by)
    cancel(public_id=booking.public_id, revision=1, by=alice)
    Booking.objects.update(starts_at=timezone.now() - dt.timedelta(hours=1))
    with pytest.raises(BookingChanged):
        record_outcome(public_id=booking.public_id, outcome="ours", by=aisha)


def test_another_councils_adviser_finds_nothing(alice, diary, southmere):
    other = make_staff(southmere, "Rhys", "rhys@southmere.example", Role.ADVISOR)
    booking = begun(booked(alice))
    with council_scope(southmere.pk), pytest.raises(Http404):
        record_outcome(public_id=booking.public_id, outcome="done", by=other)
