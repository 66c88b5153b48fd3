"""What the desk keeps and does when something is written about a claim, or a member of staff leaves."""

from __future__ import annotations

from django.db.models.signals import post_save
from django.dispatch import receiver

from accounts.actors import Actor
from accounts.models import Membership
from accounts.signals import work_changed
from casework.actions.leaving import hand_on_claims_of
from casework.actions.times import note_stage, note_touch
from casework.models import Assignment
from claims.models import StatusChange, ThreadMessage


@receiver(post_save, sender=StatusChange)
def keep_stage(sender, instance: StatusChange, created: bool, **kwargs):
    """A claim was sent, or its status was changed. Sending asks for nothing here: a new claim has no times."""
    if created and instance.at != instance.claim.submitted_at:
        note_stage(instance.claim, instance.status.stage, instance.at)


@receiver(post_save, sender=Assignment)
def keep_taking(sender, instance: Assignment, created: bool, **kwargs):
    """A claim was taken or passed on."""
    if created and instance.kind != Assignment.Kind.PUT_BACK:
        note_touch(instance.claim, instance.at)


@receiver(post_save, sender=ThreadMessage)
def keep_answering(sender, instance: ThreadMessage, created: bool, **kwargs):
    """The council wrote to the claimant."""
    if created and instance.direction == ThreadMessage.Direction.FROM_COUNCIL:
        note_touch(instance.claim, instance.written_at)


@receiver(work_changed)
def hand_on_claims(sender, membership: Membership, by: Actor, **kwargs):
    """Somebody has left, or does other work: their claims go to their team."""
    hand_on_claims_of(membership=membership, by=by)
