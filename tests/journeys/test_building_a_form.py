"""A council's admin builds a form from nothing, with keys and by dragging, publishes it, and a resident is asked it."""

from __future__ import annotations

import re

import pytest

from tests.journeys.person import DESKTOP, PHONE, Person

pytestmark = pytest.mark.journey


def add(admin: Person, link: str | re.Pattern, kind: str, **typed: str) -> None:
    admin.follow(link)
    for name, value in typed.items():
        admin.page.locator(f"[name={name}]").fill(value)
    admin.page.locator("[name=type]").select_option(kind)
    admin.press("Save")


def order(admin: Person, page: str) -> list[str]:
    return admin.page.locator(f"[data-page={page}] [data-question] a").all_inner_texts()


def test_a_form_is_built_moved_published_and_filled_in(open_browser):
    admin = open_browser(viewport=PHONE, also=DESKTOP, council="southmere")
    admin.sign_in_staff("sian@southmere.example")
    admin.go("/staff/studio/")
    admin.press("Start a new form")
    admin.page.locator("[name=title]").fill("Garden waste")
    admin.press("Start")
    add(admin, "Add a section", "yes_no", title="Your garden", label="Have you a garden?")
    add(admin, re.compile("^Add a question.*Your garden"), "number", label="How many bins do you need?")
    add(admin, re.compile("^Add a question.*Your garden"), "text", label="Where should they stand?")
    admin.page.locator("#question-how_many_bins_do_you_need").focus()
    with admin.page.expect_navigation():
        admin.page.keyboard.press("Alt+ArrowDown")
    assert order(admin, "your-garden")[1:] == ["Where should they stand?", "How many bins do you need?"]
    assert admin.page.evaluate("document.activeElement.textContent") == "How many bins do you need?"
    admin.page.set_viewport_size({"width": 1280, "height": 1400})
    with admin.page.expect_navigation():
        admin.page.locator("[data-question=how_many_bins_do_you_need]").drag_to(
            admin.page.locator("[data-question=where_should_they_stand]")
        )
    assert order(admin, "your-garden")[1:] == ["How many bins do you need?", "Where should they stand?"]
    admin.follow("How many bins do you need?")
    admin.follow("Change when it is shown")
    admin.page.locator("[name=ask]").select_option(label="Have you a garden?")
    admin.press("Choose")
    admin.page.locator("[name=test][value=is]").check(force=True)
    admin.page.locator("[name=values][value=yes]").check(force=True)
    admin.press("Add it")
    assert "“Have you a garden?” is yes" in admin.page.inner_text("main")
    admin.go("/staff/studio/garden-waste/publish/")
    admin.press("Publish")
    assert "Published: version 1." in admin.page.inner_text("main")
    person = open_browser(viewport=PHONE, council="southmere")
    person.go("/")
    assert "Garden waste" in person.page.inner_text("body")
