"""Staff sessions end; signing out everywhere; residents' sessions stay."""

from __future__ import annotations

import time

from django.test import Client
from django.urls import reverse

from tests.people import Browser, browser_of


def seen_ago(browser, *, seconds: int, started: int | None = None):
    session = browser.client.session
    session["staff_seen"] = time.time() - seconds
    session["staff_started"] = time.time() - (seconds if started is None else started)
    session.save()


def test_staff_are_signed_out_after_thirty_idle_minutes(aisha):
    browser = browser_of(aisha)
    seen_ago(browser, seconds=29 * 60)
    assert browser.get(reverse("casework:work_list")).status_code == 200
    seen_ago(browser, seconds=31 * 60)
    response = browser.get(reverse("casework:work_list"), follow=True)
    assert response.redirect_chain[-1][0] == reverse("accounts:staff_session_ended")
    assert "30 minutes" in response.content.decode()
    assert browser.get(reverse("casework:work_list")).url.startswith(reverse("accounts:sign_in"))


def test_activity_keeps_a_staff_session_until_twelve_hours(aisha):
    browser = browser_of(aisha)
    seen_ago(browser, seconds=20 * 60, started=11 * 3600)
    assert browser.get(reverse("casework:work_list")).status_code == 200
    assert time.time() - browser.client.session["staff_seen"] < 60
    seen_ago(browser, seconds=10, started=12 * 3600 + 60)
    assert browser.get(reverse("casework:work_list")).url == reverse("accounts:staff_session_ended")


def test_a_residents_session_does_not_end_that_soon(alice):
    browser = browser_of(alice)
    seen_ago(browser, seconds=20 * 3600)
    assert browser.get(reverse("accounts:home")).status_code == 200


def test_signing_out_everywhere_ends_every_session(alice):
    phone, library = browser_of(alice), browser_of(alice)
    phone.post(reverse("accounts:sign_out_everywhere"))
    for browser in (phone, library):
        assert browser.get(reverse("accounts:home")).status_code == 302


def test_pages_of_a_person_are_not_kept_by_caches(alice):
    response = browser_of(alice).get(reverse("accounts:home"))
    assert response.headers["Cache-Control"] == "no-store, private"


def test_another_host_is_nobodys(calderbrook):
    assert Browser(Client(), "made-up.localhost").get("/").status_code == 404
