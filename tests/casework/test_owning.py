"""Taking a claim, passing it on, putting it back: one wins, notes are kept, nothing of a leaver stays hidden."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts import audit
from accounts.actions.staff import remove_staff
from accounts.actors import system_actor
from accounts.models import AuditEvent, Membership, Team, TeamMember
from accounts.permissions import Role
from casework.actions.owning import OwnerMoved, pass_claim_on, put_claim_back, take_claim
from casework.models import Assignment
from casework.readers.claims import council_statuses
from casework.readers.owning import Whose, count_by_whose, current_assignment, of_whom, workers_of, works_on
from casework.readers.work_list import WorkListFilter, work_list
from core.tenancy import council_scope
from tests.casework.test_claims import move, sent_by
from tests.claims.sent import sent_claim
from tests.claims.test_page_queries import queries_of
from tests.people import browser_of, make_staff

LIST = "/staff/claims/"


@pytest.fixture
def ben(calderbrook):
    return make_staff(calderbrook, "Ben Ode", "ben@calderbrook.example", Role.ADVISOR)


def team_of(*actors) -> Team:
    team = Team.objects.create(name="Housing")
    TeamMember.objects.bulk_create(TeamMember(team=team, membership=actor.membership) for actor in actors)
    return team


def seen(claim) -> int:
    latest = current_assignment(claim)
    return latest.pk if latest else 0


def take(claim, by, based_on=None):
    return take_claim(reference=claim.reference, based_on=seen(claim) if based_on is None else based_on, by=by)


def give(claim, by, to, note=""):
    return pass_claim_on(reference=claim.reference, to=to, note=note, based_on=seen(claim), by=by)


def owner_page(claim) -> str:
    return f"{LIST}{claim.reference}/owner/"


def test_a_claim_is_taken_passed_on_and_put_back_and_each_is_in_the_trail(alice, aisha, ben):
    claim = sent_claim(alice)
    take(claim, aisha)
    assert works_on(current_assignment(claim)) == aisha.membership
    give(claim, aisha, ben.membership, "She rings on Monday.")
    assert works_on(current_assignment(claim)) == ben.membership
    team = team_of(aisha)
    give(claim, ben, team)
    assert works_on(current_assignment(claim)) == team
    put_claim_back(reference=claim.reference, note="", based_on=seen(claim), by=aisha)
    assert works_on(current_assignment(claim)) is None
    events = AuditEvent.objects.filter(code__in=[f"claims.claim.{kind}" for kind in Assignment.Kind.values])
    assert [(each.code.rpartition(".")[2], each.detail["to"]) for each in events.order_by("number")] == [
        ("taken", f"membership {aisha.membership.pk}"), ("passed_on", f"membership {ben.membership.pk}"),
        ("passed_on", f"team {team.pk}"), ("put_back", ""),
    ]  # fmt: skip
    assert {each.resident for each in events} == {alice.resident}
    assert "Monday" not in str([each.detail for each in events])
    assert audit.broken_links() == []


def test_of_two_who_take_it_one_wins_and_the_other_sees_who(alice, aisha, ben):
    claim = sent_claim(alice)
    take(claim, ben, based_on=0)
    with pytest.raises(OwnerMoved) as moved:
        take(claim, aisha, based_on=0)
    assert moved.value.assignment.by_label.startswith("Ben Ode")
    assert works_on(current_assignment(claim)) == ben.membership
    assert Assignment.objects.count() == 1


def test_the_same_press_twice_takes_once(alice, aisha):
    claim = sent_claim(alice)
    for _ in range(2):
        take(claim, aisha, based_on=0)
    assert Assignment.objects.count() == 1


def test_a_stale_page_overwrites_nothing_keeps_the_note_and_says_what_changed(alice, aisha, ben):
    claim, browser = sent_claim(alice), browser_of(aisha)
    take(claim, ben)
    said = {"to": f"person-{ben.membership.pk}", "note": "Two payslips came.", "based_on": 0}
    response = browser.post(owner_page(claim), said)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Ben Ode (Calderbrook Council)" in page
    assert "was first" in page
    assert "Two payslips came." in page
    assert f'value="{seen(claim)}"' in page
    assert Assignment.objects.count() == 1
    assert browser.post(owner_page(claim), said | {"based_on": seen(claim)}).status_code == 302
    assert current_assignment(claim).note == "Two payslips came."


@pytest.mark.slow
def test_the_pages_say_who_works_on_it_and_the_note_stands_in_the_timeline(alice, aisha, ben):
    claim, browser = sent_claim(alice), browser_of(aisha)
    page = browser.get(f"{LIST}{claim.reference}/").content.decode()
    assert "Take this claim" in page
    assert browser.post(owner_page(claim), {"take": "1", "based_on": 0}).status_code == 302
    page = browser.get(f"{LIST}{claim.reference}/").content.decode()
    assert "Take this claim" not in page
    assert "Taken by Aisha Khan" in page
    assert "Aisha Khan" in browser.get(LIST).content.decode()
    to_ben = {"to": f"person-{ben.membership.pk}", "note": "She rings on Monday.", "based_on": seen(claim)}
    assert browser.post(owner_page(claim), to_ben).status_code == 302
    page = browser.get(f"{LIST}{claim.reference}/").content.decode()
    assert "Passed on to Ben Ode" in page
    assert "She rings on Monday." in page
    assert browser.post(owner_page(claim), {"put_back": "1", "based_on": seen(claim)}).status_code == 302
    assert works_on(current_assignment(claim)) is None


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "Choose who is to work on it"),
        ({"to": "person-0"}, "person-0"),
        ({"take": "1", "note": "x" * 1001}, "1000 characters or fewer"),
    ],
)
def test_what_cannot_be_done_is_explained(alice, aisha, ben, said, words):
    claim = sent_claim(alice)
    response = browser_of(aisha).post(owner_page(claim), {"based_on": 0} | said)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Assignment.objects.exists()


@pytest.mark.slow
def test_mine_my_teams_and_nobodys_with_counts(calderbrook, aisha, ben):
    mine, teams, bens, nobodys, done = (sent_by(calderbrook, f"{name} Oakley") for name in ("A", "B", "C", "D", "E"))
    take(mine, aisha)
    take(done, aisha)
    move(done, aisha, "decided")
    give(teams, ben, team_of(aisha))
    take(bens, ben)
    found = work_list(aisha, WorkListFilter())
    of = {whose: {each.pk for each in of_whom(found, whose, aisha)} for whose in Whose.values}
    assert of == {
        Whose.MINE: {mine.pk, done.pk}, Whose.TEAMS: {teams.pk}, Whose.NOBODYS: {nobodys.pk},
        Whose.ANYBODYS: {mine.pk, teams.pk, bens.pk, nobodys.pk, done.pk},
    }  # fmt: skip
    assert count_by_whose(found, council_statuses(), aisha) == {
        Whose.ANYBODYS: 4,
        Whose.MINE: 1,
        Whose.TEAMS: 1,
        Whose.NOBODYS: 1,
    }
    browser = browser_of(aisha)
    for whose, shown in (("mine", mine), ("team", teams), ("nobody", nobodys)):
        page = browser.get(LIST, query_params={"whose": whose}).content.decode()
        assert shown.reference in page
        assert bens.reference not in page
    assert len(queries_of(lambda: browser.get(LIST))) <= 15


@pytest.mark.parametrize("how", ["leaves", "gets other work"])
def test_whoever_works_on_claims_no_more_owns_none_and_an_empty_team_neither(alice, calderbrook, aisha, ben, how):
    bens, teams = sent_claim(alice), sent_by(calderbrook, "Rhian Oakley")
    take(bens, ben)
    give(teams, aisha, team_of(ben))
    assert count_by_whose(work_list(aisha, WorkListFilter()), council_statuses(), aisha)[Whose.NOBODYS] == 0
    if how == "leaves":
        remove_staff(email=ben.user.email, by=system_actor(calderbrook, "tests"))
    else:
        Membership.objects.filter(pk=ben.membership.pk).update(roles=[Role.ADMIN])
    found = of_whom(work_list(aisha, WorkListFilter()), Whose.NOBODYS, aisha)
    assert {each.pk for each in found} == {bens.pk, teams.pk}
    assert works_on(current_assignment(bens)) is None
    assert works_on(current_assignment(teams)) is None
    assert workers_of([bens, teams]) == {bens.pk: None, teams.pk: None}
    page = browser_of(aisha).get(f"{LIST}{bens.reference}/").content.decode()
    assert "Take this claim" in page
    Team.objects.get().delete()
    assert works_on(current_assignment(teams)) is None
    take(bens, aisha)
    assert works_on(current_assignment(bens)) == aisha.membership


def test_who_may(alice, bob, omar, operator, visitor, southmere):
    claim = sent_claim(alice)
    for actor in (alice, bob, operator, visitor):
        with pytest.raises(Http404):
            take(claim, actor)
    with pytest.raises(PermissionDenied):
        take(claim, omar)
    away = make_staff(southmere, "Gwen", "gwen@southmere.example", Role.ADVISOR)
    with council_scope(southmere.pk), pytest.raises(Http404):
        take(claim, away, based_on=0)
    assert not Assignment.objects.exists()
