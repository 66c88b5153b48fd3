"""The resident's page of a code, without scripts: getting it, reading it out, and saying yes or no."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cobrowse.actions.duty import change_duty
from cobrowse.actions.queueing import accept
from cobrowse.models import Duty, PhoneCode, SharedForm
from cobrowse.sharing.actions.codes import type_code
from cobrowse.sharing.rules.codes import read_code
from tests.claims.browsing import address
from tests.cobrowse.conftest import ask
from tests.people import Browser, browser_of

PATH = "/help/phone/"


@pytest.fixture
def browser(alice):
    return browser_of(alice)


def text(response) -> str:
    return response.content.decode()


def digits_on(page: str) -> str:
    return read_code(re.search(r'bo-digits">([\d ]+)<', page)[1])


@pytest.fixture
def digits(browser, draft) -> str:
    """Alice has asked for a code, and her page shows it."""
    assert browser.post(PATH, {"_code": "1", "claim": str(draft.public_id)}).url == PATH
    return digits_on(text(browser.get(PATH)))


def test_the_way_there_is_on_the_pages_of_a_form_and_of_help(browser, draft, open_now):
    for page in (address(draft, "who-you-are"), reverse("claims:task_list", args=[draft.public_id])):
        assert f'{PATH}?claim={draft.public_id}"' in text(browser.get(page))
    assert PATH in text(browser.get(reverse("cobrowse:ask", args=["about"])))
    assert f'value="{draft.public_id}"' in text(browser.get(f"{PATH}?claim={draft.public_id}"))


def test_the_code_is_shown_again_here_and_kept_nowhere_to_read(browser, alice, digits):
    page = text(browser.get(PATH))
    assert digits_on(page) == digits
    assert re.search(r"It works once, until \d\d:\d\d", page)
    assert '<meta http-equiv="refresh" content="5' in page
    kept = [str(row.get_decoded()) for row in Session.objects.all()]
    assert not [row for row in kept if digits in row]
    elsewhere = text(browser_of(alice).get(PATH))
    assert "bo-digits" not in elsewhere
    assert "another browser" in elsewhere


def test_a_yes_shares_and_says_so_on_every_page(browser, on_duty, digits, draft):
    type_code(digits=digits, by=on_duty)
    assert "Aisha Khan of Calderbrook Council wants to see your form" in text(browser.get("/"))
    page = text(browser.get(PATH))
    assert "Aisha Khan of Calderbrook Council wants to see this form" in page
    assert "bo-digits" not in page
    access = [part.split(">")[0] for part in page.split("<input")[1:] if 'name="access"' in part.split(">")[0]]
    assert len(access) == 2
    assert not [part for part in access if "checked" in part]
    refused = browser.post(PATH, {"_yes": "1", "claim": str(draft.public_id)})
    assert (refused.status_code, "Say what they may do" in text(refused)) == (422, True)
    assert not SharedForm.objects.exists()
    led = browser.post(PATH, {"_yes": "1", "claim": str(draft.public_id), "access": "edit"})
    assert led.url == reverse("claims:task_list", args=[draft.public_id])
    page = text(browser.get(led.url))
    assert "bo-help-bar--shared" in page
    assert "Open the conversation" in page
    assert "wants to see your form" not in page


def test_a_no_shares_nothing(browser, on_duty, digits):
    type_code(digits=digits, by=on_duty)
    assert "Nothing is shared" in text(browser.get(browser.post(PATH, {"_no": "1"}).url))
    assert not SharedForm.objects.exists()
    assert "wants to see" not in text(browser.get("/"))


def test_a_code_can_be_taken_back_and_had_anew(browser, on_duty, digits):
    browser.post(PATH, {"_no": "1"})
    assert type_code(digits=digits, by=on_duty) is None
    browser.post(PATH, {"_code": "1"})
    assert digits_on(text(browser.get(PATH)))


def test_when_its_time_is_over_a_new_one_is_offered(browser, on_duty, digits):
    type_code(digits=digits, by=on_duty)
    PhoneCode.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert "Get a code" in text(browser.get(PATH))
    assert "wants to see" not in text(browser.get("/"))
    claim = str(PhoneCode.objects.get().claim.public_id)
    late = browser.post(PATH, {"_yes": "1", "claim": claim, "access": "view"})
    assert "This code is over" in text(browser.get(late.url))


def test_who_typed_it_is_gone_or_she_talks_with_another(alice, browser, on_duty, sam, digits, draft):
    type_code(digits=digits, by=on_duty)
    yes = {"_yes": "1", "claim": str(draft.public_id), "access": "view"}
    accept(public_id=ask(alice).public_id, by=sam)
    assert "You are talking with Sam Okoro already" in text(browser.get(browser.post(PATH, yes).url))
    change_duty(state=Duty.State.OFF, by=on_duty)
    page = text(browser.get(browser.post(PATH, yes).url))
    assert "is off duty in live help just now" in page
    assert not SharedForm.objects.exists()
    # It says what to do next, and that is so.
    assert "Ask them to go on duty, then say yes again here" in page
    assert 'name="_yes"' in page


def test_a_yes_before_anybody_typed_it_shares_nothing(browser, digits, draft):
    browser.post(PATH, {"_yes": "1", "claim": str(draft.public_id), "access": "view"})
    assert not SharedForm.objects.exists()


def test_who_has_nothing_to_share_is_told(bob, calderbrook):
    for somebody in (browser_of(bob), Browser(Client(), calderbrook.host)):
        assert "nothing to share" in text(somebody.get(PATH))
        assert somebody.post(PATH, {"_code": "1"}).status_code == 200


def test_asked_too_often_it_waits(browser, draft):
    answers = [browser.post(PATH, {"_code": "1"}).status_code for _ in range(11)]
    assert (answers[0], answers[-1]) == (302, 429)
