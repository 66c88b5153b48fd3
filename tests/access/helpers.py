"""People who act for the owner of the access matrix, and those of partners who do not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Council, Delegation, Organisation
from accounts.permissions import Role, Scope
from accounts.staffing.actions.people import end_work_of
from core.tenancy import council_scope
from tests.access.world import World
from tests.advocates.registering.making import make_partner
from tests.people import make_resident

LOOK = [Scope.VIEW_CLAIMS, Scope.VIEW_PAPERS, Scope.VIEW_MONEY, Scope.VIEW_CONTACT]
ACT = [*LOOK, Scope.FILL_CLAIMS, Scope.SUBMIT_CLAIMS, Scope.FILL_PAPERS, Scope.FILL_MONEY, Scope.FILL_CONTACT]
WRITE = [*ACT, Scope.VIEW_MESSAGES, Scope.FILL_MESSAGES]


def add_helpers(world: World) -> None:
    """Give the world these people and their sessions."""
    world.actors |= helpers_of(world.actors["owner"], world.other_council)
    world.sign_in()
    leave(world.actors)


def leave(actors: dict[str, Actor]) -> None:
    """One has the session from before they left."""
    end_work_of(membership_id=actors["left"].membership.pk, by=actors["admin"])


def helpers_of(owner: Actor, other_council: Council) -> dict[str, Actor]:
    """By the words of the table, these people."""
    council = owner.council
    viewer = make_resident(council, "Nia Niece", "nia@example.org")
    filler = make_resident(council, "Neil Nephew", "neil@example.org")
    adviser = make_partner(council, "Paula Partner", "Mill Trust")
    without = make_partner(council, "Piotr Partner", "Weir Trust")
    chief = _made_admin(make_partner(council, "Petra Partner", "Weir Trust"))
    with council_scope(other_council.pk):
        elsewhere = make_partner(other_council, "Perl Partner", "Harbour Trust")
    left = make_partner(council, "Lena Left", "Mill Trust")
    give(owner, LOOK, helper=viewer.user)
    give(owner, WRITE, helper=filler.user)
    give(owner, ACT, organisation=Organisation.objects.get(name="Mill Trust"))
    return {
        "viewer": viewer,
        "filler": filler,
        "adviser": adviser,
        "without": without,
        "chief": chief,
        # They have signed in here, and work nowhere here.
        "elsewhere": replace(elsewhere, council=council, membership=None),
        "left": left,
    }


def _made_admin(partner: Actor) -> Actor:
    partner.membership.roles = [Role.PARTNER_ADMIN]
    partner.membership.save()
    return partner


def give(owner: Actor, scopes: list[str], **to: object) -> Delegation:
    """A grant of the owner's, for a month."""
    today = timezone.localdate()
    return Delegation.objects.create(
        resident=owner.resident, scopes=scopes, starts_on=today, ends_on=today + dt.timedelta(days=30), **to
    )
