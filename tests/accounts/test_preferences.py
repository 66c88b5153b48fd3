"""How somebody wants to be reached: said once, in a form or in the account, and obeyed by every message."""

from __future__ import annotations

import pytest
from django.http import Http404
from django.urls import reverse

from accounts.actions.preferences import set_preferences
from accounts.models import AuditEvent, Resident
from core.mail import MessageNotSent
from notifications.actions import deliver, notify
from notifications.readers import reaches
from tests.claims.reached import begun, sent_as
from tests.people import browser_of

CONTEXT = {"reference": "CAL-1", "form_title": "Rent"}
LINK = {"url": "http://x/"}


@pytest.fixture
def reachable(alice):
    """Alice, who can be reached by e-mail and text."""
    alice.resident.phone = "+447700900123"
    alice.resident.save()
    return alice


def channels(actor, template="claim_submitted", context=CONTEXT, **more) -> list[str]:
    resident = Resident.objects.get(pk=actor.resident.pk)
    return [
        message.channel for message in notify(resident=resident, template=template, context=context, by=actor, **more)
    ]


@pytest.mark.parametrize(
    ("asked_for", "used"),
    [
        ([], ["email", "sms", "in_app"]),
        (["email"], ["email", "in_app"]),
        (["sms", "post"], ["sms", "in_app"]),
        (["post"], ["in_app"]),
        (["portal"], ["in_app"]),
    ],
)
def test_every_message_goes_only_by_the_ways_asked_for(reachable, asked_for, used):
    set_preferences(contact_by=asked_for, safe_to_contact=True, by=reachable)
    assert channels(reachable) == used


def test_what_a_form_says_is_obeyed_at_once(reachable):
    sent_as(reachable, ways=["email"])
    assert channels(reachable) == ["email", "in_app"]
    assert list(reachable.resident.messages.filter(channel="sms")) == []


def test_a_form_that_does_not_say_leaves_it(reachable):
    set_preferences(contact_by=["sms"], safe_to_contact=True, by=reachable)
    sent_as(reachable, ways=[])
    assert Resident.objects.get(pk=reachable.resident.pk).contact_by == ["sms"]


def test_the_next_form_offers_what_was_said_in_the_account_last(reachable):
    sent_as(reachable, ways=["email"])
    set_preferences(contact_by=["sms"], safe_to_contact=True, by=reachable)
    reachable.resident.refresh_from_db()
    assert begun(reachable).answers.get(key="ways").value == ["sms"]


def test_what_somebody_asks_for_there_and_then_is_sent(reachable):
    set_preferences(contact_by=["post"], safe_to_contact=False, by=reachable)
    assert channels(reachable, "resume_link", LINK, channels=["sms"]) == ["sms"]


def test_a_message_that_waits_is_not_sent_against_a_new_wish(reachable):
    message = next(
        each
        for each in notify(resident=reachable.resident, template="claim_submitted", context=CONTEXT, by=reachable)
        if each.channel == "sms"
    )
    set_preferences(contact_by=["email"], safe_to_contact=True, by=reachable)
    message.resident.refresh_from_db()
    with pytest.raises(MessageNotSent) as refused:
        deliver(message, reachable)
    assert refused.value.permanent


def test_who_is_reached(reachable):
    person = reachable.resident
    assert (reaches(person, "email"), reaches(person, "sms")) == (True, True)
    person.contact_by = ["sms"]
    assert (reaches(person, "email"), reaches(person, "sms")) == (False, True)
    person.safe_to_contact = False
    assert not reaches(person, "sms")
    person.safe_to_contact, person.phone = True, ""
    assert not reaches(person, "sms")


def test_the_account_page_changes_it(reachable):
    browser, page = browser_of(reachable), reverse("accounts:preferences")
    assert "Text message" in browser.get(page).content.decode()
    assert "There is a problem" in browser.post(page, {"contact_by": ["email"]}).content.decode()
    assert browser.post(page, {"contact_by": ["post", "email"], "safe": "no"}).url == reverse("accounts:home")
    person = Resident.objects.get(pk=reachable.resident.pk)
    assert (person.contact_by, person.safe_to_contact) == (["email", "post"], False)
    assert "not safe to contact you" in browser.get(reverse("accounts:home")).content.decode()
    assert AuditEvent.objects.filter(code="accounts.preferences.set").count() == 1
    browser.post(page, {"safe": "yes"})
    person.refresh_from_db()
    assert (person.contact_by, person.safe_to_contact) == ([], True)


def test_only_somebody_signed_in_says_that_it_is_safe(visitor, aisha):
    first = sent_as(visitor, safe="no")
    for actor in (visitor, type(visitor)(visitor.council, resident=first.resident), aisha):
        with pytest.raises(Http404):
            set_preferences(contact_by=[], safe_to_contact=True, by=actor)
    assert not Resident.objects.get(pk=first.resident_id).safe_to_contact
