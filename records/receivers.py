"""What records do on signals from below."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.dispatch import receiver

from accounts.signals import records_joined
from advocates.readers.keeping import add_hold
from claims.readers.ending import keep_drafts
from claims.signals import claims_moved
from records.actions import taking_over
from records.readers.due import active_holds, is_person_held

keep_drafts(Q(Exists(active_holds().filter(resident=OuterRef("resident")))))
add_hold(is_person_held)


@receiver(records_joined)
def move_holds(sender, source, target, **kwargs):
    """What holds a record holds the one that it went over to."""
    taking_over.move_all(source=source, target=target)


@receiver(claims_moved)
def hold_what_moved(sender, source, target, **kwargs):
    """Claims of somebody whose record is held stay held in another record."""
    taking_over.hold_too(source=source, target=target)
