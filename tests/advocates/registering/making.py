"""Partners, and records that they make for people who are not online."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace
from typing import Any

from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Council, Delegation, Membership, Organisation, Resident, User
from accounts.permissions import Role, Scope
from advocates.models import Registration
from advocates.registering.actions.registering import GivenConsent, NewPerson, register_person
from advocates.registering.readers.wording import Terms, words_of_consent
from advocates.registering.rules import sha256_of
from tests.people import make_staff

FILL = [Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS]
BORN = dt.date(1950, 3, 27)


def make_partner(council: Council, name: str = "Pat Partner", organisation: str = "Brook Homes", **more: Any) -> Actor:
    """An adviser of a partner, which is made where there is none of that name."""
    actor = make_staff(council, name, f"{name.split()[0].lower()}@partner.example", Role.PARTNER)
    homes, _made = Organisation.objects.get_or_create(name=organisation, defaults=more)
    actor.membership.organisation = homes
    actor.membership.save()
    return actor


def new_person(**more: Any) -> NewPerson:
    """Joan, who has nothing but a name."""
    given = {"name": "Joan Holt", "born_on": BORN, "postcode": "AB1 2DE", "language": "en-gb"}
    return NewPerson(public_id=uuid.uuid4(), **given | more)


def consent_of(person: NewPerson, by: Actor, **more: Any) -> GivenConsent:
    """What that person signed, to fill claims in for a month."""
    given = {"kind": "signed", "scopes": FILL, "period": "month", "why": "", "kept_at": "Cabinet N", **more}
    words = words_of_consent(
        Terms(person.name, person.born_on, given["scopes"], given["period"], given["why"], person.language),
        today=timezone.localdate(), by=by,
    )  # fmt: skip
    return GivenConsent(**{"sha256": sha256_of(words), **given})


def registered(by: Actor, *, consent: dict[str, Any] | None = None, **more: Any) -> Registration:
    """A record that this adviser made."""
    person = new_person(**more)
    return register_person(person=person, consent=consent_of(person, by, **(consent or {})), by=by)


def bare_registration(resident: Resident) -> Registration:
    """One of any record, without words, of whoever it is."""
    user, today = User.objects.create(email=f"{uuid.uuid4().hex}@example.org"), timezone.localdate()
    adviser = Membership.objects.create(user=user, roles=[Role.ADVISOR], display_name="Adviser")
    grant = Delegation.objects.create(
        resident=resident, helper=user, scopes=[Scope.VIEW_CLAIMS], starts_on=today, ends_on=today
    )
    return Registration.objects.create(
        resident=resident, registered_by=adviser, delegation=grant, kind="signed", language="en-gb", sha256="0",
        secret=b"", made_at=timezone.now(),
    )  # fmt: skip


def on_the_phone(actor: Actor) -> Actor:
    """The same person from some network address, as limits count it."""
    return replace(actor, origin=replace(actor.origin, network="192.0.2.7"))
