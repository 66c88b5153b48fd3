"""The adviser's desk: who waits, whom they talk with, whether they are on duty."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessNeed
from cobrowse.actions.duty import change_duty
from cobrowse.actions.ending import end_conversation
from cobrowse.actions.queueing import accept
from cobrowse.actions.talking import say
from cobrowse.models import Duty, HelpRequest, Urgency, Way
from cobrowse.presenters.desk import duration_words
from tests.cobrowse.conftest import ask, new_id
from tests.people import browser_of

DESK, STATE, DUTY, NEXT = (reverse(f"cobrowse:{name}") for name in ("desk", "desk_state", "duty", "take_next"))


def take(request: HelpRequest) -> str:
    return reverse("cobrowse:take", args=[request.public_id])


def page_of(actor) -> str:
    return browser_of(actor).get(DESK).content.decode()


def test_coming_on_duty_and_going(aisha):
    browser = browser_of(aisha)
    assert "You are off duty." in browser.get(DESK).content.decode()
    assert browser.post(DUTY, {"state": "here", "most_people": "4"})["Location"] == DESK
    page = browser.get(DESK).content.decode()
    assert "You are on duty." in page
    assert "You take 4 people at once." in " ".join(page.split())
    browser.post(DUTY, {"state": "off", "most_people": "4"})
    assert Duty.objects.get().state == "off"


@pytest.mark.parametrize(
    "posted", [{}, {"state": "asleep", "most_people": "3"}, {"state": "here", "most_people": "11"}]
)
def test_a_duty_that_there_is_not_is_refused(aisha, posted):
    answer = browser_of(aisha).post(DUTY, posted)
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert not Duty.objects.exists()


def test_who_waits_is_shown_with_what_to_know_first(alice, visitor, on_duty):
    plain = ask(alice)
    urgent = ask(visitor, urgencies=[Urgency.NO_ROOF], access_needs=[AccessNeed.BSL], language="cy")
    HelpRequest.objects.filter(pk=plain.pk).update(asked_at=timezone.now() - dt.timedelta(minutes=7))
    page = page_of(on_duty)
    assert "Waiting: 2" in page
    for words in (
        "Alice Ashworth",
        "A visitor",
        "Nowhere to stay",
        "British Sign Language",
        "Welsh",
        "Waits: 7 minutes",
    ):
        assert words in page, words
    assert page.index(take(urgent)) < page.index(take(plain))


def test_take_next_and_take_lead_to_the_conversation(alice, bob, on_duty):
    first, second = ask(alice), ask(bob)
    browser = browser_of(on_duty)
    assert browser.post(take(second))["Location"] == reverse("cobrowse:staff_request", args=[second.public_id])
    assert browser.post(NEXT)["Location"] == reverse("cobrowse:staff_request", args=[first.public_id])
    page = browser.get(DESK).content.decode()
    assert "With me: 2" in page
    assert "Nobody is waiting." in page
    assert "Nobody is waiting at their page just now." in follow(browser, NEXT)


def follow(browser, address: str) -> str:
    """The page after a post that leads to the desk."""
    assert browser.post(address)["Location"] == DESK
    return " ".join(browser.get(DESK).content.decode().split())


@pytest.mark.slow
def test_refusals_say_what_happened(alice, bob, on_duty, sam):
    mine, other = ask(alice), ask(bob)
    accept(public_id=mine.public_id, by=sam)
    browser = browser_of(on_duty)
    assert "Sam Okoro was quicker and is talking with this person." in follow(browser, take(mine))
    change_duty(state=Duty.State.HERE, most_people=1, by=on_duty)
    browser.post(take(other))
    third = ask(alice, way=Way.MESSAGE)
    end_conversation(request=mine, by=sam)
    assert "This person has stopped waiting" in follow(browser, take(mine))
    ask(alice)
    assert "You talk with as many people as you take at once" in follow(browser, NEXT)
    change_duty(state=Duty.State.OFF, by=on_duty)
    for address in (NEXT, take(third)):
        assert "You are off duty, so nobody was taken." in follow(browser, address)


def test_a_new_message_is_marked_until_it_is_seen(alice, on_duty, talking):
    browser = browser_of(on_duty)
    assert "New message" not in browser.get(DESK).content.decode()
    say(request=talking, words="Are you there?", client_id=new_id(), by=alice)
    assert "New message" in browser.get(DESK).content.decode()
    assert browser.get(STATE).json()["unread"] == [str(talking.public_id)]
    browser.get(reverse("cobrowse:staff_request", args=[talking.public_id]))
    assert "New message" not in browser.get(DESK).content.decode()


def test_messages_colleagues_and_what_is_to_be_wrapped_up(alice, on_duty, sam, talking):
    end_conversation(request=talking, by=alice)
    message = ask(alice, "Please write to me", way=Way.MESSAGE)
    page = page_of(on_duty)
    assert reverse("cobrowse:wrap_up", args=[talking.public_id]) in page
    assert "Messages left: 1" in page
    assert take(message) in page
    assert "Sam Okoro" in page
    assert reverse("cobrowse:wrap_up", args=[talking.public_id]) not in page_of(sam)


def test_a_message_that_a_colleague_has_taken_says_who_answers(alice, on_duty, sam):
    message = accept(public_id=ask(alice, "Please write to me", way=Way.MESSAGE).public_id, by=sam)
    page = " ".join(page_of(on_duty).split())
    assert "Sam Okoro answers it." in page
    assert take(message) not in page
    assert "No message waits for an answer." in page_of(sam)


@pytest.mark.parametrize("address", [DESK, STATE, reverse("cobrowse:desk_again")])
def test_a_desk_that_is_looked_at_is_open(on_duty, address):
    Duty.objects.update(seen_at=timezone.now() - dt.timedelta(seconds=50))
    assert browser_of(on_duty).get(address).status_code == 200
    assert timezone.now() - Duty.objects.get().seen_at < dt.timedelta(seconds=10)


def test_scripts_get_the_lists_and_the_numbers(alice, on_duty):
    asked = ask(alice)
    state = browser_of(on_duty).get(STATE).json()
    assert (state["state"], state["waiting"], state["messages"], state["unread"]) == ("here", 1, 0, [])
    assert take(asked) in state["markup"]
    assert "<html" not in state["markup"]


def test_a_desk_that_looks_again_by_itself_keeps_nobody_signed_in(on_duty):
    browser = browser_of(on_duty)
    browser.get(DESK)
    session = browser.client.session
    session["staff_seen"] -= 600
    session.save()
    for address in (reverse("cobrowse:desk_again"), STATE):
        browser.get(address)
        assert browser.client.session["staff_seen"] == session["staff_seen"]
    browser.get(DESK)
    assert browser.client.session["staff_seen"] > session["staff_seen"]


def test_only_the_desk_refreshes_itself_and_never_a_box(on_duty, talking):
    browser = browser_of(on_duty)
    refresh = 'http-equiv="refresh"'
    assert f"30; url={reverse('cobrowse:desk_again')}" in browser.get(DESK).content.decode()
    for name in ("staff_request", "pass_on"):
        assert refresh not in browser.get(reverse(f"cobrowse:{name}", args=[talking.public_id])).content.decode()
    assert refresh not in browser.post(DUTY, {"state": "x"}).content.decode()


def test_the_way_in_is_for_who_helps_live(aisha, omar, alice):
    assert f'href="{DESK}"' in browser_of(aisha).get("/account/").content.decode()
    for other in (omar, alice):
        assert f'href="{DESK}"' not in browser_of(other).get("/account/").content.decode()


def test_the_desk_asks_no_more_for_more_people(alice, bob, visitor, on_duty):
    browser, asked = browser_of(on_duty), []
    browser.get(DESK)
    for who in (alice, bob, visitor):
        ask(who)
        with CaptureQueriesContext(connection) as queries:
            browser.get(DESK)
        asked.append(len(queries))
    assert len(set(asked)) == 1


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(-5, "less than a minute"), (59, "less than a minute"), (60, "1 minute"), (3599, "59 minutes"), (3600, "1 hour"),
     (86399, "23 hours"), (86400, "1 day"), (200000, "2 days")],
)  # fmt: skip
def test_how_long_somebody_waits(seconds, words):
    assert duration_words(dt.timedelta(seconds=seconds)) == words
