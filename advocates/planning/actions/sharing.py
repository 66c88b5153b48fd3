"""A resident shares their plan with an organisation, and stops."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.models import Delegation, Organisation, Resident
from accounts.permissions import Scope
from accounts.readers import is_grant_for
from advocates.models import PlanShare
from advocates.planning.readers.parties import Viewer, own_viewer, partner_of
from advocates.rules.terms import last_day
from notifications.actions import notify


@transaction.atomic
def share_plan(*, organisation: Organisation, period: str, wording: str, by: Actor) -> PlanShare:
    """The resident lets an organisation see and work on their plan, from today; an earlier yes to it ends. Raises
    Http404 for one without an agreement.
    """
    resident = own_viewer(by).resident
    if not organisation.has_agreement(timezone.localdate()):
        raise Http404
    return _share(resident, organisation, period, wording, PlanShare.Basis.SIGNED_IN, by)


@transaction.atomic
def record_yes_in_person(*, viewer: Viewer, period: str, wording: str, by: Actor) -> PlanShare:
    """Somebody of an organisation that acts for the resident writes down that they agreed in person to share the plan
    with it; the resident is told. Raises Http404.
    """
    organisation = partner_of(by)
    grant = Delegation.objects.select_for_update(of=("self",)).filter(pk=viewer.grant.pk).first()
    if organisation is None or grant is None or not is_grant_for(by, grant, Scope.VIEW_CLAIMS):
        raise Http404
    share = _share(viewer.resident, organisation, period, wording, PlanShare.Basis.IN_PERSON, by, grant)
    notify(resident=viewer.resident, template="plan_shared", context={}, by=by)
    return share


@transaction.atomic
def stop_sharing(*, public_id: str | uuid.UUID, by: Actor) -> PlanShare:
    """The resident shares the plan with one organisation no more: whatever its pages still show, nothing more is saved.
    Raises Http404.
    """
    resident = own_viewer(by).resident
    rows = PlanShare.objects.select_for_update(of=("self",)).select_related("organisation")
    share = rows.filter(public_id=public_id, resident=resident, withdrawn_at=None).first()
    if share is None:
        raise Http404
    share.withdrawn_at = timezone.now()
    share.save(update_fields=["withdrawn_at"])
    audit.record("advocates.plan.share_ended", by=by, resident=resident)
    return share


def _share(
    resident: Resident, organisation: Organisation, period: str, wording: str, basis: str, by: Actor,
    grant: Delegation | None = None,
) -> PlanShare:  # fmt: skip
    # Two yeses at once: the second waits, and ends the first.
    Resident.objects.select_for_update(of=("self",)).get(pk=resident.pk)
    now, today = timezone.now(), timezone.localdate()
    _end_earlier(resident, organisation, now)
    share = PlanShare.objects.create(
        resident=resident, organisation=organisation, basis=basis, wording=wording, starts_on=today,
        ends_on=last_day(period, today), given_at=now, by_label=by.label,
    )  # fmt: skip
    audit.record("advocates.plan.shared", by=by, resident=resident, grant=grant)
    return share


def _end_earlier(resident: Resident, organisation: Organisation, now: dt.datetime) -> None:
    PlanShare.objects.filter(resident=resident, organisation=organisation, withdrawn_at=None).update(withdrawn_at=now)
