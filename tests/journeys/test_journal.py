"""Somebody records a week of looking for work on a phone, shows it to a work coach by PIN, and takes it back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.person import DESKTOP, PHONE, Person
from tests.journeys.phone import bar, fresh_page, make_own, offline, sign_in, write_own_words
from tests.platform_process import until

pytestmark = pytest.mark.journey

ALERT = {"site": "Find a Job", "job_type": "warehouse", "distance": "10 miles", "place": "Leigh"}
IN_URDU = "میں نے بیکری میں کام کے بارے میں پوچھا۔"
MOST_SCRIPT = 60_000


def record_by_questions(person: Person) -> str:
    """Pick by picture and word, answer, and read the sentence before it is kept."""
    person.go("/journal/add/")
    person.follow("Set up a job alert")
    for name, value in ALERT.items():
        person.page.locator(f"[name={name}]").fill(value)
    person.page.locator("[name=duration-m]").fill("15")
    sentence = "I set up a job alert on Find a Job for warehouse work within 10 miles of Leigh."
    expect(person.page.locator("[data-sentence]")).to_contain_text(sentence)
    with person.page.expect_navigation():
        person.page.locator("[data-save-now]").click()
    person.look()
    assert person.page.url.endswith("/journal/"), person.page.inner_text("main")
    return sentence


def record_own_words(person: Person, activity: str, text: str) -> None:
    person.go(f"/journal/add/{activity}/?how=own_words")
    person.page.locator("[name=own_words]").fill(text)
    for step in ("check", "save"):
        with person.page.expect_navigation():
            person.page.locator(f"main button[value={step}]:visible").first.click()
        person.look()


def record_in_urdu(person: Person) -> None:
    """The questions turn to Urdu and to the other side; what is kept holds her own words."""
    person.go("/journal/add/")
    with person.page.expect_navigation():
        person.page.locator("button[name=language][value=ur]").click()
    person.look()
    assert person.page.locator("main [dir=rtl] h1").count() == 1
    record_own_words(person, "visited_employer", IN_URDU)
    person.go("/journal/add/")
    with person.page.expect_navigation():
        person.page.locator("button[name=language][value=en]").click()


def scripts_weigh(person: Person) -> int:
    """Bytes of script on the journal page, as they come over the wire uncompressed."""
    person.go("/journal/")
    sources = person.page.evaluate("[...document.scripts].map((each) => each.src).filter(Boolean)")
    return sum(len(person.fetch(source.removeprefix(person.base))[1]) for source in set(sources))


def share(person: Person, shown: str) -> tuple[str, str]:
    """Choose, look at what they will see, and get code and PIN."""
    person.go("/journal/shares/")
    person.press("Share my journal")
    person.page.locator("[name=how_long][value='7']").check(force=True)
    person.press("See what they will see")
    assert shown in person.page.inner_text("main")
    person.press("Share this and show me the PIN")
    digits = person.page.locator(".bo-digits")
    code, pin = (re.sub(r"\s", "", digits.nth(number).inner_text()) for number in (0, 1))
    assert re.fullmatch(r"\d{6}", pin)
    return code, pin


def open_share(coach: Person, code: str, pin: str) -> None:
    coach.go("/j/")
    coach.page.locator("[name=code]").fill(code)
    coach.page.locator("[name=pin]").fill(pin)
    coach.page.locator("[name=viewer_name]").fill("Dev Shah, work coach")
    coach.press("Open the journal")


def test_five_activities_shared_by_pin_and_taken_back(open_phone, open_browser, line):
    maria = open_phone()
    sign_in(maria, "maria")
    make_own(maria)
    sentence = record_by_questions(maria)
    record_own_words(maria, "phoned_employer", "I rang the bakery for 10 minutes. They said to come in on Friday.")
    record_in_urdu(maria)

    # Two with no connection, the page closed in between.
    offline(maria, line)
    fresh_page(maria)
    maria.go("/journal/add/")
    write_own_words(maria, "I rang Northgate Foods. They asked for my CV.")
    # Nothing is promised to who closes the page before this is said.
    expect(bar(maria)).to_have_text("Saved on this phone: 1. Waiting for a connection.")
    fresh_page(maria)
    maria.go("/journal/add/")
    write_own_words(maria, "I rang Bridge Recruitment. They will call back.")
    expect(bar(maria)).to_have_text("Saved on this phone: 2. Waiting for a connection.")
    fresh_page(maria)
    offline(maria, line, away=False)

    def both_arrived():
        """On the page as the server gives it: the phone draws what it has not sent on it as well."""
        page = maria.fetch("/journal/")[1].decode()
        return all(name in page for name in ("Northgate Foods", "Bridge Recruitment"))

    maria.go("/journal/")

    until(both_arrived, 30, "both entries on the server")
    maria.go("/journal/")
    text = maria.page.inner_text("main")
    for told in (sentence, "They said to come in on Friday.", IN_URDU, "my CV", "Bridge Recruitment"):
        assert told in text, text
    assert scripts_weigh(maria) <= MOST_SCRIPT

    code, pin = share(maria, IN_URDU)
    coach = open_browser(viewport=DESKTOP)
    open_share(coach, code, "000000" if pin != "000000" else "111111")
    assert "Bridge Recruitment" not in coach.page.inner_text("main")
    open_share(coach, code, pin)
    read = coach.page.inner_text("main")
    assert "Bridge Recruitment" in read
    assert "I wrote the details in Urdu." in read
    assert IN_URDU in read

    # What comes later is not in it, and who read it is on the list.
    record_own_words(maria, "phoned_employer", "I rang the corner shop afterwards.")
    coach.go("/j/view/")
    assert "corner shop" not in coach.page.inner_text("main")
    maria.go("/journal/shares/")
    assert "Dev Shah, work coach" in maria.page.inner_text("main")
    maria.follow(re.compile("^Shared on"))
    maria.press("Take it back now")
    coach.page.reload()
    assert "Bridge Recruitment" not in coach.page.inner_text("main")
    assert "You cannot read this any more" in coach.page.inner_text("main")


def test_recording_and_sharing_without_scripts(open_browser, journal):
    maria = open_browser(viewport=PHONE, javascript=False)
    sign_in(maria, "maria.plain")
    maria.go("/journal/add/")
    maria.follow("Phoned an employer")
    record_own_words(maria, "phoned_employer", IN_URDU)
    code, pin = share(maria, IN_URDU)
    coach = open_browser(viewport=PHONE, javascript=False)
    open_share(coach, code, pin)
    assert IN_URDU in coach.page.inner_text("main")
