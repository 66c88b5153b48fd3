"""What somebody wants to be told."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef

from accounts.actors import Actor
from accounts.models import Membership
from advocates.models import CaseloadWishes
from advocates.readers.own_steps import own_steps


def wishes_and_steps(actor: Actor, today: dt.date) -> tuple[bool, bool]:
    """Whether the actor gets the daily e-mail, which everybody does who has not said otherwise, and whether a step of a
    plan is theirs to do. One query.
    """
    stopped = CaseloadWishes.objects.filter(membership=OuterRef("pk"), wants_digest=False)
    me = Membership.objects.filter(pk=actor.membership.pk)
    return me.values_list(~Exists(stopped), Exists(own_steps(actor.membership, today))).get()
