"""Reads about people: who somebody is in this council, and what the answer is when they are nobody here."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import timezone

from accounts import audit, readers
from accounts.models import AuditEvent, Consent, Membership, Organisation, Resident, User
from accounts.permissions import Role
from core.tenancy import council_scope
from tests.people import make_resident, make_staff


def test_a_host_name_leads_to_the_council_that_has_it(calderbrook, southmere):
    assert readers.council_for_host("calderbrook.localhost") == calderbrook
    assert readers.council_for_host("CALDERBROOK.localhost") == calderbrook
    assert readers.council_for_host("made-up.localhost") is None
    assert set(readers.councils()) == {calderbrook, southmere}
    southmere.closed_at = timezone.now()
    southmere.save()
    assert readers.council_for_host("southmere.localhost").is_closed
    assert set(readers.councils()) == {calderbrook}
    assert set(readers.councils_and_closed_ones()) == {calderbrook, southmere}


def test_a_membership_counts_while_it_is_active_for_its_own_user(calderbrook, alice, aisha, omar):
    assert readers.membership_of(aisha.user) == aisha.membership
    assert readers.membership_of(alice.user) is None
    Membership.objects.filter(pk=aisha.membership.pk).update(is_active=False)
    assert readers.membership_of(aisha.user) is None
    assert readers.membership_of(omar.user) == omar.membership


def test_nobody_looks_for_the_membership_of_somebody_who_never_worked_for_a_council(alice, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert readers.membership_of(alice.user) is None


def test_a_membership_comes_with_its_organisation(aisha, django_assert_num_queries):
    aisha.membership.organisation = Organisation.objects.create(name="Calder Homes")
    aisha.membership.save()
    found = readers.membership_of(aisha.user)
    with django_assert_num_queries(0):
        assert found.organisation.name == "Calder Homes"


def test_a_user_is_found_by_email_in_any_case_or_by_phone(alice):
    User.objects.filter(pk=alice.user.pk).update(email="Alice@Example.org")
    phoning = User.objects.create_user(username="phoning", phone="+447700900123")
    assert readers.user_by_contact("email", "aLICE@example.ORG") == alice.user
    assert readers.user_by_contact("sms", "+447700900123") == phoning
    assert readers.user_by_contact("sms", "alice@example.org") is None
    assert readers.user_by_contact("email", "+447700900123") is None
    assert readers.user_by_contact("email", "bob@example.org") is None


def test_a_record_is_its_own_users(alice, bob, aisha):
    assert readers.resident_of(alice.user) == alice.resident
    assert readers.resident_of(bob.user) == bob.resident
    assert readers.resident_of(aisha.user) is None


def test_a_visitors_id_never_leads_to_a_record_with_an_account(alice, calderbrook):
    first, second = Resident.objects.create(), Resident.objects.create()
    assert readers.resident_by_public_id(first.public_id) == first
    assert readers.resident_by_public_id(second.public_id) == second
    assert readers.resident_by_public_id(alice.resident.public_id) is None


def test_consent_is_for_one_person_and_purpose_until_it_is_taken_back(alice, bob):
    given = Consent.objects.create(resident=alice.resident, purpose="news", wording="Tell me.")
    assert readers.has_consented(alice.resident.pk, "news") is True
    assert readers.has_consented(alice.resident.pk, "research") is False
    assert readers.has_consented(bob.resident.pk, "news") is False
    given.withdrawn_at = timezone.now()
    given.save()
    assert readers.has_consented(alice.resident.pk, "news") is False


# --- passwords ---


def test_a_resident_with_an_email_address_may_have_a_password(alice, visitor):
    assert readers.may_have_password(alice) is True
    assert readers.may_have_password(visitor) is False
    alice.user.email = ""
    assert readers.may_have_password(alice) is False


@pytest.mark.parametrize("second_factor", [True, False])
def test_staff_and_operators_may_only_in_a_full_session(aisha, operator, second_factor):
    for actor in (aisha, operator):
        assert readers.may_have_password(replace(actor, second_factor=second_factor)) is second_factor


@pytest.mark.parametrize("second_factor", [True, False])
def test_staff_of_another_council_are_staff_here_too(alice, second_factor):
    alice.user.is_staff = True
    assert readers.may_have_password(replace(alice, second_factor=second_factor)) is second_factor


def test_a_membership_alone_makes_somebody_staff(calderbrook):
    actor = make_staff(calderbrook, "Pat Staff", "pat@calderbrook.example", Role.PARTNER)
    actor.user.is_staff = False
    assert readers.may_have_password(replace(actor, second_factor=False)) is False


# --- the audit trail ---


def test_the_trail_of_a_person_is_theirs_newest_first(alice, bob, visitor, aisha):
    for subject, about in (("first", alice), ("his", bob), ("second", alice)):
        audit.record("claims.claim.started", by=aisha, resident=about.resident, subject=subject)
    assert [event.subject for event in readers.audit_trail_for(alice)] == ["second", "first"]
    assert [event.subject for event in readers.audit_trail_for(bob)] == ["his"]
    assert AuditEvent.objects.count() == 3
    assert not readers.audit_trail_for(visitor).exists()
    assert not readers.audit_trail_for(aisha).exists()


def test_events_about_nobody_are_in_nobodys_trail(alice, visitor, aisha):
    audit.record("accounts.staff.added", by=aisha)
    assert not readers.audit_trail_for(visitor).exists()
    assert not readers.audit_trail_for(alice).exists()


def test_nothing_of_another_council_is_found(calderbrook, southmere, aisha):
    make_resident(southmere, "Carol Coates", "carol@example.org")
    with council_scope(southmere.pk):
        assert readers.membership_of(aisha.user) is None
        assert Resident.objects.count() == 1
    assert Resident.objects.count() == 0
