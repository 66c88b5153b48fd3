"""A partner with its people, and people with whom they work."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from accounts.actors import Actor, system_actor
from accounts.models import Council, Delegation, Organisation, Resident, Team, TeamMember
from accounts.permissions import Role, Scope
from advocates.caseload.actions.opening import open_case
from advocates.caseload.actions.telling import tell_of_changes
from advocates.models import Case
from notifications.models import Message
from tests.people import make_staff

ALL = [Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS]


def make_partner(council: Council, name: str = "Calder Homes") -> Organisation:
    """A partner whose agreement is in force."""
    today = timezone.localdate()
    return Organisation.objects.create(
        name=name, agreement_from=today - dt.timedelta(days=30), agreement_to=today + dt.timedelta(days=365)
    )


def make_adviser(council: Council, organisation: Organisation, name: str, role: str = Role.PARTNER) -> Actor:
    """Somebody who works for a partner, with a second factor."""
    actor = make_staff(council, name, f"{name.split()[0].lower()}@partner.example", role)
    actor.membership.organisation = organisation
    actor.membership.save()
    return actor


def make_grant(resident: Resident, organisation: Organisation, *, scopes=None, days: int = 90) -> Delegation:
    """What a resident lets a partner do, for so many days."""
    today = timezone.localdate()
    return Delegation.objects.create(
        resident=resident, organisation=organisation, scopes=ALL if scopes is None else scopes,
        basis=Delegation.Basis.IN_PERSON, starts_on=today, ends_on=today + dt.timedelta(days=days),
    )  # fmt: skip


def make_case(resident: Resident, adviser: Actor, *, granted: bool = True) -> Case:
    """A case of an adviser, with a grant of the person to their organisation."""
    organisation = adviser.membership.organisation
    if granted and organisation is not None:
        make_grant(resident, organisation)
    return open_case(resident=resident, responsible=adviser.membership, by=adviser)


def make_team(organisation: Organisation | None, name: str, *people: Actor) -> Team:
    """A team with these people."""
    team = Team.objects.create(organisation=organisation, name=name)
    for each in people:
        TeamMember.objects.create(team=team, membership=each.membership)
    return team


def told(council: Council, resident: Resident) -> list[str]:
    """What a resident was told of their contact, in order, after everybody due was told."""
    tell_of_changes(by=system_actor(council, "caseload"))
    messages = Message.objects.filter(resident=resident, channel="in_app", template__startswith="case_")
    return list(messages.order_by("pk").values_list("template", flat=True))
