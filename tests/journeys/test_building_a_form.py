"""A council's admin builds a form from nothing, with keys and by dragging, questions before it, sound and a film, and
publishes it; a resident answers what is asked first, reads that it may not be for them, and applies anyway.
"""

from __future__ import annotations

import re

import pytest

from tests.formspec.films import CAPTIONS, film, tone
from tests.journeys.person import DESKTOP, PHONE, Person

pytestmark = pytest.mark.journey

SAID, WHY = "Say yes if you can grow something.", "Bins are for people who have a garden."


def add(admin: Person, link: str | re.Pattern, kind: str, **typed: str) -> None:
    admin.follow(link)
    for name, value in typed.items():
        admin.page.locator(f"[name={name}]").fill(value)
    admin.page.locator("[name=type]").select_option(kind)
    admin.press("Save")


def order(admin: Person, page: str) -> list[str]:
    return admin.page.locator(f"[data-page={page}] [data-question] a").all_inner_texts()


def ask_first(admin: Person, question: str, against: str) -> None:
    """A question before the form begins, with what speaks against it."""
    admin.follow("Add a question to the check")
    admin.page.locator("[name=label]").fill(question)
    admin.press("Save")
    admin.page.get_by_label(against, exact=True).check()
    admin.page.locator("[name=because]").fill(WHY)
    admin.press("Save")
    assert f"With {against}:" in admin.page.inner_text("main")


def add_sound_and_film(admin: Person, question: str) -> None:
    admin.go("/staff/studio/garden-waste/")
    admin.follow(question)
    admin.follow("Sound and film")
    page = admin.page
    page.locator("[name=language][value=en][type=radio]").check()
    page.locator("[name=sound]").set_input_files({"name": "a.wav", "mimeType": "audio/wav", "buffer": tone()})
    page.locator("#sound_transcript").fill(SAID)
    admin.press("Add the recording")
    page.locator("[name=film]").set_input_files({"name": "a.mp4", "mimeType": "video/mp4", "buffer": film()})
    page.locator("[name=captions]").set_input_files({"name": "a.vtt", "mimeType": "text/vtt", "buffer": CAPTIONS})
    page.locator("#film_transcript").fill(SAID)
    admin.press("Add the film")
    assert page.inner_text("main").count("Remove…") == 2


def apply_anyway(person: Person) -> None:
    person.go("/forms/garden-waste/")
    person.press("Answer them first")
    person.page.get_by_label("No", exact=True).first.check()
    person.page.get_by_label("Yes", exact=True).last.check()
    person.press("Continue")
    page = person.page.inner_text("main")
    assert "You may not be able to get this" in page
    assert page.count(WHY) == 2
    person.press("Apply anyway")
    person.press("Go on with the form")


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
    add_sound_and_film(admin, "Have you a garden?")
    admin.go("/staff/studio/garden-waste/eligibility/")
    ask_first(admin, "Have you a garden at home?", "No")
    ask_first(admin, "Have you a bin already?", "Yes")
    admin.go("/staff/studio/garden-waste/publish/")
    admin.press("Publish")
    assert "Published: version 1." in admin.page.inner_text("main")
    person = open_browser(viewport=PHONE, also=DESKTOP, council="southmere")
    person.go("/")
    assert "Garden waste" in person.page.inner_text("body")
    apply_anyway(person)
    person.page.get_by_label("First names").fill("Ann")
    person.page.get_by_label("Last name").fill("Invented")
    person.press("Save and continue")
    assert person.page.locator("audio[preload=none]").count() == 1
    assert person.page.locator("video[preload=none] track[kind=captions]").count() == 1
    # Closed, nobody sees the players, and axe looks at none.
    for summary in person.page.locator("main summary").all():
        summary.click()
    assert SAID in person.page.inner_text("main")
    person.look(again=True)
