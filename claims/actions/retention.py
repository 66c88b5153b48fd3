"""Deleting what need not be kept, and telling people of it before where they can be told."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Resident
from claims.actions.answering import lock_draft
from claims.models import Answer, Claim
from claims.readers import claims as readers
from claims.readers.answer_store import localised_spec
from claims.readers.ending import not_kept, unchanged_since
from claims.rules.drafts import FIRST_REMINDER, ends_at, reminder_is_due
from claims.signals import drafts_expiring
from notifications.actions import notify, send_only_while

# A day longer than a visitor's session lives unused, and as long as their way back (accounts/keeping/way_back.py):
# nobody loses a draft that they could still reach.
UNSAVED_DRAFT_DAYS = 2
ENDING = "draft_ends"
AT_ONCE = 200


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
def delete_trial_drafts(*, by: Actor) -> int:
    """Delete everything that was begun before the council lets people in: nothing was sent then. Returns how many."""
    trials = Claim.objects.filter(submitted_at__isnull=True)
    drafts_expiring.send(sender=Claim, claims=trials, by=by)
    number = len(trials)
    Claim.objects.filter(pk__in=[each.pk for each in trials]).delete()
    if number:
        audit.record("claims.drafts.deleted", by=by, detail={"number": number})
    return number


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


@transaction.atomic
def remind_of_drafts(*, now: dt.datetime, by: Actor) -> int:
    """Remind everybody whose draft goes in 28 days, and in 7, once each; how many. What is kept is not spoken of.

    Whom it is not safe to contact finds it in their account only (notifications.actions.notify).
    """
    days = by.council.draft_days
    claims = [
        claim
        for claim in _locked(now - dt.timedelta(days=days - FIRST_REMINDER))
        if reminder_is_due(claim.changed_at, claim.reminded_at, days=days, now=now)
    ]
    for claim in claims[:AT_ONCE]:
        claim.reminded_at = now
        claim.save(update_fields=["reminded_at"])
        context = {
            "draft": str(claim.public_id),
            "form": claim.form_version.form.slug,
            "form_title": localised_spec(claim).title,
            "day": timezone.localdate(ends_at(claim.changed_at, now, days=days)).isoformat(),
        }
        notify(resident=claim.resident, template=ENDING, context=context, by=by)
    return len(claims[:AT_ONCE])


@transaction.atomic
def delete_old_drafts(*, now: dt.datetime, by: Actor) -> int:
    """Delete drafts that nobody went on with since their person was reminded; how many. What is kept stays."""
    days = by.council.draft_days
    over = [
        claim
        for claim in _locked(now - dt.timedelta(days=days))
        if (ends := ends_at(claim.changed_at, claim.reminded_at, days=days)) and ends <= now
    ][:AT_ONCE]
    drafts = Claim.objects.filter(pk__in=[claim.pk for claim in over])
    drafts_expiring.send(sender=Claim, claims=drafts, by=by)
    for claim in over:
        audit.record("claims.draft.ended", by=by, resident=claim.resident, subject=f"draft {claim.public_id}")
    drafts.delete()
    return len(over)


def _locked(moment: dt.datetime) -> QuerySet[Claim]:
    """Drafts unchanged since then, locked. They are read again under the lock: somebody may just have typed."""
    found = not_kept(unchanged_since(moment)).values("pk")
    free = Claim.objects.select_for_update(of=("self",), skip_locked=True).filter(pk__in=found)
    keys = list(free.order_by("pk").values_list("pk", flat=True))
    still = not_kept(unchanged_since(moment)).filter(pk__in=keys)
    rows = still.select_related("resident", "form_version__form").defer("form_version__spec")
    return rows.order_by("changed_at", "pk")


def _still_ends(context: dict[str, str]) -> bool:
    """Whether the draft is there still, not sent, and nobody typed in it since its person was told."""
    claim = Claim.objects.filter(public_id=context["draft"], submitted_at__isnull=True).first()
    if claim is None or claim.reminded_at is None:
        return False
    return not claim.answers.filter(saved_at__gt=claim.reminded_at).exists()


send_only_while(ENDING, _still_ends)
