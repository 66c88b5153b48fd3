"""Asking for a review, answering it, and ending it. The council's acts run with the claim locked by the caller."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from claims.actions.answering import lock_claim
from claims.actions.telling import tell_of_claim
from claims.models import AwardReview, Claim
from claims.readers.answer_store import spec_of
from claims.readers.claims import is_in_record
from claims.reviewing.readers import open_review, reviewed_by
from claims.reviewing.rules import next_reminder
from claims.signals import review_ended
from formspec.rules.translation import in_language
from notifications.actions import send_only_while

Outcome = AwardReview.Outcome
ASKED, REMINDED, MOVED = "review_asked", "review_reminder", "review_moved"
A_RUN = 100


class ReviewOver(Exception):
    """The review ended since the page was opened. Nothing was saved."""


class AnswersMoved(Exception):
    """The answers were corrected since the page showed them. Nothing was saved."""


def begin_review(
    claim: Claim, *, because: str, last_day: dt.date, asked_with: uuid.UUID, by: Actor
) -> AwardReview:  # fmt: skip
    """Ask whether what is held is still right, and tell the claimant; one that is open already stays as it is."""
    there = open_review(claim)
    if there is not None:
        return there
    review = AwardReview.objects.create(
        claim=claim, public_id=asked_with, because=because, last_day=last_day, asked_by=by.user,
        asked_by_label=by.label, asked_at=timezone.now(), remind_on=next_reminder(last_day, timezone.localdate()),
    )  # fmt: skip
    _keep_day(claim, last_day)
    _note("asked", claim, by)
    _tell(claim, ASKED, by)
    return review


def move_last_day(claim: Claim, *, last_day: dt.date, why: str, by: Actor) -> AwardReview:
    """Give the claimant until another day, and tell them. Raises ReviewOver."""
    review = _open(claim)
    if review.last_day == last_day:
        return review
    review.last_day, review.remind_on = last_day, next_reminder(last_day, timezone.localdate())
    review.moved_at, review.moved_by_label, review.moved_why = timezone.now(), by.label, why
    review.save()
    _keep_day(claim, last_day)
    _note("moved", claim, by, {"until": last_day.isoformat()})
    _tell(claim, MOVED, by)
    return review


def cancel_review(claim: Claim, *, why: str, by: Actor) -> AwardReview:
    """The council does not need it any more. Raises ReviewOver."""
    return _end(_open(claim), claim, Outcome.CANCELLED, by, by_officer=True, ended_why=why)


def confirm_for_claimant(claim: Claim, *, how: str, declared: str, based_on: int, by: Actor) -> AwardReview:
    """The claimant told an officer that nothing has changed: `how` they did. Raises ReviewOver, AnswersMoved."""
    review = _open(claim)
    _same_answers(claim, based_on)
    return _end(
        review, claim, Outcome.UNCHANGED, by, by_officer=True, ended_why=how, declared=declared, answers_number=based_on
    )


@transaction.atomic
def confirm_unchanged(*, public_id: str | uuid.UUID, declared: str, based_on: int, by: Actor) -> AwardReview:
    """The claimant declares that what the page showed is still right, in its words; again is the same. `based_on` is
    `Claim.corrected` of the answers that it showed. Raises ReviewOver, AnswersMoved, Http404.
    """
    claim = _own(public_id, by)
    review = open_review(claim)
    if review is None:
        return _confirmed_before(claim)
    _same_answers(claim, based_on)
    return _end(review, claim, Outcome.UNCHANGED, by, declared=declared, answers_number=based_on)


def _confirmed_before(claim: Claim) -> AwardReview:
    last = AwardReview.objects.filter(claim=claim).order_by("-asked_at", "-pk").first()
    if last is None or last.outcome != Outcome.UNCHANGED or last.by_officer:
        raise ReviewOver
    return last


@transaction.atomic
def note_changed(*, public_id: str | uuid.UUID, sections: Collection[str], by: Actor) -> AwardReview:
    """The claimant says in which sections something has changed; it stays open until they have sent the change.
    Raises ReviewOver, Http404.
    """
    review = _open(_own(public_id, by))
    review.changed_sections = list(sections)
    review.save(update_fields=["changed_sections"])
    return review


def hold_reviewed(form: Claim) -> None:
    """Lock the claim whose review a form that is about to be sent will answer."""
    key = reviewed_by(form)
    if key is not None:
        Claim.objects.select_for_update(no_key=True).values_list("pk").get(pk=key)


def end_by_form(form: Claim, *, by: Actor) -> None:
    """A form was sent that tells a change, or names the reference of a review: an open one is answered by it."""
    key = reviewed_by(form)
    if key is None:
        return
    claim = Claim.objects.select_related("resident").get(pk=key)
    review = open_review(claim)
    if review is not None:
        _end(review, claim, Outcome.CHANGED, by, change=form)


def end_by_withdrawal(claim: Claim, *, by: Actor) -> None:
    """Nobody is asked about a claim that does not go on."""
    review = open_review(claim)
    if review is not None:
        _end(review, claim, Outcome.WITHDRAWN, by)


@transaction.atomic
def remind_of_reviews(*, by: Actor) -> int:
    """Remind the claimants whose day it is; how many were. What is locked is left to the next run."""
    today = timezone.localdate()
    due = AwardReview.objects.filter(outcome=Outcome.OPEN, remind_on__lte=today).values("claim_id")
    claims = Claim.objects.select_for_update(of=("self",), skip_locked=True).filter(pk__in=due)
    related = claims.select_related("resident__user", "status", "submission", "form_version__form")
    return sum(_remind(claim, today, by) for claim in related.order_by("pk")[:A_RUN])


def _remind(claim: Claim, today: dt.date, by: Actor) -> bool:
    review = open_review(claim)
    if review is None or review.remind_on is None or review.remind_on > today:
        return False
    review.remind_on = next_reminder(review.last_day, today)
    review.save(update_fields=["remind_on"])
    if review.last_day < today:
        return False
    _tell(claim, REMINDED, by)
    return True


def _end(review: AwardReview, claim: Claim, outcome: str, by: Actor, **values) -> AwardReview:
    review.outcome, review.ended_at, review.remind_on = outcome, timezone.now(), None
    review.ended_by, review.ended_by_label = by.user, by.label
    for name, value in values.items():
        setattr(review, name, value)
    review.save()
    _keep_day(claim, None)
    _note(outcome, claim, by)
    review_ended.send(sender=AwardReview, review=review, claim=claim, by=by)
    return review


def _own(public_id: str | uuid.UUID, by: Actor) -> Claim:
    claim, _grant = lock_claim(public_id, by)
    if claim.is_draft or not is_in_record(by, claim):
        raise Http404
    return claim


def _open(claim: Claim) -> AwardReview:
    review = open_review(claim)
    if review is None:
        raise ReviewOver
    return review


def _same_answers(claim: Claim, based_on: int) -> None:
    if claim.corrected != based_on:
        raise AnswersMoved


def _keep_day(claim: Claim, last_day: dt.date | None) -> None:
    claim.review_until = last_day
    claim.save(update_fields=["review_until"])


def _note(what: str, claim: Claim, by: Actor, detail: dict[str, str] | None = None) -> None:
    audit.record(f"claims.review.{what}", by=by, resident=claim.resident, subject=claim.reference, detail=detail or {})


def _tell(claim: Claim, template: str, by: Actor) -> None:
    """Neither why nor what is held stands in a message."""
    title = in_language(spec_of(claim), claim.resident.language).title
    tell_of_claim(claim, template, context={"reference": claim.reference, "form_title": title}, by=by)


def _is_open(context: dict[str, str]) -> bool:
    return Claim.objects.filter(reference=context["reference"], review_until__isnull=False).exists()


for _template in (ASKED, REMINDED, MOVED):
    send_only_while(_template, _is_open)
