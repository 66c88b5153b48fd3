"""Whoever works on any page of live help for staff keeps their desk open, with scripts and without."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.actors import system_actor
from cobrowse.actions.duty import end_absent_duties
from cobrowse.actions.ending import end_conversation
from cobrowse.actions.queueing import accept
from cobrowse.models import Duty, HelpRequest
from cobrowse.sharing.actions.codes import make_code, type_code
from cobrowse.urls import urlpatterns
from tests.claims.making import small_draft
from tests.cobrowse.booking.conftest import booked, diary, place  # noqa: F401 - fixtures
from tests.cobrowse.conftest import ask
from tests.people import browser_of

# The pages of the desk, by what they are about: nothing, a conversation, one that has ended, a code, a booking.
PAGES = {
    "desk": "", "code": "", "staff_bookings": "", "visits": "", "to_move": "",
    "staff_request": "talking", "pass_on": "talking", "shared_form": "talking", "staff_end": "talking",
    "wrap_up": "ended", "typed_code": "code",
    "staff_booking": "booking", "staff_move": "booking", "staff_cancel": "booking",
}  # fmt: skip
POSTED = {"staff_end": {}, "staff_cancel": {"revision": "1"}}
SCRIPTS = {
    "desk_again": "",
    "desk_state": "",
    "desk_here": "",
    "staff_changes": "talking",
    "shared_form_changes": "talking",
}
# They lead to a page, or give a file that one shows.
NO_PAGES = {"duty", "take_next", "take", "add_note", "put_back", "staff_give", "staff_file"}


def test_every_address_of_the_desk_is_here():
    names = {each.name for each in urlpatterns if str(each.pattern).startswith("staff/help/")}
    assert names == {*PAGES, *SCRIPTS, *NO_PAGES}


@pytest.fixture
def opened(request, alice, bob, on_duty, talking, diary):  # noqa: F811 - a fixture
    """Aisha talks with Alice, and has one of each kind to look at; her desk was silent for nearly a minute."""

    def of(name: str) -> str:
        kind = {**PAGES, **SCRIPTS}[name]
        if not kind:
            return reverse(f"cobrowse:{name}")
        if kind == "booking":
            found = booked(bob)
        elif kind == "code":
            small_draft(bob)
            found = type_code(digits=make_code(claim_id=None, by=bob)[1], by=on_duty)
        elif kind == "ended":
            found = accept(public_id=ask(bob).public_id, by=on_duty)
            end_conversation(request=found, by=on_duty)
        else:
            found = talking
        Duty.objects.update(seen_at=timezone.now() - dt.timedelta(seconds=55))
        return reverse(f"cobrowse:{name}", args=[found.public_id])

    return of


def seconds_open() -> float:
    """How long from now on the desk counts as open without another word, less the minute that it always does."""
    return (Duty.objects.get().seen_at - timezone.now()).total_seconds()


@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_a_page_keeps_the_desk_open(calderbrook, on_duty, talking, opened, name):
    path, browser = opened(name), browser_of(on_duty)
    Duty.objects.update(seen_at=timezone.now() - dt.timedelta(seconds=55))
    page = browser.post(path, POSTED[name]) if name in POSTED else browser.get(path)
    assert page.status_code == 200
    markup = page.content.decode()
    if name == "desk":
        assert 'http-equiv="refresh"' in markup
        assert -5 < seconds_open() <= 0
        return
    # Its script says so from now on; who has none may read and write for minutes.
    assert f'data-at-desk="{reverse("cobrowse:desk_here")}"' in markup
    assert seconds_open() > 500
    Duty.objects.update(seen_at=Duty.objects.get().seen_at - dt.timedelta(minutes=5))
    assert end_absent_duties(by=system_actor(calderbrook, "live help")) == 0
    assert HelpRequest.objects.get(pk=talking.pk).state == "talking"


@pytest.mark.slow
@pytest.mark.parametrize("name", [*SCRIPTS, "typed_code"])
@pytest.mark.parametrize("seen", [-55, 580])
def test_a_script_says_that_somebody_is_there_now(on_duty, opened, name, seen):
    path = opened(name)
    Duty.objects.update(seen_at=timezone.now() + dt.timedelta(seconds=seen))
    headers = {"HTTP_X_FRAGMENT": "live-status"} if name == "typed_code" else {}
    assert browser_of(on_duty).get(path, **headers).status_code == 200
    assert -5 < seconds_open() <= 0


def test_it_is_for_the_desk_alone(on_duty, alice, omar):
    Duty.objects.update(seen_at=timezone.now() - dt.timedelta(seconds=55))
    assert "data-at-desk" not in browser_of(on_duty).get("/").content.decode()
    assert "data-at-desk" not in browser_of(alice).get("/help/").content.decode()
    assert "data-at-desk" not in browser_of(omar).get(reverse("cobrowse:settings")).content.decode()
    assert seconds_open() < -50


def test_nobody_waits_for_a_desk_that_is_looked_after_just_now(on_duty):
    """What a page has locked is never held while it waits for the duty: two such could wait for each other."""
    browser = browser_of(on_duty)
    Duty.objects.update(seen_at=timezone.now() - dt.timedelta(seconds=55))
    with CaptureQueriesContext(connection) as found:
        browser.get(reverse("cobrowse:code"))
    noted = [each["sql"] for each in found if each["sql"].startswith('UPDATE "cobrowse_duty"')]
    assert len(noted) == 1
    assert "FOR UPDATE SKIP LOCKED" in noted[0]
