"""A computer that several people use: what one of them sent is not the next one's; its own person finds it again."""

from __future__ import annotations

import re
import time

import pytest

from tests.journeys.form_walk import FormWalk
from tests.journeys.person import DESKTOP, Person

pytestmark = pytest.mark.journey

SLUG = "free-school-meals"
NAME = {"first": "Zofia", "last": "Wrona"}
NOT_THERE = re.compile(r"40[34] \(")


def send_as_visitor(person: Person, contact: str) -> tuple[str, str]:
    """Zofia fills in a form and sends it, without signing in; returns the receipt's address and the reference."""
    walk = FormWalk(SLUG, given={"name": NAME, "email": contact})
    person.go(f"/forms/{SLUG}/")
    person.press("Start now")
    person.press("Go on with the form")
    walk.walk(person)
    person.press("Send")
    reference = re.search(r"CAL-\w{4}-\w{4}", person.page.inner_text("main"))[0]
    return person.page.url.removeprefix(person.base), reference


def assert_nothing_reachable(person: Person, receipt: str, reference: str) -> None:
    """Whoever sits here now reaches nothing of Zofia's: by address, list, account, back button, cache or storage."""
    for path in (receipt, receipt.replace("/sent/", "/pdf/"), receipt.replace("/sent/", "/"), "/claims/", "/account/",
                 "/account/who-has-seen-my-information/", "/account/is-this-yours/", "/"):  # fmt: skip
        _kind, body = person.fetch(path)
        assert reference.encode() not in body, path
        assert b"Zofia" not in body, path
    for _ in range(6):
        person.page.go_back()
        shown = person.page.inner_text("body")
        assert reference not in shown, person.page.url
        assert "Zofia" not in shown, person.page.url
    person.page.goto(person.base + receipt)
    assert reference not in person.page.inner_text("body")
    held = person.page.evaluate(
        "async () => JSON.stringify([{...localStorage}, {...sessionStorage}, await caches.keys(), document.cookie])"
    )
    assert reference not in held
    assert "Zofia" not in held


def assert_she_finds_it(person: Person, contact: str, reference: str) -> None:
    """At home, in her own browser, by a code to the address that she gave in the form."""
    person.go("/account/sign-in/?next=/claims/")
    person.sign_in_by_code(contact)
    assert reference in person.page.inner_text("main")
    person.follow(re.compile("School meals|school meals"))
    assert "We have your form" in person.page.inner_text("main")


def test_who_leaves_without_a_word_leaves_nothing_to_the_next(open_browser):
    stamp = time.time_ns()
    hers, his = f"zofia.{stamp}@example.org", f"bogdan.{stamp}@example.org"
    computer = open_browser(viewport=DESKTOP)
    receipt, reference = send_as_visitor(computer, hers)

    # She walks away. He signs in, is asked, and says that it is not his.
    computer.go("/account/sign-in/")
    computer.sign_in_by_code(his)
    asked = computer.page.inner_text("main")
    assert "Is this yours?" in asked
    assert "Zofia Wrona" in asked
    assert computer.page.get_by_role("button", name="Yes, add it to my account").count() == 0
    _kind, body = computer.fetch(receipt)
    assert reference.encode() not in body, "not while he is asked, either"
    computer.press("No, it is somebody else’s")
    assert_nothing_reachable(computer, receipt, reference)
    computer.complaints = [said for said in computer.complaints if not NOT_THERE.search(said)]

    assert_she_finds_it(open_browser(viewport=DESKTOP), hers, reference)


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_who_says_that_they_have_finished_leaves_nothing_at_all(open_browser, javascript):
    stamp = time.time_ns()
    hers, his = f"zofia.{stamp}@example.org", f"bogdan.{stamp}@example.org"
    computer = open_browser(viewport=DESKTOP, javascript=javascript)
    receipt, reference = send_as_visitor(computer, hers)
    computer.press("I have finished: clear this device")
    assert "Nothing about you is left on this device" in computer.page.inner_text("main")
    if javascript:
        assert_nothing_reachable(computer, receipt, reference)
    computer.go("/account/sign-in/")
    computer.sign_in_by_code(his)
    assert "Is this yours?" not in computer.page.inner_text("main")
    if javascript:
        assert_nothing_reachable(computer, receipt, reference)
    computer.complaints = [said for said in computer.complaints if not NOT_THERE.search(said)]

    assert_she_finds_it(open_browser(viewport=DESKTOP), hers, reference)
