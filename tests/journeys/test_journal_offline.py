"""The journal with no connection, in a real browser: what was written arrives once and in order."""

from __future__ import annotations

import random
import time

import pytest
from playwright.sync_api import expect

from tests.journeys.phone import (
    WAITING,
    bar,
    entries_of,
    fresh_page,
    make_own,
    offline,
    sign_in,
    sql,
    wait_for,
    write_own_words,
)

pytestmark = pytest.mark.journey

# Many entries by the buttons of the page, quicker than a hand.
WRITE_MANY = """async (count) => {
  const until = async (found) => {
    for (;;) { const it = found(); if (it) return it; await new Promise((go) => setTimeout(go, 1)); }
  };
  const press = async (text) => (await until(() =>
    [...document.querySelectorAll("[data-journal-shell] button")].find((b) => b.textContent === text))).click();
  const kept = () => document.querySelectorAll("[data-offline-list] li").length;
  for (let number = 1; number <= count; number += 1) {
    const before = kept();
    await press("Visited an employer");
    await press("In your own words");
    (await until(() => document.querySelector("#q-own_words"))).value = `Asked at shop number ${number}.`;
    document.querySelector("[data-journal-shell] form").requestSubmit();
    await until(() => kept() > before);
  }
}"""


def test_two_entries_with_no_connection_and_the_page_closed_between(open_phone, line, journal):
    maria = open_phone()
    contact = sign_in(maria, "maria")
    make_own(maria)
    offline(maria, line)
    fresh_page(maria)
    maria.go("/journal/")
    maria.page.get_by_role("button", name="Set up a job alert").click()
    maria.page.get_by_role("button", name="Set up a job alert").click()
    maria.page.get_by_role("button", name="Save").click()
    expect(maria.page.get_by_text("Answer this question").first).to_be_visible()
    maria.look()
    told = {"site": "Find a Job", "job_type": "warehouse", "distance": "10 miles", "place": "Leigh"}
    for name, value in told.items():
        maria.page.locator(f"#q-{name}").fill(value)
    maria.page.locator("#q-duration-minutes").fill("15")
    sentence = "I set up a job alert on Find a Job for warehouse work within 10 miles of Leigh. It took me 15 minutes."
    expect(maria.page.locator("[data-journal-shell] .govuk-inset-text")).to_contain_text(sentence)
    maria.page.get_by_role("button", name="Save").click()
    expect(bar(maria)).to_have_text("Saved on this phone: 1. Waiting for a connection.")

    fresh_page(maria)
    maria.go("/journal/add/")
    expect(maria.page.locator("[data-offline-list]")).to_contain_text(sentence)
    write_own_words(maria, "I rang Northgate Foods for 10 minutes. They said to send my CV.")
    expect(bar(maria)).to_have_text("Saved on this phone: 2. Waiting for a connection.")
    expect(maria.page.locator("[data-offline-list] .govuk-tag")).to_have_text(["On this phone", "On this phone"])
    waiting = maria.page.evaluate(WAITING)

    fresh_page(maria)
    maria.go("/journal/")
    expect(bar(maria)).to_have_text("Saved on this phone: 2. Waiting for a connection.")
    offline(maria, line, away=False)
    expect(bar(maria)).to_have_text("Sent: 2. Nothing waits on this phone.", timeout=15_000)
    expect(maria.page.locator("[data-offline-list] .govuk-tag")).to_have_text(["Sent", "Sent"])
    assert entries_of(journal, contact) == waiting
    assert len(waiting) == 2
    assert maria.page.evaluate(WAITING) == []
    maria.go("/journal/")
    assert maria.page.locator(".bo-entry .govuk-tag").all_inner_texts() == ["Sent", "Sent"]
    assert sentence in maria.page.inner_text("main")
    assert "They said to send my CV." in maria.page.inner_text("main")


def test_a_page_that_loses_its_connection_while_it_is_filled_in(open_phone, line, journal):
    maria = open_phone()
    contact = sign_in(maria, "maria")
    make_own(maria)
    maria.go("/journal/add/phoned_employer/?how=own_words")
    maria.page.locator("[name=own_words]").fill("I rang the bakery.")
    offline(maria, line)
    maria.page.locator("main button[value=check]").click()
    expect(maria.page.locator("#q-own_words")).to_have_value("I rang the bakery.")
    expect(maria.page.locator("[data-offline-list]")).to_contain_text("The connection went before you saw")
    maria.page.get_by_role("button", name="Save").click()
    expect(bar(maria)).to_have_text("Saved on this phone: 1. Waiting for a connection.")
    offline(maria, line, away=False)
    expect(bar(maria)).to_have_text("Sent: 1. Nothing waits on this phone.", timeout=15_000)
    assert len(entries_of(journal, contact)) == 1


def test_an_answer_that_gets_lost_while_a_page_saves(open_phone, line, journal):
    """The server has kept it; the phone sends it again under the same id."""
    maria = open_phone()
    contact = sign_in(maria, "maria")
    make_own(maria)
    maria.go("/journal/add/phoned_employer/?how=own_words")
    maria.page.locator("[name=own_words]").fill("I rang the bakery.")
    with maria.page.expect_navigation():
        maria.page.locator("main button[value=check]").click()
    line.chance, line.where = 1.0, ["after"]
    maria.page.locator("main button[value=save]").click()
    expect(bar(maria)).to_contain_text("Saved on this phone: 1.")
    assert len(entries_of(journal, contact)) == 1
    line.chance = 0.0
    maria.page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(bar(maria)).to_have_text("Sent: 1. Nothing waits on this phone.", timeout=15_000)
    assert len(entries_of(journal, contact)) == 1


def test_200_entries_over_a_line_that_is_cut_while_the_worker_is_replaced(open_phone, line, journal):
    maria = open_phone()
    contact = sign_in(maria, "maria")
    make_own(maria)
    offline(maria, line)
    maria.go("/journal/")
    maria.page.evaluate(WRITE_MANY, 200)
    expect(bar(maria)).to_have_text("Saved on this phone: 200. Waiting for a connection.")
    wanted = maria.page.evaluate(WAITING)
    assert len(set(wanted)) == 200

    line.chance = 0.25
    first = maria.page.evaluate("caches.keys()")
    cuts = random.Random(5)
    replaced = False
    deadline = time.monotonic() + 240
    while len(arrived := entries_of(journal, contact)) < 200 or maria.page.evaluate(WAITING):
        assert time.monotonic() < deadline, f"{len(arrived)} arrived"
        offline(maria, line, away=cuts.random() < 0.2)
        if len(arrived) > 80 and not replaced:
            # The council changes its looks: what the worker keeps is another version now.
            sql(journal, "UPDATE accounts_council SET colour = '#00703c' WHERE slug = 'calderbrook'")
            offline(maria, line, away=False)
            maria.page.evaluate("navigator.serviceWorker.getRegistration().then((worker) => worker.update())")
            replaced = True
        if cuts.random() < 0.1:
            offline(maria, line, away=False)
            fresh_page(maria)
            maria.page.goto(maria.base + "/journal/")
        maria.page.evaluate("window.dispatchEvent(new Event('online'))")
        maria.page.wait_for_timeout(200)
    assert arrived == wanted
    assert line.cut["before"] > 10
    assert line.cut["after"] > 10
    offline(maria, line, away=False)
    # With no page of the journal open the new worker takes over.
    fresh_page(maria)
    maria.go("/journal/")
    only_the_new = "async (old) => { const now = await caches.keys(); return now.length === 1 && now[0] !== old; }"
    wait_for(maria, only_the_new, first[0])


def test_what_the_server_refuses_needs_a_look_and_is_put_right(open_phone, line, journal):
    maria = open_phone()
    contact = sign_in(maria, "maria")
    make_own(maria)
    offline(maria, line)
    maria.go("/journal/")
    maria.page.get_by_role("button", name="Phoned an employer").click()
    maria.page.get_by_role("button", name="In your own words").click()
    maria.page.locator("#q-own_words").fill("I rang the bakery.")
    maria.page.locator("#q-date").fill("2020-01-01")
    maria.page.get_by_role("button", name="Save").click()
    write_own_words(maria, "I rang the butcher.")
    offline(maria, line, away=False)
    text = "Needs a look: 1. Nothing is lost. See below what to put right."
    expect(bar(maria)).to_have_text(text, timeout=15_000)
    assert len(entries_of(journal, contact)) == 1
    maria.go("/journal/")
    refused = maria.page.locator("[data-offline-list] [data-state=refused]")
    expect(refused).to_contain_text("I rang the bakery.")
    expect(refused).to_contain_text("Choose a day in the last 2 years")
    maria.page.get_by_role("link", name="Put it right").click()
    expect(maria.page.locator("#q-own_words")).to_have_value("I rang the bakery.")
    maria.look()
    maria.page.locator("#q-date").fill(time.strftime("%Y-%m-%d"))
    maria.page.get_by_role("button", name="Save").click()
    expect(bar(maria)).to_have_text("Sent: 1. Nothing waits on this phone.", timeout=15_000)
    assert len(entries_of(journal, contact)) == 2


def test_in_urdu_from_right_to_left(open_phone, line, journal):
    maria = open_phone()
    contact = sign_in(maria, "maria")
    make_own(maria)
    offline(maria, line)
    maria.go("/journal/")
    maria.page.get_by_role("button", name="اردو").click()
    assert maria.page.locator("[data-journal-shell]").get_attribute("dir") == "rtl"
    maria.page.get_by_role("button", name="آجر کو فون کیا").click()
    maria.page.get_by_role("button", name="آجر کو فون کیا").click()
    maria.page.locator("#q-time").fill("10:30")
    for name, value in {"employer": "Northgate Foods", "person": "the manager", "job_type": "warehouse"}.items():
        maria.page.locator(f"#q-{name}").fill(value)
    maria.page.get_by_label("اپنا سی وی بھیجوں", exact=True).check()
    sentence = "at 10:30am I phoned Northgate Foods and spoke to the manager about warehouse work. They told me to send"
    expect(maria.page.locator("[data-journal-shell] .govuk-inset-text")).to_contain_text(sentence)
    maria.look()
    maria.page.get_by_role("button", name="محفوظ کریں").click()
    expect(bar(maria)).to_contain_text("Saved on this phone: 1.")
    offline(maria, line, away=False)
    expect(bar(maria)).to_have_text("Sent: 1. Nothing waits on this phone.", timeout=15_000)
    [client_id] = entries_of(journal, contact)
    assert sql(journal, "SELECT language FROM jobjournal_entry WHERE client_id = %s", client_id) == [("ur",)]
