"""From a claim that was sent to its decision: a paper and a question, their answers, every check, and the letter."""

from __future__ import annotations

import io
import random
from contextlib import closing
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import expect

from tests.journeys.bad_line import BadLine
from tests.journeys.person import Person

QUESTION, ANSWER = "Do you need my old payslips too?", "Only those of the last two months."


def send_a_paper_and_a_question(person: Person) -> None:
    """On the page of a sent claim."""
    sent = person.page.url.removeprefix(person.base)
    person.follow("Proof of who you are")
    person.press("Send it")
    assert "Choose a photo or a PDF first." in person.page.inner_text("main")
    _send_over_a_line_that_is_cut(person, {"name": "passport.jpg", "mimeType": "image/jpeg", "buffer": _photo()})
    assert person.page.inner_text("main").count("passport.jpg (") == 1
    person.go(sent)
    person.follow("Write to the council about this claim, or read what was written")
    person.page.locator("textarea[name=words]").fill(QUESTION)
    person.press("Send")
    assert QUESTION in person.page.inner_text("main")
    person.go(sent)


def _send_over_a_line_that_is_cut(person: Person, photo: dict) -> None:
    """The line is cut when the photo is announced and three parts are there, and back after that."""
    at = urlsplit(person.page.url)
    with closing(BadLine(at.port)) as line:
        person.page.goto(at._replace(netloc=f"{at.hostname}:{line.port}").geturl())
        person.page.locator("#files").set_input_files(photo)
        line.posts_left = 4
        person.page.get_by_role("button", name="Send it").click()
        expect(person.page.locator("[data-upload-list]")).to_contain_text("There is no connection", timeout=30_000)
        expect(person.page.get_by_role("progressbar", name="passport.jpg")).to_be_visible()
        expect(person.page.locator("[data-upload-said]")).to_contain_text("We try again by ourselves.")
        assert "What we have" not in person.page.inner_text("main")
        person.look()
        line.dead, line.posts_left = False, None
        with person.page.expect_navigation():
            person.page.evaluate("window.dispatchEvent(new Event('online'))")
        assert "We have it. Thank you." in person.page.inner_text("main")
        # Chromium logs requests that fail; that is what this part is about.
        person.complaints = [said for said in person.complaints if "ERR_EMPTY_RESPONSE" not in said]
    person.go(at.path)


def accept_the_paper_and_answer(person: Person, reference: str) -> None:
    """At the desk: the claim is among those that need us until both are answered."""
    person.go("/staff/claims/?stage=needs")
    assert "New paper, Message" in person.page.inner_text("main")
    person.follow(reference)
    assert QUESTION in person.page.inner_text("main")
    person.go(f"/staff/claims/{reference}/person/")
    person.go(f"/staff/claims/{reference}/")
    person.follow("Proof of who you are")
    person.page.get_by_label("It is right", exact=True).check()
    person.press("Save")
    person.go(f"/staff/claims/{reference}/")
    person.follow("Write to the claimant")
    person.page.locator("textarea[name=words]").fill(ANSWER)
    person.press("See what the claimant will read")
    person.press("Send the message")
    assert "It needs us" not in person.page.inner_text("main")
    person.go("/staff/claims/?stage=needs")
    assert reference not in person.page.inner_text("main")


def check_and_decide(person: Person, reference: str) -> None:
    """Every check is passed, one amount is given, the letter is read, and it is decided."""
    person.go(f"/staff/claims/{reference}/")
    person.press("Go on with the checks")
    while "/checks/" in person.page.url:
        person.page.get_by_label("Passed", exact=True).check()
        person.press("Save and go on")
    person.press("See the letter")
    person.check_error_links()
    person.page.get_by_label("Awarded", exact=True).check()
    person.page.locator("[name$=_amount]").first.fill("92.50")
    for part, text in (("day", "1"), ("month", "12"), ("year", "2026")):
        person.page.locator(f"[name$=_from-{part}]").first.fill(text)
    person.page.locator("[name=summary]").fill("No council tax is charged where you live.")
    person.press("See the letter")
    assert "£92.50 a week" in person.page.inner_text("main")
    person.press("Decide, with this letter")
    # Calderbrook has every decision checked by a second person.
    assert "Nothing is sent before they agree." in person.page.inner_text("main")


def _photo() -> bytes:
    """Five megabytes: pixels that no encoder makes smaller."""
    taken, size = io.BytesIO(), (2900, 2100)
    Image.frombytes("RGB", size, random.Random(5).randbytes(3 * size[0] * size[1])).save(taken, "JPEG", quality=88)
    return taken.getvalue()
