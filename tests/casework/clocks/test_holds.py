"""A hold ends by itself, once, for whoever works on the claim then; it may end early; nothing hides what came since."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from accounts.actions.staff import add_staff, remove_staff
from accounts.actors import system_actor
from accounts.models import Membership, Team, TeamMember
from accounts.permissions import Role
from casework.actions.owning import pass_claim_on, take_claim
from casework.clocks.actions.holds import ClaimDone, HoldMoved, deal_with_ended_hold, end_hold, put_on_hold
from casework.clocks.readers.holds import open_hold
from casework.clocks.tasks import end_due_hold, end_due_holds
from casework.models import Assignment, ClaimHold
from casework.readers.owning import current_assignment, works_on
from casework.readers.work_list import WorkListFilter, work_list
from claims.actions.acts import record_act
from claims.models import ResidentAct
from tests.casework.test_claims import move, sent_by
from tests.claims.sent import sent_claim
from tests.people import browser_of, make_staff

LIST = "/staff/claims/"
WEEK = dt.timedelta(days=7)


@pytest.fixture
def ben(calderbrook):
    return make_staff(calderbrook, "Ben Ode", "ben@calderbrook.example", Role.ADVISOR)


def hold(claim, by, days=7, reason="landlord", words="Rent book by post."):
    until = timezone.localdate() + dt.timedelta(days=days)
    return put_on_hold(reference=claim.reference, until=until, reason=reason, words=words, by=by)


def its_day_comes(held) -> bool:
    """The morning of its day: a worker looks."""
    ClaimHold.objects.filter(pk=held.pk).update(due_at=timezone.now() - dt.timedelta(seconds=1))
    return end_due_hold(council_id=held.council_id, public_id=held.public_id)


def marked(aisha, clock="hold_ended") -> list[str]:
    return [each.reference for each in work_list(aisha, WorkListFilter(clock=clock))]


def page_of(actor, claim) -> str:
    return browser_of(actor).get(f"{LIST}{claim.reference}/").content.decode()


@pytest.mark.slow
def test_it_comes_back_on_its_day_to_whoever_then_has_the_claim_and_only_once(alice, aisha, ben):
    claim = sent_claim(alice)
    mine = take_claim(reference=claim.reference, based_on=0, by=aisha)
    held = hold(claim, aisha)
    assert held.due_at == timezone.make_aware(dt.datetime.combine(timezone.localdate() + WEEK, dt.time()))
    pass_claim_on(reference=claim.reference, to=ben.membership, note="", based_on=mine.pk, by=aisha)
    assert open_hold(claim) == held, "another owner ends no hold"
    end_due_holds()
    assert open_hold(claim) == held, "before its day nothing ends"
    assert its_day_comes(held)
    held.refresh_from_db()
    ended = held.ended_at
    assert not its_day_comes(held), "done twice, it is done once"
    ClaimHold.objects.filter(pk=held.pk).update(state="due", due_at=timezone.now())
    assert end_due_hold(council_id=held.council_id, public_id=held.public_id)
    held.refresh_from_db()
    assert held.ended_at == ended
    row = browser_of(ben).get(LIST, query_params={"whose": "mine"}).content.decode()
    assert claim.reference in row
    assert "Hold ended" in row
    assert page_of(ben, claim).count("Hold ended") == 2, "at the top and in the timeline"
    deal_with_ended_hold(reference=claim.reference, by=ben)
    assert marked(aisha) == []
    assert "I have seen that the hold ended" not in page_of(ben, claim)


def test_it_comes_back_to_nobody_or_to_a_team_as_well(alice, calderbrook, aisha):
    claim = sent_claim(alice)
    assert its_day_comes(hold(claim, aisha))
    row = browser_of(aisha).get(LIST, query_params={"whose": "nobody"}).content.decode()
    assert "Hold ended" in row


@pytest.mark.slow
def test_what_the_claimant_does_meanwhile_shows_and_ends_nothing(alice, aisha):
    claim = sent_claim(alice)
    record_act(claim, ResidentAct.Kind.PAPER, at=timezone.now() - WEEK)
    held = hold(claim, aisha)
    assert "Since then:" not in page_of(aisha, claim)
    record_act(claim, ResidentAct.Kind.MESSAGE, at=timezone.now())
    page = page_of(aisha, claim)
    assert page.count("Since then:") == 1
    assert open_hold(claim) == held
    row = browser_of(aisha).get(LIST).content.decode()
    assert "On hold until" in row


def test_one_at_a_time_and_the_second_keeps_what_they_typed(alice, aisha, ben):
    claim = sent_claim(alice)
    held = hold(claim, aisha)
    assert hold(claim, aisha) == held, "the same press twice"
    with pytest.raises(HoldMoved):
        hold(claim, ben)
    with pytest.raises(IntegrityError), transaction.atomic():
        ClaimHold.objects.create(claim=claim, reason="dwp", until=held.until, by=ben.user, by_label="Ben", at=held.at)
    day = timezone.localdate() + WEEK
    typed = {"reason": "dwp", "words": "The DWP rings back.", "until-day": day.day, "until-month": day.month}
    response = browser_of(ben).post(f"{LIST}{claim.reference}/hold/", typed | {"until-year": day.year})
    assert response.status_code == 409
    page = response.content.decode()
    assert "The DWP rings back." in page
    assert "they put this claim on hold" in page


@pytest.mark.slow
def test_it_ends_early_with_a_word_and_then_needs_no_dealing_with(alice, aisha):
    claim = sent_claim(alice)
    held = hold(claim, aisha)
    browser, address = browser_of(aisha), f"{LIST}{claim.reference}/hold/"
    assert "End the hold" in browser.get(address).content.decode()
    assert browser.post(address, {"hold": held.pk, "why": " "}).status_code == 422
    assert browser.post(address, {"hold": held.pk, "why": "The rent book is here."}).status_code == 302
    assert open_hold(claim) is None
    assert marked(aisha) == marked(aisha, "on_hold") == []
    assert "The rent book is here." in page_of(aisha, claim)
    assert not its_day_comes(held), "its day means nothing any more"
    assert end_hold(reference=claim.reference, hold=held.pk, why="The rent book is here.", by=aisha).pk == held.pk
    with pytest.raises(HoldMoved):
        end_hold(reference=claim.reference, hold=held.pk, why="Something else.", by=aisha)


def test_a_new_hold_deals_with_the_one_that_ended(alice, aisha):
    claim = sent_claim(alice)
    its_day_comes(hold(claim, aisha))
    assert marked(aisha) == [claim.reference]
    hold(claim, aisha, days=1)
    assert marked(aisha) == []
    assert marked(aisha, "on_hold") == [claim.reference]


def test_what_is_done_waits_for_nothing(calderbrook, aisha):
    claim, other = sent_by(calderbrook, "A Oakley"), sent_by(calderbrook, "B Oakley")
    held = hold(other, aisha)
    for each in (claim, other):
        move(each, aisha, "decided")
    with pytest.raises(ClaimDone):
        hold(claim, aisha)
    assert its_day_comes(held)
    assert marked(aisha) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("days", "said", "words"),
    [
        (0, {}, "after today"),
        (184, {}, "within six months"),
        (183, {"reason": "other"}, "Say what it waits for"),
        (1, {"reason": ""}, "Say what it waits for"),
    ],
)
def test_a_day_and_a_reason_are_wanted(alice, aisha, days, said, words):
    claim, day = sent_claim(alice), timezone.localdate() + dt.timedelta(days=days)
    typed = {"reason": "dwp", "until-day": day.day, "until-month": day.month, "until-year": day.year}
    response = browser_of(aisha).post(f"{LIST}{claim.reference}/hold/", typed | said)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not ClaimHold.objects.exists()


@pytest.mark.slow
@pytest.mark.parametrize("has_team", [True, False])
@pytest.mark.parametrize("how", ["leaves", "gets other work"])
def test_what_a_leaver_had_goes_to_their_team_with_its_hold(alice, calderbrook, aisha, ben, has_team, how):
    claim = sent_claim(alice)
    take_claim(reference=claim.reference, based_on=0, by=ben)
    held = hold(claim, ben)
    alone, team = Team.objects.create(name="Alone"), Team.objects.create(name="Housing")
    TeamMember.objects.create(team=alone, membership=ben.membership)
    if has_team:
        for each in (aisha, ben):
            TeamMember.objects.create(team=team, membership=each.membership)
    by = system_actor(calderbrook, "tests")
    if how == "leaves":
        remove_staff(email=ben.user.email, by=by)
    else:
        who = {"email": ben.user.email, "display_name": "Ben Ode", "password": ""}
        add_staff(**who, role=Role.ADMIN, by=by)
    current = current_assignment(claim)
    assert works_on(current) == (team if has_team else None)
    assert current.kind == ("passed_on" if has_team else "put_back")
    assert Assignment.objects.filter(claim=claim, is_current=True).count() == 1
    assert its_day_comes(held)
    row = browser_of(aisha).get(LIST, query_params={"whose": "team" if has_team else "nobody"}).content.decode()
    assert claim.reference in row
    assert "Hold ended" in row
    assert "Ben Ode does not work on claims any more." in page_of(aisha, claim)


def test_a_leaver_of_one_council_leaves_the_claims_of_others_where_they_are(alice, calderbrook, aisha, ben):
    claim = sent_claim(alice)
    take_claim(reference=claim.reference, based_on=0, by=aisha)
    remove_staff(email=ben.user.email, by=system_actor(calderbrook, "tests"))
    assert works_on(current_assignment(claim)) == Membership.objects.get(pk=aisha.membership.pk)


def test_who_may(alice, bob, omar, visitor):
    claim = sent_claim(alice)
    for actor, refusal in ((alice, Http404), (bob, Http404), (visitor, Http404), (omar, PermissionDenied)):
        with pytest.raises(refusal):
            hold(claim, actor)
        with pytest.raises(refusal):
            end_hold(reference=claim.reference, hold=1, why="So.", by=actor)
        with pytest.raises(refusal):
            deal_with_ended_hold(reference=claim.reference, by=actor)
