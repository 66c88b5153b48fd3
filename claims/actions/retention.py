"""Deleting what need not be kept."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Resident
from claims.actions.answering import lock_draft
from claims.models import Answer, Claim
from claims.readers import claims as readers
from claims.readers.ending import not_kept
from claims.signals import drafts_expiring

# A day longer than a visitor's session lives unused, and as long as their way back (accounts/keeping/way_back.py):
# nobody loses a draft that they could still reach.
UNSAVED_DRAFT_DAYS = 2


@transaction.atomic
def delete_unsaved_drafts(*, by: Actor) -> int:
    """Delete the drafts of visitors who left neither an account nor a contact, two days after they last typed.

    What an app above asked to keep stays (`claims.readers.ending.keep_drafts`). Returns how many. The record itself
    stays, without anything personal in it: the audit trail refers to it.
    """
    before = timezone.now() - dt.timedelta(days=UNSAVED_DRAFT_DAYS)
    fresh = Answer.objects.filter(claim=OuterRef("pk"), saved_at__gte=before)
    unsaved = not_kept(readers.unsaved_drafts().filter(started_at__lt=before).exclude(Exists(fresh)))
    drafts_expiring.send(sender=Claim, claims=unsaved, by=by)
    number = len(unsaved)
    unsaved.delete()
    if number:
        audit.record("claims.drafts.deleted", by=by, detail={"number": number})
    return number


@transaction.atomic
def delete_drafts_of(resident: Resident, *, by: Actor) -> int:
    """Delete everything that was not sent of one record, because the person asked the council for it; how many."""
    claims = Claim.objects.select_for_update(of=("self",)).filter(resident=resident, submitted_at__isnull=True)
    keys = list(claims.order_by("pk").values_list("pk", flat=True))
    drafts = Claim.objects.filter(pk__in=keys)
    drafts_expiring.send(sender=Claim, claims=drafts, by=by)
    drafts.delete()
    return len(keys)


@transaction.atomic
def delete_draft(*, public_id: str | uuid.UUID, by: Actor) -> None:
    """Delete a draft of the actor's own with its answers and files, because they asked for it.

    Raises Http404: a claim that was sent is the council's too and stays.
    """
    claim, _grant = lock_draft(public_id, by)
    readers.own_claim_for(by, public_id)
    draft = Claim.objects.filter(pk=claim.pk)
    drafts_expiring.send(sender=Claim, claims=draft, by=by)
    draft.delete()
    audit.record("claims.draft.deleted", by=by, resident=claim.resident, subject=f"draft {claim.public_id}")
