"""Sessions live as long as they are used, and end with the browser unless the device is the person's own."""

from __future__ import annotations

import re
import time

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.keeping.session_life import RENEW_EVERY, RENEWED
from notifications.readers import mailbox
from tests.people import Browser, browser_of

HOME, STATE = reverse("accounts:home"), reverse("accounts:session_state")


def age(browser: Browser, seconds: int) -> None:
    session = browser.client.session
    session[RENEWED] = time.time() - seconds
    session.save()


def test_using_a_session_renews_it(alice):
    browser = browser_of(alice)
    age(browser, 20 * 3600)
    answer = browser.get(HOME)
    assert time.time() - browser.client.session[RENEWED] < 60
    assert settings.SESSION_COOKIE_NAME in answer.cookies, "the browser is told of the new end"


def test_it_is_not_written_on_every_request(alice):
    browser = browser_of(alice)
    age(browser, RENEW_EVERY - 60)
    assert settings.SESSION_COOKIE_NAME not in browser.get(HOME).cookies
    age(browser, RENEW_EVERY + 60)
    assert settings.SESSION_COOKIE_NAME in browser.get(HOME).cookies


def test_asking_how_long_there_is_renews_nothing(alice, aisha):
    browser = browser_of(alice)
    age(browser, 20 * 3600)
    said = browser.get(STATE).json()
    assert 3.9 * 3600 < said["left"] < 4.1 * 3600
    assert browser.get(STATE).json()["left"] <= said["left"]
    browser.get(HOME, headers={"X-Fragment": "live-status"})
    assert browser.get(STATE).json()["left"] <= said["left"], "a page that polls does not keep anybody signed in"
    assert browser.post(reverse("accounts:stay_signed_in")).json()["left"] > 23.9 * 3600
    staff = browser_of(aisha)
    staff.get(reverse("casework:work_list"))
    assert 29 * 60 < staff.get(STATE).json()["left"] <= 30 * 60


def test_nobody_has_nothing_that_ends(calderbrook):
    browser = Browser(Client(), calderbrook.host)
    said = browser.get(STATE).json()
    assert (said["left"], said["somebody"]) == (None, False)
    assert "data-session" not in browser.get(reverse("home")).content.decode()


def test_pages_of_somebody_say_for_scripts_when_the_session_ends(alice):
    page = browser_of(alice).get(HOME).content.decode()
    assert int(re.search(r'data-left="(\d+)"', page)[1]) > 23 * 3600


@pytest.mark.parametrize(("own", "days"), [({}, 0), ({"own_device": "on"}, settings.OWN_DEVICE_DAYS)])
def test_a_session_ends_with_the_browser_except_on_an_own_device(alice, settings, tmp_path, own, days):
    settings.MAILBOX_DIR = tmp_path
    browser = Browser(Client(), alice.council.host)
    browser.post(reverse("accounts:sign_in"), {"contact": "alice@example.org"})
    code = re.search(r"\b\d{6}\b", mailbox()[0].text)[0]
    answer = browser.post(reverse("accounts:enter_code"), {"code": code, **own})
    cookie = answer.cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["max-age"] == (days * 24 * 3600 or "")
