"""A council's admin tries a draft as a resident would, on a phone, without scripts too, and keeps an example of it."""

from __future__ import annotations

import re

import pytest

from tests.journeys.person import DESKTOP, PHONE, Person

pytestmark = pytest.mark.journey

TRY = "/staff/studio/meals-to-try/try/"
GOES_NOWHERE = "Try-out: what you type goes nowhere"


def begin(admin: Person) -> None:
    admin.sign_in_staff("sian@southmere.example")
    admin.go("/staff/studio/")
    admin.press("Start a new form")
    admin.page.locator("[name=title]").fill("Meals to try")
    admin.page.locator("[name=start]").select_option("free-school-meals")
    admin.press("Start")


def body(person: Person) -> str:
    return " ".join(person.page.inner_text("body").split())


def way(admin: Person, name: str) -> None:
    """Follow a link of the line that says that it is a try-out."""
    admin.page.locator(".bo-trying summary").click()
    admin.follow(name)


def test_a_draft_is_tried_and_an_example_kept(open_browser):
    admin = open_browser(viewport=PHONE, also=DESKTOP, council="southmere")
    begin(admin)
    admin.follow("Try this form")
    assert GOES_NOWHERE in body(admin)
    admin.press("Begin with the first page")
    assert GOES_NOWHERE in body(admin)
    way(admin, "All pages")
    admin.follow("Your name")
    admin.press("Save and continue")
    admin.check_error_links()
    way(admin, "Cymraeg")
    assert admin.page.locator("html").get_attribute("lang") == "cy"
    way(admin, "English")
    way(admin, "A helper for somebody else")
    assert "Sam Example" in body(admin)
    way(admin, "Check your answers")
    admin.page.get_by_text("Keep these answers as an example").first.click()
    admin.page.locator("[name=name]").fill("Nothing answered")
    admin.page.locator("[name=invented]").check()
    admin.press("Keep as an example")
    admin.press("Run the examples")
    assert "All examples pass" in body(admin)
    admin.go("/staff/studio/meals-to-try/publish/")
    assert "Nothing answered" in body(admin)
    admin.go(f"{TRY}beside/")
    admin.page.set_viewport_size(DESKTOP)
    widths = admin.page.eval_on_selector_all("iframe", "all => all.map(each => each.clientWidth)")
    assert widths[0] == 360
    assert widths[1] > 480
    phone = admin.page.frame_locator("iframe").first
    phone.get_by_role("button", name=re.compile("Save and continue")).click()
    phone.get_by_role("link", name="Back", exact=True).wait_for()


def test_a_draft_is_tried_without_scripts(open_browser):
    admin = open_browser(viewport=PHONE, council="southmere", javascript=False)
    admin.sign_in_staff("sian@southmere.example")
    admin.go("/staff/studio/")
    admin.press("Start a new form")
    admin.page.locator("[name=title]").fill("Tried without scripts")
    admin.press("Start")
    admin.follow("Try this form")
    admin.press("Begin with the first page")
    admin.page.locator("[name=full_name-first]").fill("Ann")
    admin.page.locator("[name=full_name-last]").fill("Invented")
    admin.press("Save and continue")
    assert "Ann Invented" in body(admin)
    way(admin, "All pages")
    admin.press("Begin again")
    admin.press("Begin again")
    assert "Not started" in body(admin)
