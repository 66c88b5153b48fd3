"""Another record of the person is found and marked for the council, and a partner learns nothing of it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.models import AuditEvent, Resident
from accounts.permissions import Scope
from accounts.readers import grant_for
from advocates.models import PossibleDuplicate, Registration
from advocates.registering.actions.duplicates import TwoAccounts, call_different, call_same
from advocates.registering.readers.look_alikes import Sought, own_people_like, records_like, shown_look_alikes
from tests.advocates.registering.making import BORN, make_partner, registered
from tests.advocates.registering.test_wizard import WHO, send
from tests.claims.reached import sent_as
from tests.claims.sent import sent_claim
from tests.people import browser_of, make_resident


@pytest.fixture
def pat(calderbrook):
    return make_partner(calderbrook)


@pytest.fixture
def jo(calderbrook):
    """Joan has an account already, with a middle name."""
    actor = make_resident(calderbrook, "Joan Mary Holt", "jo@example.org")
    Resident.objects.filter(pk=actor.resident.pk).update(born_on=BORN)
    return actor


@pytest.mark.parametrize(
    ("sought", "common"),
    [
        ({"name": "Joan Holt"}, ("name_and_birth",)),
        ({"name": "HOLT, Joan"}, ("name_and_birth",)),
        ({"name": "Jim Holt"}, None),
        ({"name": "Joan Holt", "born_on": dt.date(1950, 3, 28)}, None),
        ({"name": "Jim Holt", "nino": "AB123456C"}, ("ni_number",)),
        ({"name": "Joan Holt", "born_on": dt.date(1950, 3, 28), "postcode": "AB1 2DE"}, ("name_and_postcode",)),
        ({"name": "Jim Holt", "born_on": dt.date(1950, 3, 28), "postcode": "AB1 2DE"}, None),
        ({"name": "Joan Holt", "nino": "AB123456C", "postcode": "AB1 2DE"},
         ("name_and_birth", "name_and_postcode", "ni_number")),
    ],
)  # fmt: skip
def test_what_two_records_have_in_common(pat, sought, common):
    found = registered(pat, name="Joan Mary Holt", nino="AB123456C").resident.pk
    assert records_like(Sought(**{"born_on": BORN, **sought})) == ({found: common} if common else {})


def test_sent_claims_are_looked_at_too(alice, pat):
    claim = sent_as(alice, nino="AB123456C")
    found = records_like(Sought("Nobody Known", BORN, nino="AB123456C"))
    assert found == {claim.resident_id: ("ni_number",)}


def test_the_database_is_asked_the_same_whether_there_is_one_or_not(pat, jo, django_assert_num_queries):
    with django_assert_num_queries(7):
        assert records_like(Sought("Joan Holt", BORN))
    with django_assert_num_queries(7):
        assert not records_like(Sought("Jim Nobody", dt.date(1960, 1, 1)))


def test_the_partner_goes_on_and_the_council_is_told(pat, jo, omar):
    registration = registered(pat)
    duplicate = PossibleDuplicate.objects.get()
    assert (duplicate.registration, duplicate.other, duplicate.common) == (
        registration,
        jo.resident,
        ["name_and_birth"],
    )
    assert not AuditEvent.objects.filter(code="advocates.duplicate.found", resident=jo.resident).exists()
    assert grant_for(pat, jo.resident.pk, Scope.VIEW_CLAIMS) is None
    page = browser_of(omar).get("/staff/registered/").content.decode()
    assert "the name and the date of birth" in page


def test_they_are_two_people(pat, jo, aisha):
    registration = registered(pat)
    call_different(public_id=PossibleDuplicate.objects.get().public_id, by=aisha)
    assert Resident.objects.get(pk=registration.resident.pk).joined_into is None
    with pytest.raises(Http404):
        call_different(public_id=PossibleDuplicate.objects.get().public_id, by=aisha)


@pytest.mark.parametrize("agreed", [True, False])
def test_they_are_one_and_the_partner_acts_in_it_only_with_a_yes(pat, jo, aisha, agreed):
    registration = registered(pat, email="typed@example.org")
    call_same(public_id=PossibleDuplicate.objects.get().public_id, agreed=agreed, by=aisha)
    registration.refresh_from_db()
    jo.resident.refresh_from_db()
    assert registration.resident == jo.resident
    assert jo.resident.email == "jo@example.org"
    grant = grant_for(pat, jo.resident.pk, Scope.VIEW_CLAIMS)
    assert grant == (registration.delegation if agreed else None)
    assert PossibleDuplicate.objects.get().state == "same"


@pytest.mark.parametrize("agreed", [True, False])
def test_what_has_an_account_goes_on(pat, calderbrook, aisha, agreed):
    first = registered(pat)
    second = registered(make_partner(calderbrook, "Zoe Far", "Other Homes"))
    user = make_resident(calderbrook, "X", "x@example.org")
    Resident.objects.filter(pk=user.resident.pk).update(user=None)
    Resident.objects.filter(pk=second.resident.pk).update(user=user.user)
    call_same(public_id=PossibleDuplicate.objects.get().public_id, agreed=agreed, by=aisha)
    first.refresh_from_db()
    second.delegation.refresh_from_db()
    assert first.resident == second.resident
    assert (second.delegation.revoked_at is None) == agreed
    # Whoever acted in the other record was not asked about this one.
    assert grant_for(pat, second.resident.pk, Scope.VIEW_CLAIMS) is None


def test_two_accounts_are_the_persons_to_join(pat, jo, aisha, bob):
    registration = registered(pat)
    Resident.objects.filter(pk=bob.resident.pk).update(user=None)
    Resident.objects.filter(pk=registration.resident.pk).update(user=bob.user)
    with pytest.raises(TwoAccounts):
        call_same(public_id=PossibleDuplicate.objects.get().public_id, agreed=True, by=aisha)
    assert PossibleDuplicate.objects.get().state == "open"


def test_a_partner_settles_nothing_and_sees_no_look_alike(pat, jo):
    registered(pat)
    with pytest.raises(PermissionDenied):
        call_same(public_id=PossibleDuplicate.objects.get().public_id, agreed=True, by=pat)
    with pytest.raises(PermissionDenied):
        shown_look_alikes(pat, Sought("Joan Holt", BORN))


def test_a_partner_is_reminded_of_their_own_people_only(calderbrook, pat, jo):
    mine = registered(pat)
    far = make_partner(calderbrook, "Zoe Far", "Other Homes")
    assert own_people_like(pat, Sought("Joan Holt", BORN)) == [mine.delegation]
    assert own_people_like(far, Sought("Joan Holt", BORN)) == []


def test_the_pages_of_settling(pat, jo, aisha):
    registered(pat)
    browser, address = browser_of(aisha), f"/staff/registered/duplicates/{PossibleDuplicate.objects.get().public_id}/"
    page = browser.get(address).content.decode()
    assert "Joan Mary Holt" in page
    assert "It is in an account" in page
    assert "Say whether they are one person" in browser.post(address).content.decode()
    assert browser.post(address, {"answer": "same"})["Location"] == "/staff/registered/"
    assert browser.get(address).status_code == 404
    assert Registration.objects.get().resident == jo.resident


def test_an_adviser_of_the_council_is_shown_look_alikes(aisha, alice):
    claim = sent_claim(alice)
    found = shown_look_alikes(aisha, Sought(claim.submission.name, claim.submission.born_on or BORN))
    if claim.submission.born_on:
        assert [(each.resident, each.reference) for each in found] == [(alice.resident, claim.reference)]


def test_whoever_is_shown_a_record_that_is_alike_is_in_its_trail(pat, aisha, jo, calderbrook):
    browser = browser_of(aisha)
    send(browser, "person", WHO)
    browser.get("/helping/register/known/")
    seen = AuditEvent.objects.filter(code="advocates.look_alike.opened")
    assert [(each.actor, each.resident) for each in seen] == [(aisha.user, jo.resident)]
    registered(pat)
    duplicate = PossibleDuplicate.objects.get()
    browser.get(f"/staff/registered/duplicates/{duplicate.public_id}/")
    assert {each.resident for each in seen.all()} == {jo.resident, duplicate.registration.resident}
    partner = browser_of(pat)
    send(partner, "person", WHO)
    before = seen.count()
    partner.get("/helping/register/known/")
    assert seen.count() == before
