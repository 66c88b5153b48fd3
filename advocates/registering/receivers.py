"""What registrations do on news from below, and what they ask to keep."""

from __future__ import annotations

from django.dispatch import receiver

from accounts.signals import records_joined, work_changed
from advocates.registering.actions.upkeep import end_grants_of_leaver, move_registrations
from advocates.registering.readers.registered import proven_contacts, still_kept
from claims.readers.ending import keep_drafts
from claims.readers.own_word import add_proof

keep_drafts(still_kept())
add_proof(proven_contacts)


@receiver(records_joined)
def move_what_was_written_down(sender, source, target, **kwargs):
    """What an adviser wrote down of one record is about the person."""
    move_registrations(source=source, target=target)


@receiver(work_changed)
def end_what_they_had_at_work(sender, membership, by, **kwargs):
    """Whoever left acts for nobody by what was said to the council."""
    if not membership.is_active:
        end_grants_of_leaver(membership=membership, by=by)
