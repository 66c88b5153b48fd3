"""Erasing what need not be kept of a person who asks for it, and saying what is kept and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from accounts import audit
from accounts.actors import Actor
from accounts.models import Resident
from accounts.permissions import Permission, require
from advocates.models import Enquiry, HandOver, PlanAction, PlanShare
from casework.models import Decision, Outcome
from claims.actions.retention import delete_drafts_of
from claims.models import Claim
from cobrowse.models import HelpRequest
from records.actions.deleting import ASKED_FOR, delete_claim
from records.readers.due import active_holds, is_held, no_longer_kept, rules_in_force


@dataclass(frozen=True)
class Erasing:
    """What goes and what stays of one person: how many drafts and conversations of live help that have ended,
    references of sent claims, and whether the drafts are held.
    """

    drafts: int
    conversations: int
    goes: tuple[str, ...]
    held: tuple[str, ...]
    kept: tuple[str, ...]
    drafts_held: bool

    @property
    def is_empty(self) -> bool:
        """True when there is nothing to erase."""
        return not self.goes and not self.conversations and (self.drafts_held or not self.drafts)


def what_may_go(*, resident: Resident, today: dt.date, by: Actor) -> Erasing:
    """Without erasing anything. Drafts go, conversations that have ended, claims that the person withdrew, and claims
    whose time is over; what is held stays, and so does every other claim for as long as the council's rule keeps it.

    Raises Http404, PermissionDenied.
    """
    require(by, Permission.COUNCIL_MANAGE)
    drafts = Claim.objects.filter(resident=resident, submitted_at__isnull=True).count()
    sent = Claim.objects.filter(resident=resident, submitted_at__isnull=False).order_by("pk")
    held = tuple(sent.filter(is_held()).values_list("reference", flat=True))
    goes = tuple(_free(resident, today).values_list("reference", flat=True))
    kept = tuple(each.reference for each in sent if each.reference not in {*held, *goes})
    is_kept = active_holds().filter(resident=resident).exists()
    conversations = 0 if is_kept else _ended_conversations(resident).count()
    return Erasing(drafts, conversations, goes, held, kept, is_kept)


@transaction.atomic
def erase_person(*, resident: Resident, today: dt.date, by: Actor) -> Erasing:
    """Erase what may go, all of it or nothing; what went and what stays. Raises Http404, PermissionDenied."""
    require(by, Permission.COUNCIL_MANAGE)
    # A hold locks what it is put on, so nothing here becomes held meanwhile.
    locked = Claim.objects.select_for_update(of=("self",)).select_related("resident", "form_version__form")
    claims = {claim.reference: claim for claim in locked.filter(resident=resident).order_by("pk")}
    plan = what_may_go(resident=resident, today=today, by=by)
    drafts = 0 if plan.drafts_held else plan.drafts
    detail = {"drafts": drafts, "conversations": plan.conversations, "claims": len(plan.goes), "kept": len(plan.kept)}
    audit.record("records.erased", by=by, resident=resident, detail={**detail, "held": len(plan.held)})
    if not plan.drafts_held:
        delete_drafts_of(resident, by=by)
        # Their files, shared forms and what an adviser changed go with them.
        _ended_conversations(resident).delete()
        _erase_work_together(resident)
    for reference in plan.goes:
        delete_claim(claims[reference], why=ASKED_FOR, by=by)
    return plan


def _ended_conversations(resident: Resident) -> QuerySet[HelpRequest]:
    return HelpRequest.objects.filter(resident=resident, state=HelpRequest.State.ENDED)


def _erase_work_together(resident: Resident) -> None:
    """The plan with whom it was shared, and hand-overs and enquiries that are over."""
    PlanAction.objects.filter(resident=resident).delete()
    PlanShare.objects.filter(resident=resident).delete()
    HandOver.objects.filter(resident=resident).exclude(state__in=HandOver.OPEN).delete()
    Enquiry.objects.filter(resident=resident, answered_at__isnull=False).delete()


def _free(resident: Resident, today: dt.date):
    over = no_longer_kept(rules_in_force(), today).values("pk")
    withdrawn = Decision.objects.filter(claim=OuterRef("pk"), state=Decision.State.SENT, outcome=Outcome.WITHDRAWN)
    sent = Claim.objects.filter(resident=resident, submitted_at__isnull=False).exclude(is_held())
    return (sent.filter(Exists(withdrawn)) | sent.filter(pk__in=over)).order_by("pk")
