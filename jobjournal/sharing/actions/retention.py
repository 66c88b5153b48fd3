"""What the end of a share leaves behind: cleared at once, and the rest deleted in time."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from jobjournal.models import PairingRequest, Share, ShareAttempt, ShareItem, ShareView
from jobjournal.sharing.actions.sharing import subject_of
from notifications.actions import notify

# As long as an estimate counts as recent: a person can show for a year and a bit what they showed to whom.
SHARE_DAYS = 400
TRACE_DAYS = 1
BATCH = 200


@transaction.atomic
def close_ended_shares(*, by: Actor) -> int:
    """Forget the PIN of shares that have ended and end their views; up to 200 at a time, returns how many.

    Of a share that wrong PINs destroyed, what it showed is unlinked too, and the person is told. That is done here and
    not while somebody guesses: a guess that destroys must take no longer than one that finds nothing.
    """
    now = timezone.now()
    over = Q(revoked_at__isnull=False) | Q(destroyed_at__isnull=False) | Q(expires_at__lte=now)
    ended = Share.objects.filter(over, closed_at__isnull=True).select_for_update(skip_locked=True, of=("self",))
    shares = list(ended.select_related("resident").order_by("pk")[:BATCH])
    for share in shares:
        if share.destroyed_at is not None:
            _tell_of_wrong_pins(share, by)
    ShareItem.objects.filter(share__in=[share for share in shares if share.destroyed_at is not None]).delete()
    ShareView.objects.filter(share__in=shares, ended_at__isnull=True).update(ended_at=now)
    Share.objects.filter(pk__in=[share.pk for share in shares]).update(pin_hash="", closed_at=now)
    return len(shares)


def _tell_of_wrong_pins(share: Share, by: Actor) -> None:
    audit.record("jobjournal.share.destroyed", by=by, resident=share.resident, subject=subject_of(share))
    notify(resident=share.resident, template="journal_share_destroyed", context={}, by=by)


@transaction.atomic
def delete_old_shares(*, by: Actor) -> int:
    """Delete shares with all that belongs to them 400 days after they were made, and traces of tries that found
    nothing and of computers that asked after a day; returns the number of shares.
    """
    now = timezone.now()
    yesterday = now - dt.timedelta(days=TRACE_DAYS)
    ShareAttempt.objects.filter(share__isnull=True, at__lt=yesterday).delete()
    PairingRequest.objects.filter(expires_at__lt=yesterday).delete()
    old = Share.objects.filter(entries_fixed_at__lt=now - dt.timedelta(days=SHARE_DAYS))
    number = old.count()
    old.delete()
    if number:
        audit.record("jobjournal.shares.deleted", by=by, detail={"number": number})
    return number
