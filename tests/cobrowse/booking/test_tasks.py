"""What happens to bookings by itself, in every council."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from accounts.models import AuditEvent
from cobrowse.booking.tasks import delete_old, look_after_bookings
from cobrowse.models import Booking
from cobrowse.readers.settings import help_rules
from core.tenancy import council_scope
from notifications.models import Message
from tests.cobrowse.booking.conftest import begun, booked


def test_what_happens_by_itself_happens_in_every_council(calderbrook, southmere, alice, bob, diary):
    near, missed = booked(alice, number=60), begun(booked(bob), dt.timedelta(hours=3))
    Booking.objects.filter(pk=near.pk).update(remind_at=timezone.now())
    look_after_bookings()
    with council_scope(calderbrook.pk):
        assert Message.objects.filter(template="booking_reminder", resident=alice.resident).exists()
        assert Booking.objects.get(pk=missed.pk).because == "ours"


def test_old_bookings_are_deleted_and_others_are_kept(calderbrook, alice, bob, diary):
    long_ago, hour = dt.timedelta(days=help_rules().kept_days), dt.timedelta(hours=1)
    old, kept = begun(booked(alice), long_ago), begun(booked(bob), dt.timedelta(days=1))
    delete_old()
    with council_scope(calderbrook.pk):
        # It ends an hour after it begins.
        assert Booking.objects.count() == 2
        begun(old, long_ago + hour + dt.timedelta(seconds=1))
    delete_old()
    with council_scope(calderbrook.pk):
        assert list(Booking.objects.all()) == [kept]
        assert AuditEvent.objects.get(code="cobrowse.bookings.deleted").detail == {"number": 1}
