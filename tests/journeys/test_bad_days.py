"""What can go wrong on the way (no connection, two tabs, a session that ended, another device), and other ways in."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from tests.journeys.person import Person

pytestmark = pytest.mark.journey

LETTERS = "page/where-to-send-letters/"
ADDRESS = "page/your-address/"


def start_form(person: Person) -> str:
    """Begin the combined form; the address of its task list."""
    person.go("/forms/hb-ctr-combined/")
    person.press("Start now")
    return person.page.url.removeprefix(person.base)


def test_typing_with_no_connection_is_saved_when_it_is_back(open_browser):
    maria = open_browser()
    form = start_form(maria)
    maria.go(form + ADDRESS)
    # Chromium logs every failed request; that is what this story is about.
    maria.context.set_offline(True)
    maria.page.locator("[name=address-line1]").fill("12 Weaver Court")
    state = maria.page.locator("[data-save-state]")
    expect(state).to_contain_text("no connection", timeout=10_000)
    maria.check_still()
    maria.page.locator("[name=address-postcode]").fill("ab12de")
    maria.page.locator("[name=address-town]").fill("Calderbrook")
    expect(maria.page.locator("[name=address-postcode]")).to_have_value("AB1 2DE")
    maria.context.set_offline(False)
    expect(state).to_contain_text("Saved at", timeout=15_000)
    maria.complaints = [said for said in maria.complaints if "ERR_INTERNET_DISCONNECTED" not in said]
    maria.go(form + ADDRESS)
    assert maria.page.locator("[name=address-line1]").input_value() == "12 Weaver Court"
    assert maria.page.locator("[name=address-town]").input_value() == "Calderbrook"


def test_a_second_tab_never_overwrites_silently(open_browser):
    maria = open_browser()
    form = start_form(maria)
    maria.go(form + ADDRESS)
    other = maria.context.new_page()
    other.goto(maria.base + form + ADDRESS)
    other.locator("[name=address-line1]").fill("1 New Street")
    expect(other.locator("[data-save-state]")).to_contain_text("Saved at", timeout=5_000)
    maria.page.locator("[name=address-line1]").fill("99 Old Road")
    expect(maria.page.locator("[data-save-state]")).to_contain_text("changed somewhere else", timeout=5_000)
    assert "1 New Street" in maria.page.inner_text("main")
    maria.check_still()
    maria.complaints = [said for said in maria.complaints if "409" not in said]
    other.reload()
    assert other.locator("[name=address-line1]").input_value() == "1 New Street"


def test_a_session_that_ended_loses_nothing(open_browser):
    maria = open_browser()
    form = start_form(maria)
    maria.go(f"/account/sign-in/?next={form}")
    contact = f"ended.{time.time_ns()}@example.org"
    maria.sign_in_by_code(contact)
    maria.press("Yes, add it to my account")
    maria.go(form + ADDRESS)
    maria.context.clear_cookies(name="sessionid")
    maria.page.locator("[name=address-line1]").fill("12 Weaver Court")
    expect(maria.page.locator("[data-save-state]")).to_contain_text("signed out", timeout=5_000)
    maria.press("Save and continue")
    maria.sign_in_by_code(contact)
    assert maria.page.url.endswith(ADDRESS)
    assert maria.page.locator("[name=address-line1]").input_value() == "12 Weaver Court"
    maria.complaints = [said for said in maria.complaints if "401" not in said]


def test_a_link_opens_the_form_once_on_another_device(open_browser):
    maria = open_browser()
    form = start_form(maria)
    maria.go(form + ADDRESS)
    maria.page.locator("[name=address-line1]").fill("12 Weaver Court")
    maria.press("Save and come back later")
    contact = f"link.{time.time_ns()}@example.org"
    maria.page.locator("[name=contact]").fill(contact)
    maria.press("Send me a link")
    library = open_browser(javascript=False)
    library.go(read_link(library, contact))
    library.press("Open my form")
    library.go(form + ADDRESS)
    assert library.page.locator("[name=address-line1]").input_value() == "12 Weaver Court"
    somebody = open_browser(javascript=False)
    somebody.go(read_link(somebody, contact))
    somebody.press("Open my form")
    assert "does not work any more" in somebody.page.inner_text("main")
    somebody.complaints = [said for said in somebody.complaints if "410" not in said]


def read_link(person: Person, contact: str) -> str:
    """The link in the newest letter to this address, once it was sent."""
    for _ in range(60):
        person.go("/mailbox/")
        letter = person.page.locator(".govuk-summary-card", has_text=contact)
        if letter.count():
            return re.search(r"/resume/[\w-]+/", letter.first.inner_text())[0]
        person.page.wait_for_timeout(500)
    raise AssertionError("The link was never sent.")


# Debian's Chromium has no voices: one that keeps what it is asked to say.
VOICE = """
  const said = [];
  const speech = Object.assign(new EventTarget(), {
    said, getVoices: () => [{ lang: "en-GB", localService: true }], speak: ({ text }) => said.push(text),
    cancel() { said.length = 0; }, pause() {}, resume() {},
  });
  Object.defineProperty(window, "speechSynthesis", { value: speech });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


def test_questions_and_pages_can_be_heard(open_browser):
    maria = open_browser()
    form = start_form(maria)
    listen = maria.page.get_by_role("button", name="Listen to this page")
    expect(listen).to_be_hidden()
    maria.page.add_init_script(VOICE)
    maria.go(form + "page/you-and-your-partner/")
    listen.click()
    maria.page.wait_for_function("window.speechSynthesis.said.length > 3")
    said = maria.page.evaluate("window.speechSynthesis.said")
    assert "Do you have a partner who lives with you?" in said
    # Said only to those who hear pages anyway.
    assert not any(": Do you" in each for each in said)
    maria.page.get_by_role("button", name="Pause").click()
    maria.page.get_by_role("button", name="Stop reading").click()
    assert maria.page.evaluate("window.speechSynthesis.said") == []
    player = maria.page.locator("audio").first
    player.evaluate("audio => { audio.muted = true; }")
    assert player.evaluate("audio => audio.readyState") == 0
    # Opening the line is enough.
    maria.page.locator("summary", has_text="Listen to this question").first.click()
    expect(player).to_be_visible()
    player.evaluate("audio => new Promise(heard => audio.addEventListener('timeupdate', heard, { once: true }))")
    assert player.evaluate("audio => audio.duration") > 3


def test_a_page_by_the_keyboard_alone(open_browser):
    maria = open_browser()
    form = start_form(maria)
    maria.go(form + LETTERS)
    keyboard = maria.page.keyboard
    keyboard.press("Tab")
    assert maria.page.evaluate("document.activeElement.className") == "govuk-skip-link"
    keyboard.press("Enter")
    for _ in range(12):
        keyboard.press("Tab")
        if maria.page.evaluate("document.activeElement.name") == "letters_to":
            break
    keyboard.press("Space")
    keyboard.press("ArrowDown")
    expect(maria.page.locator("[name=correspondence_address-line1]")).to_be_visible()
    expect(maria.page.locator("[data-revealed]")).to_have_text("One more question on this page: Address for letters")
    keyboard.press("ArrowUp")
    expect(maria.page.locator("[name=correspondence_address-line1]")).to_be_hidden()
    for _ in range(12):
        keyboard.press("Tab")
        if maria.page.evaluate("document.activeElement.textContent.trim()") == "Save and continue":
            break
    with maria.page.expect_navigation():
        keyboard.press("Enter")
    assert LETTERS not in maria.page.url
