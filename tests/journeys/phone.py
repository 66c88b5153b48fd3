"""A phone on a line that can be cut: what it keeps of the journal, and what of it arrived."""

from __future__ import annotations

import time

import psycopg2
from playwright.sync_api import Error, Locator

from betteroff.local.services import running_environment
from tests.journeys.bad_line import BadLine
from tests.journeys.person import Person
from tests.platform_process import until

KEPT = """async () => ({
  databases: (await indexedDB.databases()).map(({name}) => name),
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  storage: Object.keys(localStorage),
})"""
NOTHING = {"databases": [], "caches": [], "workers": 0, "storage": []}
WAITING = """() => new Promise((done, failed) => {
  const request = indexedDB.open("journal");
  request.onerror = () => failed(request.error);
  request.onsuccess = () => {
    const all = request.result.transaction("entries").objectStore("entries").getAll();
    all.onsuccess = () => { request.result.close(); done(all.result.map((entry) => entry.client_id)); };
  };
})"""


def sql(platform, statement: str, *values: object) -> list[tuple]:
    """Ask or change the platform's database, as Calderbrook."""
    address = running_environment(platform.output.parent)["DATABASE_URL"]
    connection = psycopg2.connect(address)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute("SELECT id FROM accounts_council WHERE slug = 'calderbrook'")
            cursor.execute("SELECT set_config('app.council_id', %s, true)", [str(cursor.fetchone()[0])])
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def entries_of(platform, contact: str) -> list[str]:
    """The ids that devices chose for this person's entries, in the order the server numbered them."""
    rows = sql(
        platform,
        "SELECT e.client_id::text FROM jobjournal_entry e JOIN accounts_resident r ON r.id = e.resident_id"
        " WHERE r.email = %s ORDER BY e.sequence",
        contact,
    )
    return [client_id for (client_id,) in rows]


def sign_in(person: Person, name: str) -> str:
    """Sign in and open the journal; the address that was used."""
    contact = f"{name}.{time.time_ns()}@example.org"
    person.go("/account/sign-in/?next=/journal/")
    person.sign_in_by_code(contact)
    return contact


def wait_for(person: Person, script: str, given: object = None) -> None:
    """Wait until a script is true. (Playwright's own way is stopped by the page's policy.)"""

    def is_true():
        try:
            return person.page.evaluate(script, given)
        except Error as error:
            # Asked while one page gave way to the next: the next one is asked again.
            if "because of a navigation" not in error.message:
                raise
            return False

    until(is_true, 30, script)


def make_own(person: Person) -> None:
    """Say that the phone is one's own, and wait until it can do without a connection."""
    person.press("Yes, it is my own")
    person.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    wait_for(person, "navigator.serviceWorker.controller !== null")


def fresh_page(person: Person) -> None:
    """Close the page and open another."""
    person.page.close()
    person.page = person._watch(person.context.new_page())


def offline(person: Person, line: BadLine, away: bool = True) -> None:
    """Take the connection away, or give it back."""
    line.dead = away
    person.context.set_offline(away)


def write_own_words(person: Person, text: str) -> None:
    """In the shell: something in the person's own words."""
    person.page.get_by_role("button", name="Phoned an employer").click()
    person.page.get_by_role("button", name="In your own words").click()
    person.page.locator("#q-own_words").fill(text)
    person.page.get_by_role("button", name="Save").click()


def bar(person: Person) -> Locator:
    """The line that says what is kept and what is sent."""
    return person.page.locator("[data-offline-text]")


def wait_until_clear(person: Person) -> None:
    """Wait until the device keeps nothing of us; clearing goes on for a moment after the page is there."""
    nothing = '{"databases":[],"caches":[],"workers":0,"storage":[]}'
    wait_for(person, f"async () => JSON.stringify(await ({KEPT})()) === '{nothing}'")
