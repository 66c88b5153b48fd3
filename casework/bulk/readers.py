"""A batch of one's own, what each of its claims is now, and why some would be left as they are."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db.models import Max
from django.http import Http404

from accounts.actors import Actor
from accounts.permissions import Permission, require
from casework.models import Assignment, Batch, BatchClaim, Decision, WhyNot
from casework.readers.claims import sent_claims
from casework.readers.owning import workers_of
from casework.reviewing.readers import awarded_among
from claims.models import Claim, ClaimStatus, ResidentAct, StatusChange, ThreadMessage
from claims.readers.acts import needs_of
from claims.readers.answer_store import spec_of
from formspec.rules.checks import is_checked

MOST_CLAIMS = 500


def batch_for(actor: Actor, public_id: uuid.UUID, *, lock: bool = False) -> Batch:
    """A batch that the actor chose, or 404."""
    require(actor, Permission.CLAIM_PROGRESS)
    rows = Batch.objects.select_for_update(of=("self",)) if lock else Batch.objects.all()
    found = rows.select_related("owner", "team", "status").filter(public_id=public_id, by=actor.user).first()
    if found is None:
        raise Http404
    return found


def claims_in(batch: Batch, actor: Actor) -> list[Claim]:
    """The claims of a batch in the order of the list. Two queries."""
    keys = list(batch.claims.order_by("place").values_list("claim", flat=True))
    found = sent_claims(actor).in_bulk(keys)
    return [found[key] for key in keys if key in found]


def counts_of(batch: Batch) -> dict[str, int]:
    """How many of its claims are to do, done and left, by BatchClaim.Result."""
    results = list(batch.claims.order_by().values_list("result", flat=True))
    return {each: results.count(each) for each in BatchClaim.Result.values}


def left_in(batch: Batch) -> list[BatchClaim]:
    """The claims that were left as they were, with the person and why."""
    left = batch.claims.filter(result=BatchClaim.Result.LEFT).select_related("claim__submission")
    return list(left.defer("claim__submission__answers", "claim__submission__secret").order_by("place"))


def why_not(batch: Batch, claims: Sequence[Claim]) -> dict[int, str]:
    """The claims of a batch that would be left unchanged: primary key → why (WhyNot)."""
    return {
        Batch.Act.OWNER: _why_not_owner,
        Batch.Act.STATUS: _why_not_status,
        Batch.Act.MESSAGE: _why_not_message,
        Batch.Act.REVIEW: _why_not_review,
    }[Batch.Act(batch.act)](batch, claims)


def _why_not_owner(batch: Batch, claims: Sequence[Claim]) -> dict[int, str]:
    workers, wanted = workers_of(claims), batch.owner or batch.team
    if wanted is None and batch.to_label:
        return {claim.pk: WhyNot.NO_TEAM.value for claim in claims}
    return {claim.pk: WhyNot.ALREADY.value for claim in claims if workers.get(claim.pk) == wanted}


def _why_not_status(batch: Batch, claims: Sequence[Claim]) -> dict[int, str]:
    decided = set(Decision.objects.filter(claim__in=claims, state__in=Decision.LIVE).values_list("claim", flat=True))
    ends = batch.status.stage == ClaimStatus.Stage.DONE
    found: dict[int, str] = {}
    for claim in claims:
        if claim.pk in decided:
            found[claim.pk] = WhyNot.DECIDED
        elif claim.status_id == batch.status_id:
            found[claim.pk] = WhyNot.ALREADY
        elif not batch.status.is_offered_for(claim.form_version.form.slug):
            found[claim.pk] = WhyNot.NOT_OFFERED
        elif ends and is_checked(spec_of(claim).checks):
            found[claim.pk] = WhyNot.BY_DECISION
    return found


def _why_not_message(batch: Batch, claims: Sequence[Claim]) -> dict[int, str]:
    """A message answers what a claimant asked: words that are the same for everybody answer nobody's question."""
    waiting, found = needs_of(claims), {}
    for claim in claims:
        if not claim.resident.safe_to_contact:
            found[claim.pk] = WhyNot.UNSAFE
        elif claim.pk in waiting:
            found[claim.pk] = WhyNot.UNANSWERED
        elif claim.resident.language != batch.language:
            found[claim.pk] = WhyNot.LANGUAGE
    return found


def _why_not_review(batch: Batch, claims: Sequence[Claim]) -> dict[int, str]:
    """The words are the same for all, so whoever reads another language is asked by themselves."""
    awarded, found = awarded_among(claims), {}
    for claim in claims:
        if claim.pk not in awarded:
            found[claim.pk] = WhyNot.NO_AWARD
        elif claim.review_until is not None:
            found[claim.pk] = WhyNot.IN_REVIEW
        elif not claim.resident.safe_to_contact:
            found[claim.pk] = WhyNot.UNSAFE
        elif claim.resident.language != batch.language:
            found[claim.pk] = WhyNot.LANGUAGE
    return found


def seen_now(batch: Batch, claims: Sequence[Claim]) -> dict[int, str]:
    """By the keys of claims, what would be newer had somebody been there since, as the act on one claim takes it."""
    if batch.act == Batch.Act.OWNER:
        current = Assignment.objects.filter(claim__in=claims, is_current=True).values_list("claim", "pk")
        return {claim.pk: "0" for claim in claims} | {claim: str(pk) for claim, pk in current}
    changes = _latest(StatusChange, claims)
    if batch.act in (Batch.Act.STATUS, Batch.Act.REVIEW):
        return {claim.pk: str(changes[claim.pk]) for claim in claims}
    messages, acts = _latest(ThreadMessage, claims), _latest(ResidentAct, claims)
    # As casework.readers.attention.seen_of has it.
    return {
        claim.pk: f"{messages.get(claim.pk, 0)}-{acts.get(claim.pk, 0)}-{changes.get(claim.pk, 0)}" for claim in claims
    }


def _latest(
    model: type[StatusChange] | type[ThreadMessage] | type[ResidentAct], claims: Sequence[Claim]
) -> dict[int, int]:
    rows = model.objects.filter(claim__in=claims).order_by().values_list("claim")
    return dict(rows.annotate(last=Max("pk")))
