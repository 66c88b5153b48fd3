"""A visitor's way back after their session has ended: asked for, while the draft lives, gone when they leave."""

from __future__ import annotations

import time
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.urls import reverse

from accounts.actions.sign_in import start_record
from accounts.actors import Actor
from accounts.keeping import way_back
from accounts.models import Resident
from accounts.sessions import VISITOR
from claims.models import Claim
from tests.claims.browsing import address, posted
from tests.claims.making import small_draft
from tests.claims.reached import sent_as
from tests.people import Browser, browser_of

COME_BACK = reverse("accounts:come_back")


@pytest.fixture
def begun(visitor):
    return small_draft(visitor)


@pytest.fixture
def browser(begun, calderbrook) -> Browser:
    """The visitor's browser, with its session."""
    browser = Browser(Client(), calderbrook.host)
    session = browser.client.session
    session[VISITOR] = str(begun.resident.public_id)
    session.save()
    browser.client.cookies["sessionid"] = session.session_key
    browser.get(reverse("home"))
    return browser


def end_session(browser: Browser) -> None:
    del browser.client.cookies["sessionid"]


def test_a_visitor_comes_back_to_their_draft_and_words(browser, begun):
    url = address(begun, "who-you-are")
    typed = posted(browser.get(url)) | {"name-first": "Maria", "name-last": "Nowak"}
    end_session(browser)
    answer = browser.post(url, typed)
    assert answer["Location"] == f"{COME_BACK}?next={url}"
    page = browser.get(answer["Location"]).content.decode()
    assert "What you typed just now is kept" in page
    assert "Maria" not in page
    back = browser.post(COME_BACK, {"mine": "yes", "next": url}, follow=True)
    assert back.redirect_chain[-1][0] == url
    assert posted(back)["name-first"] == "Maria"


def test_a_visitor_who_only_looks_comes_back_too(browser, begun, alice):
    url = address(begun, "who-you-are")
    end_session(browser)
    assert browser.get(url)["Location"] == f"{COME_BACK}?next={url}"
    assert browser.get(address(small_draft(alice), "who-you-are")).status_code == 404, "somebody else's"
    assert browser.get("/nothing/").status_code == 404
    del browser.client.cookies[way_back.COOKIE]
    assert browser.get(url).status_code == 404


def test_it_leads_to_drafts_and_to_nothing_that_was_sent(browser, begun, visitor):
    claim = sent_as(replace(visitor, resident=begun.resident), email="maria@example.org")
    receipt, url = reverse("claims:sent", args=[claim.public_id]), address(begun, "who-you-are")
    typed = posted(browser.get(url)) | {"name-first": "Maria", "name-last": "Nowak"}
    assert browser.get(receipt).status_code == 200
    end_session(browser)
    browser.get(browser.post(url, typed)["Location"])
    back = browser.post(COME_BACK, {"mine": "yes", "next": url}, follow=True)
    assert posted(back)["name-first"] == "Maria"
    assert browser.get(receipt).status_code == 404
    assert browser.get(reverse("claims:pdf", args=[claim.public_id])).status_code == 404


def test_nothing_is_promised_to_a_browser_that_knows_no_way_back(browser, begun):
    url = address(begun, "who-you-are")
    typed = posted(browser.get(url)) | {"name-first": "Maria"}
    end_session(browser)
    del browser.client.cookies[way_back.COOKIE]
    page = browser.get(browser.post(url, typed)["Location"]).content.decode()
    assert "we cannot open it from here" in page
    assert browser.post(COME_BACK, {"mine": "yes"}).status_code == 410


def test_the_cookie_alone_opens_nothing(browser, begun):
    end_session(browser)
    assert browser.get(reverse("claims:task_list", args=[begun.public_id]))["Location"].startswith(COME_BACK)


def test_it_ends_with_the_browser_and_scripts_cannot_read_it(browser):
    cookie = browser.client.cookies[way_back.COOKIE]
    assert (cookie["max-age"], cookie["expires"], cookie["httponly"], cookie["samesite"]) == ("", "", True, "Lax")


@pytest.mark.slow
@pytest.mark.parametrize("value", ["", "made-up", "0" * 36 + ":1:x"])
def test_a_made_up_cookie_is_no_way(browser, value):
    end_session(browser)
    browser.client.cookies[way_back.COOKIE] = value
    assert browser.post(COME_BACK, {"mine": "yes"}).status_code == 410


def test_it_is_no_way_into_an_account_or_to_a_draft_that_is_gone(browser, begun, alice):
    end_session(browser)
    resident = begun.resident
    Claim.objects.all().delete()
    assert browser.post(COME_BACK, {"mine": "yes"}).status_code == 410
    small_draft(alice)
    resident.user = alice.user
    alice.resident.user = None
    alice.resident.save()
    resident.save()
    assert browser.post(COME_BACK, {"mine": "yes"}).status_code == 410


@pytest.fixture
def second(browser, calderbrook):
    """The same browser after its session ended, in a new one, with another form begun."""
    end_session(browser)
    draft = small_draft(Actor(calderbrook, resident=start_record(language="en-gb", by=Actor(calderbrook))))
    hold(browser, draft)
    return draft


def hold(browser: Browser, draft: Claim) -> None:
    session = SessionStore()
    session[VISITOR] = str(draft.resident.public_id)
    session.save()
    browser.client.cookies["sessionid"] = session.session_key
    browser.get(reverse("home"))


def test_a_second_form_leaves_the_way_back_to_the_first(browser, begun, second):
    end_session(browser)
    page = browser.get(COME_BACK).content.decode()
    assert page.count("A small form</strong>") == 2
    assert page.index(str(second.resident.public_id)) < page.index(str(begun.resident.public_id)), "newest first"
    url = address(begun, "who-you-are")
    for draft, there in ((begun, url), (second, reverse("claims:task_list", args=[second.public_id]))):
        answer = browser.post(COME_BACK, {"mine": "yes", "record": str(draft.resident.public_id), "next": url})
        assert answer["Location"] == there
        assert browser.get(there).status_code == 200
        end_session(browser)


def test_who_goes_on_with_the_first_keeps_the_second_open_too(browser, begun, second):
    url, other = address(begun, "who-you-are"), reverse("claims:task_list", args=[second.public_id])
    assert browser.get(other).status_code == 200
    assert browser.get(url)["Location"] == f"{COME_BACK}?next={url}", "this session does not know it"
    assert browser.post(COME_BACK, {"mine": "yes", "next": url})["Location"] == url
    assert [browser.get(each).status_code for each in (url, other)] == [200, 200]
    typed = posted(browser.get(url)) | {"name-first": "Maria", "name-last": "Nowak"}
    answer = browser.post(url, typed)
    assert answer.status_code == 422, "taken, and asked for the rest"
    assert posted(answer)["name-first"] == "Maria"


def test_five_are_kept_and_the_oldest_falls_out(browser, begun, calderbrook):
    drafts = [begun]
    for _ in range(5):
        end_session(browser)
        by = Actor(calderbrook, resident=start_record(language="en-gb", by=Actor(calderbrook)))
        drafts.append(small_draft(by))
        hold(browser, drafts[-1])
    end_session(browser)
    page = browser.get(COME_BACK).content.decode()
    assert [str(draft.resident.public_id) in page for draft in drafts] == [False] + [True] * 5


@pytest.mark.parametrize("leave", ["finish", "sign_out", "not mine"])
def test_leaving_takes_all_of_them_away(browser, begun, second, leave):
    if leave == "not mine":
        end_session(browser)
        browser.post(COME_BACK, {"mine": "no"})
    else:
        browser.post(reverse(f"accounts:{leave}"), {"sure": "1"})
    assert browser.client.cookies[way_back.COOKIE].value == ""
    assert browser.get(address(begun, "who-you-are")).status_code == 404


def test_what_is_lost_on_leaving_is_asked_about_in_all_of_them(browser, begun, second):
    Resident.objects.filter(pk=second.resident_id).update(email="maria@example.org")
    asked = browser.post(reverse("accounts:finish"))
    assert asked.status_code == 200
    assert f'href="{COME_BACK}"' in asked.content.decode()
    Resident.objects.filter(pk=begun.resident_id).update(email="maria@example.org")
    assert browser.post(reverse("accounts:finish")).status_code == 302


def test_no_title_says_what_somebody_began_who_is_not_safe_to_contact(browser, begun, second):
    Resident.objects.filter(pk=begun.resident_id).update(safe_to_contact=False)
    asked = browser.post(reverse("accounts:finish")).content.decode()
    assert asked.count("<li>A form,") == asked.count("<li>A small form,") == 1
    end_session(browser)
    page = browser.get(COME_BACK).content.decode()
    assert page.count("<strong>A form</strong>") == page.count("<strong>A small form</strong>") == 1


def test_each_lives_as_long_as_its_draft(browser, begun, second, monkeypatch):
    now = time.time() + way_back.SECONDS + 1
    monkeypatch.setattr(way_back, "time", SimpleNamespace(time=lambda: now))
    browser.get(reverse("home"))
    end_session(browser)
    page = browser.get(COME_BACK).content.decode()
    assert str(second.resident.public_id) in page, "its session was still used"
    assert str(begun.resident.public_id) not in page


def test_whoever_says_that_it_is_not_theirs_clears_the_device(browser, begun):
    end_session(browser)
    answer = browser.post(COME_BACK, {"mine": "no"})
    assert answer.cookies[way_back.COOKIE]["max-age"] == 0
    assert "Clear-Site-Data" in answer
    assert Claim.objects.filter(pk=begun.pk).exists(), "the form itself stays for whose it is"


def test_leaving_and_signing_in_take_it_away(browser, alice):
    browser.post(reverse("accounts:sign_out"))
    assert browser.client.cookies[way_back.COOKIE].value == ""
    other = browser_of(alice)
    other.client.cookies[way_back.COOKIE] = "old"
    other.get(reverse("home"))
    assert other.client.cookies[way_back.COOKIE].value == ""
