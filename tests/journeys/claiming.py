"""What a claimant does with a claim beyond answering its questions: photos, a partner, another device, corrections."""

from __future__ import annotations

import io
import random
import re
from contextlib import closing
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import expect

from tests.journeys.bad_line import BadLine
from tests.journeys.deciding import photo
from tests.journeys.form_walk import FormWalk
from tests.journeys.person import Person
from tests.platform_process import until

REFERENCE = re.compile(r"CAL-\w{4}-\w{4}")


def path_of(person: Person) -> str:
    """Where somebody is, without the address of the council."""
    return person.page.url.removeprefix(person.base)


def type_through_a_gap(person: Person, box: str, words: str) -> None:
    """The line is away while they type; what they typed is saved when it is back."""
    state = person.page.locator("[data-save-state]")
    person.context.set_offline(True)
    person.page.locator(f"[name={box}]").fill(words)
    expect(state).to_contain_text("no connection", timeout=10_000)
    person.context.set_offline(False)
    expect(state).to_contain_text("Saved at", timeout=15_000)


def add_photos(person: Person, draft: str, paper: str, number: int) -> None:
    """So many photos of one paper, added to a draft at once."""
    person.go(draft)
    person.follow("Add photos of your papers")
    person.follow(paper)
    taken = [{"name": f"page-{each}.png", "mimeType": "image/png", "buffer": photo(each)} for each in range(number)]
    person.page.locator("#files").set_input_files(taken)
    person.press("Add it")
    assert "We have added it." in person.page.inner_text("main")
    for each in range(number):
        assert f"page-{each}.jpg" in person.page.inner_text("main")


def send_a_paper_over_a_line_that_is_cut(person: Person) -> None:
    """From the receipt, and back to it: five megabytes come whole, and once."""
    sent = path_of(person)
    person.follow("Proof of who you are")
    person.press("Send it")
    assert "Choose a photo or a PDF first." in person.page.inner_text("main")
    _send_over_a_line_that_is_cut(person, {"name": "passport.jpg", "mimeType": "image/jpeg", "buffer": _large_photo()})
    assert person.page.inner_text("main").count("passport.jpg (") == 1
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


def _large_photo() -> bytes:
    """Five megabytes: pixels that no encoder makes smaller."""
    taken, size = io.BytesIO(), (2900, 2100)
    Image.frombytes("RGB", size, random.Random(5).randbytes(3 * size[0] * size[1])).save(taken, "JPEG", quality=88)
    return taken.getvalue()


def send_as_the_line_breaks(person: Person, line: BadLine) -> str:
    """The answer to "Send" never comes. They look at their claims, and find it sent, once; the reference."""
    line.where, line.chance, before = ["after"], 1.0, line.cut["after"]
    person.page.get_by_role("button", name="Send", exact=True).click(no_wait_after=True)
    until(lambda: line.cut["after"] > before, 20, "the form to be sent and the line to break")
    line.chance = 0.0

    def is_there() -> bool:
        person.go("/claims/")
        return bool(REFERENCE.search(person.page.inner_text("main")))

    until(is_there, 20, "the form to be among those that were sent")
    assert len(REFERENCE.findall(person.page.inner_text("main"))) == 1
    person.follow("Housing Benefit and Council Tax Reduction")
    assert "We have your form" in person.page.inner_text("main")
    return REFERENCE.search(person.page.inner_text("main"))[0]


def send_the_partner_a_link(person: Person, contact: str) -> None:
    """From the receipt, and back to it."""
    receipt = path_of(person)
    assert "Waiting for the partner’s signature" in person.page.inner_text("main")
    person.follow("Have your partner sign")
    person.page.locator("[name=contact]").fill(contact)
    person.press("Send the link")
    assert "We have sent your partner a link." in person.page.inner_text("main")
    person.go(receipt)


def sign_as_partner(person: Person, contact: str, claimant: str, name: str) -> None:
    """On the partner's own phone: the link, the code, what is said about them, and the signature."""
    link = until(lambda: re.search(r"/sign/[\w-]+/", person.letter_to(contact)), 60, "the link to be sent")
    person.go(link[0])
    assert claimant not in person.page.inner_text("body")
    person.press("Send me a code")
    person.enter_code(contact)
    assert f"{claimant} sent this claim" in person.page.inner_text("main")
    assert name in person.page.inner_text("main")
    assert "12 Weaver Court" not in person.page.inner_text("main")
    person.page.locator("[name=name]").fill(name)
    person.page.locator("[name=agree]").check()
    person.press("Sign")
    assert "You have signed" in person.page.inner_text("main")


def send_a_photo_by_phone(screen: Person, phone: Person, paper: str) -> None:
    """The claim stands on a screen, which shows a code; a phone that is signed in nowhere takes the photo."""
    screen.follow(paper)
    screen.follow("Use your phone's camera")
    screen.press("Show the code")
    words = screen.page.locator("p.govuk-heading-m[translate=no]").inner_text()
    phone.go(f"/phone/{words.replace(' ', '-')}/")
    phone.press("Use this phone")
    assert phone.page.locator("h1").inner_text() == paper
    phone.page.locator("#camera").set_input_files({"name": "slip.png", "mimeType": "image/png", "buffer": photo(9)})
    phone.press("Send it")
    assert "We have it. Thank you." in phone.page.inner_text("main")
    expect(screen.page.locator("main")).to_contain_text("1 file has come.", timeout=15_000)
    phone.press("I have finished")
    assert "You have finished here" in phone.page.inner_text("main")
    screen.press("Continue")
    assert "slip.jpg" in screen.page.inner_text("main")


def correct(person: Person, question: str, answer: str, *, before: str, asked: str) -> None:
    """From the receipt: what is asked again, the new answer beside the old one, and back."""
    receipt = path_of(person)
    person.go(receipt)
    assert "We need you to look at some answers again." in person.page.inner_text("main")
    person.follow("See which ones, and change them")
    assert asked in person.page.inner_text("main")
    person.press("Change the answers")
    person.page.locator(f"[name={question}]").fill(answer)
    person.press("Continue")
    assert f"Before: {before}" in person.page.inner_text("main")
    person.press("Send the changes")
    person.go(receipt)
    assert "Answers were changed after you sent this." in person.page.inner_text("main")


def tell_a_change(person: Person, given: dict) -> str:
    """From the receipt: a change of circumstances; its reference."""
    person.follow("Tell us about a change")
    person.press("Tell us what has changed")
    if "/page/" not in person.page.url:
        person.press("Go on with the form")
    FormWalk("change-of-circumstances", given=given).walk(person)
    person.press("Send")
    return REFERENCE.search(person.page.locator(".govuk-panel").inner_text())[0]


def count_filled_in(person: Person, form: str) -> int:
    """Begin a form, and read on its pages how many answers stand in it already, each with where it is from."""
    person.go(f"/forms/{form}/")
    person.press("Start now")
    person.press("Go on with the form")
    draft, filled = path_of(person).partition("page/")[0], 0
    for page in FormWalk(form).spec.pages:
        own = f"{draft}page/{page}/"
        person.go(own)
        rows = person.page.locator(f"main a[href^='{own}']").evaluate_all("all => all.map((a) => a.pathname)")
        if path_of(person).startswith(own):
            filled += person.page.locator(".bo-source").count()
        for row in sorted(set(rows) - {own}):
            person.go(row)
            filled += person.page.locator(".bo-source").count()
    return filled
