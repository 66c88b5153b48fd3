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
from tests.platform_process import until

pytestmark = pytest.mark.journey

PAT, PRIYA, PIA = (f"{name}@calderhomes.example" for name in ("pat", "priya", "pia"))
NAN, BORN = "Nan Ridley", {"day": "27", "month": "3", "year": "1950"}
FORM, TITLE = "free-school-meals", "Free school meals"
HALF, WORDS = "your-address", "declaration"
LATE = "Nan Ridley, who hears badly"
# Her own page, with its token.
FORGE = """async () => {
  const body = new FormData(document.querySelector("main form"));
  body.set("anything_else", "forged words");
  return (await fetch(location.href, { method: "POST", body })).status;
}"""
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
    choose(adviser, "allowed", claims="fill", reach="fill", journal="nothing", period="month", kind="witnessed")
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
    FormWalk(FORM).walk(adviser, until=HALF)
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


def read_who_did_what(phone: Person) -> None:
    """On the page that follows: each of them, by name."""
    says(phone, "Calder Homes made a record for you")
    for who, did in (("Pat Moss", "Made this record for you"), ("Priya Rao", "Changed answers in a form")):
        says(phone, who)
        says(phone, did)


def end_it(person: Person, name: str) -> None:
    """In two presses, from the page of who acts for them."""
    person.go("/account/helpers/")
    person.press("End this now")
    person.press("End it now")
    says(person, f"Ended. {name} can see and change nothing of yours any more.")


def save_nothing_more(adviser: Person, form: str) -> None:
    """On the page that was open all the time: nothing they type is saved, and they do not lose it."""
    box = adviser.page.locator("[name=signed_name]")
    box.fill(LATE)
    expect(adviser.page.locator("[data-save-state]")).to_contain_text(ENDED, timeout=15_000)
    assert box.input_value() == LATE
    # Whoever leaves a page on which something is not saved is asked first.
    adviser.page.once("dialog", lambda asked: asked.accept())
    adviser.press("Save and continue")
    says(adviser, "This was not saved")
    says(adviser, LATE)
    adviser.go(form)
    says(adviser, "Page not found")
    adviser.go("/helping/")
    assert NAN not in adviser.page.inner_text("body")
    forget_refusals(adviser)


def forget_refusals(person: Person) -> None:
    """Chromium logs what was refused: that is what these stories are about."""
    person.complaints[:] = [said for said in person.complaints if not re.search("status of 40[34]", said)]


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
    says(priya, "Check your answers")
    code = make_code(priya)
    priya.go(f"{form}page/{WORDS}/")
    take_over(nan, code)
    read_who_did_what(nan)
    end_it(nan, "Calder Homes")
    save_nothing_more(priya, form)


def invite(aunt: Person, contact: str, *, claims: str, name: str = "") -> None:
    """She says who, and what they may do with her claims."""
    aunt.go("/account/helpers/invite/who/")
    fill(aunt, "who", name="Nia", contact=contact, **({"own_name": name} if name else {}))
    aunt.submit()
    choose(aunt, "terms", claims=claims, journal="nothing", period="month")
    aunt.submit()
    says(aunt, "Nia")
    aunt.press("Send the link")


def link_to(niece: Person, contact: str) -> str:
    """What came to her address."""
    return until(lambda: re.search(r"/invited/[\w-]+/", niece.letter_to(contact)), 60, "the link to be sent")[0]


def say_yes(niece: Person) -> None:
    niece.press("Yes, I will")
    says(niece, "You act for")


def test_a_niece_first_looks_and_then_fills_in(platform, open_browser):
    stamp = time.time_ns()
    aunt, niece, contact = open_browser(), open_browser(), f"nia.{stamp}@example.org"
    aunt.go("/account/sign-in/?next=/forms/hb-ctr-combined/")
    aunt.sign_in_by_code(f"joan.{stamp}@example.org")
    aunt.press("Start now")
    page = f"{path_of(aunt).partition('page/')[0]}page/anything-else/"
    invite(aunt, contact, claims="view", name="Joan Holt")
    niece.go(f"/account/sign-in/?next={link_to(niece, contact)}")
    niece.sign_in_by_code(contact)
    say_yes(niece)
    look_only(niece, page)

    invite(aunt, contact, claims="fill")
    niece.go(link_to(niece, contact))
    say_yes(niece)
    niece.go(page)
    niece.page.locator("[name=anything_else]").fill("She hears badly.")
    expect(niece.page.locator("[data-save-state]")).to_contain_text("Saved at", timeout=15_000)
    niece.press("Save and continue")
    aunt.go(page)
    assert aunt.page.locator("[name=anything_else]").input_value() == "She hears badly."
    aunt.go("/account/who-has-seen-my-information/")
    says(aunt, "Changed answers in a form")


def look_only(niece: Person, page: str) -> None:
    """Nothing can be typed into the page, and what a script of hers posts is refused."""
    niece.go(page)
    assert "Joan Holt" in niece.page.inner_text("body")
    says(niece, "You may look at this form. You may not change it.")
    assert niece.page.locator("[name=anything_else]").is_disabled()
    assert niece.page.get_by_role("button", name="Save and continue").count() == 0
    assert niece.page.evaluate(FORGE) == 403
    forget_refusals(niece)
