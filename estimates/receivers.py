"""What estimates do on signals from below, and when a worker starts."""

from __future__ import annotations

from celery.signals import worker_init
from django.db.models import Exists, OuterRef, Q
from django.dispatch import receiver
from django.utils import timezone

from accounts.signals import records_joined
from claims.readers.ending import keep_drafts
from claims.signals import check_finished, claim_corrected, claim_submitted, claims_moved, drafts_expiring
from estimates.actions import taking_over
from estimates.actions.changes import estimate_change, estimate_changes_again
from estimates.actions.estimating import estimate_answers, estimate_sent_claim
from estimates.models import Estimate, Origin
from estimates.readers.estimates import can_estimate

QUEUE = "estimates"
# A check that led to a claim that was sent stays with it: its estimate is counted.
keep_drafts(Q(Exists(Origin.objects.filter(estimate__claim=OuterRef("pk"), claim__submitted_at__isnull=False))))


@receiver(records_joined)
def move_estimates(sender, source, target, by, **kwargs):
    """The estimates of a record that turned out to be the same person's."""
    taking_over.move_all(source=source, target=target, by=by)


@receiver(claims_moved)
def move_estimates_of_claims(sender, claims, source, target, by, **kwargs):
    """What was worked out for claims goes with them."""
    taking_over.move_some(claims=claims, target=target, by=by)


@receiver(claim_submitted)
def estimate_what_was_sent(sender, claim, by, **kwargs):
    """A sent claim gets its estimate, where its form asks enough for one; a change that of before and after it."""
    estimate_sent_claim(claim=claim, by=by)
    if claim.follows_id is not None:
        estimate_change(change=claim, by=by)


@receiver(claim_corrected)
def estimate_what_was_corrected(sender, claim, by, **kwargs):
    """Another answer may be worth another amount; the one from before stays beside it."""
    if can_estimate(claim):
        estimate_answers(claim=claim, by=by)
    if can_estimate(claim) or claim.follows_id is not None:
        estimate_changes_again(claim=claim, by=by)


@receiver(check_finished)
def estimate_what_was_checked(sender, claim, by, **kwargs):
    """Whoever answered a check wants to know what it comes to."""
    estimate_answers(claim=claim, by=by)


@receiver(drafts_expiring)
def delete_their_estimates(sender, claims, **kwargs):
    """Estimates of drafts that nobody saved go with them."""
    Estimate.objects.filter(claim__in=claims).delete()


@worker_init.connect
def warm_calculator(sender, **kwargs):
    """Called in the worker's main process before it forks: children start warm, also those that replace a dead one."""
    if QUEUE not in sender.app.amqp.queues.consume_from:
        return
    from calculator.run import default_engine  # slow: loads the engine

    default_engine().warm(_tax_year())


def _tax_year() -> int:
    """The year in which the current tax year began, on 6 April."""
    today = timezone.localdate()
    return today.year if (today.month, today.day) >= (4, 6) else today.year - 1
