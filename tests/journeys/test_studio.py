"""A form of the library is copied, changed, tried and published again and again while residents are part-way.

From copying to the second publishing the admin has no mouse.
"""

from __future__ import annotations

import re

import pytest

from tests.journeys.form_walk import FormWalk
from tests.journeys.keyboard import Keyboard
from tests.journeys.person import DESKTOP, PHONE, Person

pytestmark = pytest.mark.journey

COUNCIL, LIBRARY = "southmere", "free-school-meals"
TITLE, SLUG = "School meals here", "school-meals-here"
STUDIO = f"/staff/studio/{SLUG}/"
CLUBS, WHICH, CALLING = "Breakfast clubs", "Which clubs are there?", "When should we ring?"
KEY = "which_clubs_are_there"
# What is written of it in Welsh, whatever it says.
WELSH = "Clybiau brecwast"
WHY = "The law asks schools for it since 1 December."
REFERENCE = re.compile(r"SOU-\w{4}-\w{4}")
# Chromium logs what is refused because the form changed, as it logs what has ended.
REFUSED = "409"


def main(person: Person) -> str:
    return " ".join(person.page.inner_text("main").split())


def publish(admin: Person, how: str, number: int, why: str = "") -> None:
    admin.go(f"{STUDIO}publish/")
    admin.press("Publish")
    # Nobody can have begun a form that was never published: there is nothing to choose.
    if number > 1:
        admin.check_error_links()
        admin.page.get_by_label(how, exact=True).check()
        admin.page.locator("[name=because]").fill(why)
        admin.press("Publish")
    assert f"Published: version {number}." in main(admin)


def copy(keys: Keyboard) -> None:
    admin = keys.person
    admin.go("/staff/studio/")
    keys.button("Start a new form")
    keys.write("title", TITLE)
    keys.pick("start", LIBRARY)
    keys.button("Start")
    keys.button("Publish")
    keys.button("Publish")
    assert "Published: version 1." in main(admin)
    admin.go("/staff/studio/")
    assert "As published" in main(admin)


def add(admin: Person, link: str | re.Pattern, kind: str, **typed: str) -> None:
    admin.go(STUDIO)
    admin.follow(link)
    for name, value in typed.items():
        admin.page.locator(f"[name={name}]").fill(value)
    admin.page.locator("[name=type]").select_option(kind)
    admin.press("Save")


def ask_for_clubs(keys: Keyboard) -> None:
    """A list that only those see whose children get meals already; at first, by mistake, that nobody sees."""
    admin = keys.person
    admin.go(STUDIO)
    keys.link(re.compile("^Add a page.*Children"))
    keys.write("title", CLUBS)
    keys.write("label", WHICH)
    keys.pick("type", "repeating_group")
    keys.button("Save")
    admin.go(f"{STUDIO}questions/{KEY}/")
    keys.link("Change when it is shown")
    for answer in ("no", "yes"):
        keys.pick("ask", "q:already_get")
        keys.button("Choose")
        keys.choose("is")
        keys.tick(admin.page.locator(f"[name=values][value={answer}]"))
        keys.button("Add it")
    admin.go(f"{STUDIO}questions/{KEY}/")
    keys.tick(admin.page.locator("[name=required]"))
    keys.button("Save")


def mend_what_the_checks_find(keys: Keyboard) -> None:
    admin = keys.person
    admin.go(f"{STUDIO}publish/")
    assert "The form cannot be published before that is put right." in main(admin)
    assert admin.page.get_by_role("button", name="Publish").count() == 0
    keys.link(WHICH)
    keys.link("Change when it is shown")
    keys.button(re.compile("^Remove.*is no$"))
    assert "already get free school meals because of a benefit?” is yes" in main(admin)
    admin.go("/staff/studio/")
    assert "Draft, last changed by" in main(admin)


def write_welsh_and_have_it_spoken(keys: Keyboard) -> None:
    admin = keys.person
    admin.go(f"{STUDIO}languages/cy/")
    keys.link("Breakfast clubs")
    for box in admin.page.locator("main textarea").all():
        keys.tab_to(box)
        admin.page.keyboard.type(WELSH)
    keys.button("Save")
    admin.go(f"{STUDIO}questions/{KEY}/media/")
    for language in ("English", "Welsh"):
        keys.button(f"Have it spoken in {language}")
    assert admin.page.locator("main audio").count() == 2


def try_it(keys: Keyboard) -> None:
    """As a resident would, as far as the new page, in Welsh too; kept as an example."""
    admin = keys.person
    admin.go(f"{STUDIO}try/")
    keys.button("Begin with the first page")
    keys.choose("Yes")
    keys.button("Save and continue")
    admin.go(f"{STUDIO}try/pages/breakfast-clubs/?in=cy")
    assert WELSH in main(admin)
    assert CLUBS not in main(admin)
    admin.go(f"{STUDIO}try/check/")
    keys.tab_to(admin.page.locator("summary", has_text="Keep these answers as an example"))
    keys.key("Enter")
    keys.write("name", "Gets meals already")
    keys.tick(admin.page.locator("[name=invented]"))
    keys.button("Keep as an example")
    admin.go(f"{STUDIO}publish/")
    assert "Gets meals already" in main(admin)


def publish_by_keys(keys: Keyboard) -> None:
    keys.choose("May wait")
    keys.button("Publish")
    assert "Published: version 2." in main(keys.person)


def hears(person: Person) -> None:
    """The page has a recording of its question, which is sound."""
    [address] = person.page.eval_on_selector_all("main audio", "all => all.map(each => each.getAttribute('src'))")
    kind, sound = person.fetch(address)
    assert (kind, len(sound) > 1000) == ("audio/mpeg", True)


def begin(open_browser, email: str) -> tuple[Person, FormWalk]:
    person = open_browser(viewport=PHONE, council=COUNCIL)
    person.go(f"/forms/{SLUG}/")
    person.press("Start now")
    person.press("Go on with the form")
    return person, FormWalk(LIBRARY, given={"email": email, "already_get": "yes"})


def test_a_form_is_changed_while_people_are_part_way(open_browser):
    admin = open_browser(viewport=PHONE, also=DESKTOP, council=COUNCIL)
    admin.sign_in_staff("sian@southmere.example")
    keys = Keyboard(admin)
    copy(keys)

    rosa, her_form = begin(open_browser, "rosa@example.org")
    her_form.walk(rosa, until="sharing-food-needs")
    ask_for_clubs(keys)
    mend_what_the_checks_find(keys)
    write_welsh_and_have_it_spoken(keys)
    try_it(keys)
    publish_by_keys(keys)
    her_form.walk(rosa)
    assert CLUBS not in main(rosa)
    rosa.press("Send")
    assert REFERENCE.search(main(rosa))

    ned, his_form = begin(open_browser, "ned@example.org")
    his_form.walk(ned, until="breakfast-clubs")
    hears(ned)
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

    admin.go(f"{STUDIO}versions/")
    admin.press("Compare")
    assert CALLING in main(admin)
    admin.go(f"{STUDIO}versions/")
    with admin.page.expect_navigation():
        admin.page.get_by_role("button", name=re.compile("^Go back to this version.*version 1$")).click()
    admin.look()
    assert "Put version 1 into the draft?" in main(admin)
    admin.press("Put it into the draft")
    publish(admin, "May wait", 4)
    admin.page.locator("[name=from]").select_option(label="version 1")
    admin.press("Compare")
    assert "Nothing that people read or are asked is different." in main(admin)
    for page in ("import/", "publishing/", f"{SLUG}/words/", f"{SLUG}/conditions/", f"{SLUG}/languages/"):
        admin.go(f"/staff/studio/{page}")
