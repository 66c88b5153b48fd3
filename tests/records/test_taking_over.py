"""Claims that go over to another record stay held there."""

from __future__ import annotations

from django.utils import timezone

from claims.actions.taking_over import move_some
from claims.models import Claim
from records.actions.keeping import place_hold
from records.models import Hold
from records.readers.due import is_held
from tests.claims.reached import sent_as


def test_what_moves_from_a_record_that_is_held_stays_held(alice, visitor, omar):
    claim = sent_as(visitor, "Ada Alder", email="ada@example.org")
    until = timezone.localdate()
    place_hold(reference=claim.reference, of_person=True, reason="Appeal", until=until, by=omar)
    moved = {"drafts": False, "contacts": frozenset({"ada@example.org"}), "by": alice}
    move_some(source=claim.resident, target=alice.resident, **moved)
    claim.refresh_from_db()
    assert claim.resident == alice.resident
    assert Hold.objects.get(resident=alice.resident).until == until
    assert list(Claim.objects.filter(is_held())) == [claim]
