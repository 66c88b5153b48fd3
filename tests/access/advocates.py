"""Grants and invitations, behind the addresses of advocates."""

from __future__ import annotations

import datetime as dt
import uuid

from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Delegation, Membership, Organisation, Team, User
from accounts.permissions import Role, Scope
from accounts.rules.links import link_hash
from advocates.caseload.actions.bulk import choose_cases
from advocates.caseload.actions.notes import NoteInput, write_note
from advocates.caseload.actions.opening import open_case
from advocates.models import Absence, Ask, Case, Invitation, Transfer
from tests.access.legal import legal_things
from tests.access.registering import registering_things
from tests.people import make_resident, make_staff

FILL = [Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS]


def caseload_things(owner: Actor, advisor: Actor) -> dict[str, list[str]]:
    """By the words of the table, what the addresses of the caseload name."""
    case = open_case(resident=owner.resident, responsible=advisor.membership, by=advisor)
    homes = Organisation.objects.create(name="Brook Homes Trust")
    pat = make_staff(owner.council, "Pat Moss", "pat.moss@homes.example", Role.PARTNER)
    priya = make_staff(owner.council, "Priya Rao", "priya.rao@homes.example", Role.PARTNER)
    Membership.objects.filter(pk__in=[pat.membership.pk, priya.membership.pk]).update(organisation=homes)
    for each in (pat, priya):
        each.membership.organisation = homes
    owner_of_theirs = make_resident(owner.council, "Theo Theirs", "theo@example.org")
    theirs = open_case(resident=owner_of_theirs.resident, responsible=pat.membership, by=pat)
    Delegation.objects.create(
        resident=owner_of_theirs.resident, organisation=homes, scopes=FILL, starts_on=timezone.localdate(),
        ends_on=timezone.localdate() + dt.timedelta(days=30), basis="in_person",
    )  # fmt: skip
    noted = [_noted(each, who) for each, who in ((case, advisor), (theirs, pat))]
    batch = choose_cases(keys=[case.pk], by=advisor)
    later = timezone.localdate() + dt.timedelta(days=20)
    ben = make_staff(owner.council, "Ben Cover", "ben.cover@calderbrook.example", Role.ADVISOR)
    team = Team.objects.create(name="North", organisation=homes)
    away = [
        Absence.objects.create(membership=who.membership, cover=to.membership, starts_on=later, by_label="x")
        for who, to in ((advisor, ben), (pat, priya))
    ]
    return {
        "case": [str(case.public_id)], "partner case": [str(theirs.public_id)], "case note": [noted[0]],
        "partner note": [noted[1]], "case batch": [str(batch.public_id)], "partner team": [str(team.pk)],
        "absence": [str(away[0].pk)], "partner absence": [str(away[1].pk)],
    }  # fmt: skip


def _noted(case: Case, by: Actor) -> str:
    said = NoteInput("What she said", timezone.localdate())
    return str(write_note(public_id=case.public_id, said=said, client_id=uuid.uuid4(), by=by).public_id)


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
        # What the council's advisers may have passed on.
        "passed on": [str(acted.public_id)],
        "may be passed on": [str(given.public_id)],
        "acted form": [str(acted.public_id), "full-form"],
        "asked": [str(asked.public_id)],
        "link": [link.name],
        "ask to owner": [str(to_owner.public_id)],
        "ask link": [to_nobody.contact],
        "own ask": [str(by_owner.public_id)],
        "transfer": [str(_transfer(given).public_id)],
        **registering_things(owner),
        **legal_things(owner),
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


def _transfer(grant: Delegation) -> Transfer:
    now = timezone.now()
    return Transfer.objects.create(
        resident=grant.resident, delegation=grant, name="Joan", channel="email", contact="joan@example.org",
        why="Moves away", by_label="The niece", asked_at=now, expires_at=now + dt.timedelta(days=1),
    )  # fmt: skip


def _invitation(of: Actor, token: str) -> Invitation:
    now = timezone.now()
    return Invitation.objects.create(
        resident=of.resident, name=token, channel="email", contact=f"{token}@example.org", scopes=FILL, period="day",
        token_hash=link_hash(token), sent_at=now, expires_at=now + dt.timedelta(days=1),
    )  # fmt: skip
