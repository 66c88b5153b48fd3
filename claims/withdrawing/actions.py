"""Withdrawing a sent claim and taking that back, in the transaction of whoever has locked it and asked the actor."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts import audit
from accounts.actors import Actor
from claims.actions.acts import record_act
from claims.actions.answering import lock_claim
from claims.actions.statuses import note_status
from claims.actions.telling import tell_of_claim
from claims.models import Claim, ClaimStatus, ResidentAct, Withdrawal
from claims.readers.answer_store import spec_of
from claims.readers.claims import is_own
from claims.signals import claim_restored, claim_withdrawn
from claims.withdrawing.readers import standing_withdrawal
from claims.withdrawing.rules import may_undo
from formspec.rules.translation import in_language

# The words of the status, which is made when the first claim is withdrawn: nobody picks it by hand.
NAME = gettext_noop("Withdrawn")
WORDS = gettext_noop("You do not want this claim to go on, so we have stopped working on it.")
BACK = gettext_noop("You want this claim to go on after all. We are working on it again.")
# Conditions on a claim, added by the apps above: one that fits any of them is decided.
_decided: list[Q] = []


class IsDecided(Exception):
    """The claim is decided, or a decision is on its way: it is not withdrawn any more. Nothing changed."""


class TooLate(Exception):
    """The claimant takes it back by asking the council now. Nothing changed."""


def decided_where(where: Q) -> None:
    """Do not let claims that fit a condition be withdrawn. Called in `apps.ready()`."""
    _decided.append(where)


@transaction.atomic
def withdraw_own_claim(*, public_id: str | uuid.UUID, because: str, by: Actor) -> Withdrawal:
    """The claimant withdraws a claim; again is the same. Raises IsDecided, Http404."""
    return withdraw(_own(public_id, by), because=because, by=by)


@transaction.atomic
def restore_own_claim(*, public_id: str | uuid.UUID, by: Actor) -> None:
    """The claimant takes back that they withdrew; again is the same. Raises TooLate, Http404."""
    claim = _own(public_id, by)
    standing = standing_withdrawal(claim)
    if standing is not None and not may_undo(standing.at, timezone.now()):
        raise TooLate
    restore(claim, by=by)


def _own(public_id: str | uuid.UUID, by: Actor) -> Claim:
    claim, _grant = lock_claim(public_id, by)
    if claim.is_draft or not is_own(by, claim):
        raise Http404
    return claim


def withdraw(claim: Claim, *, because: str, by: Actor, by_officer: bool = False) -> Withdrawal:
    """Stop a claim that the caller has locked. What was asked of the claimant waits, in case it goes on. Raises
    IsDecided.
    """
    standing = standing_withdrawal(claim)
    if standing is not None:
        return standing
    if claim.status.stage == ClaimStatus.Stage.DONE or _is_decided(claim):
        raise IsDecided
    made = Withdrawal.objects.create(
        claim=claim, because=because, status_before=claim.status, by=by.user, by_label=by.label, by_officer=by_officer,
        at=timezone.now(),
    )  # fmt: skip
    _move(claim, _withdrawn_status(), WORDS, by)
    if not by_officer:
        record_act(claim, ResidentAct.Kind.WITHDRAWAL, at=made.at)
    audit.record("claims.claim.withdrawn", by=by, resident=claim.resident, subject=claim.reference)
    _tell(claim, "claim_withdrawn", by)
    claim_withdrawn.send(sender=Claim, claim=claim, withdrawal=made, by=by)
    return made


def restore(claim: Claim, *, by: Actor, by_officer: bool = False) -> None:
    """Go on with a claim that the caller has locked; one that is not withdrawn stays as it is."""
    standing = standing_withdrawal(claim)
    if standing is None:
        return
    standing.undone_at, standing.undone_by_label = timezone.now(), by.label
    standing.save(update_fields=["undone_at", "undone_by_label"])
    _move(claim, standing.status_before, BACK, by)
    if not by_officer:
        record_act(claim, ResidentAct.Kind.RESTORED, at=standing.undone_at)
    audit.record("claims.claim.restored", by=by, resident=claim.resident, subject=claim.reference)
    _tell(claim, "claim_restored", by)
    claim_restored.send(sender=Claim, claim=claim, withdrawal=standing, by=by)


def _is_decided(claim: Claim) -> bool:
    return any(Claim.objects.filter(where, pk=claim.pk).exists() for where in _decided)


def _withdrawn_status() -> ClaimStatus:
    given = {"name": NAME, "message": WORDS, "stage": ClaimStatus.Stage.DONE, "position": 200, "is_offered": False}
    return ClaimStatus.objects.get_or_create(code=ClaimStatus.WITHDRAWN, defaults=given)[0]


def _move(claim: Claim, status: ClaimStatus, words: str, by: Actor) -> None:
    claim.status = status
    claim.place_in_lists()
    claim.save(update_fields=["status", "urgent"])
    note_status(claim, status, alone=words, by_label=by.label, at=timezone.now())


def _tell(claim: Claim, template: str, by: Actor) -> None:
    """Somebody else at the same device may have done it: the claimant hears of it."""
    title = in_language(spec_of(claim), claim.resident.language).title
    tell_of_claim(claim, template, context={"reference": claim.reference, "form_title": title}, by=by)
