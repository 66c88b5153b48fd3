"""Grants and invitations, behind the addresses of advocates."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Delegation, User
from accounts.permissions import Scope
from accounts.rules.links import link_hash
from advocates.models import Ask, Invitation
from tests.access.registering import registering_things
from tests.people import make_resident

FILL = [Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS]


def advocates_things(owner: Actor) -> dict[str, list[str]]:
    """By the words of the table, what these addresses name."""
    third = make_resident(owner.council, "Tariq Third", "tariq@example.org")
    niece = User.objects.create_user(username="niece", email="niece@example.org")
    given, acted = _grant(owner, niece), _grant(third, owner.user)
    asked, link = _invitation(owner, "asked"), _invitation(owner, "link")
    to_owner, to_nobody = _ask(third, owner.user.email), _ask(third, "nan@example.org")
    by_owner = _ask(owner, "joan@example.org")
    return {
        "invitation step": ["who"],
        "given": [str(given.public_id)],
        "acted": [str(acted.public_id)],
        "acted form": [str(acted.public_id), "full-form"],
        "asked": [str(asked.public_id)],
        "link": [link.name],
        "ask to owner": [str(to_owner.public_id)],
        "ask link": [to_nobody.contact],
        "own ask": [str(by_owner.public_id)],
        **registering_things(owner),
    }


def _grant(of: Actor, helper: User) -> Delegation:
    today = timezone.localdate()
    return Delegation.objects.create(
        resident=of.resident, helper=helper, scopes=FILL, starts_on=today, ends_on=today + dt.timedelta(days=1)
    )


def _ask(of: Actor, contact: str) -> Ask:
    now = timezone.now()
    return Ask.objects.create(
        asker=of.resident, name="Nan", channel="email", contact=contact, scopes=FILL, period="day", why="Family",
        token_hash=link_hash(contact), sent_at=now, expires_at=now + dt.timedelta(days=1),
    )  # fmt: skip


def _invitation(of: Actor, token: str) -> Invitation:
    now = timezone.now()
    return Invitation.objects.create(
        resident=of.resident, name=token, channel="email", contact=f"{token}@example.org", scopes=FILL, period="day",
        token_hash=link_hash(token), sent_at=now, expires_at=now + dt.timedelta(days=1),
    )  # fmt: skip
