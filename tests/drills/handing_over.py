"""`python -m tests.drills.handing_over ADDRESS`: from now on sent claims go to this address; without one, nowhere."""

from __future__ import annotations

import sys
import uuid

import django

django.setup()

from accounts.actors import Actor  # noqa: E402
from accounts.models import Council, Membership, User  # noqa: E402
from accounts.permissions import Role  # noqa: E402
from casework.handover.actions.destinations import add_destination, change_destination  # noqa: E402
from casework.models import Destination  # noqa: E402
from core.tenancy import council_scope  # noqa: E402
from tests.drills.seeding import FORM  # noqa: E402

NAME = "Drill"


def hand_over_to(address: str) -> None:
    """Point the council's destination of the drill there; an empty address switches it off."""
    council = Council.objects.get(slug="calderbrook")
    with council_scope(council.pk):
        user = User.objects.create(email=f"{uuid.uuid4().hex}@example.org", is_staff=True)
        membership = Membership.objects.create(user=user, roles=[Role.ADMIN], display_name="Drill")
        admin = Actor(council=council, user=user, membership=membership, second_factor=True)
        said = {"name": NAME, "url": f"{address}/claims", "forms": [FORM], "on_decision": False, "with_hidden": False}
        found = Destination.objects.filter(name=NAME).first()
        if found is None:
            add_destination(**said, by=admin)
        else:
            change_destination(public_id=found.public_id, **said, is_active=bool(address), by=admin)


if __name__ == "__main__":
    hand_over_to(sys.argv[1] if len(sys.argv) > 1 else "")
