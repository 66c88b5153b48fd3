"""Somebody else goes on where a helper acts for a resident: nothing changes before the yes, and then one ends as the
other begins.
"""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import AuditEvent, Delegation, Organisation
from accounts.permissions import Role, Scope
from accounts.readers import grant_for
from accounts.signals import records_joined
from advocates.actions import transferring
from advocates.actions.ending import end_own_grant
from advocates.actions.inviting import OwnContact, accept_invitation, refuse_invitation
from advocates.actions.leaving_out import leave_out
from advocates.actions.renewing import renew_grant
from advocates.actions.transferring import Successor
from advocates.caseload.readers.cases import open_cases
from advocates.models import Case, Invitation, Transfer
from advocates.readers.transfers import transfers_to_answer
from claims.readers.claims import claim_for
from notifications.models import Message
from notifications.texts import render_message
from tests.advocates.test_ending import DAY, grant_of
from tests.claims.making import small_draft
from tests.people import browser_of, make_resident, make_staff

State = Transfer.State
DORA = Successor(None, "Dora", "email", "dora@example.org")


@pytest.fixture
def dora(calderbrook):
    return make_resident(calderbrook, "Dora Dean", "dora@example.org")


@pytest.fixture
def homes(calderbrook):
    return Organisation.objects.create(name="Calder Homes")


@pytest.fixture
def petra(calderbrook, homes):
    actor = make_staff(calderbrook, "Petra Patel", "petra@homes.example", Role.PARTNER)
    actor.membership.organisation = homes
    actor.membership.save()
    return actor


def asked(grant: Delegation, by, to: Successor = DORA) -> Transfer:
    return transferring.ask_for_successor(public_id=grant.public_id, to=to, why="I move away", by=by)


def agree(row: Transfer, by) -> Delegation | None:
    return transferring.agree_to_transfer(public_id=row.public_id, by=by)


def counting() -> list[Delegation]:
    return list(Delegation.objects.filter(revoked_at=None).order_by("pk"))


# --- a person goes on ---


def test_nothing_changes_before_both_said_yes_and_then_one_ends_as_the_other_begins(alice, bob, dora):
    old = grant_of(alice, helper=bob.user, why="My eyes", ends_on=timezone.localdate() + 9 * DAY, left_out=[])
    row = asked(old, bob)
    assert counting() == [old]
    assert not Invitation.objects.exists()
    assert agree(row, alice) is None
    assert counting() == [old]
    invitation = Invitation.objects.get()
    assert (invitation.contact, invitation.replaces) == ("dora@example.org", old)
    new = accept_invitation(invitation_id=invitation.pk, by=dora)
    assert counting() == [new]
    assert (new.helper, new.scopes, new.ends_on, new.why) == (dora.user, old.scopes, old.ends_on, "My eyes")
    assert grant_for(bob, alice.resident.pk, Scope.VIEW_CLAIMS) is None
    assert grant_for(dora, alice.resident.pk, Scope.FILL_CLAIMS) == new
    codes = ["advocates.transfer.asked", "advocates.transfer.agreed", "advocates.grant.passed_on"]
    found = AuditEvent.objects.filter(code__in=codes).order_by("number")
    assert list(found.values_list("code", "delegation", "resident")) == [
        (codes[0], old.pk, alice.resident.pk), (codes[1], None, alice.resident.pk), (codes[2], None, alice.resident.pk),
    ]  # fmt: skip


def test_what_was_left_out_and_the_day_of_a_renewal_go_on(alice, bob, dora):
    draft = small_draft(alice)
    old = grant_of(alice, helper=bob.user, left_out=[draft.public_id])
    later = renew_grant(public_id=old.public_id, period="month", by=alice)
    agree(asked(old, bob), alice)
    new = accept_invitation(invitation_id=Invitation.objects.get().pk, by=dora)
    assert (new.left_out, new.ends_on, counting()) == ([draft.public_id], later.ends_on, [new])


def test_what_is_left_out_before_the_others_yes_is_left_out_of_what_they_get(alice, bob, dora):
    draft = small_draft(alice)
    old = grant_of(alice, helper=bob.user)
    agree(asked(old, bob), alice)
    leave_out(public_id=old.public_id, claims=[draft.public_id], by=alice)
    new = accept_invitation(invitation_id=Invitation.objects.get().pk, by=dora)
    assert new.left_out == [draft.public_id]
    with pytest.raises(Http404):
        claim_for(dora, draft.public_id)


@pytest.mark.parametrize("who", ["resident", "invited"])
def test_after_a_no_of_either_the_old_one_goes_on_and_nobody_is_told_of_the_residents(alice, bob, dora, who):
    old = grant_of(alice, helper=bob.user)
    row = asked(old, bob)
    if who == "resident":
        transferring.refuse_transfer(public_id=row.public_id, by=alice)
        row.refresh_from_db()
        assert row.state == State.REFUSED
        assert not Invitation.objects.exists()
        with pytest.raises(Http404):
            agree(row, alice)
    else:
        agree(row, alice)
        refuse_invitation(invitation_id=Invitation.objects.get().pk, by=dora)
    assert counting() == [old]
    assert not Message.objects.filter(resident=bob.resident).exists()


@pytest.mark.parametrize("how", ["ended", "over"])
@pytest.mark.parametrize("when", ["before the resident's yes", "before the other's"])
def test_what_ended_meanwhile_is_not_passed_on(alice, bob, dora, calderbrook, how, when):
    old = grant_of(alice, helper=bob.user)
    row, today = asked(old, bob), timezone.localdate()
    if when == "before the other's":
        agree(row, alice)
    if how == "ended":
        end_own_grant(public_id=old.public_id, by=alice)
    else:
        Delegation.objects.filter(pk=old.pk).update(starts_on=today - 2 * DAY, ends_on=today - DAY)
    if when == "before the other's":
        text = render_message(Message.objects.get(template="helper_invited"), calderbrook).body
        link = re.search(r"/invited/\S+/", text)[0]
        assert browser_of(dora).get(link).status_code == 410
        with pytest.raises(Http404):
            accept_invitation(invitation_id=Invitation.objects.get().pk, by=dora)
    else:
        assert list(transfers_to_answer(alice)) == []
        with pytest.raises(Http404):
            agree(row, alice)
    assert Delegation.objects.get() == old


def test_an_invitation_to_the_residents_own_contact_is_not_sent(alice, bob):
    row = asked(grant_of(alice, helper=bob.user), bob, Successor(None, "A", "email", alice.user.email))
    with pytest.raises(OwnContact):
        agree(row, alice)
    row.refresh_from_db()
    assert row.state == State.OPEN


# --- an organisation goes on ---


def test_an_organisation_goes_on_with_the_residents_yes(alice, bob, homes, petra):
    old = grant_of(alice, helper=bob.user)
    new = agree(asked(old, bob, Successor(homes)), alice)
    assert counting() == [new]
    assert (new.organisation, new.scopes, new.ends_on, new.basis) == (homes, old.scopes, old.ends_on, "consent")
    assert grant_for(petra, alice.resident.pk, Scope.FILL_CLAIMS) == new
    assert grant_for(bob, alice.resident.pk, Scope.VIEW_CLAIMS) is None


def test_what_it_may_do_already_becomes_one_with_it_and_the_page_says_so_before(alice, bob, homes, petra):
    today, drafts = timezone.localdate(), [small_draft(alice) for _ in range(2)]
    held = grant_of(
        alice, organisation=homes, scopes=[Scope.VIEW_CLAIMS, Scope.VIEW_JOURNAL], left_out=[drafts[0].public_id]
    )  # fmt: skip
    later = renew_grant(public_id=held.public_id, period="month", by=alice)
    by_law = grant_of(alice, organisation=homes, basis=Delegation.Basis.CORPORATE, ends_on=None)
    named = grant_of(alice, organisation=homes, named=[petra.membership.pk])
    ended = grant_of(alice, organisation=homes, scopes=[Scope.FILL_JOURNAL], revoked_at=timezone.now())
    others = grant_of(bob, organisation=homes, scopes=[Scope.FILL_JOURNAL])
    old = grant_of(alice, helper=bob.user, left_out=[drafts[1].public_id], ends_on=today + 2 * DAY)
    row = asked(old, bob, Successor(homes))
    page = browser_of(alice).get(f"/account/helpers/transfers/{row.public_id}/").content.decode()
    assert "Calder Homes acts for you already" in page
    before, after = page.split("Calder Homes acts for you already")[1].split("Instead of Bob Birtle")
    assert "see your claims<" in before
    assert "see your claims and fill them in" in after
    assert "see your job journal" in after
    for part in (before, after):
        assert date_format(later.ends_on, "j F Y") in part
    assert "What you left out stays left out" in after
    new = agree(row, alice)
    assert counting() == [by_law, named, others, new]
    assert set(new.scopes) == {Scope.VIEW_CLAIMS, Scope.VIEW_JOURNAL, Scope.FILL_CLAIMS}
    assert (set(new.left_out), new.ends_on) == ({each.public_id for each in drafts}, later.ends_on)
    assert ended.pk != new.pk


def test_whoever_goes_on_has_the_person_in_the_caseload_once(alice, bob, homes, petra):
    agree(asked(grant_of(alice, helper=bob.user), bob, Successor(homes)), alice)
    case = Case.objects.get()
    assert (case.resident, case.organisation, case.responsible, case.team) == (alice.resident, homes, None, None)
    assert list(open_cases(petra)) == [case]
    event = AuditEvent.objects.get(code="advocates.case.came")
    assert (event.resident, event.actor) == (alice.resident, None)
    # Already theirs, it stays with whoever has it.
    Case.objects.update(responsible=petra.membership)
    agree(asked(grant_of(alice, helper=bob.user), bob, Successor(homes)), alice)
    assert Case.objects.get().responsible == petra.membership


def test_without_an_agreement_it_does_not(alice, bob, homes):
    old = grant_of(alice, helper=bob.user)
    row = asked(old, bob, Successor(homes))
    Organisation.objects.update(agreement_to=timezone.localdate() - DAY)
    with pytest.raises(transferring.NoAgreement):
        agree(row, alice)
    assert counting() == [old]


# --- who asks ---


def test_whoever_acts_and_staff_who_work_on_claims_may_ask_and_nobody_else(
    alice, bob, dora, aisha, omar, petra, homes, visitor
):  # fmt: skip
    own, of_homes = grant_of(alice, helper=bob.user), grant_of(alice, organisation=homes)
    by_law = grant_of(alice, helper=bob.user, basis=Delegation.Basis.DEPUTY, ends_on=None)
    help_now = grant_of(alice, helper=bob.user, scopes=[Scope.VIEW_SHARED_FORM])
    allowed = []
    for name, actor in {
        "bob": bob, "dora": dora, "alice": alice, "aisha": aisha, "omar": omar, "petra": petra, "visitor": visitor,
        "aisha without a second factor": replace(aisha, second_factor=False),
    }.items():  # fmt: skip
        for grant in (own, of_homes, by_law, help_now):
            try:
                asked(grant, actor)
            except Http404:
                continue
            allowed.append((name, grant))
    assert allowed == [("bob", own), ("aisha", own), ("aisha", of_homes), ("petra", of_homes)]
    of_staff = AuditEvent.objects.filter(code="advocates.transfer.asked", actor=aisha.user)
    assert {each.delegation for each in of_staff} == {None}
    assert AuditEvent.objects.get(code="advocates.transfer.asked", actor=petra.user).delegation == of_homes


def test_asked_again_the_former_is_over_and_three_times_are_enough(alice, bob):
    grant = grant_of(alice, helper=bob.user, ends_on=timezone.localdate() + 90 * DAY)
    rows = [asked(grant, bob) for _ in range(transferring.MOST)]
    assert list(transfers_to_answer(alice)) == rows[-1:]
    with pytest.raises(Http404):
        agree(rows[0], alice)
    with pytest.raises(transferring.TooManyTransfers):
        asked(grant, bob)
    Transfer.objects.update(asked_at=timezone.now() - 15 * DAY, expires_at=timezone.now() - DAY)
    assert list(transfers_to_answer(alice)) == []
    assert asked(grant, bob).state == State.OPEN


def test_only_the_resident_answers(alice, bob, dora, visitor):
    row = asked(grant_of(alice, helper=bob.user), bob)
    for actor in (bob, dora, visitor, replace(alice, resident=None)):
        for act in (transferring.agree_to_transfer, transferring.refuse_transfer):
            with pytest.raises(Http404):
                act(public_id=row.public_id, by=actor)
    assert Transfer.objects.get().state == State.OPEN


def test_the_message_names_nobody(alice, bob, calderbrook):
    asked(grant_of(alice, helper=bob.user), bob)
    message = Message.objects.filter(template="transfer_asked").first()
    text = render_message(message, calderbrook)
    for name in ("Alice", "Bob", "Dora", "move away"):
        assert name not in text.subject + text.body


def test_what_waits_ends_when_records_become_one(alice, bob, dora):
    row = asked(grant_of(alice, helper=bob.user), bob)
    records_joined.send(None, source=alice.resident, target=dora.resident, by=alice)
    row.refresh_from_db()
    assert (row.resident, row.state) == (dora.resident, State.TAKEN_BACK)


# --- the resident alone ---


def test_the_resident_lets_somebody_else_go_on_without_being_asked(alice, bob, dora, aisha):
    old, council = grant_of(alice, helper=bob.user), grant_of(alice, helper=aisha.user)
    by_law = grant_of(alice, helper=bob.user, basis=Delegation.Basis.DEPUTY, ends_on=None)
    transferring.pass_on_own_grant(public_id=old.public_id, to=DORA, by=alice)
    new = accept_invitation(invitation_id=Invitation.objects.get().pk, by=dora)
    assert counting() == [council, by_law, new]
    for grant, actor in ((by_law, alice), (council, alice), (new, dora), (old, alice)):
        with pytest.raises(Http404):
            transferring.pass_on_own_grant(public_id=grant.public_id, to=DORA, by=actor)


# --- pages ---


def test_a_helper_asks_and_the_resident_answers_by_the_pages(alice, bob, dora, calderbrook):
    grant = grant_of(alice, helper=bob.user)
    helper, own = browser_of(bob), browser_of(alice)
    address = f"/helping/{grant.public_id}/successor/"
    assert address in helper.get(f"/helping/{grant.public_id}/").content.decode()
    assert helper.get(address).status_code == 200
    said = {"to": "person", "name": "Dora", "contact": "dora@example.org", "why": "I move away"}
    for wrong in ({"to": ""}, {"name": ""}, {"contact": ""}, {"contact": "no"}, {"why": ""}, {"to": "999"}):
        assert helper.post(address, said | wrong).status_code == 422
    assert helper.post(address, said).status_code == 302
    row = Transfer.objects.get()
    page = f"/account/helpers/transfers/{row.public_id}/"
    assert page in own.get("/account/helpers/").content.decode()
    words = own.get(page).content.decode()
    for each in ("Bob Birtle", "Dora", "dora@example.org", "I move away", "see your claims and fill them in"):
        assert each in words
    assert own.post(page, {"answer": "yes"})["Location"] == "/account/helpers/"
    text = render_message(Message.objects.get(template="helper_invited"), calderbrook).body
    link = re.search(r"/invited/\S+/", text)[0]
    assert "see their claims and fill them in" in browser_of(dora).get(link).content.decode()
    browser_of(dora).post(link, {"answer": "yes"})
    assert counting()[0].helper == dora.user
    assert own.get(page).status_code == 404


def test_the_resident_says_no_by_the_page(alice, bob):
    row = asked(grant_of(alice, helper=bob.user), bob)
    answer = browser_of(alice).post(f"/account/helpers/transfers/{row.public_id}/", {"answer": "no"})
    assert answer["Location"] == "/account/helpers/"
    assert Transfer.objects.get().state == State.REFUSED


def test_the_resident_passes_it_on_to_an_organisation_by_the_page(alice, bob, homes):
    old = grant_of(alice, helper=bob.user)
    browser, address = browser_of(alice), f"/account/helpers/{old.public_id}/successor/"
    assert address in browser.get(f"/account/helpers/{old.public_id}/").content.decode()
    page = browser.get(address).content.decode()
    assert "Calder Homes" in page
    own = browser.post(address, {"to": "person", "name": "Me", "contact": alice.user.email})
    assert own.status_code == 422
    answer = browser.post(address, {"to": str(homes.pk)})
    new = counting()[0]
    assert answer["Location"] == f"/account/helpers/{new.public_id}/"
    assert new.organisation == homes


def test_who_acts_already_is_not_offered_and_no_organisation_without_an_agreement(alice, homes):
    Organisation.objects.create(name="Mill Trust")
    Organisation.objects.create(name="Old Trust", agreement_to=timezone.localdate() - DAY)
    grant = grant_of(alice, organisation=homes)
    page = browser_of(alice).get(f"/account/helpers/{grant.public_id}/successor/").content.decode()
    offered = re.findall(r'<label[^>]*for="id_to[^"]*"[^>]*>\s*([^<]+?)\s*</label>', page)
    assert offered == ["A person", "Mill Trust"]


def test_asking_too_often_is_said_in_words(alice, bob):
    grant = grant_of(alice, helper=bob.user)
    for _ in range(transferring.MOST):
        asked(grant, bob)
    said = {"to": "person", "name": "Dora", "contact": "dora@example.org", "why": "I move away"}
    answer = browser_of(bob).post(f"/helping/{grant.public_id}/successor/", said)
    assert answer.status_code == 429
    assert "asked often enough" in answer.content.decode()


def test_the_pages_keep_to_the_budget(alice, bob, homes):
    grant = grant_of(alice, helper=bob.user)
    row, browser = asked(grant, bob), browser_of(alice)
    for address in (f"/account/helpers/transfers/{row.public_id}/", f"/account/helpers/{grant.public_id}/successor/"):
        with CaptureQueriesContext(connection) as asked_for:
            assert browser.get(address).status_code == 200
        assert len([each for each in asked_for if "SAVEPOINT" not in each["sql"]]) <= 9
