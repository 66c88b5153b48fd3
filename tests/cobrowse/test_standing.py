"""Without scripts: whoever keeps the page open is there, and reads how things stand without losing what they type."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actors import system_actor
from cobrowse.actions.ending import end_abandoned
from cobrowse.actions.queueing import accept
from cobrowse.actions.talking import say
from cobrowse.models import HelpRequest
from cobrowse.readers.changes import changes_since
from tests.cobrowse.conftest import ask, new_id
from tests.people import browser_of
from tests.settings_source import BASE_DIR

STYLES = BASE_DIR / "static" / "dist" / "app.css"


@pytest.fixture
def browser(alice):
    return browser_of(alice)


def frame_of(request: HelpRequest) -> str:
    return reverse("cobrowse:standing", args=[request.public_id])


def text(response) -> str:
    return response.content.decode()


def test_the_page_has_a_frame_that_asks_by_itself(browser, alice, open_now, on_duty):
    waiting = ask(alice)
    page = text(browser.get(reverse("cobrowse:request", args=[waiting.public_id])))
    without = page.partition('<div class="bo-without-scripts"><p')[2].partition("</div>")[0]
    assert f'loading="lazy"\n      src="{frame_of(waiting)}?was=waiting"' in without
    assert "half minute" in without
    # What it says anew does not stand above it too, as it was: styles show one or the other.
    assert re.search(r'class="govuk-body bo-until-frame"[^>]*data-help-standing', page)
    styles = STYLES.read_text()
    assert "body:not(.govuk-frontend-supported) .bo-until-frame{display:none}" in styles
    assert ".govuk-frontend-supported .bo-without-scripts{display:none}" in styles
    # Also a browser that runs scripts but is too old for ours gets the frame: it never has that class.
    assert '"noModule" in HTMLScriptElement.prototype ? " govuk-frontend-supported"' in page
    # The page around it does not: what is typed there would be gone.
    assert 'http-equiv="refresh"' not in page
    frame = browser.get(f"{frame_of(waiting)}?was=waiting")
    assert 'http-equiv="refresh" content="30"' in text(frame)
    assert "You are next" in text(frame)
    assert "Something has happened" not in text(frame)
    assert frame.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in frame.headers["Content-Security-Policy"]
    assert "<script" not in text(frame)


def test_with_it_open_nobody_is_taken_for_gone(browser, alice, calderbrook):
    waiting, platform = ask(alice), system_actor(calderbrook, "live help")
    for _half_hour in range(4):
        HelpRequest.objects.update(resident_here_at=timezone.now() - dt.timedelta(minutes=31))
        browser.get(frame_of(waiting))
        assert end_abandoned(by=platform) == 0
    HelpRequest.objects.update(resident_here_at=timezone.now() - dt.timedelta(minutes=31))
    assert end_abandoned(by=platform) == 1
    assert 'http-equiv="refresh"' not in text(browser.get(frame_of(waiting)))


def test_it_says_what_has_happened_and_counts_nothing_as_read(browser, alice, on_duty):
    request = accept(public_id=ask(alice).public_id, by=on_duty)
    frame = text(browser.get(f"{frame_of(request)}?was=waiting"))
    assert "You are talking with Aisha Khan" in frame
    assert "Something has happened: show it" in frame
    say(request=request, words="Quietly said", client_id=new_id(), by=on_duty)
    frame = text(browser.get(f"{frame_of(request)}?was=talking"))
    assert "There is a new message" in frame
    assert "Quietly said" not in frame
    request.refresh_from_db()
    assert request.resident_saw < request.head
    now = changes_since(request, "adviser", 0, timezone.now())["now"]
    # It is no script: the adviser reads when the page was heard of.
    assert (now["asks"], bool(now["looked"])) == (False, True)


def test_it_is_their_own(bob, alice):
    assert browser_of(bob).get(frame_of(ask(alice))).status_code == 404
