"""Who waits while nobody answers: after hours, and in open hours with nobody on duty."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Council
from cobrowse.actions.duty import change_duty
from cobrowse.actions.talking import say
from cobrowse.models import BookingTime, Duty, HelpRequest, OpeningTime
from cobrowse.presenters.screen import turn_of
from cobrowse.readers.changes import changes_since
from cobrowse.readers.queue import place_of
from tests.cobrowse.booking.conftest import HERE, diary, place, slots_of  # noqa: F401 - fixtures
from tests.cobrowse.booking.test_asking import choose, to_the_day
from tests.cobrowse.conftest import ask, new_id, said
from tests.cobrowse.test_asking import ABOUT, NEEDS, WAY, post
from tests.cobrowse.test_taking_over import sign_in
from tests.people import browser_of

MINE = reverse("accounts:is_this_yours")
MONDAY = dt.date(2026, 11, 30)


def at(time: str) -> dt.datetime:
    return dt.datetime.combine(MONDAY, dt.time.fromisoformat(time), timezone.get_default_timezone())


@pytest.mark.parametrize(
    ("now", "turn", "opens"),
    [
        ("16:59:59", "waiting", ""),
        ("17:00", "waiting-closed", "2026-12-01T09:00:00+00:00"),
        ("17:00:01", "waiting-closed", "2026-12-01T09:00:00+00:00"),
    ],
)
def test_hours_end_on_an_open_page(alice, on_duty, now, turn, opens):
    OpeningTime.objects.bulk_create(OpeningTime(weekday=day, opens=dt.time(9), closes=dt.time(17)) for day in (0, 1))
    Duty.objects.update(seen_at=at(now))
    request = ask(alice)
    standing = changes_since(request, "resident", 0, at(now))["now"]
    assert (turn_of(request, standing, mine=True), standing["opens"]) == (turn, opens)
    # The adviser's page has the same buttons at any hour.
    theirs = changes_since(request, "adviser", 0, at(now))["now"]
    assert turn_of(request, theirs, mine=True) == "waiting"


def test_without_scripts_the_frame_says_so_and_leads_to_the_page(alice, open_now, on_duty):
    browser, request = browser_of(alice), ask(alice)
    frame = reverse("cobrowse:standing", args=[request.public_id])
    page = browser.get(reverse("cobrowse:request", args=[request.public_id])).content.decode()
    assert f'src="{frame}?was=waiting"' in page
    assert "Something has happened: show it" not in browser.get(f"{frame}?was=waiting").content.decode()
    change_duty(state=Duty.State.OFF, by=on_duty)
    assert "Something has happened: show it" in browser.get(f"{frame}?was=waiting").content.decode()
    OpeningTime.objects.all().delete()
    found = browser.get(f"{frame}?was=waiting-alone").content.decode()
    assert "Nobody can chat with you at the moment." in found
    assert "Something has happened: show it" in found
    assert "Something has happened: show it" not in browser.get(f"{frame}?was=waiting-closed").content.decode()


def page_of(browser, request) -> str:
    """The page on which they wait, in one line."""
    page = browser.get(reverse("cobrowse:request", args=[request.public_id]))
    return " ".join(page.content.decode().split())


def link_in(page: str, words: str) -> str:
    """Where the link with these words leads."""
    return unescape(re.search(rf'href="([^"]+)">\s*{re.escape(words)}', page)[1])


def test_while_somebody_is_there_nothing_else_is_offered(alice, open_now, on_duty):
    assert "Other ways to get help" not in page_of(browser_of(alice), ask(alice))


@pytest.mark.slow
@pytest.mark.parametrize("hours", ["closed", "nobody on duty"])
def test_who_is_signed_in_leaves_what_they_wrote_as_a_message_and_keeps_their_place(alice, calderbrook, hours, request):
    if hours == "nobody on duty":
        request.getfixturevalue("open_now")
    browser, chat = browser_of(alice), ask(alice, "The rent", about="claim", urgencies=["no_food"])
    say(request=chat, words="It went up.", client_id=new_id(), by=alice)
    page = page_of(browser, chat)
    says = "Nobody can chat with you at the moment. There are other" if hours == "closed" else "No adviser is here"
    assert says in page
    assert "Sign in to leave a message" not in page
    first = link_in(page, "Leave a message")
    step = browser.get(first).content.decode()
    assert "You keep your place in the queue while you do this." in step
    assert re.search(r">\s*The rent\nIt went up\.</textarea>", step)
    assert re.search(r'value="claim"[^>]* checked', step)
    assert re.search(r'value="no_food"[^>]* checked', step)
    assert post(browser, first, "about", about="claim", words="The rent\nIt went up.")["Location"] == NEEDS
    done = post(browser, NEEDS, "needs", spoken="en-gb")
    assert done["Location"] == reverse("cobrowse:request", args=[chat.public_id])
    assert "Your message is left." in page_of(browser, chat)
    chat.refresh_from_db()
    assert (chat.state, place_of(chat)) == ("waiting", 1)
    [message] = HelpRequest.objects.filter(way="message")
    assert said(message, "adviser") == [("asked", "The rent\nIt went up.")]
    # Without that link, asking still leads to where they wait.
    assert browser.get(ABOUT)["Location"] == done["Location"]
    # What is pressed twice is left once.
    assert post(browser, NEEDS, "needs", spoken="en-gb")["Location"] == done["Location"]
    assert HelpRequest.objects.count() == 2


@pytest.mark.slow
def test_a_visitor_is_told_to_sign_in_for_that_and_has_what_they_wrote_when_they_have(
    browser, guest, calderbrook, settings, tmp_path
):
    settings.MAILBOX_DIR = tmp_path
    Council.objects.update(phone="01632 960000")
    chat = ask(guest, "The rent")
    page = page_of(browser, chat)
    assert "cobrowse" not in link_in(page, "Sign in to leave a message")
    assert ABOUT not in page
    assert 'href="tel:01632960000"' in page
    browser.get(link_in(page, "Sign in to leave a message"))
    sign_in(browser, "new@example.org")
    browser.post(MINE, {"record": str(guest.resident.public_id), "answer": "yes"}, follow=True)
    step = browser.get(link_in(page_of(browser, chat), "Leave a message")).content.decode()
    assert re.search(r">\s*The rent</textarea>", step)


def test_only_what_is_free_and_safe_can_be_booked(browser, guest, open_now, diary):  # noqa: F811 - a fixture
    chat = ask(guest)
    change_duty(state=Duty.State.OFF, by=diary)
    page = page_of(browser, chat)
    first = link_in(page, "Ask us to call you back")
    assert link_in(page, "Book an appointment")
    assert link_in(page, "Book a visit at your home")
    assert post(browser, first, "about", about="other", words="")["Location"] == WAY
    # What they pressed is chosen already, and a chat is not offered once more.
    way = browser.get(WAY).content.decode()
    assert re.search(r'value="call_back"[^>]* checked', way)
    assert 'value="chat"' not in way
    guest.resident.safe_to_contact = False
    guest.resident.save()
    page = page_of(browser, chat)
    assert "Ask us to call you back" not in page
    assert link_in(page, "Book an appointment")
    BookingTime.objects.all().delete()
    # The last free time went: back to the queue.
    assert browser.get(first)["Location"] == reverse("cobrowse:request", args=[chat.public_id])


@pytest.mark.slow
def test_who_books_beside_is_told_that_they_still_wait(alice, open_now, diary):  # noqa: F811 - a fixture
    browser, chat = browser_of(alice), ask(alice)
    to_the_day(browser, HERE, link_in(page_of(browser, chat), "Book an appointment"))
    done = choose(browser, slots_of(alice, HERE)[0], HERE)
    assert "You still have your place in the queue." in browser.get(done["Location"]).content.decode()
    assert "You are next." in browser.get("/privacy/").content.decode()


def test_in_welsh_too(alice, calderbrook):
    browser, chat = browser_of(alice), ask(alice)
    browser.client.cookies["django_language"] = "cy"
    page = page_of(browser, chat)
    assert "Mae ffyrdd eraill o gael help." in page
    assert link_in(page, "Gadael neges")
