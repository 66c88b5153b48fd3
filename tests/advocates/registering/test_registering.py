"""An adviser makes a record: nothing before the yes, all in one step after it, and evidence of the very words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from accounts.actions.sign_in import sign_in_resident
from accounts.actors import Actor
from accounts.models import AuditEvent, Delegation, Resident, SignInCode
from accounts.permissions import Role, Scope
from accounts.readers import grant_for, offers_for
from accounts.staffing.actions.people import end_work_of
from advocates.actions.ending import end_own_grant
from advocates.actions.renewing import renew_grant
from advocates.models import Case, ConsentPaper, PossibleDuplicate, Registration
from advocates.registering.actions.consents import end_consent
from advocates.registering.actions.registering import NoConsent, WordsMoved, register_person
from advocates.registering.readers.registered import registration_to, written_down
from advocates.registering.rules import sha256_of
from claims.actions.answering import start_claim
from claims.models import Claim
from core.tenancy import council_scope
from core.uploading.files import CleanFile
from notifications.actions import notify
from notifications.models import Message
from notifications.texts import render_message
from tests.advocates.registering.making import FILL, consent_of, make_partner, new_person, registered
from tests.advocates.test_ending import grant_of
from tests.claims.making import publish_small
from tests.claims.reached import sent_as
from tests.people import browser_of, make_staff


@pytest.fixture
def pat(calderbrook):
    return make_partner(calderbrook)


def nothing_was_made() -> bool:
    tables = (Registration, Resident, Delegation, Case)
    return not any(table.objects.exists() for table in tables)


def test_a_partner_makes_a_record_and_every_colleague_may_act(calderbrook, pat):
    colleague = make_partner(calderbrook, "Quin Quick")
    registration = registered(pat, email="joan@example.org", consent={"why": "Her eyes are bad"})
    resident, grant = registration.resident, registration.delegation
    assert (resident.user, resident.name) == (None, "Joan Holt")
    assert (grant.organisation, grant.helper, grant.basis) == (pat.membership.organisation, None, "in_person")
    assert (grant.why, grant.evidence) == ("Her eyes are bad", "Cabinet N")
    for who in (pat, colleague):
        assert grant_for(who, resident.pk, Scope.FILL_CLAIMS) == grant
        assert grant_for(who, resident.pk, Scope.SUBMIT_CLAIMS) is None
    case = Case.objects.get()
    assert (case.resident, case.organisation, case.responsible) == (resident, grant.organisation, pat.membership)
    event = AuditEvent.objects.get(code="advocates.person.registered")
    assert (event.resident, event.delegation) == (resident, grant)
    assert event.detail["sha256"] == registration.sha256


def test_an_adviser_of_the_council_has_the_consent_themselves(calderbrook, aisha):
    grant = registered(aisha).delegation
    assert (grant.helper, grant.organisation) == (aisha.user, None)
    assert Case.objects.get().organisation is None


def test_what_is_kept_is_what_was_shown(pat):
    registration = registered(
        pat, nino="AB123456C", address="1 Mill Street", consent={"kind": "witnessed", "witness": "W"}
    )
    said = written_down(registration)
    assert sha256_of(said.words) == registration.sha256
    assert "You are Joan Holt, born on 27 March 1950." in said.words
    assert any("see your claims and fill them in" in each and "Brook Homes" in each for each in said.words)
    assert (said.nino, said.address, said.witness) == ("AB123456C", "1 Mill Street", "W")
    assert b"AB123456C" not in bytes(registration.secret)
    assert "123456" not in registration.nino_key


@pytest.mark.parametrize("moved", [{"scopes": [*FILL, Scope.SUBMIT_CLAIMS]}, {"period": "year"}, {"why": "Other"}])
def test_other_terms_than_those_shown_make_nothing(pat, moved):
    person = new_person()
    shown = consent_of(person, pat)
    with pytest.raises(WordsMoved):
        register_person(person=person, consent=replace(shown, **moved), by=pat)
    with pytest.raises(WordsMoved):
        register_person(person=replace(person, name="Jo Holt"), consent=shown, by=pat)
    assert nothing_was_made()


@pytest.mark.parametrize(
    "lacks",
    [
        {"kept_at": ""},
        {"kind": "witnessed", "witness": ""},
        {"kind": "by_code", "proven": ""},
        {"kind": "by_code", "proven": "somebody.else@example.org"},
        {"kind": "told"},
        {"scopes": []},
    ],
)
def test_nothing_is_made_without_a_yes(pat, lacks):
    person = new_person(email="joan@example.org")
    with pytest.raises(NoConsent):
        register_person(person=person, consent=replace(consent_of(person, pat), **lacks), by=pat)
    assert nothing_was_made()


def test_a_code_is_a_basis_of_its_own(pat):
    said = {"kind": "by_code", "proven": "joan@example.org", "kept_at": ""}
    grant = registered(pat, email="joan@example.org", consent=said).delegation
    assert grant.basis == Delegation.Basis.BY_CODE
    assert "joan@example.org" not in grant.evidence


def test_the_signed_form_is_kept_with_it(pat):
    paper = CleanFile("form.jpg", "image/jpeg", b"\xff\xd8\xff")
    registration = registered(pat, consent={"kept_at": "", "paper": paper})
    assert bytes(ConsentPaper.objects.get(registration=registration).content) == b"\xff\xd8\xff"


def test_a_second_press_makes_no_second_record(pat):
    person = new_person()
    first = register_person(person=person, consent=consent_of(person, pat), by=pat)
    assert register_person(person=person, consent=consent_of(person, pat), by=pat) == first
    assert (Resident.objects.count(), Delegation.objects.count(), PossibleDuplicate.objects.count()) == (1, 1, 0)


def test_who_may_make_records(calderbrook, southmere, alice, omar, aisha, pat):
    person = new_person()
    for who in (omar, replace(pat, second_factor=False), alice):
        with pytest.raises((PermissionDenied, Http404)):
            register_person(person=person, consent=consent_of(person, pat), by=who)
    assert not Registration.objects.exists()


@pytest.mark.parametrize("ends", [-1, 0])
def test_a_partner_works_until_the_last_day_of_the_agreement(calderbrook, ends):
    day = timezone.localdate() + dt.timedelta(days=ends)
    pat = make_partner(calderbrook, agreement_from=day - dt.timedelta(days=9), agreement_to=day)
    person = new_person()
    if ends < 0:
        with pytest.raises(PermissionDenied):
            register_person(person=person, consent=consent_of(person, pat), by=pat)
        assert nothing_was_made()
    else:
        assert registered(pat)


def test_who_sees_what_was_written_down(calderbrook, pat, aisha, alice):
    registration = registered(pat)
    grant = registration.delegation.public_id
    assert registration_to(make_partner(calderbrook, "Quin Quick"), grant) == registration
    for who in (make_partner(calderbrook, "Zoe Far", "Other Homes"), aisha, alice):
        with pytest.raises(Http404):
            registration_to(who, grant)
    Delegation.objects.update(revoked_at=timezone.now())
    with pytest.raises(Http404):
        registration_to(pat, grant)


def test_another_council_sees_nothing(calderbrook, southmere, pat):
    registration = registered(pat)
    with council_scope(southmere.pk):
        far = make_partner(southmere, "Fay Far")
        with pytest.raises(Http404):
            registration_to(far, registration.delegation.public_id)
        assert not Registration.objects.exists()


def test_the_person_is_told_at_the_contact_they_gave_and_never_where_it_is_not_safe(calderbrook, pat):
    registered(pat, email="joan@example.org")
    message = Message.objects.get(template="registered", channel="email")
    text = render_message(message, calderbrook).body
    assert "Joan" not in text
    assert "Brook Homes" not in text
    registered(pat, name="Una Safe", email="una@example.org", safe_to_contact=False)
    assert Message.objects.filter(template="registered", channel="email").count() == 1


def test_nobody_else_ends_their_consent(pat, alice):
    registration = registered(pat)
    with pytest.raises(Http404):
        end_own_grant(public_id=registration.delegation.public_id, by=alice)


def by_email(*templates: str) -> int:
    return Message.objects.filter(channel="email", template__in=templates).count()


def test_what_a_partner_typed_is_written_to_as_often_as_anybody_may_ask(pat, aisha):
    for number in range(12):
        registered(pat, email=f"joan{number}@example.org")
    assert by_email("registered") == 10
    assert Message.objects.filter(channel="in_app", template="registered").count() == 12
    Message.objects.all().delete()
    for number in range(12):
        registered(aisha, email=f"jim{number}@example.org")
    assert by_email("registered") == 12


def test_whoever_proved_their_contact_hears_of_all_that_a_partner_does(pat, alice):
    for _time in range(12):
        notify(resident=alice.resident, template="case_note", context={}, by=pat)
    assert by_email("case_note") == 12


def test_whoever_signs_in_with_a_contact_that_an_adviser_typed_gets_nothing(pat, calderbrook):
    registration = registered(pat, email="typo@example.org")
    sent_as(Actor(calderbrook, resident=registration.resident), email="typo@example.org")
    proof = SignInCode(channel="email", contact="typo@example.org")
    user = sign_in_resident(proof=proof, by=Actor(calderbrook))
    stranger = Actor(calderbrook, user, Resident.objects.get(user=user))
    assert offers_for(stranger, "") == []
    assert Resident.objects.get(pk=registration.resident_id).joined_into is None
    assert not Claim.objects.filter(resident=stranger.resident).exists()


def test_the_code_of_a_yes_goes_to_nobody_who_works_here(pat, calderbrook):
    person = new_person(email=pat.user.email)
    consent = consent_of(person, pat, kind="by_code", kept_at="", proven=pat.user.email)
    with pytest.raises(NoConsent):
        register_person(person=person, consent=consent, by=pat)
    assert nothing_was_made()


def test_withdrawn_by_telling_somebody_what_was_renewed_ends_too(pat, alice):
    registration = registered(pat)
    grant = registration.delegation
    Delegation.objects.filter(pk=grant.pk).update(resident=alice.resident)
    later = renew_grant(public_id=grant.public_id, period="month", by=alice)
    end_consent(grant_id=grant.public_id, by=pat)
    later.refresh_from_db()
    assert later.revoked_at is not None


def test_what_somebody_was_given_at_the_council_ends_when_they_leave(aisha, omar, alice):
    registration = registered(aisha, email="joan@example.org")
    own = grant_of(alice, helper=aisha.user)
    end_work_of(membership_id=aisha.membership.pk, by=omar)
    assert grant_for(Actor(aisha.council, aisha.user), registration.resident_id, Scope.FILL_CLAIMS) is None
    assert Message.objects.filter(resident=registration.resident, template="helper_gave_up").exists()
    own.refresh_from_db()
    assert own.revoked_at is None


def test_a_form_takes_the_name_and_the_birth_from_the_record_that_was_made(calderbrook):
    partner = make_partner(calderbrook)
    made = registered(partner)
    publish_small(make_staff(calderbrook, "Adam Admin", "adam@calderbrook.example", Role.ADMIN))
    draft = start_claim(slug="small-form", language="en-gb", by=partner, record=made.resident)
    said = {each.key: (each.value, each.source) for each in draft.answers.filter(key__in=["name", "dob"])}
    assert said == {
        "name": ({"first": "Joan", "last": "Holt"}, "your record"),
        "dob": ({"day": "27", "month": "3", "year": "1950"}, "your record"),
    }
    # A name that cannot be told apart is asked.
    other = registered(partner, name="Madonna")
    [born] = start_claim(slug="small-form", language="en-gb", by=partner, record=other.resident).answers.all()
    assert born.key == "dob"


def test_what_was_written_down_of_how_they_are_reached_is_for_whom_it_was_given_to_while_it_is_safe(pat):
    given = {"email": "joan@example.org", "phone": "+447700900111", "address": "7 Canary Row", "access_needs": ["bsl"]}
    reached = {"email": "joan@example.org", "phone": "07700 900111", "where": "7 Canary Row", "code": "AB12DE"}

    def shown(scopes, **more) -> set[str]:
        name = f"Joan Holt {Registration.objects.count()}"
        made = registered(pat, consent={"scopes": scopes}, **{**given, "name": name, **more})
        html = (
            browser_of(pat)
            .get(f"/helping/{made.delegation.public_id}/registered/")
            .content.decode()
            .replace("\xa0", " ")
        )
        return {name for name, words in reached.items() if words in html}

    assert shown(FILL) == set()
    assert shown([*FILL, Scope.VIEW_CONTACT]) == set(reached)
    assert shown([*FILL, Scope.VIEW_CONTACT], safe_to_contact=False) <= {"code"}
