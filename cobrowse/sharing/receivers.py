"""What shared forms do on news from below."""

from __future__ import annotations

from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver

from accounts.signals import part_taken_over, records_joined
from claims.signals import answers_saved, claim_submitted
from cobrowse.models import SharedForm
from cobrowse.sharing.actions.codes import end_codes_of, move_codes
from cobrowse.sharing.actions.sharing import end_share_of, end_shares_of, follow_answers
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
        if actor.resident is not None:
            end_codes_of(resident=actor.resident)


@receiver([records_joined, part_taken_over])
def end_codes(sender, source, target, **kwargs):
    """Whoever typed a code asked one person: it is over for both records, and what is left of it is the target's."""
    move_codes(source=source, target=target)
