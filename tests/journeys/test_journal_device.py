"""What a device keeps of the journal, and for whom: nothing on a public computer, nothing after signing out."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.phone import (
    KEPT,
    NOTHING,
    WAITING,
    bar,
    entries_of,
    make_own,
    offline,
    sign_in,
    wait_for,
    wait_until_clear,
    write_own_words,
)

pytestmark = pytest.mark.journey

MOST_SCRIPT = 60_000
# Something else on the phone takes all the room that is left, down to the last bytes.
FILL_UP = """async () => {
  const open = indexedDB.open("photos");
  open.onupgradeneeded = () => open.result.createObjectStore("all", { autoIncrement: true });
  const photos = await new Promise((done) => (open.onsuccess = () => done(open.result)));
  for (const size of [100000, 10000, 1000, 100]) {
    for (let full = false; !full; ) {
      full = await new Promise((done) => {
        const writing = photos.transaction("all", "readwrite", { durability: "strict" });
        writing.objectStore("all").add(new Uint8Array(size));
        writing.oncomplete = () => done(false);
        writing.onabort = () => done(true);
      });
    }
  }
}"""


def test_a_phone_without_room_says_so_and_loses_nothing_that_was_typed(open_phone, line):
    maria = open_phone()
    # Chromium's own way to be a phone with little room.
    chromium = maria.context.new_cdp_session(maria.page)
    chromium.send("Storage.overrideQuotaForOrigin", {"origin": maria.base, "quotaSize": 2_000_000})
    sign_in(maria, "maria")
    make_own(maria)
    offline(maria, line)
    maria.go("/journal/")
    maria.page.evaluate(FILL_UP)
    write_own_words(maria, "I rang the bakery. " * 50)
    expect(bar(maria)).to_contain_text("This phone has no room left")
    expect(maria.page.locator("#q-own_words")).to_have_value(re.compile("^I rang the bakery. "))
    assert maria.page.locator("[data-offline-list] li").count() == 0


def test_a_browser_that_keeps_nothing_says_so(open_phone):
    maria = open_phone()
    maria.context.add_init_script(
        "IDBFactory.prototype.open = () => { throw new DOMException('not here', 'SecurityError'); };"
    )
    sign_in(maria, "maria")
    maria.press("Yes, it is my own")
    expect(bar(maria)).to_contain_text("This browser does not let us keep anything, so the journal needs a connection")
    assert maria.page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def test_a_public_computer_keeps_nothing(open_phone):
    maria = open_phone()
    sign_in(maria, "maria")
    assert maria.page.evaluate(KEPT) == NOTHING
    maria.press("I am on a public computer")
    maria.go("/journal/add/")
    maria.go("/journal/")
    assert maria.page.evaluate(KEPT) == NOTHING
    assert maria.page.locator("[data-offline-question]").count() == 0


def test_changing_ones_mind_clears_the_device(open_phone):
    maria = open_phone()
    sign_in(maria, "maria")
    make_own(maria)
    assert maria.page.evaluate(KEPT)["databases"] == ["journal"]
    maria.press("Stop keeping it here")
    wait_until_clear(maria)


def test_signing_out_clears_the_device(open_phone, line):
    maria = open_phone()
    sign_in(maria, "maria")
    make_own(maria)
    kept = maria.page.evaluate(KEPT)
    assert kept["workers"] == 1
    assert kept["caches"]
    maria.page.get_by_role("button", name="Menu").click()
    maria.press("Sign out")
    wait_until_clear(maria)


def test_signing_out_asks_before_it_deletes_what_was_not_sent(open_phone, line, journal):
    maria = open_phone()
    contact = sign_in(maria, "maria")
    make_own(maria)
    offline(maria, line)
    maria.go("/journal/")
    write_own_words(maria, "I rang the bakery.")
    expect(bar(maria)).to_contain_text("Saved on this phone: 1.")
    # Back, but entries do not get through: from the first moment, or one is sent in between.
    line.chance = 1.0
    offline(maria, line, away=False)
    maria.go("/account/")
    maria.page.get_by_role("button", name="Leave and clear this device").click()
    expect(maria.page.locator("[data-offline-leaving]")).to_contain_text("Not sent yet: 1.")
    assert maria.page.evaluate(WAITING) != []
    line.chance = 0.0
    maria.page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(maria.page.locator("[data-offline-leaving]")).to_contain_text("Everything is sent.", timeout=15_000)
    maria.page.locator("[data-offline-leaving] button").click()
    wait_until_clear(maria)
    assert len(entries_of(journal, contact)) == 1


def test_another_person_on_the_same_phone(open_phone, line, journal):
    """Maria's session ends with entries unsent; Piotr signs in on her phone; then she comes back."""
    phone = open_phone()
    maria = sign_in(phone, "maria")
    make_own(phone)
    offline(phone, line)
    phone.go("/journal/")
    write_own_words(phone, "Maria rang the bakery.")
    expect(bar(phone)).to_contain_text("Saved on this phone: 1.")
    phone.context.clear_cookies()
    offline(phone, line, away=False)
    phone.page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(bar(phone)).to_have_text("Saved on this phone: 1. Sign in to send.", timeout=15_000)
    assert entries_of(journal, maria) == []

    piotr = sign_in(phone, "piotr")
    expect(bar(phone)).to_contain_text("Waiting here for somebody else to sign in: 1.")
    assert "bakery" not in phone.page.inner_text("main")
    make_own(phone)
    offline(phone, line)
    phone.go("/journal/")
    assert "bakery" not in phone.page.inner_text("main")
    write_own_words(phone, "Piotr rang the butcher.")
    expect(bar(phone)).to_contain_text("Saved on this phone: 1.")
    offline(phone, line, away=False)
    phone.go("/journal/")
    expect(bar(phone)).to_contain_text("Waiting here for somebody else to sign in: 1.", timeout=15_000)
    wait_for(phone, "async () => (await indexedDB.databases()).length === 1")
    assert len(entries_of(journal, piotr)) == 1
    assert entries_of(journal, maria) == []
    phone.go("/account/")
    phone.press("Leave and clear this device")
    assert len(phone.page.evaluate(WAITING)) == 1

    phone.go("/account/sign-in/?next=/journal/")
    phone.sign_in_by_code(maria)
    expect(bar(phone)).to_have_text("Sent: 1. Nothing waits on this phone.", timeout=15_000)
    assert len(entries_of(journal, maria)) == 1


def test_without_an_owner_the_shell_opens_nobodys_journal(open_phone, line):
    """Piotr looked into his journal on Maria's phone, did not call it his, and the connection went."""
    phone = open_phone()
    sign_in(phone, "maria")
    make_own(phone)
    phone.context.clear_cookies()
    sign_in(phone, "piotr")
    phone.page.wait_for_timeout(300)
    offline(phone, line)
    phone.go("/journal/")
    expect(phone.page.locator("[data-journal-nobody]")).to_be_visible()
    assert phone.page.locator("[data-journal-shell] button").count() == 0


@pytest.mark.parametrize(
    "path", ["/journal/", "/journal/add/", "/journal/add/applied/?how=apply_online", "/journal/offline/"]
)
def test_the_pages_of_the_journal_keep_to_their_budget_of_script(open_phone, path):
    maria = open_phone()
    sign_in(maria, "maria")
    make_own(maria)
    maria.go(path)
    sizes = maria.page.evaluate(
        """async () => { const sizes = {};
        const worker = (await navigator.serviceWorker.getRegistration()).active.scriptURL;
        for (const address of [worker, ...[...document.scripts].map((script) => script.src).filter(Boolean)])
          sizes[address] = (await (await fetch(address)).arrayBuffer()).byteLength;
        const code = await (await fetch(worker)).text();
        const inner = code.match(/importScripts\\("(.+)"\\)/)[1];
        sizes[inner] = (await (await fetch(inner)).arrayBuffer()).byteLength;
        return sizes; }"""
    )
    assert len(sizes) >= 4
    assert sum(sizes.values()) <= MOST_SCRIPT, sizes
