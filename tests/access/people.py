"""People of the council, a partner, and the links that they got, for the access matrix."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from accounts.actors import Actor
from accounts.models import FactorReset, Organisation, StaffInvitation
from accounts.permissions import Role
from accounts.rules.links import link_hash
from tests.people import make_staff

INVITED, RESET = "a-token-of-an-invitation", "a-token-of-a-reset"


def people_things(admin: Actor) -> dict[str, list[str]]:
    """By the words of the table, what addresses name."""
    now, later = timezone.now(), timezone.now() + dt.timedelta(days=1)
    lost = make_staff(admin.council, "Lou Lost", "lou@calderbrook.example", Role.ADVISOR)
    second = make_staff(admin.council, "Sam Second", "sam@calderbrook.example", Role.ADMIN)
    asked = make_staff(admin.council, "Ash Asked", "ash@calderbrook.example", Role.ADVISOR)
    partner = Organisation.objects.create(name="Calder Homes", kind=Organisation.Kind.HOUSING)
    invitation = StaffInvitation.objects.create(
        email="new@calderbrook.example", display_name="Noor New", roles=[Role.ADVISOR], invited_by=admin.user,
        token_hash=link_hash(INVITED), sent_at=now, expires_at=later,
    )  # fmt: skip
    FactorReset.objects.create(
        membership=lost.membership, user=lost.user, asked_by=admin.user, asked_at=now, agreed_by=second.user,
        agreed_at=now, token_hash=link_hash(RESET), expires_at=later,
    )  # fmt: skip
    waiting = FactorReset.objects.create(
        membership=asked.membership, user=asked.user, asked_by=second.user, asked_at=now, expires_at=later
    )
    return {
        "colleague": [str(asked.membership.pk)],
        "partner": [str(partner.pk)],
        "staff invitation": [str(invitation.public_id)],
        "reset": [str(waiting.public_id)],
        "council reset": [admin.council.slug, str(waiting.public_id)],
        "invited token": [INVITED],
        "reset token": [RESET],
    }
