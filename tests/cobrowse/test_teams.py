"""Conversations are passed on to a team: whoever of it is on duty sees them first, with the note and their place."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, Team
from accounts.permissions import Role
from cobrowse.actions.duty import change_duty
from cobrowse.actions.queueing import accept, pass_on, pass_on_to_team, put_back, take_next
from cobrowse.actions.settings import AlreadyThere
from cobrowse.actions.teams import remove_team, save_team
from cobrowse.models import Access, Duty, HelpRequest, SharedForm, Way
from cobrowse.readers.changes import changes_since
from cobrowse.readers.teams import teams_to_pass_on_to
from cobrowse.sharing.actions.sharing import share_form
from tests.claims.making import small_draft
from tests.cobrowse.conftest import ask, said
from tests.people import browser_of, make_resident, make_staff

NOTE = "Her landlord wants her out on Friday."


@pytest.fixture
def priya(calderbrook):
    """Another adviser, who is in no team, and off duty."""
    return make_staff(calderbrook, "Priya Nair", "priya@calderbrook.example", Role.ADVISOR)


@pytest.fixture
def housing(omar, sam):
    """The team of Sam, who is on duty."""
    return save_team(name="Housing", members=[sam.membership.pk], by=omar)


@pytest.fixture
def passed(talking, housing, on_duty):
    """Alice waits for the team."""
    return pass_on_to_team(public_id=talking.public_id, team=housing.pk, words=NOTE, by=on_duty)


def desk(actor) -> str:
    return " ".join(browser_of(actor).get(reverse("cobrowse:desk")).content.decode().split())


def pass_on_page(request: HelpRequest) -> str:
    return reverse("cobrowse:pass_on", args=[request.public_id])


def standing(request: HelpRequest) -> dict:
    return changes_since(HelpRequest.objects.get(pk=request.pk), "resident", 0, timezone.now())["now"]


def test_passed_on_with_a_note_that_only_staff_read(alice, passed):
    assert (passed.state, passed.adviser, passed.team.name) == ("waiting", None, "Housing")
    assert said(passed, "adviser")[-2:] == [("noted", NOTE), ("to_team", "Housing")]
    assert said(passed, "resident")[-1] == ("to_team", "Housing")
    assert "landlord" not in str(said(passed, "resident"))
    page = browser_of(alice).get(reverse("cobrowse:request", args=[passed.public_id])).content.decode()
    assert "You are passed on to the team “Housing”. You keep your place" in page
    assert AuditEvent.objects.get(code="cobrowse.help.passed_to_team").resident == alice.resident


def test_the_team_sees_it_first_and_others_after_what_is_theirs(alice, bob, on_duty, sam, passed):
    HelpRequest.objects.filter(pk=passed.pk).update(ranked_at=timezone.now())
    earlier = ask(bob)
    HelpRequest.objects.filter(pk=earlier.pk).update(ranked_at=timezone.now() - dt.timedelta(hours=2))
    page = desk(sam)
    assert page.index("Alice Ashworth") < page.index("Bob Birtle")
    assert "For your team: Housing" in page
    assert f'Note by Aisha Khan: <span dir="auto">{NOTE}' in page
    page = desk(on_duty)
    assert page.index("Bob Birtle") < page.index("Alice Ashworth")
    assert "For the team: Housing" in page
    # The next one of the team is theirs; of everybody else, whoever waits for everybody.
    assert take_next(by=on_duty) == earlier
    assert take_next(by=on_duty) is None
    assert take_next(by=sam) == passed
    assert HelpRequest.objects.get(pk=passed.pk).adviser == sam.membership


def test_with_nobody_of_the_team_there_they_wait_for_everybody(bob, on_duty, sam, passed):
    ask(bob)
    change_duty(state=Duty.State.OFF, by=sam)
    assert take_next(by=on_duty) == passed


def test_anybody_may_take_somebody_by_name(on_duty, passed):
    assert accept(public_id=passed.public_id, by=on_duty).adviser == on_duty.membership


def test_the_place_is_kept(calderbrook, bob, on_duty, sam, talking, housing):
    later = [ask(bob), ask(make_resident(calderbrook, "Cy Wood", "cy@example.org"))]
    asked_at = talking.ranked_at
    passed = pass_on_to_team(public_id=talking.public_id, team=housing.pk, words="", by=on_duty)
    assert passed.ranked_at == asked_at
    assert [standing(each)["place"] for each in (passed, *later)] == [1, 2, 3]


def test_the_place_is_the_one_in_which_the_team_serves_them(alice, bob, calderbrook, on_duty, sam, passed):
    """Two wait before her for everybody, but the only adviser on duty sees her first."""
    change_duty(state=Duty.State.OFF, by=on_duty)
    for number in range(2):
        other = ask(make_resident(calderbrook, f"Number {number}", f"n{number}@example.org"))
        HelpRequest.objects.filter(pk=other.pk).update(ranked_at=passed.ranked_at - dt.timedelta(hours=1))
    found = standing(passed)
    assert (found["place"], found["wait"]) == (1, [0, 0])
    change_duty(state=Duty.State.OFF, by=sam)
    found = standing(passed)
    assert (found["place"], found["wait"]) == (3, None)


def test_it_is_said_before_whether_anybody_of_the_team_is_on_duty(on_duty, sam, talking, housing):
    browser = browser_of(on_duty)
    page = browser.get(pass_on_page(talking)).content.decode()
    assert "The team “Housing”: on duty now: 1" in page
    change_duty(state=Duty.State.OFF, by=sam)
    page = browser.get(pass_on_page(talking)).content.decode()
    assert "nobody of it is on duty now" in page
    answer = browser.post(pass_on_page(talking), {"to": f"team-{housing.pk}", "note": NOTE})
    assert answer["Location"] == reverse("cobrowse:desk")
    assert HelpRequest.objects.get().team == housing


@pytest.mark.slow
@pytest.mark.parametrize("to", ["", "team-0", "team-", "person-x", "everybody", "team-999999999999999999999"])
def test_nobody_is_passed_on_to_nothing(on_duty, talking, housing, to):
    answer = browser_of(on_duty).post(pass_on_page(talking), {"to": to, "note": NOTE})
    assert answer.status_code == 422
    assert NOTE in answer.content.decode()
    assert HelpRequest.objects.get().adviser == on_duty.membership


def test_consent_ends_with_it(alice, talking, housing, on_duty):
    draft = small_draft(alice)
    share_form(public_id=talking.public_id, claim_id=draft.public_id, access=Access.EDIT, by=alice)
    pass_on_to_team(public_id=talking.public_id, team=housing.pk, words="", by=on_duty)
    share = SharedForm.objects.select_related("delegation").get()
    assert share.ending == "left"
    assert share.delegation.revoked_at is not None
    assert "unshared" in [kind for kind, _ in said(talking, "resident")]


def test_only_whose_conversation_it_is_passes_it_on_and_only_to_a_team_that_helps(
    talking, sam, on_duty, housing, bob, southmere
):
    with pytest.raises(Http404):
        pass_on_to_team(public_id=talking.public_id, team=housing.pk, words="", by=sam)
    with pytest.raises(Http404):
        pass_on_to_team(public_id=talking.public_id, team=housing.pk, words="", by=bob)
    for nothing in (Team.objects.create(name="Empty").pk, 0):
        with pytest.raises(Http404):
            pass_on_to_team(public_id=talking.public_id, team=nothing, words="", by=on_duty)
    sam.membership.is_active = False
    sam.membership.save()
    with pytest.raises(Http404):
        pass_on_to_team(public_id=talking.public_id, team=housing.pk, words="", by=on_duty)
    assert teams_to_pass_on_to(on_duty, timezone.now()) == []


def test_put_back_they_wait_for_the_team_again_and_passed_to_a_person_for_nobody_else(passed, on_duty, sam):
    accept(public_id=passed.public_id, by=sam)
    assert put_back(public_id=passed.public_id, by=sam).team.name == "Housing"
    accept(public_id=passed.public_id, by=sam)
    assert pass_on(public_id=passed.public_id, to=on_duty.membership.pk, words="", by=sam).team is None


def test_a_message_that_was_left_goes_to_a_team_too(alice, bob, on_duty, sam, housing):
    ask(bob, way=Way.MESSAGE)
    left = accept(public_id=ask(alice, way=Way.MESSAGE).public_id, by=on_duty)
    pass_on_to_team(public_id=left.public_id, team=housing.pk, words=NOTE, by=on_duty)
    page = desk(sam)
    assert page.index("Alice Ashworth") < page.index("Bob Birtle")
    assert NOTE in page


def test_admins_set_teams(omar, aisha, sam, priya):
    browser = browser_of(omar)
    add, overview = reverse("cobrowse:add_team"), reverse("cobrowse:settings")
    both = [aisha.membership.pk, sam.membership.pk]
    assert browser.post(add, {"name": "Housing", "members": both})["Location"] == overview
    team = Team.objects.get()
    page = browser.get(overview).content.decode()
    assert "Aisha Khan, Sam Okoro" in page
    change = reverse("cobrowse:change_team", args=[team.pk])
    assert browser.get(change).content.decode().count(" checked") == 2
    browser.post(change, {"name": "Rent", "members": [sam.membership.pk, priya.membership.pk]})
    assert set(team.members.values_list("membership__display_name", flat=True)) == {"Sam Okoro", "Priya Nair"}
    for posted, told in (
        ({"name": "Rent", "members": both}, "There is a team with this name already"),
        ({"name": "Nobody"}, "Choose at least one adviser"),
        ({"name": "An admin", "members": [omar.membership.pk]}, "There is a problem"),
    ):
        answer = browser.post(add, posted)
        assert answer.status_code == 422
        assert told in answer.content.decode()
    remove = reverse("cobrowse:remove_team", args=[team.pk])
    assert "Remove the team “Rent”?" in browser.post(remove).content.decode()
    browser.post(remove, {"_sure": "yes"})
    assert not Team.objects.exists()
    codes = AuditEvent.objects.filter(code__startswith="cobrowse.team").order_by("number")
    assert [each.code.rpartition(".")[2] for each in codes] == ["added", "changed", "removed"]


def test_who_waits_for_a_team_that_goes_waits_for_everybody(omar, on_duty, sam, passed):
    remove_team(key=passed.team_id, by=omar)
    remove_team(key=passed.team_id, by=omar)
    assert HelpRequest.objects.get().team is None
    assert take_next(by=on_duty) == passed


def test_teams_are_the_admins_and_their_councils(omar, sian, aisha, sam, housing):
    with pytest.raises(PermissionDenied):
        save_team(name="Mine", members=[aisha.membership.pk], by=aisha)
    with pytest.raises(PermissionDenied):
        remove_team(key=housing.pk, by=aisha)
    with pytest.raises(Http404):
        save_team(name="Theirs", members=[sian.membership.pk], by=omar)
    with pytest.raises(Http404):
        save_team(name="Gone", members=[sam.membership.pk], key=0, by=omar)
    with pytest.raises(AlreadyThere):
        save_team(name="Housing", members=[sam.membership.pk], by=omar)
    assert Team.objects.get().members.count() == 1
