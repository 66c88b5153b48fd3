"""Forms that were not sent: their people are reminded twice, and then what nobody went on with is deleted."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from claims.models import Claim
from claims.readers.answer_store import localised_spec
from claims.readers.ending import not_kept, unchanged_since
from claims.rules.drafts import FIRST_REMINDER, ends_at, reminder_is_due
from claims.signals import drafts_expiring
from notifications.actions import notify, send_only_while

TEMPLATE = "draft_ends"
AT_ONCE = 200


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
            "form_title": localised_spec(claim).title,
            "day": timezone.localdate(ends_at(claim.changed_at, now, days=days)).isoformat(),
        }
        notify(resident=claim.resident, template=TEMPLATE, context=context, by=by)
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


send_only_while(TEMPLATE, _still_ends)
