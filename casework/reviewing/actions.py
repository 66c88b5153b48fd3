"""Asking for a review of an award, and what staff do with one that is open."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.utils import timezone

from accounts.actors import Actor
from accounts.permissions import Permission
from casework.actions.locking import locked_claim
from casework.reviewing.readers import can_be_reviewed
from claims.models import AwardReview, Claim
from claims.reviewing import actions as reviews
from claims.reviewing.readers import open_review
from claims.reviewing.rules import LEAST_DAYS


class NoAward(Exception):
    """No award stands on the claim, so there is nothing to review. Nothing was saved."""


class ReviewMoved(Exception):
    """Another review of the claim is open, or the one that the page showed has ended. Nothing was saved."""


@transaction.atomic
def ask_for_review(*, reference: str, because: str, last_day: dt.date, asked_with: uuid.UUID, by: Actor) -> AwardReview:
    """Ask the claimant whether what is held is still right, at least LEAST_DAYS before the last day. The same page sent
    twice asks once. Raises NoAward, ReviewMoved, ValueError for a day that is too near, Http404, PermissionDenied.
    """
    claim = locked_claim(reference, Permission.CLAIM_PROGRESS, by)
    there = AwardReview.objects.filter(claim=claim, public_id=asked_with).first()
    if there is not None:
        return there
    if claim.review_until is not None:
        raise ReviewMoved
    if not can_be_reviewed(claim):
        raise NoAward
    if last_day < timezone.localdate() + dt.timedelta(days=LEAST_DAYS):
        raise ValueError(f"a review lasts at least {LEAST_DAYS} days")
    return reviews.begin_review(claim, because=because, last_day=last_day, asked_with=asked_with, by=by)


@transaction.atomic
def move_review(*, reference: str, review: uuid.UUID, last_day: dt.date, why: str, by: Actor) -> AwardReview:
    """Give the claimant more time. Raises ReviewMoved, ValueError for a day in the past, Http404, PermissionDenied."""
    claim = _locked(reference, review, by)
    if last_day < timezone.localdate():
        raise ValueError("the last day is today or later")
    return reviews.move_last_day(claim, last_day=last_day, why=why, by=by)


@transaction.atomic
def cancel_review(*, reference: str, review: uuid.UUID, why: str, by: Actor) -> AwardReview:
    """The review is not needed any more. Raises ReviewMoved, Http404, PermissionDenied."""
    return reviews.cancel_review(_locked(reference, review, by), why=why, by=by)


@transaction.atomic
def close_by_phone(*, reference: str, review: uuid.UUID, how: str, declared: str, by: Actor) -> AwardReview:
    """The claimant told staff that nothing has changed: `how`. Raises ReviewMoved, Http404, PermissionDenied."""
    claim = _locked(reference, review, by)
    return reviews.confirm_for_claimant(claim, how=how, declared=declared, based_on=claim.corrected, by=by)


def _locked(reference: str, review: uuid.UUID, by: Actor) -> Claim:
    claim = locked_claim(reference, Permission.CLAIM_PROGRESS, by)
    current = open_review(claim)
    if current is None or current.public_id != review:
        raise ReviewMoved
    return claim
