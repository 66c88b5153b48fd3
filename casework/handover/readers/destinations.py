"""Where a council's claims go, and how the deliveries stand."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db.models import Q, QuerySet
from django.http import Http404

from accounts.actors import Actor
from accounts.permissions import Permission, require
from casework.models import Delivery, Destination
from claims.models import Claim

State = Delivery.State
# What is tried for longer than this is stuck, and what was sent and not accepted for longer than that.
STUCK_AFTER = dt.timedelta(minutes=10)
SHOWN = 200


def destinations_for(actor: Actor) -> list[Destination]:
    """Every destination of the actor's council. Raises Http404, PermissionDenied."""
    require(actor, Permission.COUNCIL_MANAGE)
    return list(Destination.objects.all())


def destination_for(actor: Actor, public_id: uuid.UUID) -> Destination:
    """One of them, or 404."""
    require(actor, Permission.COUNCIL_MANAGE)
    found = Destination.objects.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def older_claims(actor: Actor, destination: Destination) -> QuerySet[Claim]:
    """Claims on the destination's forms that were sent and never handed over to it, the oldest first: those sent before
    it was there or switched on. Raises Http404, PermissionDenied.
    """
    require(actor, Permission.COUNCIL_MANAGE)
    handed_over = Delivery.objects.filter(destination=destination).values("claim")
    sent = Claim.objects.filter(submitted_at__isnull=False, form_version__form__slug__in=destination.forms)
    return sent.exclude(pk__in=handed_over).order_by("submitted_at", "pk")


def stuck_deliveries(actor: Actor, now: dt.datetime) -> QuerySet[Delivery]:
    """Deliveries that somebody should look after, the oldest first. Raises Http404, PermissionDenied."""
    require(actor, Permission.COUNCIL_MANAGE)
    stuck = Q(state__in=(State.REFUSED, State.FAILED)) | Q(state=State.DUE, made_at__lt=now - STUCK_AFTER)
    return Delivery.objects.filter(stuck).select_related("destination", "claim").order_by("made_at", "pk")


def deliveries_of(claim: Claim) -> list[Delivery]:
    """What was handed over of a claim, or is to be, oldest first, each with its tries."""
    return list(Delivery.objects.filter(claim=claim).select_related("destination").prefetch_related("tries"))
