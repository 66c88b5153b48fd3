"""Transfer requests that a resident has to answer, and organisations that can take a grant over."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Organisation
from accounts.readers import in_force
from advocates.models import Transfer


def transfers_to_answer(actor: Actor) -> QuerySet[Transfer]:
    """The resident's open transfer requests about grants that are still in force."""
    if actor.user is None or actor.resident is None:
        return Transfer.objects.none()
    going_on = in_force(timezone.localdate()).order_by().values("pk")
    waiting = Transfer.objects.filter(
        resident=actor.resident, state=Transfer.State.OPEN, expires_at__gt=timezone.now(), delegation__in=going_on
    )
    return waiting.select_related("organisation", "delegation__organisation", "delegation__renewed_by")


def transfer_to_answer(actor: Actor, public_id: str | uuid.UUID) -> Transfer:
    """One of them, or 404."""
    found = transfers_to_answer(actor).filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def organisations_to_go_on(*, but: int | None) -> list[Organisation]:
    """Every organisation with an agreement today, by name, without the one that acts already (its key)."""
    today = timezone.localdate()
    found = Organisation.objects.exclude(pk=but) if but is not None else Organisation.objects.all()
    return [each for each in found.order_by("name", "pk") if each.has_agreement(today)]
