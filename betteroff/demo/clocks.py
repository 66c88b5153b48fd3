"""Clocks in the demo: a claim on hold, one whose hold ended, one that is overdue, a pinned note, one for a colleague; and
a decision that is drawn for a quality check.
"""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from accounts.actors import Actor, system_actor
from accounts.models import Council, Membership
from casework.clocks.actions.holds import bring_back, put_on_hold
from casework.clocks.actions.settings import save_targets
from casework.models import ClaimHold, Decision
from casework.noting.actions import NoteInput, write_note
from casework.quality.actions import save_rate
from claims.models import Claim, ClaimStatus

WHERE = "calderbrook"
A_WEEK = dt.timedelta(days=7)
LONG_AGO = dt.timedelta(days=45)


def draw_decisions(council: Council) -> None:
    """Every decision is drawn that is made from now on in the demo: before anything is decided."""
    if council.slug == WHERE:
        save_rate(form="", outcome="awarded", percent=100, most_a_month=1, by=_staff(council, "omar"))


def show_clocks(council: Council) -> None:
    """What the demo of a council shows of clocks and notes; nothing on a second load."""
    if council.slug != WHERE or ClaimHold.objects.exists():
        return
    aisha, omar = _staff(council, "aisha"), _staff(council, "omar")
    to_do = Claim.objects.filter(submitted_at__isnull=False).exclude(status__stage=ClaimStatus.Stage.DONE)
    undecided = to_do.exclude(decisions__state__in=Decision.LIVE).order_by("submitted_at", "pk")
    claims = list(undecided[:3])
    until = timezone.localdate() + A_WEEK
    for claim, reason, words in zip(claims, ("landlord", "dwp"), ("The rent book.", "The start of the award."), strict=False):
        put_on_hold(reference=claim.reference, until=until, reason=reason, words=words, by=aisha)
    if len(claims) > 1:
        hold = ClaimHold.objects.get(claim=claims[1])
        ClaimHold.objects.filter(pk=hold.pk).update(until=timezone.localdate())
        bring_back(hold=hold.pk, by=system_actor(council, "clocks"))
    last = claims[-1]
    # Nobody looked at it for weeks.
    Claim.objects.filter(pk=last.pk).update(submitted_at=last.submitted_at - LONG_AGO)
    save_targets(touch_within=2, decide_within=20, by=omar)
    pinned = NoteInput("Rings back on Fridays, after four: works nights.", is_pinned=True)
    write_note(reference=claims[0].reference, said=pinned, by=aisha)
    asked = NoteInput("Please look at the tenancy.", to=aisha.membership, due_on=until)
    write_note(reference=claims[0].reference, said=asked, by=aisha)


def _staff(council: Council, name: str) -> Actor:
    membership = Membership.objects.select_related("user").get(user__email=f"{name}@calderbrook.example")
    return Actor(council=council, user=membership.user, membership=membership, second_factor=True)
