"""Grants: by whom, for whom, for what, from which day to which, personally and through an organisation."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.actors import Actor, Origin
from accounts.models import AuditEvent, Delegation, Organisation
from accounts.permissions import Role, Scope
from accounts.readers import grant_for, grants_for, helper_of, is_grant_for
from claims.actions.resuming import send_resume_link
from claims.actions.sending import submit_claim
from claims.models import Claim, ResumeLink
from claims.readers import claims
from core.tenancy import council_scope
from tests.claims.making import fill, small_draft
from tests.people import browser_of, make_resident, make_staff

DAY = dt.timedelta(days=1)


def today() -> dt.date:
    return timezone.localdate()


def grant(resident_of: Actor, *scopes: str, **more) -> Delegation:
    """A grant of a resident from yesterday until tomorrow."""
    dates = {"starts_on": today() - DAY, "ends_on": today() + DAY}
    return Delegation.objects.create(resident=resident_of.resident, scopes=list(scopes), **dates | more)


@pytest.fixture
def homes(calderbrook):
    """A housing association that helps its tenants."""
    return Organisation.objects.create(name="Calder Homes", kind="housing association")


@pytest.fixture
def petra(calderbrook, homes):
    """Works for the housing association, and gave a second factor."""
    actor = make_staff(calderbrook, "Petra Patel", "petra@homes.example", Role.PARTNER)
    actor.membership.organisation = homes
    actor.membership.save()
    return actor


# --- days ---


@pytest.mark.parametrize(("days", "holds"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_grant_holds_from_its_first_day_to_its_last(alice, bob, days, holds):
    made = grant(alice, Scope.VIEW_CLAIMS, helper=bob.user)
    found = grants_for(bob, Scope.VIEW_CLAIMS, today=today() + days * DAY)
    assert list(found) == ([made] if holds else [])


def test_a_grant_for_today_alone_holds_today(alice, bob):
    made = grant(alice, Scope.VIEW_CLAIMS, helper=bob.user, starts_on=today(), ends_on=today())
    assert grant_for(bob, alice.resident.pk, Scope.VIEW_CLAIMS) == made


def test_what_the_law_gives_may_be_open_ended_and_still_ends(alice, bob):
    made = grant(alice, Scope.VIEW_CLAIMS, helper=bob.user, ends_on=None, basis=Delegation.Basis.ATTORNEY)
    assert grant_for(bob, alice.resident.pk, Scope.VIEW_CLAIMS) == made
    assert is_grant_for(bob, made, Scope.VIEW_CLAIMS)
    made.revoked_at = timezone.now()
    made.save()
    assert grant_for(bob, alice.resident.pk, Scope.VIEW_CLAIMS) is None
    assert not is_grant_for(bob, made, Scope.VIEW_CLAIMS)


@pytest.mark.parametrize("basis", Delegation.CONSENTS)
def test_what_somebody_agreed_to_has_a_last_day(alice, bob, basis):
    with pytest.raises(IntegrityError, match="delegation_open_ended_by_law"), transaction.atomic():
        grant(alice, Scope.VIEW_CLAIMS, helper=bob.user, ends_on=None, basis=basis)


def test_a_revoked_grant_holds_no_more(alice, bob):
    grant(alice, Scope.VIEW_CLAIMS, helper=bob.user, revoked_at=timezone.now())
    assert grant_for(bob, alice.resident.pk, Scope.VIEW_CLAIMS) is None


# --- who, for whom, what ---


@pytest.mark.parametrize("asked", Scope.values)
def test_a_grant_is_for_what_it_says_and_nothing_else(alice, bob, asked):
    grant(alice, Scope.VIEW_CLAIMS, Scope.FILL_JOURNAL, helper=bob.user)
    granted = asked in {"view:claims", "fill:journal"}
    assert (grant_for(bob, alice.resident.pk, asked) is not None) is granted


def test_a_grant_is_for_one_helper_and_one_resident(calderbrook, alice, bob):
    dora = make_resident(calderbrook, "Dora Dean", "dora@example.org")
    grant(alice, Scope.VIEW_CLAIMS, helper=bob.user)
    assert grant_for(dora, alice.resident.pk, Scope.VIEW_CLAIMS) is None
    assert grant_for(bob, dora.resident.pk, Scope.VIEW_CLAIMS) is None
    assert grant_for(alice, bob.resident.pk, Scope.VIEW_CLAIMS) is None


def test_nobody_signed_out_has_a_grant(alice, bob, visitor):
    grant(alice, Scope.VIEW_CLAIMS, helper=bob.user)
    assert not grants_for(visitor, Scope.VIEW_CLAIMS).exists()
    assert not grants_for(replace(bob, user=None), Scope.VIEW_CLAIMS).exists()


def test_a_grant_of_one_council_is_nothing_at_another(alice, bob, southmere):
    grant(alice, Scope.VIEW_CLAIMS, helper=bob.user)
    with council_scope(southmere.pk):
        there = Actor(council=southmere, user=bob.user)
        assert not grants_for(there, Scope.VIEW_CLAIMS).exists()


def test_what_the_law_gave_comes_before_a_consent_however_old_each_is(alice, bob):
    first = grant(alice, Scope.VIEW_CLAIMS, helper=bob.user)
    by_law = [
        grant(alice, Scope.VIEW_CLAIMS, helper=bob.user, ends_on=None, basis=basis)
        for basis in (Delegation.Basis.DEPUTY, Delegation.Basis.ATTORNEY)
    ]
    last = grant(alice, Scope.VIEW_CLAIMS, helper=bob.user, basis=Delegation.Basis.IN_PERSON)
    assert list(grants_for(bob, Scope.VIEW_CLAIMS)) == [*by_law, first, last]


def test_a_matter_that_is_left_out_needs_another_grant(alice, bob):
    claim, other = uuid.uuid4(), uuid.uuid4()
    blind = grant(alice, Scope.VIEW_CLAIMS, helper=bob.user, left_out=[claim])
    look = partial(grant_for, bob, alice.resident.pk, Scope.VIEW_CLAIMS)
    assert look() == look(matter=other) == blind
    assert look(matter=claim) is None
    seeing = grant(alice, Scope.VIEW_CLAIMS, helper=bob.user, left_out=[other])
    assert (look(matter=claim), look(matter=other)) == (seeing, blind)


def locks(look_up) -> bool:
    """Does this look-up lock the rows that it finds?"""
    with CaptureQueriesContext(connection) as queries:
        assert look_up() is not None
    return any("FOR UPDATE" in query["sql"] for query in queries)


def test_a_grant_is_locked_where_something_is_written_and_only_there(alice, bob):
    made, claim = grant(alice, Scope.FILL_CLAIMS, helper=bob.user), small_draft(alice)
    assert grant_for(bob, alice.resident.pk, Scope.FILL_CLAIMS, lock=True) == made
    assert grant_for(bob, alice.resident.pk, Scope.SUBMIT_CLAIMS, lock=True) is None
    for lock in (True, False):
        assert locks(lambda lock=lock: grant_for(bob, alice.resident.pk, Scope.FILL_CLAIMS, lock=lock)) is lock
        assert locks(lambda lock=lock: claims.grant_to_fill(bob, claim, lock=lock)) is lock
    assert not locks(lambda: grant_for(bob, alice.resident.pk, Scope.FILL_CLAIMS))
    assert not locks(lambda: claims.grant_to_fill(bob, claim))


def test_a_locked_grant_is_judged_as_the_query_finds_it(alice, bob, homes, petra, aisha):
    made = [
        grant(alice, Scope.VIEW_CLAIMS, helper=bob.user),
        grant(alice, Scope.FILL_CLAIMS, helper=bob.user, starts_on=today() + DAY, ends_on=today() + 2 * DAY),
        grant(alice, Scope.FILL_CLAIMS, helper=bob.user, starts_on=today() - 2 * DAY, ends_on=today() - DAY),
        grant(alice, Scope.FILL_CLAIMS, helper=bob.user, revoked_at=timezone.now()),
        grant(alice, Scope.FILL_CLAIMS, helper=aisha.user), grant(alice, Scope.FILL_CLAIMS, organisation=homes),
        grant(alice, Scope.FILL_CLAIMS, helper=bob.user),
        # Its first day and its last.
        grant(alice, Scope.FILL_CLAIMS, helper=bob.user, starts_on=today(), ends_on=today()),
    ]  # fmt: skip
    for actor in (bob, petra, aisha, replace(petra, second_factor=False)):
        found = list(grants_for(actor, Scope.FILL_CLAIMS).order_by("pk"))
        assert [each for each in made if is_grant_for(actor, each, Scope.FILL_CLAIMS)] == found


# --- organisations ---


def test_the_keys_of_a_helper_are_their_own_and_at_a_partner_under_agreement_those_of_their_work(alice, aisha, petra):
    at_work = {"helper": petra.user.pk, "organisation": petra.membership.organisation_id, "member": petra.membership.pk}
    assert helper_of(petra) == at_work
    alone = [alice, aisha, replace(petra, second_factor=False), replace(petra, membership=None)]
    for actor in alone:
        assert helper_of(actor) == {"helper": actor.user.pk, "organisation": None, "member": None}
    petra.membership.organisation.agreement_to = today() - DAY
    assert helper_of(petra) == {"helper": petra.user.pk, "organisation": None, "member": None}


def test_only_whom_it_names_may_act_by_a_grant_to_an_organisation(calderbrook, alice, homes, petra):
    ulla = make_staff(calderbrook, "Ulla U", "ulla@homes.example", Role.PARTNER)
    everybody, petras, ullas = (
        grant(alice, Scope.VIEW_CLAIMS, organisation=homes, named=named)
        for named in ([], [petra.membership.pk], [ulla.membership.pk])
    )
    assert list(grants_for(petra, Scope.VIEW_CLAIMS)) == [everybody, petras]
    judged = [is_grant_for(petra, each, Scope.VIEW_CLAIMS) for each in (everybody, petras, ullas)]
    assert judged == [True, True, False]


def test_without_an_agreement_nobody_there_may_act_and_their_own_grants_count(alice, bob, homes, petra):
    of_homes, own = (
        grant(alice, Scope.VIEW_CLAIMS, organisation=homes),
        grant(bob, Scope.VIEW_CLAIMS, helper=petra.user),
    )
    assert list(grants_for(petra, Scope.VIEW_CLAIMS)) == [of_homes, own]
    petra.membership.organisation.agreement_to = today() - DAY
    assert list(grants_for(petra, Scope.VIEW_CLAIMS)) == [own]
    assert [is_grant_for(petra, each, Scope.VIEW_CLAIMS) for each in (of_homes, own)] == [False, True]


def test_a_grant_to_an_organisation_is_for_its_staff(alice, homes, petra):
    made = grant(alice, Scope.VIEW_CLAIMS, organisation=homes)
    assert list(grants_for(petra, Scope.VIEW_CLAIMS)) == [made]
    assert grant_for(petra, alice.resident.pk, Scope.FILL_CLAIMS) is None


def test_staff_of_an_organisation_without_a_second_factor_have_none_of_its_grants(alice, homes, petra):
    grant(alice, Scope.VIEW_CLAIMS, organisation=homes)
    assert not grants_for(replace(petra, second_factor=False), Scope.VIEW_CLAIMS).exists()


def test_a_second_factor_without_a_membership_gives_none(alice, bob, homes, petra):
    grant(alice, Scope.VIEW_CLAIMS, organisation=homes)
    assert not grants_for(replace(petra, membership=None), Scope.VIEW_CLAIMS).exists()
    assert not grants_for(replace(bob, second_factor=True), Scope.VIEW_CLAIMS).exists()


def test_the_grants_of_another_organisation_and_of_the_council_are_not_theirs(alice, bob, homes, petra, aisha):
    other = Organisation.objects.create(name="Calder Advice")
    grant(alice, Scope.VIEW_CLAIMS, organisation=other)
    grant(alice, Scope.VIEW_CLAIMS, helper=bob.user)
    assert not grants_for(petra, Scope.VIEW_CLAIMS).exists()
    # Nobody's organisation is not every organisation's.
    assert not grants_for(aisha, Scope.VIEW_CLAIMS).exists()


def test_staff_have_their_personal_grants_beside_those_of_their_organisation(alice, bob, homes, petra):
    grant(alice, Scope.VIEW_CLAIMS, organisation=homes)
    grant(bob, Scope.VIEW_CLAIMS, helper=petra.user)
    found = {each.resident_id for each in grants_for(petra, Scope.VIEW_CLAIMS)}
    assert found == {alice.resident.pk, bob.resident.pk}
    alone = grants_for(replace(petra, second_factor=False), Scope.VIEW_CLAIMS)
    assert {each.resident_id for each in alone} == {bob.resident.pk}


# --- what a grant opens ---


def test_a_helper_sees_the_claims_that_they_may_look_at(alice, bob, homes, petra):
    claim, own = small_draft(alice), small_draft(bob)
    assert set(claims.claims_for(bob)) == {own}
    with pytest.raises(Http404):
        claims.claim_for(petra, claim.public_id)
    grant(alice, Scope.VIEW_CLAIMS, helper=bob.user)
    grant(alice, Scope.VIEW_CLAIMS, organisation=homes)
    assert set(claims.claims_for(bob)) == {claim, own}
    assert list(claims.claims_for(petra)) == [claim]
    assert claims.claim_for(petra, claim.public_id) == claim
    with pytest.raises(Http404):
        claims.claim_for(petra, own.public_id)


@pytest.mark.parametrize("scope", [Scope.FILL_CLAIMS, Scope.SUBMIT_CLAIMS, Scope.VIEW_JOURNAL])
def test_no_other_scope_lets_anybody_look(alice, bob, scope):
    claim = small_draft(alice)
    grant(alice, scope, helper=bob.user)
    assert list(claims.claims_for(bob)) == []
    with pytest.raises(Http404):
        claims.claim_for(bob, claim.public_id)


def test_what_only_the_claimant_may_do_no_grant_allows(alice, bob):
    claim = small_draft(alice)
    grant(alice, *Scope.values, helper=bob.user)
    assert claims.own_claim_for(alice, claim.public_id) == claim
    assert not claims.is_own(bob, claim)
    with pytest.raises(Http404):
        claims.own_claim_for(bob, claim.public_id)


def test_a_grant_to_fill_in_is_asked_for_by_that_name(alice, bob):
    claim = small_draft(alice)
    made = grant(alice, Scope.FILL_CLAIMS, helper=bob.user)
    assert claims.grant_to_fill(bob, claim) == claims.grant_to_fill(bob, claim, lock=True) == made
    made.scopes = [Scope.VIEW_CLAIMS, Scope.SUBMIT_CLAIMS]
    made.save()
    assert claims.grant_to_fill(bob, claim) is None


def test_somebody_without_a_record_owns_nothing(alice, aisha, visitor):
    claim = small_draft(alice)
    assert aisha.resident is None
    assert not claims.is_own(aisha, claim)
    assert not claims.is_own(visitor, claim)
    assert list(claims.claims_for(visitor)) == []


def test_a_claim_that_is_left_out_is_not_among_those_of_a_helper(alice, bob):
    seen, unseen = small_draft(alice), small_draft(alice)
    grant(alice, Scope.VIEW_CLAIMS, helper=bob.user, left_out=[unseen.public_id])
    assert list(claims.claims_for(bob)) == [claims.claim_for(bob, seen.public_id)] == [seen]
    for key in (unseen.public_id, uuid.uuid4()):
        with pytest.raises(Http404):
            claims.claim_for(bob, key)


@pytest.mark.parametrize("scope", Scope.values)
def test_in_a_claim_its_owner_may_do_everything_and_a_helper_what_the_grant_says(alice, bob, aisha, scope):
    claim = small_draft(alice)
    made = grant(alice, Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS, helper=bob.user)
    given = scope in (Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS)
    assert [claims.may_in(actor, claim, scope) for actor in (alice, bob, aisha)] == [True, given, False]
    assert [claims.may_fill(actor, claim) for actor in (alice, bob, aisha)] == [True, True, False]
    made.scopes = [each for each in Scope.values if each != Scope.FILL_CLAIMS]
    made.save()
    assert claims.may_fill(bob, claim) is False
    assert not locks(lambda: claims.grant_on(bob, claim, Scope.VIEW_CLAIMS))


def test_what_was_sent_without_a_session_is_opened_by_no_link(alice, visitor):
    claim = fill(small_draft(alice), alice, {"has_pets": "no"})
    sent = submit_claim(public_id=claim.public_id, by=alice, for_whom="self")
    assert sent.submission.sent_in == ""
    opened = replace(visitor, opened_claims=frozenset({str(claim.public_id)}), origin=Origin())
    assert not claims.is_own(opened, sent)


def test_a_link_opens_the_claim_that_it_names(alice, visitor):
    claim, other = small_draft(alice), small_draft(alice)
    opened = replace(visitor, opened_claims=frozenset({str(claim.public_id)}))
    assert claims.is_own(opened, claim)
    assert not claims.is_own(opened, other)
    assert list(claims.claims_for(opened)) == [claim]


def test_a_link_opens_nothing_that_was_sent_elsewhere(alice, visitor):
    """The link was opened at a library, and the form was finished and sent at home."""
    claim = fill(small_draft(alice), alice, {"has_pets": "no"})
    library = replace(visitor, opened_claims=frozenset({str(claim.public_id)}), origin=Origin(session="library"))
    assert claims.is_own(library, claim)
    sent = submit_claim(public_id=claim.public_id, by=replace(alice, origin=Origin(session="home")), for_whom="self")
    for actor in (library, replace(library, origin=Origin())):
        assert list(claims.claims_for(actor)) == []
        with pytest.raises(Http404):
            claims.claim_for(actor, sent.public_id)


def test_what_was_sent_where_a_link_opened_it_stays_there(alice, visitor):
    claim = fill(small_draft(alice), alice, {"has_pets": "no"})
    library = replace(visitor, opened_claims=frozenset({str(claim.public_id)}), origin=Origin(session="library"))
    sent = submit_claim(public_id=claim.public_id, by=library, for_whom="self")
    assert submit_claim(public_id=claim.public_id, by=library) == sent
    assert list(claims.claims_for(library)) == [claims.claim_for(library, sent.public_id)] == [sent]


def test_a_helper_cannot_have_a_link_that_makes_the_draft_their_own(alice, bob):
    """Whoever opened it would send it without the leave to, and go on when the grant has ended."""
    claim = small_draft(alice)
    grant(alice, Scope.VIEW_CLAIMS, Scope.FILL_CLAIMS, helper=bob.user)
    browser, address = browser_of(bob), reverse("claims:save_for_later", args=[claim.public_id])
    assert browser.get(address).status_code == 404
    assert browser.post(address, {"contact": "bob@example.org"}).status_code == 404
    with pytest.raises(Http404):
        send_resume_link(
            public_id=claim.public_id, channel="email", contact="bob@example.org", address="{token}", by=bob
        )
    assert not ResumeLink.objects.exists()
    assert address not in browser.get(reverse("claims:task_list", args=[claim.public_id])).content.decode()


def test_a_claim_that_was_sent_is_no_draft(alice):
    claim = fill(small_draft(alice), alice, {"has_pets": "no"})
    assert claims.draft_for(alice, claim.public_id) == claim
    sent = submit_claim(public_id=claim.public_id, by=alice, for_whom="self")
    assert claims.claim_for(alice, sent.public_id) == sent
    with pytest.raises(Http404):
        claims.draft_for(alice, sent.public_id)


def test_sending_by_a_grant_leaves_the_grant_in_the_trail(alice, bob):
    claim = fill(small_draft(alice), alice, {"has_pets": "no"})
    made = grant(alice, Scope.VIEW_CLAIMS, Scope.SUBMIT_CLAIMS, helper=bob.user)
    submit_claim(public_id=claim.public_id, by=bob, for_whom="self")
    event = AuditEvent.objects.get(code="claims.claim.submitted")
    assert (event.actor, event.delegation, event.resident) == (bob.user, made, alice.resident)
    assert Claim.objects.get().submission.sent_by == bob.user
