"""What somebody wants to be told."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Membership
from advocates.caseload.readers.absences import members_back
from advocates.models import CaseloadWishes
from advocates.readers.own_steps import own_steps


def wishes_and_news(actor: Actor, now: dt.datetime) -> tuple[bool, bool, bool]:
    """Whether the actor gets the daily e-mail, which everybody does who has not said otherwise, whether a step of a
    plan is theirs to do, and whether they came back within the last week. One query.
    """
    stopped = CaseloadWishes.objects.filter(membership=OuterRef("pk"), wants_digest=False)
    me = Membership.objects.filter(pk=actor.membership.pk)
    steps = own_steps(actor.membership, timezone.localdate(now))
    back = members_back(now).filter(membership=OuterRef("pk"))
    return me.values_list(~Exists(stopped), Exists(steps), Exists(back)).get()
