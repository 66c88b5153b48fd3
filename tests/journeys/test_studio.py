"""A form of the library is copied, changed and published again and again while residents are part-way."""

from __future__ import annotations

import re

import pytest

from tests.journeys.form_walk import FormWalk
from tests.journeys.person import DESKTOP, PHONE, Person

pytestmark = pytest.mark.journey

COUNCIL, LIBRARY = "southmere", "free-school-meals"
TITLE, SLUG = "School meals here", "school-meals-here"
CLUBS, CALLING = "Breakfast clubs", "When should we ring?"
WHY = "The law asks schools for it since 1 December."
REFERENCE = re.compile(r"SOU-\w{4}-\w{4}")
# Chromium logs what is refused because the form changed, as it logs what has ended.
REFUSED = "409"


def main(person: Person) -> str:
    return " ".join(person.page.inner_text("main").split())


def publish(admin: Person, how: str, number: int, why: str = "") -> None:
    admin.go(f"/staff/studio/{SLUG}/publish/")
    admin.press("Publish")
    # Nobody can have begun a form that was never published: there is nothing to choose.
    if number > 1:
        admin.check_error_links()
        admin.page.get_by_label(how, exact=True).check()
        admin.page.locator("[name=because]").fill(why)
        admin.press("Publish")
    assert f"Published: version {number}." in main(admin)


def copy(admin: Person) -> None:
    admin.go("/staff/studio/")
    admin.press("Start a new form")
    admin.page.locator("[name=title]").fill(TITLE)
    admin.page.locator("[name=start]").select_option(LIBRARY)
    admin.press("Start")
    publish(admin, "May wait", 1)
    admin.go("/staff/studio/")
    assert "As published" in main(admin)


def add(admin: Person, link: str | re.Pattern, kind: str, **typed: str) -> None:
    admin.go(f"/staff/studio/{SLUG}/")
    admin.follow(link)
    for name, value in typed.items():
        admin.page.locator(f"[name={name}]").fill(value)
    admin.page.locator("[name=type]").select_option(kind)
    admin.press("Save")


def ask_for_clubs(admin: Person) -> None:
    """A list that only those see whose children get meals already."""
    add(admin, re.compile("^Add a page.*Children"), "repeating_group", title=CLUBS, label="Which clubs are there?")
    admin.follow("Which clubs are there?")
    admin.follow("Change when it is shown")
    admin.page.locator("[name=ask]").select_option(value="q:already_get")
    admin.press("Choose")
    admin.page.locator("[name=test][value=is]").check()
    admin.page.locator("[name=values][value=yes]").check()
    admin.press("Add it")
    assert "already get free school meals because of a benefit?” is yes" in main(admin)
    admin.go("/staff/studio/")
    assert "Draft, last changed by" in main(admin)


def begin(open_browser, email: str) -> tuple[Person, FormWalk]:
    person = open_browser(viewport=PHONE, council=COUNCIL)
    person.go(f"/forms/{SLUG}/")
    person.press("Start now")
    person.press("Go on with the form")
    return person, FormWalk(LIBRARY, given={"email": email, "already_get": "yes"})


def test_a_form_is_changed_while_people_are_part_way(open_browser):
    admin = open_browser(viewport=PHONE, also=DESKTOP, council=COUNCIL)
    admin.sign_in_staff("sian@southmere.example")
    copy(admin)

    rosa, her_form = begin(open_browser, "rosa@example.org")
    her_form.walk(rosa, until="sharing-food-needs")
    ask_for_clubs(admin)
    publish(admin, "May wait", 2)
    her_form.walk(rosa)
    assert CLUBS not in main(rosa)
    rosa.press("Send")
    assert REFERENCE.search(main(rosa))

    ned, his_form = begin(open_browser, "ned@example.org")
    his_form.walk(ned, until="breakfast-clubs")
    ned.press("Add")
    ned.page.locator("[data-question] input").first.fill("Early Birds")
    ned.press("Save and continue")
    draft = ned.page.url.removeprefix(ned.base).partition("page/")[0]
    ned.go(f"{draft}page/breakfast-clubs/")
    assert "Early Birds" in main(ned)
    ned.go(f"{draft}page/how-to-contact-you/")

    add(admin, re.compile("^Add a question.*How to contact you"), "text", label=CALLING)
    publish(admin, "Must apply", 3, WHY)
    ned.page.locator("[name=phone]").fill("07700 900 123")
    ned.press("Save and continue")
    assert "This form has changed" in main(ned)
    assert WHY in main(ned)
    assert "07700 900 123" in main(ned)
    ned.press("Save what I typed")
    ned.go(draft)
    assert WHY in main(ned)
    ned.follow(CALLING)
    assert ned.page.locator("[name=phone]").input_value().replace(" ", "") == "07700900123"
    ned.complaints = [said for said in ned.complaints if REFUSED not in said]

    admin.go(f"/staff/studio/{SLUG}/versions/")
    admin.press("Compare")
    assert CALLING in main(admin)
    admin.go(f"/staff/studio/{SLUG}/versions/")
    with admin.page.expect_navigation():
        admin.page.get_by_role("button", name=re.compile("^Go back to this version.*version 1$")).click()
    admin.look()
    assert "Put version 1 into the draft?" in main(admin)
    admin.press("Put it into the draft")
    publish(admin, "May wait", 4)
    admin.page.locator("[name=from]").select_option(label="version 1")
    admin.press("Compare")
    assert "Nothing that people read or are asked is different." in main(admin)
    for page in ("import/", "publishing/", f"{SLUG}/words/", f"{SLUG}/conditions/"):
        admin.go(f"/staff/studio/{page}")
