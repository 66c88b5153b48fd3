"""Partners with their people, grants to them, and what a plan needs."""

from __future__ import annotations

import datetime as dt
import uuid

from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Council, Delegation, Membership, Organisation, User
from accounts.permissions import Role, Scope
from advocates.models import PlanAction, PlanShare
from advocates.planning.actions.plan import ActionInput, add_action
from advocates.planning.actions.sharing import share_plan
from advocates.planning.readers.parties import Viewer
from advocates.planning.rules import Party

VIEW, FILL = [Scope.VIEW_CLAIMS], [Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS]
OWN = Party("resident")


def partner(council: Council, name: str, *, place: str = "Brook Homes", role: str = Role.PARTNER) -> Actor:
    """Somebody who works at an organisation with an agreement."""
    today = timezone.localdate()
    organisation, _new = Organisation.objects.get_or_create(name=place, defaults={"agreement_from": today})
    user = User.objects.create_user(username=name, email=f"{name}@example.org", is_staff=True)
    membership = Membership.objects.create(
        user=user, roles=[role], display_name=name.title(), organisation=organisation
    )
    return Actor(council=council, user=user, membership=membership, second_factor=True)


def grant_to(of: Actor, organisation: Organisation, scopes: list[str] = FILL) -> Delegation:
    today = timezone.localdate()
    return Delegation.objects.create(
        resident=of.resident, organisation=organisation, scopes=scopes, starts_on=today,
        ends_on=today + dt.timedelta(days=30),
    )  # fmt: skip


def shared_with(of: Actor, organisation: Organisation) -> PlanShare:
    return share_plan(organisation=organisation, period="month", wording="They may see my plan.", by=of)


def of_council(resident) -> Viewer:
    return Viewer(Party("council"), resident)


def put(viewer: Viewer, by: Actor, what: str = "Call the landlord", owner: Party = OWN, **more) -> PlanAction:
    said = ActionInput(what, owner, **more)
    return add_action(viewer=viewer, said=said, client_id=uuid.uuid4(), by=by)
