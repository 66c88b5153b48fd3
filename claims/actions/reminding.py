"""Reminding claimants, on the day before, of answers and papers that they were asked for until a day."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.actors import Actor
from claims.actions.telling import tell_of_claim
from claims.models import Claim, ClaimStatus, CorrectionAsk, Paper, PaperState
from notifications.actions import send_only_while

REMINDED = "asked_tomorrow"
A_RUN = 100


@transaction.atomic
def remind_on_the_eve(*, by: Actor) -> int:
    """Remind of what is asked for until tomorrow, once for each claim and day; how many claims. What is locked is left
    to the next run.
    """
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    due = [Exists(each.filter(claim=OuterRef("pk"))) for each in _not_reminded(tomorrow)]
    claims = Claim.objects.select_for_update(of=("self",), skip_locked=True).filter(Q(*due, _connector=Q.OR))
    claims = claims.filter(submitted_at__isnull=False).exclude(status__stage=ClaimStatus.Stage.DONE)
    related = claims.select_related("resident__user", "status", "submission", "form_version__form")
    return sum(_remind(claim, tomorrow, by) for claim in related.order_by("pk")[:A_RUN])


def _remind(claim: Claim, tomorrow: dt.date, by: Actor) -> bool:
    """False when it was answered between finding the claim and locking it."""
    reminded = [each.filter(claim=claim).update(reminded_for=tomorrow) for each in _not_reminded(tomorrow)]
    if not any(reminded):
        return False
    tell_of_claim(claim, REMINDED, context={"reference": claim.reference}, by=by)
    return True


def _waiting() -> tuple[QuerySet[CorrectionAsk], QuerySet[Paper]]:
    """What claimants have still to answer, and to send."""
    asks = CorrectionAsk.objects.filter(settled_at__isnull=True, whose=CorrectionAsk.Whose.CLAIMANT)
    return asks, Paper.objects.filter(state__in=(PaperState.WANTED, PaperState.NOT_RIGHT))


def _not_reminded(day: dt.date) -> list[QuerySet]:
    return [each.filter(due_on=day).exclude(reminded_for=day) for each in _waiting()]


def _is_still_asked(context: dict[str, str]) -> bool:
    mine = Q(claim__reference=context["reference"], due_on=F("reminded_for"))
    return any(each.filter(mine).exists() for each in _waiting())


send_only_while(REMINDED, _is_still_asked)
