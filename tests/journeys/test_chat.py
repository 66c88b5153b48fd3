"""Somebody is stuck, asks for a person, and an adviser helps: live, with sockets blocked, and without scripts."""

from __future__ import annotations

import datetime as dt
import re
from urllib.parse import urlsplit

import pytest

from tests.journeys.person import DESKTOP, PHONE, Person
from tests.journeys.phone import sign_in

pytestmark = pytest.mark.journey

SAYS = "[data-help-lines]"
LIVE = re.compile(r".*/(live|wait)/.*")


def ask_for_help(person: Person, words: str) -> str:
    """Every step from the link at the bottom of a page to a place in the queue; the conversation's address."""
    person.follow("Get help from a person")
    person.page.locator("[name=about-about][value=other]").check(force=True)
    person.page.locator("[name=about-words]").fill(words)
    person.press("Continue")
    # Nobody has to say what would help them.
    person.press("Continue")
    if person.page.locator("[name=way-way]").count():
        person.page.locator("[name=way-way][value=chat]").check(force=True)
        person.press("Continue")
    person.page.locator("[name=needs-spoken][value=en-gb]").check(force=True)
    person.press("Ask for help")
    assert "/help/" in person.page.url
    return person.page.url


def on_duty(open_browser, name: str, *, javascript: bool = True) -> Person:
    """An adviser at their desk. Two in turn: nobody's authenticator says two codes within half a minute."""
    adviser = open_browser(viewport=DESKTOP, javascript=javascript)
    adviser.sign_in_staff(f"{name}@calderbrook.example")
    adviser.follow("Live help")
    set_duty(adviser, "here")
    return adviser


def set_duty(adviser: Person, state: str) -> None:
    adviser.go("/staff/help/")
    if not adviser.page.locator("[name=most_people]").is_visible():
        adviser.page.locator("summary").first.click()
    adviser.page.locator(f"[name=state][value={state}]").check(force=True)
    adviser.page.locator("[name=most_people]").select_option("5")
    adviser.press("Save")


def take(adviser: Person, person: Person) -> None:
    """Take somebody who waits, from their own page of the desk."""
    turn_to(adviser, person)
    adviser.press("Take this person")


def turn_to(adviser: Person, person: Person) -> None:
    """The adviser's page of a conversation."""
    adviser.go(f"/staff{urlsplit(person.page.url).path}")


def say(person: Person, words: str) -> None:
    person.page.locator("[name=words]").fill(words)
    person.page.locator("[data-help-say] button:not([name]):not([type=button])").click()


def hears(person: Person, words: str) -> None:
    person.page.locator(SAYS).get_by_text(words, exact=True).wait_for()


def end_a_word_with_enter(person: Person) -> None:
    """The Enter that ends a word which is being composed, as in Japanese, is the word's: it sends nothing."""
    box = person.page.locator("[name=words]")
    box.fill("にほん")
    box.dispatch_event("keydown", {"key": "Enter", "isComposing": True})
    assert box.input_value() == "にほん"
    box.fill("")


def talk_while_the_line_is_down(adviser: Person, person: Person) -> None:
    """What is said meanwhile arrives when the line is back: once, and in order."""
    person.page.evaluate("document.querySelector('[data-help-lines] > *').dataset.kept = 'yes'")
    person.page.context.set_offline(True)
    for words in ("One", "Two", "Three"):
        say(person, words)
    person.page.get_by_text("Not sent yet").wait_for()
    say(adviser, "Are you there?")
    person.page.context.set_offline(False)
    hears(adviser, "Three")
    hears(person, "Are you there?")
    for reader in (adviser, person):
        # Their own words come by a poll of its own, which may be a moment later than the other's.
        hears(reader, "Three")
        said = reader.page.locator(f"{SAYS} .bo-chat__words").all_inner_texts()
        assert [each for each in said if each in ("One", "Two", "Three")] == ["One", "Two", "Three"]
    # Lines are added to those that were there: a list that is drawn anew is read out from its beginning.
    assert person.page.locator(f"{SAYS} [data-kept]").count() == 1
    person.complaints[:] = [said for said in person.complaints if "ERR_INTERNET_DISCONNECTED" not in said]


def set_clock_wrong(person: Person) -> None:
    """Their device is three days slow: nothing that is said goes by it."""
    person.page.clock.set_system_time(dt.datetime.now() - dt.timedelta(days=3))


def close_for_today(admin: Person, close: bool) -> None:
    """The council has today off, or not after all."""
    admin.go("/staff/settings/help/days/")
    if not close:
        admin.press("Remove")
        admin.press("Remove")
        return
    admin.follow("Add a closed day")
    today = dt.date.today()
    for part in ("day", "month", "year"):
        admin.page.locator(f"[name=day-{part}]").fill(str(getattr(today, part)))
    admin.page.locator("[name=name]").fill("A burst pipe")
    admin.submit()


def wait_as_the_desk_closes(open_browser, person: Person) -> None:
    """Who waits is told and leaves a message, for which what they wrote is filled in."""
    sign_in(person, "joan")
    person.go("/")
    waits = ask_for_help(person, "Closing question")
    admin = open_browser(viewport=DESKTOP, javascript=False)
    admin.sign_in_staff("omar@calderbrook.example")
    close_for_today(admin, True)
    try:
        person.press("See new messages")
        assert "Nobody can chat with you until" in person.page.inner_text("[data-help-standing]")
        person.follow("Leave a message")
        assert "Closing question" in person.page.locator("[name=about-words]").input_value()
        person.press("Continue")
        while not person.page.locator("[name=needs-spoken]").count():
            # Nobody has to say what would help them; a message is one of the ways.
            if person.page.locator("[name=way-way]").count():
                person.page.locator("[name=way-way][value=message]").check(force=True)
            person.press("Continue")
        person.page.locator("[name=needs-spoken][value=en-gb]").check(force=True)
        person.press("Ask for help")
        assert person.page.url.partition("?")[0] == waits
        assert "Your message is left." in person.page.inner_text("main")
    finally:
        close_for_today(admin, False)
    person.press("Stop waiting")


def pass_on(adviser: Person, person: Person, called: str) -> None:
    """Another adviser has them from here, and they read who; what was said stays, and they save it at the end."""
    colleague = {"Aisha Khan": "Ben Ockley", "Ben Ockley": "Aisha Khan"}[called]
    turn_to(adviser, person)
    adviser.follow("Pass on to a colleague or a team")
    adviser.page.get_by_label(re.compile(colleague)).check(force=True)
    adviser.page.locator("[name=note]").fill("Only for staff")
    adviser.press("Pass on")
    hears(person, f"{colleague} takes over from here.")
    person.press("End the conversation")
    person.press("End the conversation")
    _kind, saved = person.fetch(f"{urlsplit(person.page.url).path}copy.txt")
    assert "Good morning" in saved.decode()
    assert "Only for staff" not in saved.decode()


@pytest.mark.parametrize(("sockets", "name"), [("open", "aisha"), ("blocked", "ben")])
def test_three_people_talk_with_one_adviser_and_their_words_never_mix(open_browser, sockets, name):
    adviser, called = on_duty(open_browser, name), {"aisha": "Aisha Khan", "ben": "Ben Ockley"}[name]
    phone, other, third = open_browser(viewport=PHONE), open_browser(viewport=DESKTOP), open_browser(viewport=PHONE)
    if sockets == "blocked":
        for person in (phone, other, third, adviser):
            person.page.route_web_socket(LIVE, lambda socket: socket.close(code=1006 + 3000, reason="blocked"))
    for person, words in ((phone, "Rent"), (other, "Card"), (third, "Third")):
        person.go("/")
        ask_for_help(person, f"{words} question {sockets}")
        assert re.search("You are next|before you", person.page.inner_text("[data-help-standing]"))
    for person, words in ((other, "One moment"), (third, "Good morning")):
        take(adviser, person)
        say(adviser, words)
        hears(person, words)
    take(adviser, phone)
    say(adviser, "Hello, how can I help?")
    # Not a page was turned on the phone: it hears that somebody has joined, and what is said.
    hears(phone, "Hello, how can I help?")
    assert f"You are talking with {called}." in phone.page.inner_text("[data-help-standing]")
    end_a_word_with_enter(phone)
    set_clock_wrong(phone)
    say(phone, "My rent went up.\nDo I tell you?")
    adviser.page.locator(SAYS).get_by_text("Do I tell you?").wait_for()
    for stranger in (other, third):
        assert "My rent went up" not in stranger.page.inner_text("main")
    # On another page the bar says where they are, and leads back.
    phone.go("/")
    say(adviser, "Yes, please do.")
    phone.page.reload()
    phone.look()
    phone.follow("Open the conversation")
    hears(phone, "Yes, please do.")
    talk_while_the_line_is_down(adviser, phone)
    phone.press("End the conversation")
    phone.press("End the conversation")
    phone.page.locator("[name=after-rating][value='5']").check(force=True)
    phone.page.locator("[name=after-sorted_out][value='yes']").check(force=True)
    phone.press("Tell us")
    assert "Thank you for telling us" in phone.page.inner_text("main")
    pass_on(adviser, third, called)
    turn_to(adviser, other)
    assert f"{called} has joined." in other.page.inner_text(SAYS)
    adviser.press("End the conversation")
    adviser.press("End the conversation")
    other.page.get_by_text("This conversation has ended.").first.wait_for()
    set_duty(adviser, "off")


def test_without_scripts_on_either_side(open_browser):
    adviser = on_duty(open_browser, "aisha", javascript=False)
    person = open_browser(viewport=PHONE, javascript=False)
    person.go("/")
    ask_for_help(person, "Plain question")
    take(adviser, person)
    say(adviser, "Plain answer")
    adviser.page.wait_for_load_state()
    person.page.locator("[name=words]").fill("Half a senten")
    person.press("See new messages")
    hears(person, "Plain answer")
    assert person.page.locator("[name=words]").input_value() == "Half a senten"
    say(person, "Thank you")
    adviser.press("See new messages")
    hears(adviser, "Thank you")
    person.press("End the conversation")
    person.press("End the conversation")
    assert "This conversation has ended." in person.page.inner_text("main")
    wait_as_the_desk_closes(open_browser, open_browser(viewport=PHONE, javascript=False))
    set_duty(adviser, "off")
