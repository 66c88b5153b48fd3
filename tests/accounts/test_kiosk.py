"""Public computers: a visit ends after ten idle minutes and leaves nothing, what was saved is kept and can be found."""

from __future__ import annotations

import datetime as dt
import re
import time

import pytest
from django.test import Client
from django.urls import reverse

from accounts import devices
from accounts.keeping import kiosk, way_back
from accounts.models import AuditEvent
from accounts.sessions import VISITOR
from cobrowse.models import OpeningTime
from tests.claims.reached import begun
from tests.people import Browser, browser_of

HOME, STATE = reverse("accounts:home"), reverse("accounts:session_state")
ENDED, SAY = reverse("accounts:visit_ended"), reverse("accounts:say_public")
LINKS = reverse("accounts:kiosk_settings")


def machine(browser: Browser) -> Browser:
    """The same browser as a public computer of its council."""
    council = browser.get("/").wsgi_request.council
    browser.post(reverse("accounts:set_up_kiosk", args=[kiosk.link_token(council)]))
    return browser


def visiting(visitor, claim) -> Browser:
    browser = machine(Browser(Client(), visitor.council.host))
    session = browser.client.session
    session[VISITOR] = str(claim.resident.public_id)
    session.save()
    return browser


def wait(browser: Browser, minutes: float) -> None:
    session = browser.client.session
    session[kiosk.SEEN] = time.time() - minutes * 60
    session.save()


def test_a_link_of_its_council_sets_a_machine_up_and_undoes_it(omar, alice, southmere):
    page = browser_of(omar).post(LINKS).content.decode()
    link = re.search(r"http://[^/]+(/account/set-up/[^<]+)<", page)[1]
    assert AuditEvent.objects.filter(code="kiosk.link_made").exists()
    browser = browser_of(alice)
    browser.post(link)
    cookie = browser.client.cookies[kiosk.COOKIE]
    assert cookie["max-age"] > 300 * 24 * 3600
    assert cookie["httponly"]
    assert browser.get(HOME).status_code == 302, "whoever was signed in is signed out"
    assert "This is a public computer" in browser.get("/").content.decode()
    browser.post(link, {"stop": "1"})
    assert "This is a public computer." not in browser.get("/").content.decode()
    # Another council's link, an old one and a made-up one open nothing.
    assert Browser(Client(), southmere.host).get(link).status_code == 404
    assert browser.get(link[:-4] + "xyz/").status_code == 404


def test_a_visit_ends_after_ten_idle_minutes(visitor):
    claim = begun(visitor)
    browser, tasks = visiting(visitor, claim), reverse("claims:task_list", args=[claim.public_id])
    page = browser.get(tasks).content.decode()
    assert re.search(rf'http-equiv="refresh"\s+content="60\d; url={ENDED}"', page)
    assert 'data-warn="120"' in page
    wait(browser, 9.5)
    assert browser.get(STATE).json()["left"] <= 30
    assert browser.get(tasks).status_code == 200
    assert browser.get(STATE).json()["left"] > 9 * 60
    wait(browser, 10.1)
    assert browser.get(tasks).url == ENDED
    assert VISITOR not in browser.client.session
    ended = browser.get(ENDED)
    assert ended.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "sign in" in ended.content.decode().lower()
    claim.refresh_from_db()
    assert claim.status is None, "the draft is kept"
    assert browser.client.cookies[kiosk.COOKIE].value, "the machine stays a public computer"


def test_what_comes_too_late_is_neither_taken_nor_kept(visitor):
    claim = begun(visitor)
    browser = visiting(visitor, claim)
    drawn = browser.get(reverse("claims:task_list", args=[claim.public_id])).content.decode()
    mark = re.search(r'name="_drawn_for" value="([^"]+)"', drawn)[1]
    page = reverse("claims:save_for_later", args=[claim.public_id])
    wait(browser, 11)
    assert browser.post(page, {"contact": "canary@example.org", "_drawn_for": mark}).url == ENDED
    assert browser.post(page, {"contact": "canary@example.org", "_drawn_for": mark}).url == ENDED
    assert not browser.client.session.keys()
    wait(browser, 11)
    assert browser.get(STATE, headers={"Accept": "application/json"}).json()["left"] is None


def test_what_nobody_in_particular_typed_goes_with_the_visit_too(calderbrook):
    """Before, only a visit of somebody who is known ended: the next person read what was written to an adviser."""
    browser, about = machine(Browser(Client(), calderbrook.host)), reverse("cobrowse:ask", args=["about"])
    step = {"ask_for_help-current_step": "about", "about-about": "other", "about-words": "About my debts"}
    for weekday in range(7):
        OpeningTime.objects.create(weekday=weekday, opens=dt.time(0), closes=dt.time(23, 59, 59))
    browser.post(about, step)
    page = browser.get(about).content.decode()
    assert "About my debts" in page
    assert "I have finished: clear this device" in page
    assert browser.get(STATE).json()["left"] > 9 * 60
    wait(browser, 10.1)
    assert browser.get(about).url == ENDED
    assert "About my debts" not in browser.get(about).content.decode()


@pytest.mark.parametrize("kept", [devices.COOKIE, way_back.COOKIE, "django_language"])
def test_finishing_leaves_only_that_it_is_a_public_computer(alice, kept):
    browser = browser_of(alice)
    machine(browser)
    browser.client.force_login(alice.user)
    browser.client.cookies[kept] = "something"
    browser.post(reverse("accounts:finish"))
    assert browser.client.cookies[kept].value == ""
    assert browser.client.cookies[kiosk.COOKIE].value


def test_anybody_says_so_of_the_computer_before_them_until_they_finish(alice):
    browser = browser_of(alice)
    assert browser.post(SAY, {"next": HOME}).url == HOME
    assert browser.client.cookies[kiosk.COOKIE]["max-age"] == ""
    browser.get(HOME)
    assert browser.get(STATE).json()["left"] <= 600
    # Without the cookie it is one still.
    del browser.client.cookies[kiosk.COOKIE]
    wait(browser, 11)
    assert browser.get(HOME).url == ENDED
    browser = browser_of(alice)
    browser.post(SAY)
    browser.post(reverse("accounts:finish"))
    assert browser.client.cookies[kiosk.COOKIE].value == ""


def test_nobody_is_remembered_there_and_nothing_is_set_up_to_come_back(visitor):
    claim = begun(visitor)
    browser = visiting(visitor, claim)
    browser.get(reverse("claims:task_list", args=[claim.public_id]))
    assert browser.client.cookies[way_back.COOKIE].value == ""
    assert browser.get(ENDED).url == reverse("home"), "who is still here is not thrown out"
    wait(browser, 10 - 3 / 60)
    assert browser.get(ENDED).url == ENDED, "a page whose clock is a little ahead ends the visit"
    assert VISITOR not in browser.client.session
