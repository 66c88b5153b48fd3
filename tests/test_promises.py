"""What pages promise is so: a limit that they name comes from the setting or constant that is the limit."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django_ratelimit import core as ratelimit

from accounts import devices, guessing
from accounts.actions.sign_in import CODE_MINUTES, start_record
from accounts.actors import Actor, system_actor
from accounts.alerts import KEPT
from accounts.keeping import resubmission, way_back
from accounts.models import Resident
from accounts.sessions import SIGN_IN_CODE, VISITOR
from accounts.throttling import seconds_to_wait, wait_words
from claims.actions.resuming import LINK_DAYS
from claims.actions.retention import UNSAVED_DRAFT_DAYS
from cobrowse.readers.queue import AWAY
from core.uploading.limits import MAX_BYTES, MAX_PDF_BYTES, MEGA
from estimates.models import EngineAccount
from formspec.rules.shared_pages import shared_page
from jobjournal.actions.drafting import BoxChange, DraftOf, save_draft
from jobjournal.actions.library import set_up_journal
from jobjournal.actions.retention import DRAFT_DAYS, REMOVED_DAYS
from jobjournal.sharing.actions.opening import HOURS_ONCE_OPENED
from jobjournal.sharing.actions.pairing import REQUEST_MINUTES, SHOWN_MINUTES
from jobjournal.sharing.views import guard
from jobjournal.sharing.views.viewer_sessions import COOKIE as VIEWER
from tests.claims.making import small_draft
from tests.jobjournal.making import recorded
from tests.people import Browser, browser_of

SESSION_ENDING = Path(settings.BASE_DIR, "frontend/src/core/session.js")
WELSH = Path(settings.BASE_DIR, "locale/cy/LC_MESSAGES/django.po")
# Limits in letters: each sentence with what says the same. A sentence that is not here names none, or one in figures.
IN_LETTERS = re.compile(r"(?i)\b(?:an|one|two|five|ten|twenty|thirty) (?:seconds?|minutes?|hours?|days?)\b")
SAID_IN_LETTERS = {
    "ten minutes": (  # those of alerts
        guessing.ALERT_ONCE.endswith("/10m")
        and all(rate.endswith("/10m") for level in guessing.LEVELS for rate in level[:2])
        and guard.ALERT_OVERALL.endswith("/10m")
        and guard.THEN_AT_ONE_SHARE == "1/10m"
    ),
    "network address in an hour": guard.ADDRESSES_AT_ONE_SHARE.endswith("/h"),
    "second factors in an hour": guessing.ACCOUNT_UNDER_ATTACK.endswith("/h"),
    "one hour": SHOWN_MINUTES == 60,
    "about five minutes": "const WARN_SECONDS = 300;" in SESSION_ENDING.read_text(),
    "for half an hour": dt.timedelta(minutes=30) == AWAY,
    # What was seen, and what somebody needs for something: no limits.
    "ten seconds or more": True,
    "about two minutes": True,
    "Pay an hour": True,
    "at least one day": True,
}
LIMIT = re.compile(r"(?<![%(£.,\w])\d+ (?:seconds?|minutes?|hours?|days?|MB|pages|files|wrong|times)\b")
# Numbers in sentences that are no limits of ours: choices that somebody is offered, figures, and the law.
NO_LIMITS = {
    "1 day", "3 days", "7 days", "14 days", "The last 7 days",
    "Such as “20 hours at the bakery”", "Caring for somebody, 35 hours a week or more",
    "cares for 35 hours a week or more", "cares for at least 20 hours a week, and for less than 35",
}  # fmt: skip
FIGURES = ("calculator/", "estimates/presenters/hours_curve.py", "templates/choose_council.html")


def said(response) -> str:
    """The words of a page, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


def messages() -> list[tuple[str, str]]:
    """Each message that people read, with where it stands. Welsh has them all (tests/test_translations.py)."""
    found = []
    for block in WELSH.read_text().split("\n\n"):
        lines = re.search(r'^msgid ((?:"(?:[^"\\]|\\.)*"\s*)+)', block, re.MULTILINE)
        where = re.search(r"^#: (.*)$", block, re.MULTILINE)
        if lines and where:
            found.append((where[1], "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', lines[1]))))
    return found


def test_no_limit_stands_in_a_sentence_as_a_number():
    read = messages()
    assert len(read) > 2000
    written = [
        (where, text) for where, text in read
        if LIMIT.search(text) and text not in NO_LIMITS and not where.startswith(FIGURES)
    ]  # fmt: skip
    assert written == [], "Give the sentence a parameter, from the setting or constant."


def test_what_is_said_in_letters_is_known_to_be_so():
    found = {said: [text for _where, text in messages() if said in text] for said in SAID_IN_LETTERS}
    assert [said for said, texts in found.items() if not texts or not SAID_IN_LETTERS[said]] == []
    unknown = [
        (where, text) for where, text in messages()
        if IN_LETTERS.search(text)
        and not any(said in text for said in SAID_IN_LETTERS)
        and not where.startswith(FIGURES)
    ]  # fmt: skip
    assert unknown == [], "Give the sentence a parameter, or say in SAID_IN_LETTERS what makes it true."


@pytest.mark.parametrize("after", [0, 1, 59])
def test_who_must_wait_is_told_the_wait_that_is_left(calderbrook, monkeypatch, after):
    """Whatever rate it is: the page names what is left of its span, rounded up, and is true when it says so."""
    ends = {seconds: wait_words(seconds) for seconds in (1, 60, 61, 600, 3600, 5400, 5401, 86_400)}
    assert list(ends.values()) == [
        "1 minute", "1 minute", "2 minutes", "10 minutes", "60 minutes", "90 minutes", "2 hours", "24 hours",
    ]  # fmt: skip
    limit = {"group": "promise", "rate": "1/10m", "value": "somebody", "council": calderbrook.pk}
    assert seconds_to_wait(**limit) == 0
    wait = seconds_to_wait(**limit)
    now = ratelimit.time.time()
    monkeypatch.setattr(ratelimit, "time", SimpleNamespace(time=lambda: now + min(after, wait - 1)))
    left = seconds_to_wait(**limit)
    assert left == wait - min(after, wait - 1)
    monkeypatch.setattr(ratelimit, "time", SimpleNamespace(time=lambda: now + wait + 1))
    assert seconds_to_wait(**limit) == 0


def test_staff_are_told_when_their_sessions_really_end(calderbrook, settings):
    settings.STAFF_IDLE_MINUTES, settings.STAFF_SESSION_HOURS = 17, 5
    page = said(Browser(Client(), calderbrook.host).get(reverse("accounts:staff_session_ended")))
    assert "after 17 minutes without activity, and after 5 hours" in page


def test_kept_words_are_kept_as_long_as_the_pages_say(calderbrook, monkeypatch):
    monkeypatch.setattr(resubmission, "SECONDS", 25 * 60)
    browser = Browser(Client(), calderbrook.host)
    session = browser.client.session
    session[resubmission.KEY] = "00"
    session.save()
    browser.client.cookies["sessionid"] = session.session_key
    assert "is kept for 25 minutes" in said(browser.get(reverse("accounts:come_back")))
    assert "is kept for 25 minutes" in said(browser.get(reverse("accounts:staff_session_ended")))


def test_codes_work_as_long_as_the_page_says_and_own_devices_too(calderbrook):
    browser = Browser(Client(), calderbrook.host)
    session = browser.client.session
    session[SIGN_IN_CODE] = {"id": "", "channel": "email", "contact": "zoe@example.org"}
    session.save()
    page = said(browser.get(reverse("accounts:enter_code")))
    assert f"It works for {CODE_MINUTES} minutes." in page
    assert f"keep me signed in here for {settings.OWN_DEVICE_DAYS} days" in page


def test_whoever_saves_a_form_is_told_how_long_it_stays_without(alice, calderbrook):
    visitor = Actor(calderbrook, resident=start_record(language="en-gb", by=Actor(calderbrook)))
    claim, browser = small_draft(visitor), Browser(Client(), calderbrook.host)
    session = browser.client.session
    session[VISITOR] = str(visitor.resident.public_id)
    session.save()
    browser.client.cookies["sessionid"] = session.session_key
    at = {name: reverse(f"claims:{name}", args=[claim.public_id]) for name in ("save_for_later", "task_list")}
    page = said(browser.get(at["save_for_later"]))
    assert "on this device" not in page
    assert f"we delete it {UNSAVED_DRAFT_DAYS} days after your last answer" in page
    assert f"It works once, for {LINK_DAYS} days" in page
    for path in (at["task_list"], reverse("claims:page", args=[claim.public_id, "who-you-are"])):
        assert f"We delete this form {UNSAVED_DRAFT_DAYS} days after your last answer" in said(browser.get(path))
    # With a contact in it, or in an account, it stays for long, and no other page speaks of deleting it.
    Resident.objects.filter(pk=visitor.resident.pk).update(email="zoe@example.org")
    kept = f"saved for {calderbrook.draft_days} days after your last answer. We remind you twice before we delete it."
    theirs = small_draft(alice)
    for whose, draft in ((browser, claim), (browser_of(alice), theirs)):
        assert kept in said(whose.get(reverse("claims:save_for_later", args=[draft.public_id])))
        assert "delete" not in said(whose.get(reverse("claims:task_list", args=[draft.public_id])))
    gone = browser_of(alice).post(reverse("claims:resume", args=["none"]))
    assert f"more than {LINK_DAYS} days old" in said(gone)
    assert "Your answers are still saved" not in said(gone), "who deleted the form knows better"


def test_alerts_are_kept_as_long_as_the_page_says(omar):
    assert f"are kept for {KEPT.days} days" in said(browser_of(omar).get(reverse("accounts:alerts")))


def test_what_is_typed_of_an_entry_is_kept_as_long_as_its_pages_say(alice, calderbrook):
    set_up_journal(by=system_actor(calderbrook, "tests"))
    browser, path = browser_of(alice), reverse("jobjournal:add_entry", args=["applied"]) + "?how=apply_online"
    here = f"What you type here is kept for {DRAFT_DAYS} days after you last wrote in it"
    assert here in said(browser.get(path))
    of = DraftOf(uuid.uuid4(), "applied", "apply_online")
    save_draft(of=of, changes=[BoxChange("employer", "Northgate")], by=alice)
    assert here in said(browser.get(path))
    assert f"We keep it for {DRAFT_DAYS} days after you last wrote in it" in said(browser.get("/journal/"))
    assert f"is kept for {DRAFT_DAYS} days after somebody last wrote in it" in shared_page("entry").kept_words()


def test_the_journal_names_its_own_limits(alice, calderbrook):
    set_up_journal(by=system_actor(calderbrook, "tests"))
    entry, browser = recorded(alice), browser_of(alice)
    page = said(browser.get(reverse("jobjournal:entry", args=[entry.public_id])))
    assert f"Up to {MAX_BYTES // MEGA} MB, a PDF up to {MAX_PDF_BYTES // MEGA} MB." in page
    removing = said(browser.get(reverse("jobjournal:remove_entry", args=[entry.public_id])))
    assert f"deleted for good after {REMOVED_DAYS} days" in removing
    sharing = said(browser.get(reverse("jobjournal:new_share")))
    assert f"can read it for {HOURS_ONCE_OPENED} hours" in sharing
    computer = Browser(Client(), calderbrook.host)
    computer.post(reverse("jobjournal:computer"))
    assert f"The code works for {REQUEST_MINUTES} minutes, once." in said(computer.get(reverse("jobjournal:computer")))


def test_the_privacy_page_lists_every_cookie_and_how_long_it_lasts(calderbrook, settings):
    settings.OWN_DEVICE_DAYS, settings.SESSION_COOKIE_AGE = 9, 6 * 3600
    page = said(Browser(Client(), calderbrook.host).get(reverse("privacy")))
    for name in (
        settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, devices.COOKIE,
        way_back.COOKIE, VIEWER,
    ):  # fmt: skip
        assert name in page
    assert "at most 6 hours without use. 9 days without use" in page
    assert f"{devices.SECONDS // 86_400} days, also after you sign out" in page
    assert f"Until you close the browser, and at most {way_back.SECONDS // 3600} hours" in page


@pytest.mark.parametrize("is_active", [True, False])
def test_the_privacy_page_says_where_is_calculated(calderbrook, southmere, is_active):
    EngineAccount.objects.create(engine="entitledto", base_url="https://engine.example", is_active=is_active)
    page = said(Browser(Client(), calderbrook.host).get(reverse("privacy")))
    assert ("answers are not sent to a calculator elsewhere" in page) is not is_active
    assert ("a calculator that the council chose is sent" in page) is is_active
