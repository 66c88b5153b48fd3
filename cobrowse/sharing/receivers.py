"""What shared forms do on news from below."""

from __future__ import annotations

from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver

from accounts.actors import system_actor
from accounts.models import Resident
from accounts.sessions import VISITOR
from accounts.signals import part_taken_over, records_joined
from claims.signals import answers_saved, claim_sending, drafts_expiring
from cobrowse.models import SharedForm
from cobrowse.sharing.actions.codes import end_codes_of, move_codes
from cobrowse.sharing.actions.sharing import (
    end_share_of,
    end_shares_given_by,
    end_shares_of,
    end_shares_of_drafts,
    end_shares_of_page,
    end_shares_of_sent,
    follow_answers,
    follow_page,
)
from cobrowse.signals import adviser_leaves
from jobjournal.presenters.shared_entry import SharedEntry
from jobjournal.signals import entry_draft_ends, entry_typed

Ending = SharedForm.Ending


@receiver(adviser_leaves)
def end_when_the_adviser_leaves(sender, request, side, by, **kwargs):
    """What was shared with one adviser is not shared with the next."""
    end_share_of(request, Ending.LEFT, side=side, by=by)


@receiver(claim_sending)
def end_when_it_is_sent(sender, claim, by, **kwargs):
    """What is sent is no draft any more: with it ends what is shared of it, and the grant."""
    if claim.followed:
        end_shares_of_sent(claim=claim, by=by)


@receiver(answers_saved)
def follow(sender, claim, by_helper, answers, **kwargs):
    """The screens that show it look again, or are told all of it."""
    follow_answers(claim=claim, by_helper=by_helper, answers=answers)


@receiver(entry_typed)
def follow_an_entry(sender, draft, **kwargs):
    """The screens that show the entry look again."""
    follow_page(kind=SharedEntry.name, draft=draft)


@receiver(entry_draft_ends)
def end_when_an_entry_goes(sender, draft, is_saved, by, **kwargs):
    """What was typed of an entry is saved, or thrown away: nothing of it is shared any more."""
    ending = Ending.SENT if is_saved else Ending.DELETED
    end_shares_of_page(kind=SharedEntry.name, draft=draft, ending=ending, by=by)


@receiver(user_logged_out)
def end_when_somebody_signs_out(sender, request, **kwargs):
    """Whoever signs out, or leaves a device that is not theirs, shares nothing any more."""
    actor = getattr(request, "actor", None)
    if getattr(request, "council", None) is not None and actor is not None:
        # A code is locked before a conversation, as when somebody says yes to it.
        if actor.resident is not None:
            end_codes_of(resident=actor.resident)
        end_shares_of(by=actor)


@receiver(drafts_expiring)
def end_when_it_is_deleted(sender, claims, by, **kwargs):
    """What is shared of a draft goes before it does."""
    end_shares_of_drafts(claims=claims, by=by)


@receiver(user_logged_in)
def end_when_a_visitor_signs_in(sender, request, **kwargs):
    """From now on their pages are another record's and have no bar: what the visitor shares could not be stopped."""
    council, visitor = getattr(request, "council", None), request.session.get(VISITOR)
    resident = Resident.objects.filter(public_id=visitor).first() if council is not None and visitor else None
    if resident is not None:
        end_codes_of(resident=resident)
        end_shares_given_by(resident=resident, by=system_actor(council, "live help"))


@receiver([records_joined, part_taken_over])
def end_when_the_record_moves(sender, source, target, by, **kwargs):
    """What was agreed in one record was not agreed in the other; nor is a code answered there."""
    move_codes(source=source, target=target)
    end_shares_given_by(resident=source, by=by)
