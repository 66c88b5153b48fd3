"""What live help does on news from below."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.dispatch import receiver

from accounts.actors import Actor
from accounts.holdings import Keeper, keep_in_records
from accounts.keeping.leaving import Room, ask_before_leaving
from accounts.signals import part_taken_over, records_joined, work_changed
from claims.readers.ending import keep_drafts
from claims.signals import claims_moved
from cobrowse.actions import duty, ending, taking_over
from cobrowse.models import HelpRequest
from cobrowse.presenters.leaving import conversation_going_on
from cobrowse.readers import holdings

# What somebody talks about with an adviser does not go meanwhile.
_open = HelpRequest.objects.filter(state__in=HelpRequest.OPEN)
keep_drafts(Q(Exists(_open.filter(resident=OuterRef("resident")))) | Q(Exists(_open.filter(claim=OuterRef("pk")))))
keep_in_records(Keeper(held_in=holdings.held_in, sent_with=holdings.sent_with))


def leave_for_good(actor: Actor) -> None:
    """Whoever leaves a device for good talks with nobody any more."""
    ending.leave_for_good(by=actor)


ask_before_leaving(Room(going_on=conversation_going_on, end=leave_for_good))


@receiver(work_changed)
def end_help_of_who_left(sender, membership, by, **kwargs):
    """Nobody waits for an adviser who does not come back."""
    duty.end_help_by(membership=membership, by=by)


@receiver(records_joined)
def move_requests_for_help(sender, source, target, by, **kwargs):
    """The requests of a record that turned out to be the same person's."""
    taking_over.move_all(source=source, target=target, by=by)


@receiver(claims_moved)
def move_requests_about_claims(sender, claims, source, target, by, **kwargs):
    """Requests about claims go with them."""
    taking_over.move_about(claims=claims, source=source, target=target, by=by)


@receiver(part_taken_over)
def move_requests_about_no_claim(sender, source, target, drafts, by, **kwargs):
    """Requests about no claim go where what was not sent goes."""
    if drafts:
        taking_over.move_about(claims=None, source=source, target=target, by=by)
