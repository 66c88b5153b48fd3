"""I have finished: a visitor leaves nothing on the device, and loses nothing unasked."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts import devices
from accounts.models import Resident
from accounts.sessions import OPENED_CLAIMS, VISITOR
from tests.claims.making import small_draft
from tests.claims.reached import begun, sent_as
from tests.people import Browser, browser_of

BUTTON = "I have finished: clear this device"


def browser_with(council, **session) -> Browser:
    browser = Browser(Client(), council.host)
    kept = browser.client.session
    kept.update(session)
    kept.save()
    return browser


def holding(visitor, claim) -> Browser:
    return browser_with(visitor.council, **{VISITOR: str(claim.resident.public_id)})


@pytest.mark.slow
@pytest.mark.parametrize("page", ["home", "privacy", "claims:my_claims", "accounts:sign_in"])
def test_every_page_offers_it_to_a_visitor_with_a_record(visitor, page):
    claim = begun(visitor)
    assert BUTTON in holding(visitor, claim).get(reverse(page)).content.decode()
    opened = browser_with(visitor.council, **{OPENED_CLAIMS: [str(claim.public_id)]})
    assert BUTTON in opened.get(reverse(page)).content.decode()


def test_so_do_the_draft_and_the_receipt(visitor):
    claim = begun(visitor)
    assert BUTTON in holding(visitor, claim).get(reverse("claims:task_list", args=[claim.public_id])).content.decode()
    sent = sent_as(visitor)
    assert BUTTON in holding(visitor, sent).get(reverse("claims:sent", args=[sent.public_id])).content.decode()


def test_nobody_else_is_offered_it(visitor, alice):
    assert BUTTON not in Browser(Client(), visitor.council.host).get(reverse("home")).content.decode()
    small_draft(alice)
    assert BUTTON not in browser_of(alice).get(reverse("claims:my_claims")).content.decode()


def test_what_was_sent_is_left_at_once(visitor):
    claim = sent_as(visitor)
    browser = holding(visitor, claim)
    response = browser.post(reverse("accounts:finish"))
    assert response.url == reverse("home")
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert VISITOR not in browser.client.session
    assert browser.get(reverse("claims:sent", args=[claim.public_id])).status_code == 404


def test_what_nobody_could_come_back_to_is_asked_about_first(visitor):
    claim = begun(visitor)
    browser = holding(visitor, claim)
    asked = browser.post(reverse("accounts:finish"))
    assert asked.status_code == 200
    assert "A form that asks for contacts" in asked.content.decode()
    assert "Clear-Site-Data" not in asked.headers
    assert browser.get(reverse("claims:task_list", args=[claim.public_id])).status_code == 200
    assert browser.post(reverse("accounts:finish"), {"sure": "1"}).url == reverse("home")
    assert browser.get(reverse("claims:task_list", args=[claim.public_id])).status_code == 404


def test_a_draft_that_was_saved_with_an_address_is_left_at_once(visitor):
    claim = begun(visitor)
    Resident.objects.filter(pk=claim.resident_id).update(email="maria@example.org")
    assert holding(visitor, claim).post(reverse("accounts:finish")).url == reverse("home")


def test_it_signs_out_whoever_signed_in(alice):
    browser = browser_of(alice)
    assert browser.post(reverse("accounts:finish")).url == reverse("home")
    assert browser.get(reverse("accounts:home")).status_code == 302


def test_whoever_signs_out_is_told_what_stays_and_can_remove_it(alice):
    browser = browser_of(alice)
    assert "Nothing about you is left on this device." in said(browser.post(reverse("accounts:sign_out"), follow=True))
    browser = browser_of(alice)
    browser.client.cookies[devices.COOKIE] = "known"
    left = browser.post(reverse("accounts:sign_out"), follow=True)
    assert "Nothing about you is left" not in said(left)
    assert "A cookie stays, which does not say who you are" in said(left)
    assert browser.client.cookies[devices.COOKIE].value == "known"
    page = browser.get(reverse("privacy"))
    assert "Privacy and cookies" in said(page)
    assert f'action="{reverse("accounts:finish")}"' in page.content.decode().partition("<main")[2]
    gone = browser.post(reverse("accounts:finish"), follow=True)
    assert "Nothing about you is left on this device." in said(gone)
    assert browser.client.cookies[devices.COOKIE].value == ""


def said(response) -> str:
    """The words of a page, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))
