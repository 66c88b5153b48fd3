"""Deleting what need not be kept."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from claims.models import Claim
from claims.readers.claims import unsaved_drafts
from claims.signals import drafts_expiring

# A day longer than a visitor's session: nobody loses a draft that they could still reach.
UNSAVED_DRAFT_DAYS = 2

# Conditions on a draft, added by the apps above: one that fits any of them is kept.
_kept: list[Q] = []


def keep_drafts(where: Q) -> None:
    """Keep unsaved drafts that fit a condition; `OuterRef("pk")` in it is the draft. Called in `apps.ready()`."""
    _kept.append(where)


@transaction.atomic
def delete_unsaved_drafts(*, by: Actor) -> int:
    """Delete the drafts of visitors who left neither an account nor a contact, two days after they began.

    What an app above asked to keep stays (`keep_drafts`). Returns how many. The record itself stays, without
    anything personal in it: the audit trail refers to it.
    """
    before = timezone.now() - dt.timedelta(days=UNSAVED_DRAFT_DAYS)
    unsaved = unsaved_drafts().filter(started_at__lt=before)
    for where in _kept:
        unsaved = unsaved.exclude(where)
    drafts_expiring.send(sender=Claim, claims=unsaved)
    number = len(unsaved)
    unsaved.delete()
    if number:
        audit.record("claims.drafts.deleted", by=by, detail={"number": number})
    return number
