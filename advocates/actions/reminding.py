"""Both sides hear that a grant ends soon, and that it has ended."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Delegation
from advocates.actions.telling import ENDED, ENDED_BY_LAW, SOON, SOON_BY_LAW, tell_helper
from advocates.readers.grants import lasting
from advocates.rules.ending import FORTNIGHT, OVER, REMINDERS, TOLD_FOR, TWO_DAYS, notice_due
from notifications.actions import notify

A_RUN = 100
# To the resident and to the helper: by whether the resident agreed to it, and whether it is over.
WORDS = {
    (True, False): ("helper_ends_soon", SOON),
    (True, True): ("helper_ended", ENDED),
    (False, False): ("helper_by_law_ends_soon", SOON_BY_LAW),
    (False, True): ("helper_by_law_ended", ENDED_BY_LAW),
}


@transaction.atomic
def tell_of_ends(*, by: Actor) -> int:
    """Give both sides the notices that are due of grants that were not renewed; of how many grants. Of one that was
    ended before its last day nobody hears: where some helpers were told and others not, silence would tell these. What
    is locked is left to the next run.
    """
    today = timezone.localdate()
    found = _maybe_due(today).select_for_update(of=("self",), skip_locked=True).select_related("resident__user")
    return sum(_tell(grant, today, by) for grant in found.order_by("pk")[:A_RUN])


def _maybe_due(today: dt.date) -> QuerySet[Delegation]:
    week_ago = today - dt.timedelta(days=TOLD_FOR)
    soon = Q(pk__in=[])
    for notice, days, lasts in REMINDERS:
        is_long = Q(ends_on__gte=F("starts_on") + dt.timedelta(days=lasts))
        had = ["", FORTNIGHT] if notice == TWO_DAYS else [""]
        soon |= is_long & Q(ends_on__range=(today, today + dt.timedelta(days=days)), noticed__in=had)
    over = Q(ends_on__range=(week_ago, today - dt.timedelta(days=1))) & ~Q(noticed=OVER)
    return lasting(Delegation.objects.filter(soon | over, starts_on__lte=today, renewed_by=None, revoked_at=None))


def _tell(grant: Delegation, today: dt.date, by: Actor) -> bool:
    notice = notice_due(grant.starts_on, grant.ends_on, today, had=grant.noticed)
    if not notice:
        return False
    grant.noticed = notice
    grant.save(update_fields=["noticed"])
    template, to_helper = WORDS[grant.basis in Delegation.CONSENTS, notice == OVER]
    notify(resident=grant.resident, template=template, context={}, by=by)
    tell_helper(grant, to_helper, by)
    return True
