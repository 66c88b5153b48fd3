"""In the meeting: the journal on the jobcentre's computer without typing a password there; and a work coach answers."""

from __future__ import annotations

import re

import pytest

from tests.journeys.person import DESKTOP, PHONE, Person

pytestmark = pytest.mark.journey

WORDS = "I asked at the bakery on Mill Lane about work."


def with_an_entry(open_browser, contact: str) -> Person:
    """Somebody signed in on a phone with one thing in their journal."""
    person = open_browser(viewport=PHONE)
    person.go("/account/sign-in/?next=/journal/")
    person.sign_in_by_code(contact)
    person.go("/journal/add/visited_employer/?how=own_words")
    person.page.locator("[name=own_words]").fill(WORDS)
    for step in ("check", "save"):
        with person.page.expect_navigation():
            person.page.locator(f"main button[value={step}]:visible").first.click()
        person.look()
    return person


def test_shown_on_the_jobcentres_computer_by_a_phone(journal, open_browser):
    phone = with_an_entry(open_browser, "screen@example.org")
    computer = open_browser(viewport=DESKTOP)
    computer.go("/j/computer/")
    computer.press("Show a code")
    code = computer.page.locator(".bo-digits").inner_text()
    phone.go(f"/journal/computer/{code}/")
    assert phone.page.locator("[name=code]").input_value() == code
    phone.press("Show it there for one hour")
    computer.page.wait_for_url("**/j/view/")
    computer.look()
    assert WORDS in computer.page.inner_text("main")
    phone.press("Take it back now")
    computer.page.reload()
    assert WORDS not in computer.page.inner_text("main")
    assert "cannot read this any more" in computer.page.inner_text("h1")


def test_without_scripts_the_computer_goes_on_by_itself(journal, open_browser):
    phone = with_an_entry(open_browser, "plain@example.org")
    computer = open_browser(viewport=DESKTOP, javascript=False)
    computer.go("/j/computer/")
    computer.press("Show a code")
    phone.go("/journal/computer/")
    phone.page.locator("[name=code]").fill(computer.page.locator(".bo-digits").inner_text())
    phone.press("Show it there for one hour")
    computer.page.wait_for_url("**/j/view/")
    assert WORDS in computer.page.inner_text("main")


def test_a_work_coach_keeps_a_share_and_agrees_an_action(journal, open_browser):
    person = with_an_entry(open_browser, "coached@example.org")
    person.go("/journal/share/")
    person.page.locator("[name=how_long][value='7']").check(force=True)
    person.press("See what they will see")
    person.press("Share this and show me the PIN")
    digits = person.page.locator(".bo-digits")
    code, pin = (re.sub(r"\s", "", digits.nth(number).inner_text()) for number in (0, 1))
    coach = open_browser(viewport=DESKTOP)
    coach.sign_in_staff("wendy@jobcentre.example")
    coach.press("Enter a code and PIN")
    coach.page.locator("[name=code]").fill(code)
    coach.page.locator("[name=pin]").fill(pin)
    coach.page.locator("[name=keep]").check(force=True)
    coach.press("Open the journal")
    assert WORDS in coach.page.inner_text("main")
    coach.page.locator("[name=kind][value=action]").check(force=True)
    coach.page.locator("[name=text]").fill("Ask at the café too")
    coach.press("Save, and tell the person")
    person.go("/journal/shares/")
    seen = person.page.inner_text("main")
    assert "Ask at the café too" in seen
    assert "Opened by Wendy Platt (Calderbrook Jobcentre)" in seen
