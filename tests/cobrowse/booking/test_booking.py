"""Booked once however many press at once; moved and cancelled by either side; nobody else's."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import AuditEvent, Council, Resident
from accounts.permissions import Role
from cobrowse.booking.actions.booking import (
    MOST_COMING,
    BookingChanged,
    NotSafe,
    TimeTaken,
    TimeWanted,
    TooManyBookings,
    book,
    cancel,
    move,
)
from cobrowse.booking.readers.bookings import Told, told_of
from cobrowse.booking.rules.diary import Slot
from cobrowse.models import Booking, ClosedDay
from core.tenancy import council_scope
from tests.cobrowse.booking.conftest import CALL, HERE, VISIT, begun, booked, open_diary, slots_of, wanted
from tests.parallel import in_parallel
from tests.people import make_resident, make_staff


def time_of(slot: Slot, adviser: int | None = None) -> TimeWanted:
    return TimeWanted(slot.starts_at, slot.place, adviser)


def crowd(council, number: int) -> list[Actor]:
    return [make_resident(council, f"Person {each}", f"person{each}@example.org") for each in range(number)]


def test_a_booking_is_the_persons_and_written_down(alice, diary):
    booking = booked(alice, told=Told(phone="+441632960001", words="The rent"))
    assert (booking.resident, booking.adviser, booking.state) == (alice.resident, diary.membership, "booked")
    assert told_of(booking) == Told(phone="+441632960001", words="The rent")
    assert b"1632" not in bytes(booking.secret)
    event = AuditEvent.objects.get(code="cobrowse.booking.made")
    assert (event.resident, event.subject) == (alice.resident, str(booking.public_id))


def test_a_time_that_is_taken_or_never_was_is_refused(alice, bob, diary, omar):
    slot = slots_of(alice)[0]
    book(wanted=wanted(slot), by=alice)
    odd = Slot(slot.starts_at + dt.timedelta(minutes=1), slot.ends_at, slot.place, slot.adviser)
    past = Slot(timezone.now() - dt.timedelta(days=1), slot.ends_at, slot.place, slot.adviser)
    nowhere = Slot(slots_of(alice, HERE)[0].starts_at, slot.ends_at, None, slot.adviser)
    for wrong, way in ((slot, CALL), (odd, CALL), (past, CALL), (nowhere, HERE)):
        with pytest.raises(TimeTaken):
            book(wanted=wanted(wrong, way), by=bob)
    later = slots_of(bob)[0]
    ClosedDay.objects.create(day=timezone.localdate(later.starts_at), name="Training")
    with pytest.raises(TimeTaken):
        book(wanted=wanted(later), by=bob)
    assert Booking.objects.count() == 1


def test_any_adviser_is_one_who_is_free(alice, bob, carl, diary, second):
    slot = slots_of(alice)[0]
    both = {book(wanted=wanted(slot), by=who).adviser_id for who in (alice, bob)}
    assert both == {diary.membership.pk, second.membership.pk}
    with pytest.raises(TimeTaken):
        book(wanted=wanted(slot), by=carl)


@pytest.fixture
def carl(calderbrook):
    return make_resident(calderbrook, "Carl Crabtree", "carl@example.org")


def test_the_table_itself_refuses_an_adviser_twice_at_a_time(alice, diary):
    there = booked(alice)
    values = {
        each.attname: getattr(there, each.attname)
        for each in Booking._meta.concrete_fields
        if each.attname not in ("id", "public_id", "client_id")
    }
    half = dt.timedelta(minutes=30)
    for shift, fits in ((-half, False), (half, False), (2 * half, True), (-2 * half, True)):
        moved = {**values, "starts_at": there.starts_at + shift, "ends_at": there.ends_at + shift}
        if fits:
            Booking.objects.create(client_id=uuid.uuid4(), **moved).delete()
        else:
            with pytest.raises(IntegrityError), transaction.atomic():
                Booking.objects.create(client_id=uuid.uuid4(), **moved)
    Booking.objects.create(client_id=uuid.uuid4(), **{**values, "state": "cancelled"})


def test_the_table_itself_refuses_that_somebody_missed_our_call(alice, diary):
    booking = booked(alice)
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.filter(pk=booking.pk).update(state="missed", because="theirs")


@pytest.mark.slow
@pytest.mark.parametrize("advisers", [1, 3])
def test_twenty_press_at_once_on_the_last_time(transactional_db, advisers, calderbrook_at_once):
    council, people, slot = calderbrook_at_once(advisers)

    def press(number: int):
        with council_scope(council.pk):
            return book(wanted=wanted(slot), by=people[number])

    results = in_parallel(20, press)
    kinds = Counter(type(each) for each in results)
    assert kinds == {Booking: advisers, TimeTaken: 20 - advisers}
    with council_scope(council.pk):
        rows = list(Booking.objects.values_list("adviser", flat=True))
    assert len(rows) == len(set(rows)) == advisers


def test_one_person_presses_twenty_times_at_once_and_has_it_once(transactional_db, calderbrook_at_once):
    council, people, slot = calderbrook_at_once(3)
    same = wanted(slot)

    def press(number: int):
        with council_scope(council.pk):
            return book(wanted=same, by=people[0]).pk

    results = in_parallel(20, press)
    assert len(set(results)) == 1, results
    with council_scope(council.pk):
        assert Booking.objects.count() == 1


def test_a_visitor_who_presses_twenty_times_gets_one_record_and_one_booking(transactional_db, calderbrook_at_once):
    council, people, slot = calderbrook_at_once(3)
    same = wanted(slot)

    def press(number: int):
        with council_scope(council.pk):
            return book(wanted=same, by=Actor(council=council)).resident_id

    results = in_parallel(20, press)
    assert len(set(results)) == 1, results
    with council_scope(council.pk):
        assert Booking.objects.count() == 1
        assert Resident.objects.filter(user=None).count() == 1


@pytest.fixture
def calderbrook_at_once(transactional_db):
    """A council that is there for every thread: (council, twenty people, the one time that so many advisers have)."""

    def make(advisers: int):
        council = Council.objects.create(
            host="calderbrook.localhost", slug="calderbrook", name="Calderbrook Council", reference_prefix="CAL"
        )
        staff = [
            make_staff(council, f"Adviser {each}", f"a{each}@calderbrook.example", Role.ADVISOR)
            for each in range(advisers)
        ]
        people = crowd(council, 20)
        with council_scope(council.pk):
            for each in staff:
                open_diary(each, opens=dt.time(9), closes=dt.time(10))
            return council, people, slots_of(people[0])[0]

    return make


def test_the_same_press_again_gives_the_booking_there_is(alice, diary):
    same = wanted(slots_of(alice)[0])
    assert book(wanted=same, by=alice) == book(wanted=same, by=alice)
    assert Booking.objects.count() == 1


def test_the_same_press_by_somebody_else_shows_them_nothing(alice, bob, diary):
    same = wanted(slots_of(alice)[0])
    book(wanted=same, by=alice)
    with pytest.raises(TimeTaken):
        book(wanted=same, by=bob)


def test_nobody_books_two_things_at_once_nor_more_than_they_need(alice, diary, second):
    first = booked(alice)
    with pytest.raises(TooManyBookings):
        book(wanted=wanted(Slot(first.starts_at, first.ends_at, None, 0), VISIT), by=alice)
    for number in range(2, 2 * MOST_COMING, 2):
        booked(alice, number=number)
    with pytest.raises(TooManyBookings):
        booked(alice, number=20)
    cancel(public_id=first.public_id, revision=1, by=alice)
    assert booked(alice, number=20).state == "booked"


@pytest.mark.parametrize(("way", "refused"), [(CALL, True), (VISIT, True), (HERE, False)])
def test_nothing_is_promised_to_somebody_for_whom_it_is_not_safe(alice, diary, way, refused):
    Resident.objects.filter(pk=alice.resident.pk).update(safe_to_contact=False)
    if refused:
        with pytest.raises(NotSafe):
            booked(alice, way)
        assert not Booking.objects.exists()
    else:
        assert booked(alice, way).state == "booked"


# --- moving ---


def test_either_side_moves_a_booking_and_the_person_keeps_their_adviser(alice, diary, second, aisha):
    booking = booked(alice)
    adviser = booking.adviser_id
    for by in (alice, aisha):
        later = slots_of(alice)[-1] if by is alice else slots_of(alice)[20]
        moved = move(public_id=booking.public_id, revision=booking.revision, time=time_of(later), by=by)
        assert (moved.starts_at, moved.adviser_id, moved.revision) == (later.starts_at, adviser, booking.revision + 1)
        booking = moved
    assert AuditEvent.objects.filter(code="cobrowse.booking.moved").count() == 2


def test_staff_give_it_to_a_colleague_at_the_same_time(alice, diary, second, aisha):
    booking = booked(alice)
    other = ({diary.membership.pk, second.membership.pk} - {booking.adviser_id}).pop()
    time = TimeWanted(booking.starts_at, None, other)
    assert move(public_id=booking.public_id, revision=1, time=time, by=aisha).adviser_id == other


def test_a_booking_moves_by_less_than_its_length_over_itself(alice, diary, omar):
    booking = booked(alice)
    Booking.objects.filter(pk=booking.pk).update(
        starts_at=booking.starts_at + dt.timedelta(minutes=30), ends_at=booking.ends_at + dt.timedelta(minutes=30)
    )
    back = TimeWanted(booking.starts_at)
    assert move(public_id=booking.public_id, revision=1, time=back, by=alice).starts_at == booking.starts_at


def test_a_time_that_somebody_else_has_is_refused_and_the_old_one_is_kept(alice, bob, diary):
    mine, theirs = booked(alice), booked(bob)
    with pytest.raises(TimeTaken):
        move(public_id=mine.public_id, revision=1, time=TimeWanted(theirs.starts_at), by=alice)
    mine.refresh_from_db()
    assert (mine.state, mine.revision) == ("booked", 1)


def test_an_old_page_moves_and_cancels_nothing(alice, diary):
    booking = booked(alice)
    first, second = slots_of(alice)[:2]
    move(public_id=booking.public_id, revision=1, time=time_of(first), by=alice)
    with pytest.raises(BookingChanged):
        move(public_id=booking.public_id, revision=1, time=time_of(second), by=alice)
    with pytest.raises(BookingChanged):
        cancel(public_id=booking.public_id, revision=1, by=alice)
    booking.refresh_from_db()
    assert (booking.state, booking.starts_at) == ("booked", first.starts_at)


# --- cancelling ---


def test_either_side_cancels_and_it_never_comes_back(alice, bob, diary, aisha):
    for owner, by, side in ((alice, alice, "resident"), (bob, aisha, "council")):
        booking = booked(owner)
        gone = cancel(public_id=booking.public_id, revision=1, by=by)
        assert (gone.state, gone.cancelled_by, gone.remind_at) == ("cancelled", side, None)
        # The time is free again, pressing again does nothing, and no link revives it.
        assert any(slot.starts_at == booking.starts_at for slot in slots_of(alice))
        assert cancel(public_id=booking.public_id, revision=1, by=by).revision == gone.revision
        with pytest.raises(BookingChanged):
            move(public_id=booking.public_id, revision=gone.revision, time=time_of(slots_of(alice)[0]), by=by)
    assert AuditEvent.objects.filter(code="cobrowse.booking.cancelled").count() == 2


def test_a_bare_number_is_nobodys(alice, bob, omar, diary, visitor):
    booking = booked(alice)
    time = time_of(slots_of(alice)[0])
    for stranger in (bob, visitor):
        with pytest.raises(Http404):
            cancel(public_id=booking.public_id, revision=1, by=stranger)
        with pytest.raises(Http404):
            move(public_id=booking.public_id, revision=1, time=time, by=stranger)
    with pytest.raises(PermissionDenied):
        cancel(public_id=booking.public_id, revision=1, by=omar)
    booking.refresh_from_db()
    assert (booking.state, booking.revision) == ("booked", 1)


def test_what_has_begun_is_neither_moved_nor_cancelled(alice, diary):
    booking = begun(booked(alice), dt.timedelta(seconds=1))
    for act in (
        lambda: cancel(public_id=booking.public_id, revision=1, by=alice),
        lambda: move(public_id=booking.public_id, revision=1, time=time_of(slots_of(alice)[0]), by=alice),
    ):
        with pytest.raises(BookingChanged):
            act()
