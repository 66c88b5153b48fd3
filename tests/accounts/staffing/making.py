"""Somebody who gets a link, and the mail that it is in."""

from __future__ import annotations

import json
import re
from pathlib import Path

from django.conf import settings
from django.test import Client

from accounts.actors import Actor
from accounts.models import Council, Membership, Organisation
from accounts.permissions import Role
from core.tenancy import council_scope
from tests.people import Browser, make_staff

PASSWORD = "seven purple kettles"
LINK = re.compile(r"https?://[^/\s]+(/account/\S+)")


def mails_to(address: str) -> list[str]:
    """The texts of the mails to this address, in the order in which they went."""
    read = [json.loads(path.read_text()) for path in sorted(Path(settings.MAILBOX_DIR).rglob("*.json"))]
    return [mail["text"] for mail in read if mail["to"] == address]


def link_to(address: str) -> str:
    """The path of the link in the newest mail to this address."""
    return LINK.search(mails_to(address)[-1]).group(1)


def nobody(council: Council) -> Browser:
    """A browser in which nobody is signed in."""
    return Browser(Client(), council.host)


def partner_of(council: Council, name: str = "Calder Homes", **more) -> Organisation:
    """A housing association without an agreement on paper."""
    with council_scope(council.pk):
        return Organisation.objects.create(name=name, kind=Organisation.Kind.HOUSING, **more)


def partner_admin(council: Council, organisation: Organisation, email: str = "pia@homes.example") -> Actor:
    """The admin of a partner."""
    actor = make_staff(council, "Pia Partner", email, Role.PARTNER_ADMIN)
    with council_scope(council.pk):
        Membership.objects.filter(pk=actor.membership.pk).update(organisation=organisation)
    actor.membership.organisation = organisation
    return actor
