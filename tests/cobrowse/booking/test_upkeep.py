"""Under which key bookings are kept, and whose they become."""

from __future__ import annotations

from accounts.actions.taking_over import take_over_record
from accounts.readers import lost_on_leaving, offers_for
from accounts.signals import part_taken_over
from cobrowse.booking.actions.upkeep import move_bookings
from cobrowse.booking.readers.bookings import Told, told_of
from cobrowse.booking.readers.holdings import held_in
from cobrowse.models import Booking
from core.rotating import kinds_to_rotate, rotate_rows
from tests.cobrowse.booking.conftest import booked


def test_what_was_told_is_encrypted_again_with_a_new_key(alice, diary, settings):
    booking = booked(alice)
    assert "bookings" in kinds_to_rotate()
    settings.FIELD_KEYS = {"newer": bytes(range(32)), **settings.FIELD_KEYS}
    assert rotate_rows("bookings", after=0).rewritten == 1
    after = Booking.objects.get()
    assert bytes(after.secret) != bytes(booking.secret)
    assert told_of(after) == told_of(booking)


def test_what_a_visitor_booked_is_offered_and_goes_over_to_whoever_says_that_it_is_theirs(alice, visitor, diary):
    booking = booked(visitor, told=Told(phone="+447700900555"))
    (held,) = held_in(booking.resident)
    assert (held.title, held.is_form, held.contacts) == ("Call me back", False, {"+447700900555"})
    left_behind = str(booking.resident.public_id)
    assert [offer.record for offer in offers_for(alice, left_behind)] == [booking.resident]
    assert take_over_record(public_id=left_behind, left_behind=left_behind, by=alice)
    booking.refresh_from_db()
    assert booking.resident == alice.resident


def test_a_booking_is_not_lost_with_its_browser_as_a_form_is(visitor, diary):
    booking = booked(visitor)
    assert lost_on_leaving(visitor, [booking.resident]) == []


def test_where_only_a_part_moves_bookings_go_with_what_was_not_sent(alice, visitor, diary):
    for drafts in (False, True):
        booking = booked(visitor)
        part_taken_over.send(
            sender=None, source=booking.resident, target=alice.resident, drafts=drafts, contacts=frozenset(), by=alice
        )
        booking.refresh_from_db()
        assert (booking.resident == alice.resident) == drafts


def test_two_bookings_at_one_time_may_stand_in_one_record(alice, bob, diary, second):
    mine, theirs = booked(alice), booked(bob)
    assert mine.starts_at == theirs.starts_at
    move_bookings(source=bob.resident, target=alice.resident)
    assert Booking.objects.filter(resident=alice.resident).count() == 2
