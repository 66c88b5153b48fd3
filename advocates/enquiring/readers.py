"""Enquiries, as advisers and the person see them."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Resident
from accounts.permissions import Permission, require
from advocates.enquiring.rules import ANSWERED, OPEN, OVERDUE
from advocates.models import Enquiry
from core.crypto import decrypt


def words_of(enquiry: Enquiry) -> dict[str, str]:
    """What was asked and what was answered: "question", "answer"."""
    return decrypt(enquiry.secret, context=enquiry.context)


def enquiries(actor: Actor, *, which: str = "", councillor: str = "") -> QuerySet[Enquiry]:
    """The council's enquiries, due first at the top: all, or those OPEN (overdue ones too), OVERDUE or ANSWERED, of
    councillors with these letters in their name. Raises Http404, PermissionDenied.
    """
    require(actor, Permission.CLAIM_VIEW)
    rows = Enquiry.objects.select_related("resident").filter(councillor__icontains=councillor)
    if which in (OPEN, OVERDUE):
        rows = rows.filter(answered_at=None)
    if which == OVERDUE:
        rows = rows.filter(due_on__lt=timezone.localdate())
    if which == ANSWERED:
        rows = rows.filter(answered_at__isnull=False).order_by("-answered_at", "-pk")
    return rows


def enquiry_for(actor: Actor, public_id: str | uuid.UUID) -> Enquiry:
    """One of them, or 404. Raises PermissionDenied."""
    found = enquiries(actor).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def enquiries_about(resident: Resident) -> list[Enquiry]:
    """Every enquiry about a person, the newest first. The caller has asked who asks."""
    return list(Enquiry.objects.filter(resident=resident).order_by("-received_on", "-pk"))


def own_enquiry(actor: Actor, public_id: str | uuid.UUID) -> Enquiry:
    """One about the actor, or 404."""
    if actor.user is None or actor.resident is None:
        raise Http404
    found = Enquiry.objects.filter(resident=actor.resident, public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def person_for(actor: Actor, resident_id: str | uuid.UUID) -> Resident:
    """The person about whom an enquiry is recorded, or 404. Raises PermissionDenied."""
    require(actor, Permission.CLAIM_PROGRESS)
    found = Resident.objects.select_related("user").filter(public_id=resident_id, joined_into=None).first()
    if found is None:
        raise Http404
    return found


def day_of(moment: dt.datetime | None) -> dt.date | None:
    """The day of a moment here."""
    return timezone.localdate(moment) if moment else None
