"""What shared forms do on news from below."""

from __future__ import annotations

from django.contrib.auth.signals import user_logged_out
from django.db.models import Q
from django.dispatch import receiver

from accounts.actors import system_actor
from claims.signals import answers_saved, claim_submitted, drafts_expiring
from cobrowse.models import SharedForm
from cobrowse.sharing.actions.sharing import end_share_of, end_shares, end_shares_of, follow_answers
from cobrowse.sharing.readers.shares import open_shares
from cobrowse.signals import adviser_leaves

Ending = SharedForm.Ending


@receiver(adviser_leaves)
def end_when_the_adviser_leaves(sender, request, side, by, **kwargs):
    """What was shared with one adviser is not shared with the next."""
    end_share_of(request, Ending.LEFT, side=side, by=by)


@receiver(claim_submitted)
def end_when_it_is_sent(sender, claim, by, **kwargs):
    """What was sent is no draft, so from now on nothing of it is shared: screens look again. That it has ended is
    written down by the task, since whoever sends has locked the trail already.
    """
    if claim.followed:
        follow_answers(claim=claim)


@receiver(drafts_expiring)
def end_when_it_is_deleted(sender, claims, **kwargs):
    """Of what is deleted nothing is shared: both sides are told, and the grant ends."""
    shared = open_shares().filter(claim__in=claims).select_related("council").order_by("pk").first()
    if shared is not None:
        end_shares(which=Q(claim__in=claims), ending=Ending.GONE, by=system_actor(shared.council, "live help"))


@receiver(answers_saved)
def follow(sender, claim, **kwargs):
    """The screens that show it look again."""
    follow_answers(claim=claim)


@receiver(user_logged_out)
def end_when_somebody_signs_out(sender, request, **kwargs):
    """Whoever signs out, or leaves a device that is not theirs, shares nothing any more."""
    actor = getattr(request, "actor", None)
    if getattr(request, "council", None) is not None and actor is not None:
        end_shares_of(by=actor)
