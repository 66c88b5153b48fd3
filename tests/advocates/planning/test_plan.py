"""One plan of actions: who sees what of it, who changes it, and what is told of it."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.actors import system_actor
from accounts.models import AuditEvent, Delegation
from accounts.permissions import Role
from advocates.actions.ending import end_own_grant
from advocates.models import PlanAction, PlanNote
from advocates.planning.actions import plan as acting
from advocates.planning.actions.sharing import stop_sharing
from advocates.planning.readers.parties import council_viewer, own_viewer, partner_viewer
from advocates.planning.readers.plan import action_for, plan_of
from advocates.planning.rules import Party
from advocates.planning.tasks import look_after_plans
from notifications.models import Message
from tests.advocates.planning.making import grant_to, of_council, partner, put, shared_with
from tests.claims.test_page_queries import queries_of
from tests.people import browser_of, make_staff

OWN_PLAN = reverse("advocates:own_plan")
TODAY = timezone.localdate()


@pytest.fixture
def pat(calderbrook):
    return partner(calderbrook, "pat")


@pytest.fixture
def grant(alice, pat):
    return grant_to(alice, pat.membership.organisation)


@pytest.fixture
def share(alice, pat, grant):
    return shared_with(alice, pat.membership.organisation)


def homes(pat) -> Party:
    return Party("organisation", pat.membership.organisation_id)


def said_by(viewer) -> set[str]:
    return {each.what for each in plan_of(viewer)}


def test_each_sees_what_is_shared_and_what_is_theirs_and_the_resident_everything(alice, aisha, pat, grant, share):
    council, own = council_viewer(aisha, alice.resident.public_id), own_viewer(alice)
    helped = partner_viewer(pat, grant.public_id)
    put(own, alice, "Mine alone", is_private=True)
    put(own, alice, "Mine")
    put(council, aisha, "The council's alone", Party("council"), is_private=True)
    put(council, aisha, "The homes' alone", homes(pat), is_private=True)
    assert said_by(own) == {"Mine alone", "Mine", "The council's alone", "The homes' alone"}
    assert said_by(council) == {"Mine", "The council's alone"}
    assert said_by(helped) == {"Mine", "The homes' alone"}


def test_without_the_residents_yes_an_organisation_sees_nothing_of_the_plan(alice, pat, grant):
    with pytest.raises(Http404):
        partner_viewer(pat, grant.public_id)
    assert browser_of(pat).get(reverse("advocates:helped_plan", args=[grant.public_id])).status_code == 404


def test_without_a_grant_the_yes_alone_opens_nothing(alice, pat, grant, share):
    end_own_grant(public_id=grant.public_id, by=alice)
    with pytest.raises(Http404):
        partner_viewer(pat, grant.public_id)


def test_nobody_elses_staff_sees_it(calderbrook, alice, grant, share, bob):
    other = partner(calderbrook, "cab", place="Citizens Advice")
    jobcentre = make_staff(calderbrook, "Wendy", "wendy@example.org", Role.JOBCENTRE)
    for somebody in (other, jobcentre, bob):
        with pytest.raises(Http404):
            partner_viewer(somebody, grant.public_id)
        assert browser_of(somebody).get(reverse("advocates:helped_plan", args=[grant.public_id])).status_code == 404


@pytest.mark.parametrize("how", ["the plan is not shared any more", "the grant ended", "the agreement ended"])
def test_a_page_that_is_open_saves_nothing_after_the_end(how, alice, pat, grant, share):
    viewer = partner_viewer(pat, grant.public_id)
    action = put(viewer, pat)
    if how == "the plan is not shared any more":
        stop_sharing(public_id=share.public_id, by=alice)
    elif how == "the grant ended":
        end_own_grant(public_id=grant.public_id, by=alice)
    else:
        pat.membership.organisation.agreement_to = TODAY - dt.timedelta(days=1)
    with pytest.raises(Http404):
        put(viewer, pat, "Something more")
    with pytest.raises(Http404):
        acting.go_on_with_action(viewer=viewer, public_id=action.public_id, state="done", words="", revision=0, by=pat)
    assert PlanAction.objects.get().state == "to_do"
    assert not PlanNote.objects.exists()


def test_the_page_written_twice_adds_one_action(alice):
    viewer, key = own_viewer(alice), uuid.uuid4()
    said = acting.ActionInput("Call", Party("resident"))
    first = acting.add_action(viewer=viewer, said=said, client_id=key, by=alice)
    assert acting.add_action(viewer=viewer, said=said, client_id=key, by=alice) == first


def test_only_those_who_may_go_on_with_it(alice, aisha, omar, pat, grant, share):
    helped, council = partner_viewer(pat, grant.public_id), of_council(alice.resident)
    theirs = put(council, aisha, "Pay", Party("council"))
    with pytest.raises(PermissionDenied):
        acting.go_on_with_action(viewer=helped, public_id=theirs.public_id, state="done", words="", revision=0, by=pat)
    with pytest.raises(PermissionDenied):
        put(council_viewer(omar, alice.resident.public_id), omar)
    secret = put(council, aisha, "Hidden", Party("council"), is_private=True)
    with pytest.raises(Http404):
        acting.go_on_with_action(viewer=helped, public_id=secret.public_id, state="done", words="", revision=0, by=pat)


def test_no_action_of_somebody_else_is_reached_through_a_plan(alice, bob):
    of_bob = put(own_viewer(bob), bob)
    with pytest.raises(Http404):
        acting.go_on_with_action(
            viewer=own_viewer(alice), public_id=of_bob.public_id, state="done", words="", revision=0, by=alice
        )


def test_an_action_is_given_only_to_who_shares_the_plan(alice, pat):
    with pytest.raises(acting.OwnerLeft):
        put(own_viewer(alice), alice, owner=homes(pat))


def test_what_an_organisation_left_can_be_taken_on(alice, aisha, pat, grant, share):
    action = put(own_viewer(alice), alice, "Repair", homes(pat))
    council = of_council(alice.resident)
    assert not action_for(council, action.public_id).works
    stop_sharing(public_id=share.public_id, by=alice)
    found = action_for(council, action.public_id)
    assert (found.works, found.left_alone) == (True, True)
    said = acting.ActionInput("Repair", Party("council"))
    acting.change_action(viewer=council, public_id=action.public_id, said=said, revision=0, by=aisha)
    assert PlanAction.objects.get().owner == "council"


def test_the_words_are_encrypted_and_the_trail_names_the_grant(alice, pat, grant, share):
    viewer = partner_viewer(pat, grant.public_id)
    action = put(viewer, pat, "Ring the clinic")
    acting.go_on_with_action(
        viewer=viewer, public_id=action.public_id, state="not_going", words="They closed", revision=0, by=pat
    )
    rows = PlanAction.objects.get(), PlanNote.objects.get()
    assert all(b"clinic" not in bytes(row.secret) and b"closed" not in bytes(row.secret) for row in rows)
    codes = set(AuditEvent.objects.filter(delegation=grant).values_list("code", flat=True))
    assert {"advocates.plan.added", "advocates.plan.went_on"} <= codes
    assert action_for(viewer, action.public_id).why_not == "They closed"


# --- Pages ---


def test_the_resident_adds_ticks_off_and_reads_it_in_plain_words(alice):
    browser = browser_of(alice)
    new = reverse("advocates:own_new_action")
    body = {"what": "Find the letter", "owner": "resident", "client_id": str(uuid.uuid4()), "revision": "0"}
    assert browser.post(new, {**body, "what": ""}).status_code == 422
    assert browser.post(new, body).url == OWN_PLAN
    action = PlanAction.objects.get()
    page = reverse("advocates:own_action", args=[action.public_id])
    assert b"Find the letter" in browser.get(page).content
    assert browser.post(page, {"state": "not_going", "words": "", "revision": "0"}).status_code == 422
    assert browser.post(page, {"state": "done", "words": "It was in the drawer", "revision": "0"}).url == OWN_PLAN
    assert b"It was in the drawer" in browser.get(OWN_PLAN).content


def test_an_older_page_saves_nothing_and_keeps_the_words(alice, aisha):
    viewer = own_viewer(alice)
    action = put(viewer, alice)
    acting.go_on_with_action(
        viewer=viewer, public_id=action.public_id, state="under_way", words="", revision=0, by=alice
    )
    page = reverse("advocates:staff_action", args=[alice.resident.public_id, action.public_id])
    browser = browser_of(aisha)
    late = browser.post(page, {"state": "done", "words": "We talked", "revision": "0"})
    assert late.status_code == 409
    assert b"We talked" in late.content
    assert PlanAction.objects.get().state == "under_way"
    assert browser.post(page, {"state": "done", "words": "We talked", "revision": "1"}).status_code == 302
    changed = {"what": "Another", "owner": "resident", "client_id": str(action.client_id), "revision": "0"}
    assert browser.post(page, changed).status_code == 409


def test_the_partner_comes_to_it_from_the_persons_page_and_that_is_written_down(alice, pat, grant):
    browser, person = browser_of(pat), reverse("advocates:person", args=[grant.public_id])
    plan = reverse("advocates:helped_plan", args=[grant.public_id])
    assert f'"{plan}"'.encode() not in browser.get(person).content
    share = shared_with(alice, pat.membership.organisation)
    assert f'"{plan}"'.encode() in browser.get(person).content
    assert browser.get(plan).status_code == 200
    assert AuditEvent.objects.filter(code="advocates.plan.opened", delegation=grant).count() == 1
    stop_sharing(public_id=share.public_id, by=alice)
    assert browser.get(plan).status_code == 404


def test_a_colleague_is_named_for_what_ones_own_side_does(alice, pat, grant, share):
    page = reverse("advocates:helped_new_action", args=[grant.public_id])
    body = {"what": "Repair", "client_id": str(uuid.uuid4()), "revision": "0", "member": str(pat.membership.pk)}
    assert browser_of(pat).post(page, {**body, "owner": "resident"}).status_code == 422
    owner = f"organisation:{pat.membership.organisation_id}"
    assert browser_of(pat).post(page, {**body, "owner": owner}).status_code == 302
    assert PlanAction.objects.get().member == pat.membership


def test_own_pages_keep_to_the_budget(alice, aisha, pat, share):
    for number in range(4):
        action = put(own_viewer(alice), alice, f"Number {number}")
    browser, page = browser_of(alice), reverse("advocates:own_action", args=[action.public_id])
    browser.get(OWN_PLAN)
    assert len(queries_of(lambda: browser.get(OWN_PLAN))) <= 9
    assert len(queries_of(lambda: browser.get(page))) <= 9
    body = {"state": "done", "words": "Yes", "revision": "0"}
    post = queries_of(lambda: browser.post(page, body))
    assert len(post) <= 10, "\n".join(post)


# --- Reminders ---


def test_a_resident_is_reminded_once_a_day_of_everything_and_of_each_day_once(alice, calderbrook):
    by, viewer = system_actor(calderbrook, "messages"), own_viewer(alice)
    put(viewer, alice, "First", due_on=TODAY + dt.timedelta(days=1))
    put(viewer, alice, "Second", due_on=TODAY)
    put(viewer, alice, "Later", due_on=TODAY + dt.timedelta(days=2))
    assert acting.remind_of_actions(today=TODAY, by=by) == 1
    put(viewer, alice, "Third", due_on=TODAY)
    assert acting.remind_of_actions(today=TODAY, by=by) == 0, "one message a day"
    look_after_plans()
    assert Message.objects.filter(template="plan_action_due", channel="email").count() == 1


def test_no_message_leaves_the_account_of_somebody_whom_it_is_not_safe_to_contact(alice, calderbrook):
    put(own_viewer(alice), alice, due_on=TODAY)
    alice.resident.safe_to_contact = False
    alice.resident.save()
    acting.remind_of_actions(today=TODAY, by=system_actor(calderbrook, "messages"))
    assert set(Message.objects.values_list("channel", flat=True)) == {"in_app"}


def test_what_is_done_or_others_do_is_not_reminded_of(alice, aisha, calderbrook):
    viewer = own_viewer(alice)
    done = put(viewer, alice, due_on=TODAY)
    acting.go_on_with_action(viewer=viewer, public_id=done.public_id, state="done", words="", revision=0, by=alice)
    put(of_council(alice.resident), aisha, owner=Party("council"), due_on=TODAY)
    assert acting.remind_of_actions(today=TODAY, by=system_actor(calderbrook, "messages")) == 0
    assert Delegation.objects.count() == 0
