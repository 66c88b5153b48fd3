"""What an adviser did not write down before they went is left to their team, and where there is none to everybody."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, TeamMember
from accounts.permissions import Role
from accounts.signals import work_changed
from cobrowse.actions.duty import change_duty
from cobrowse.actions.ending import end_conversation, wrap_up
from cobrowse.actions.teams import save_team
from cobrowse.models import Duty, HelpRequest
from cobrowse.readers.desk import left_open_for
from tests.people import browser_of, make_staff


@pytest.fixture
def priya(calderbrook):
    """A third adviser."""
    return make_staff(calderbrook, "Priya Nair", "priya@calderbrook.example", Role.ADVISOR)


@pytest.fixture
def ended(alice, talking):
    """Alice has ended her conversation with Aisha."""
    return end_conversation(request=talking, by=alice)


def left_to(*actors) -> list[bool]:
    """Whether each of these may write down what Aisha left open."""
    return [left_open_for(each.membership, timezone.now()).exists() for each in actors]


def leave_council(actor, by) -> None:
    Membership.objects.filter(pk=actor.membership.pk).update(is_active=False)
    membership = Membership.objects.get(pk=actor.membership.pk)
    work_changed.send(sender=Membership, membership=membership, by=by)


def test_it_is_the_advisers_own_while_they_are_there(ended, on_duty, sam):
    assert left_to(sam, on_duty) == [False, False]
    change_duty(state=Duty.State.AWAY, by=on_duty)
    assert left_to(sam) == [False]


@pytest.mark.parametrize("how", ["off duty", "line lost", "left", "does other work"])
def test_gone_it_is_their_teams_and_without_a_team_everybodys(ended, on_duty, sam, priya, omar, how):
    team = save_team(name="Evenings", members=[on_duty.membership.pk], by=omar)
    if how == "off duty":
        change_duty(state=Duty.State.OFF, by=on_duty)
    elif how == "line lost":
        Duty.objects.filter(membership=on_duty.membership).update(seen_at=timezone.now() - dt.timedelta(seconds=61))
    elif how == "left":
        leave_council(on_duty, omar)
    else:
        Membership.objects.filter(pk=on_duty.membership.pk).update(roles=[Role.ADMIN])
    assert left_to(sam, priya) == [True, True], "a team of nobody else"
    TeamMember.objects.create(team=team, membership=sam.membership)
    assert left_to(sam, priya) == [True, False]
    if how == "off duty":
        change_duty(state=Duty.State.HERE, by=on_duty)
        assert left_to(sam, priya) == [False, False], "they are back"


def test_it_is_the_teams_to_which_the_person_was_passed_on(ended, on_duty, sam, priya, omar):
    HelpRequest.objects.update(team=save_team(name="Housing", members=[priya.membership.pk], by=omar))
    change_duty(state=Duty.State.OFF, by=on_duty)
    assert left_to(sam, priya) == [False, True]


def test_it_stands_on_the_desk_and_is_written_down_once(ended, on_duty, sam, priya):
    address, there = reverse("cobrowse:wrap_up", args=[ended.public_id]), reverse("cobrowse:desk")
    change_duty(state=Duty.State.OFF, by=on_duty)
    page = " ".join(browser_of(sam).get(there).content.decode().split())
    assert "To wrap up for colleagues who are not here" in page
    assert address in page
    assert "Aisha Khan talked with them." in page
    assert browser_of(sam).post(address, {"outcome": "answered", "resolved": "yes"})["Location"] == there
    asked = HelpRequest.objects.get(pk=ended.pk)
    assert (asked.outcome, asked.adviser_id) == ("answered", on_duty.membership.pk), "whose it was stays"
    late = browser_of(priya).post(address, {"outcome": "unfinished", "resolved": "no"}, follow=True)
    assert "What came of it is written down already." in late.content.decode()
    with pytest.raises(Http404):
        wrap_up(public_id=ended.public_id, outcome="unfinished", resolved=False, by=priya)
    assert HelpRequest.objects.get(pk=ended.pk).outcome == "answered"
    assert left_to(sam, priya) == [False, False]
