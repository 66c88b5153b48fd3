"""Two advisers and a manager with three hundred claims, by keyboard alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from playwright.sync_api import expect

from betteroff.local.services import running_environment
from tests.casework.handover.receiver import accept
from tests.estimates.external.standin import answer, standing_in
from tests.journeys.desk_seeding import CLAIMS, OFFICE
from tests.journeys.keyboard import Keyboard
from tests.journeys.person import DESKTOP, Person
from tests.platform_process import BASE_DIR, until

pytestmark = pytest.mark.journey

LIST = "/staff/claims/"
NOTE = "She rang: the tenancy began in May."


@pytest.fixture(scope="module")
def office():
    """The council's own system, which refuses the first claim and takes the next."""
    with standing_in() as found:
        found.script = [answer(422, b"no"), accept("HB-17")]
        yield found


@pytest.fixture(scope="module")
def seeded(platform, office) -> dict[str, Any]:
    """The claims, and the sessions of those who work on them."""
    folder = platform.output.parent
    secrets = {"SECRET_KEY": "secret-key", "FIELD_KEYS": "field-keys"}
    environment = {
        **os.environ, **running_environment(folder), "VAR_DIR": str(folder), "OUTSIDE_ON_LOOPBACK": "1",
        **{name: (folder / file).read_text().strip() for name, file in secrets.items()},
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.journeys.desk_seeding", office.address]
    done = subprocess.run(command, cwd=BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def at_work(open_browser, session: str) -> Person:
    """A member of staff, signed in, at their list."""
    person = open_browser(viewport=DESKTOP, council="southmere")
    person.context.add_cookies([{"name": "sessionid", "value": session, "url": person.base}])
    person.go(LIST)
    return person


def test_three_hundred_claims_by_keyboard(open_browser, seeded, office):
    tom = at_work(open_browser, seeded["tom"])
    keys = Keyboard(tom)
    the_emergency_comes_first(keys, seeded["emergency"])
    three_at_once(keys)
    pass_on(keys, seeded["twins"])
    the_overdue_one(keys, seeded["overdue"])
    uma = at_work(open_browser, seeded["uma"])
    uma.go(f"{LIST}?stage=all&whose=mine")
    uma.follow(seeded["twins"][0])
    assert NOTE in uma.page.inner_text("main")
    look_alikes(uma, seeded["twins"])
    handed_over(Keyboard(at_work(open_browser, seeded["sian"])), seeded["handed_over"], office)


def the_emergency_comes_first(keys: Keyboard, reference: str) -> None:
    """The first row of three hundred, and why it cannot wait stands in it and above the claim."""
    page = keys.person.page
    assert f"of {CLAIMS}" in page.locator(".bo-count").inner_text()
    first = page.locator("[data-row]").first
    assert reference in first.inner_text()
    assert "In danger" in first.inner_text()
    keys.key("j")
    keys.open()
    assert "This claim cannot wait" in page.inner_text("main")
    assert "Their answers say so." in page.inner_text("main")
    keys.open("u")
    assert page.url.endswith(f"#row-{reference}")


def three_at_once(keys: Keyboard) -> None:
    """Three rows are ticked, what would happen is shown first, and then it is done."""
    page = keys.person.page
    before = page.locator("[data-row]").nth(2).locator("a[id^=row-]").inner_text()
    keys.key("j", "j", "x", "j", "x", "j", "x")
    assert page.locator("[data-row] input:checked").count() == 3
    keys.button("Change the ticked claims")
    keys.choose("I am")
    keys.button("See what would happen")
    assert "3 claims would change." in page.inner_text("main")
    keys.button("Change 3 claims")
    # The page turns by itself.
    expect(page.locator("main")).to_contain_text("3 of 3 claims are changed.", timeout=30_000)
    keys.person.go(f"{LIST}?whose=mine")
    assert before in page.inner_text("main")


def pass_on(keys: Keyboard, twins: list[str]) -> None:
    """Found by a key and a reference, and given to a colleague with a note."""
    page = keys.person.page
    keys.person.go(LIST)
    keys.key("/")
    page.keyboard.type(twins[0])
    keys.open()
    keys.link(twins[0])
    keys.link("Take it or pass it on")
    keys.choose("Uma Fell")
    keys.write("note", NOTE)
    keys.button("Pass it on")
    assert "Uma Fell" in page.inner_text(".bo-facts")


def the_overdue_one(keys: Keyboard, reference: str) -> None:
    """By the council's own targets, with nothing else in the list."""
    page = keys.person.page
    keys.person.go(LIST)
    keys.button("Clear search and filters")
    keys.tab_to(page.locator(".bo-filter summary"))
    keys.key("Enter")
    keys.tab_to(page.locator("[name=clock]"))
    page.keyboard.type("Overdue")
    keys.button("Show results")
    rows = page.locator("[data-row]")
    assert rows.count() == 1
    assert reference in rows.inner_text()
    assert "Overdue since" in rows.inner_text()


def look_alikes(person: Person, twins: list[str]) -> None:
    """The other record with the same number, which nothing joins by itself."""
    Keyboard(person).link("The person and all their claims")
    alike = person.page.inner_text("main")
    assert "May be the same person" in alike
    assert twins[1] in alike
    assert "National Insurance number" in alike


def handed_over(keys: Keyboard, reference: str, office) -> None:
    """The council's own system refused it; the manager has it sent again, and it says that it has it."""
    page = keys.person.page
    until(lambda: office.requests, 60, "the claim to be on its way")
    keys.person.go("/staff/settings/handover/")
    keys.person.go("/staff/settings/handover/deliveries/")
    expect(page.locator("main")).to_contain_text(reference)
    assert OFFICE in page.inner_text("main")
    keys.button("Send again")
    keys.person.go(f"{LIST}{reference}/")

    def is_there() -> bool:
        page.reload()
        return "there: HB-17" in page.inner_text("main")

    until(is_there, 60, "the claim to be taken")
    assert len(office.requests) == 2
    assert len({request.headers["idempotency-key"] for request in office.requests}) == 1
