"""The person behind a claim: all that is theirs on one page, who may be the same, nothing put together by itself."""

import datetime as dt

import pytest
from django.utils import timezone

from accounts.models import AuditEvent, Delegation, Organisation
from casework.actions.progress import add_note
from casework.readers.person import EMAIL, NAME_AND_BIRTH, NINO, PHONE, helpers_of, look_alikes
from claims.models import Claim
from notifications.models import Message
from tests.casework.test_claims import sent_by
from tests.claims.sent import sent_claim
from tests.claims.test_page_queries import queries_of
from tests.people import browser_of, make_resident

LIST = "/staff/claims/"
BORN = {"day": "3", "month": "5", "year": "1985"}


def sent_with_contact(council, name, **answers) -> Claim:
    """A claim of somebody whose record has the email address and phone number of all of these."""
    first, _, last = name.partition(" ")
    actor = make_resident(council, name, f"{last}@example.org")
    actor.resident.email, actor.resident.phone = "r@example.org", "+447700900123"
    actor.resident.save()
    return sent_claim(actor, name={"first": first, "last": last}, signed_name=name, has_pets="no", **answers)


@pytest.mark.slow
def test_claims_in_other_records_that_have_something_in_common(calderbrook, aisha):
    claim = sent_with_contact(calderbrook, "Rhian Oakley", dob=BORN, nino="JG103759A")
    same = sent_by(calderbrook, "Rhian Oakley", dob=BORN, nino="AB123456C")
    number = sent_by(calderbrook, "Tomos Ash", nino="JG 10 37 59 A")
    contact = sent_with_contact(calderbrook, "Ulla Berg", nino="AB123456D")
    sent_by(calderbrook, "Rhian Oakley", dob=BORN | {"year": "1986"}, nino="AB123456A")
    found = look_alikes(aisha, claim)
    assert {each.claim.pk: set(each.common) for each in found} == {
        same.pk: {NAME_AND_BIRTH}, number.pk: {NINO}, contact.pk: {EMAIL, PHONE},
    }  # fmt: skip
    assert found[0].claim == contact, "what has most in common first"
    assert len({each.resident_id for each in Claim.objects.all()}) == 5, "each record stays by itself"


@pytest.mark.slow
def test_one_page_has_all_of_the_person_and_opening_it_is_in_the_trail(calderbrook, alice, aisha):
    first, second = sent_claim(alice), sent_claim(alice, name={"first": "Bea", "last": "Ode"}, signed_name="Bea Ode")
    other = sent_by(calderbrook, "Rhian Oakley", dob=BORN)
    add_note(reference=second.reference, text="Rang about the rent.", by=aisha)
    add_note(reference=other.reference, text="Nothing of hers.", by=aisha)
    browser = browser_of(aisha)
    assert f"{LIST}{first.reference}/person/" in browser.get(f"{LIST}{first.reference}/").content.decode()
    page = browser.get(f"{LIST}{first.reference}/person/").content.decode()
    for words in (first.reference, second.reference, "Rang about the rent.", "Bea Ode", "Nobody has leave to act"):
        assert words in page
    assert "Nothing of hers." not in page
    event = AuditEvent.objects.get(code="claims.person.opened")
    assert (event.resident, event.subject) == (alice.resident, first.reference)
    assert len(queries_of(lambda: browser.get(f"{LIST}{first.reference}/person/"))) <= 25


def test_who_acts_for_them_is_who_has_leave_today(alice, bob):
    today, partner = timezone.localdate(), Organisation.objects.create(name="Citizens Advice")
    given = {"resident": alice.resident, "scopes": ["fill:claims"], "starts_on": today}
    Delegation.objects.create(organisation=partner, ends_on=today, **given)
    Delegation.objects.create(helper=bob.user, ends_on=today + dt.timedelta(days=1), **given)
    Delegation.objects.create(helper=bob.user, ends_on=today, revoked_at=timezone.now(), **given)
    assert [name for _grant, name in helpers_of(alice.resident)] == ["Citizens Advice", bob.resident.name]


def test_a_message_that_did_not_arrive_is_seen_wherever_the_claim_is(calderbrook, alice, aisha):
    claim, browser = sent_claim(alice), browser_of(aisha)
    page = browser.get(f"{LIST}{claim.reference}/").content.decode()
    assert "do not arrive" not in page
    Message.objects.filter(resident=alice.resident, channel="email", context__reference=claim.reference).update(
        state=Message.State.LOST, error="no_such_address"
    )
    alice.resident.bounced = ["alice@example.org"]
    alice.resident.save()
    page = browser.get(f"{LIST}{claim.reference}/").content.decode()
    assert "Message did not arrive: Email" in page
    assert "There is no such address or number. Nothing goes there any more. Write another way." in page
    for where in (f"{LIST}{claim.reference}/", f"{LIST}{claim.reference}/person/"):
        words = " ".join(browser.get(where).content.decode().split())
        assert "Our messages do not arrive at alice@example.org." in words
    assert "Messages do not arrive" in browser.get(LIST).content.decode()
