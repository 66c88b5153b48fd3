"""People who act for somebody: a partner's advisers for a woman who is not online, and a niece for her aunt."""

from __future__ import annotations

import datetime as dt
import re
import time

import pytest
from playwright.sync_api import expect

from tests.journeys.claiming import path_of
from tests.journeys.form_walk import FormWalk
from tests.journeys.person import DESKTOP, Person

pytestmark = pytest.mark.journey

PAT, PRIYA, PIA = (f"{name}@calderhomes.example" for name in ("pat", "priya", "pia"))
NAN, BORN = "Nan Ridley", {"day": "27", "month": "3", "year": "1950"}
FORM, TITLE = "free-school-meals", "Free school meals"
# What only the person may say, and a helper types.
FIRST, LAST = "your-address", "anything-else"
LATE = "She asked me to say that she hears badly."
ENDED = "Not saved: you may not change this any more."


def fill(person: Person, step: str, **typed: str) -> None:
    """The boxes of a step of a wizard."""
    for name, text in typed.items():
        person.page.locator(f"[name='{step}-{name}']").fill(text)


def choose(person: Person, step: str, **chosen: str) -> None:
    """One of each of these radio buttons of a step."""
    for name, value in chosen.items():
        person.page.locator(f"[name='{step}-{name}'][value='{value}']").check()


def says(person: Person, words: str) -> None:
    assert words in person.page.inner_text("main"), person.page.inner_text("main")


def register(adviser: Person) -> None:
    """A record for somebody without an address or a phone, who says yes before a witness."""
    adviser.go("/helping/")
    adviser.press("Make a record for somebody who is not online")
    fill(adviser, "person", name=NAN, postcode="OL16 1AB", **{f"born_on-{part}": BORN[part] for part in BORN})
    adviser.submit()
    adviser.page.locator("[name=known-has_none]").check()
    adviser.submit()
    choose(adviser, "needs", message_language="en-gb", safe="yes")
    adviser.submit()
    choose(adviser, "allowed", claims="fill", journal="nothing", period="month", kind="witnessed")
    fill(adviser, "allowed", why="No computer at home")
    adviser.submit()
    says(adviser, f"You are {NAN}, born on 27 March 1950.")
    fill(adviser, "yes", witness="Pia Lund")
    adviser.page.locator("[name=yes-said_yes]").check()
    adviser.press("Make the record")
    says(adviser, "they said yes before a witness")


def fill_in_half(adviser: Person) -> None:
    """A form is begun for her, and left in the middle."""
    adviser.press("Their forms and claims")
    adviser.press(TITLE)
    adviser.press("Go on with the form")
    assert NAN in adviser.page.inner_text("body")
    FormWalk(FORM).walk(adviser, until=FIRST)
    adviser.close()


def say_sick(manager: Person) -> None:
    """Their cases go to a colleague at once."""
    manager.go("/caseload/")
    manager.follow("Who is away, and who covers")
    manager.page.locator("[name=who]").select_option(label="Pat Moss")
    today = dt.date.today()
    for part, number in (("day", today.day), ("month", today.month), ("year", today.year)):
        manager.page.locator(f"[name=starts_on-{part}]").fill(str(number))
    manager.page.get_by_label("Priya Rao").check()
    manager.press("Save")
    says(manager, "Pat Moss")
    manager.close()


def go_on_where_it_was_left(colleague: Person) -> str:
    """From her caseload to the form; the rest of it, to what is theirs to check. Where it is."""
    colleague.go("/caseload/")
    colleague.page.locator("[name=name]").fill(NAN)
    colleague.press("Search")
    colleague.follow(NAN)
    colleague.follow("Their forms")
    colleague.follow(TITLE)
    form = path_of(colleague)
    colleague.press("Go on with the form")
    FormWalk(FORM).walk(colleague)
    return form


def make_code(adviser: Person) -> str:
    """The code of the letter that she takes home."""
    adviser.go("/helping/")
    adviser.follow(NAN)
    adviser.follow("How to reach them, their consent, and a code for them")
    adviser.press("Make a code")
    return adviser.page.inner_text(".govuk-heading-xl")


def take_over(phone: Person, code: str) -> None:
    """On a phone of hers, with an address that nobody here knew: everything that was done is hers."""
    phone.go("/account/sign-in/?next=/take-over/")
    phone.sign_in_by_code(f"nan.{time.time_ns()}@example.org")
    phone.page.locator("[name=code]").fill(code.lower())
    for part, number in BORN.items():
        phone.page.locator(f"[name=born_on-{part}]").fill(number)
    phone.submit()
    says(phone, "The record is in your account now.")


def test_a_partners_advisers_act_for_somebody_who_is_not_online(platform, open_browser):
    pat, priya = open_browser(viewport=DESKTOP), open_browser(viewport=DESKTOP)
    pia, nan = open_browser(viewport=DESKTOP), open_browser()
    pat.sign_in_staff(PAT)
    register(pat)
    fill_in_half(pat)
    pia.sign_in_staff(PIA)
    say_sick(pia)
    priya.sign_in_staff(PRIYA)
    form = go_on_where_it_was_left(priya)
    print("AT", path_of(priya), priya.page.inner_text("main"))
    code = make_code(priya)
    take_over(nan, code)
    print("TAKEN", nan.page.inner_text("main"))
    print("FORM", form)
