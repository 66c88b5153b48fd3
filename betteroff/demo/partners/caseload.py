"""A partner's caseload in the demo: twenty people with three advisers in two teams, one of whom is away."""

from __future__ import annotations

import datetime as dt
import uuid

from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Council, Delegation, Membership, Resident, Team, TeamMember
from advocates.caseload.actions.covering import say_away
from advocates.caseload.actions.notes import NoteInput, write_note
from advocates.caseload.actions.opening import open_case
from advocates.caseload.actions.passing import move, place_of, with_people
from advocates.caseload.actions.tasks import keep_tasks
from advocates.models import Case, CaseChange
from advocates.rules.terms import scopes_of
from claims.actions.answering import start_claim

COUNCIL, PARTNER = "calderbrook", "Calder Homes"
PEOPLE = (
    "Agnes Thwaite", "Brian Sugden", "Carys Howell", "Desmond Clarke", "Ewa Zając", "Fred Barraclough", "Gita Desai",
    "Hussein Warsame", "Ivy Ramsden", "Jean-Paul Mbeki", "Kath Brearley", "Lloyd Sykes", "Mina Hosseini", "Norman Lumb",
    "Oluchi Eze", "Peggy Greenwood", "Rashid Mahmood", "Sheila Haigh", "Tomasz Wrona", "Una Gledhill",
)  # fmt: skip
TEAMS = {"Tenancy support": ("Pat Moss", "Priya Rao"), "Money advice": ("Sol Adeyemi",)}
# Whose the people are, in turn: the last is the team's.
TURN = ("Pat Moss", "Priya Rao", "Sol Adeyemi", "Pat Moss", "")


def show_caseload(council: Council) -> None:
    """Make them; nothing more on a second load."""
    if council.slug != COUNCIL or Case.objects.exists():
        return
    staff = {each.display_name: each for each in Membership.objects.filter(organisation__name=PARTNER)}
    actors = {
        name: Actor(council=council, user=each.user, membership=each, second_factor=True)
        for name, each in staff.items()
    }
    teams = {}
    for name, members in TEAMS.items():
        team = teams[name] = Team.objects.create(name=name, organisation=staff["Pat Moss"].organisation)
        for member in members:
            TeamMember.objects.create(team=team, membership=staff[member])
    for number, name in enumerate(PEOPLE):
        whose = TURN[number % len(TURN)]
        case = _case(name, number, staff[whose or "Pat Moss"], actors[whose or "Pat Moss"])
        if not whose:
            [locked] = with_people(Case.objects.filter(pk=case.pk))
            to = place_of(teams["Tenancy support"])
            move([locked], {locked.pk: to}, kind=CaseChange.Kind.GIVEN, by=actors["Pia Lund"])
    _notes(actors["Pat Moss"])
    today = timezone.localdate()
    say_away(
        membership=staff["Sol Adeyemi"], starts_on=today, ends_on=today + dt.timedelta(days=9),
        to=staff["Priya Rao"], by=actors["Pia Lund"],
    )  # fmt: skip
    keep_tasks()


def _case(name: str, number: int, adviser: Membership, by: Actor) -> Case:
    today = timezone.localdate()
    resident = Resident.objects.create(name=name, phone=f"+4477009{number:05d}", language="en-gb")
    # Some began long ago and are about to end.
    is_ending = number % 7 == 3
    starts_on = today - dt.timedelta(days=170) if is_ending else today
    days = 6 + number if is_ending else 150 + number
    Delegation.objects.create(
        resident=resident, organisation=adviser.organisation, basis=Delegation.Basis.IN_PERSON,
        scopes=scopes_of({"claims": "fill", "papers": "fill"}), why="Help with rent and bills", starts_on=starts_on,
        ends_on=today + dt.timedelta(days=days),
    )  # fmt: skip
    case = open_case(resident=resident, responsible=adviser, by=by)
    if number % 5 == 1:
        start_claim(slug="free-school-meals", language="en-gb", by=by, record=resident)
    return case


def _notes(by: Actor) -> None:
    today = timezone.localdate()
    for number, case in enumerate(Case.objects.filter(responsible=by.membership).order_by("pk")[:4]):
        said = NoteInput(
            "Rang about the rent arrears. The letter from the landlord is still to come.", today - dt.timedelta(days=1),
            kind="call", outcome="reached", is_shared=number == 0, due_on=today if number % 2 else None,
        )  # fmt: skip
        write_note(public_id=case.public_id, said=said, client_id=uuid.uuid4(), by=by)
