"""A conversation is the person's own, also when they sign in in the middle of it, and nobody else's."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from accounts.actions.taking_over import take_over_record
from accounts.actors import Actor
from accounts.models import Resident
from accounts.readers import lost_on_leaving
from cobrowse.actions.queueing import accept
from cobrowse.actions.talking import say
from cobrowse.models import HelpRequest
from cobrowse.readers.holdings import held_in
from cobrowse.rules.session import KEY
from notifications.readers import mailbox
from tests.claims.reached import begun, sent_as
from tests.cobrowse.conftest import ask, new_id, said
from tests.people import Browser

PAGE = "accounts:is_this_yours"


@pytest.fixture(autouse=True)
def own_mailbox(settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path


def sign_in(browser: Browser, contact: str):
    browser.post(reverse("accounts:sign_in"), {"contact": contact})
    return enter_code(browser)


def enter_code(browser: Browser):
    code = re.search(r"\b\d{6}\b", mailbox()[0].text)[0]
    return browser.post(reverse("accounts:enter_code"), {"code": code}, follow=True)


def owner_of(request: HelpRequest) -> Resident:
    return HelpRequest.objects.get(pk=request.pk).resident


def test_who_signs_in_in_the_middle_goes_on_talking(browser, guest, on_duty):
    request = accept(public_id=ask(guest).public_id, by=on_duty)
    address = reverse("cobrowse:request", args=[request.public_id])
    assert browser.get(address).status_code == 200
    page = sign_in(browser, "new@example.org")
    assert page.redirect_chain[-1][0] == reverse(PAGE)
    text = page.content.decode()
    assert "Help from a person" in text
    assert "Not sent yet" not in text
    assert browser.get(address).url == reverse(PAGE)
    browser.post(reverse(PAGE), {"record": str(guest.resident.public_id), "answer": "yes"}, follow=True)
    assert browser.get(address).status_code == 200
    assert browser.client.session[KEY] == str(request.public_id)
    assert b"Open the conversation" in browser.get("/privacy/").content
    say(request=request, words="Are you still there?", client_id=new_id(), by=on_duty)
    assert ("said", "Are you still there?") in said(request, "resident")
    assert HelpRequest.objects.get().state == "talking"


def test_somebody_elses_conversation_is_cleared_and_not_taken(browser, guest):
    request = ask(guest)
    sign_in(browser, "new@example.org")
    browser.post(reverse(PAGE), {"record": str(guest.resident.public_id), "answer": "no"}, follow=True)
    assert browser.get(reverse("cobrowse:request", args=[request.public_id])).status_code == 404
    assert owner_of(request) == guest.resident


def test_a_stranger_is_led_nowhere(calderbrook, browser, guest, alice):
    request = ask(alice)
    sign_in(browser, "new@example.org")
    assert browser.get(reverse("cobrowse:request", args=[request.public_id])).status_code == 404


def test_a_conversation_counts_as_having_the_contacts_of_every_claim_in_the_record(calderbrook, guest):
    by = Actor(calderbrook)
    claim = begun(by, email="bea@example.org", phone="07700 900111")
    guest = replace(guest, resident=claim.resident)
    ask(guest)
    assert contacts_of_the_conversation(guest) == {"bea@example.org", "+447700900111"}
    begun(guest, email="bea@example.org")
    assert contacts_of_the_conversation(guest) == {"bea@example.org"}


def contacts_of_the_conversation(by: Actor) -> set[str]:
    return set(next(held for held in held_in(by.resident) if not held.is_form).contacts)


def test_what_moves_in_part_takes_the_conversations_about_it_along(calderbrook, alice):
    sent = sent_as(Actor(calderbrook), "Bea Brook", email="bea@example.org")
    guest = Actor(calderbrook, resident=sent.resident)
    about_sent = ask(guest, claim=sent)
    HelpRequest.objects.update(state="ended", ending="resident")
    about_none = ask(guest)
    left = str(guest.resident.public_id)
    draft = begun(guest, "Alice Ashworth")
    assert not take_over_record(public_id=left, left_behind=left, by=alice)
    draft.refresh_from_db()
    assert draft.resident == alice.resident
    assert (owner_of(about_none), owner_of(about_sent)) == (alice.resident, guest.resident)


def test_where_both_wait_the_one_that_talks_goes_on(guest, alice, on_duty):
    waits, talks = ask(alice), accept(public_id=ask(guest).public_id, by=on_duty)
    left = str(guest.resident.public_id)
    assert take_over_record(public_id=left, left_behind=left, by=alice)
    states = {each.pk: (each.state, each.ending, each.resident) for each in HelpRequest.objects.all()}
    assert states == {
        waits.pk: ("ended", "left", alice.resident),
        talks.pk: ("talking", "", alice.resident),
    }


def test_leaving_a_device_asks_about_forms_and_not_about_conversations(guest):
    ask(guest)
    assert lost_on_leaving(guest, []) == []
