"""The running platform, a browser, and people who look at every page they come to."""

from __future__ import annotations

import shutil
import signal

import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.person import PHONE, Person
from tests.platform_process import Platform, open_folder

# Chromium's own background traffic would be refused and logged by a machine without a network.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def platform():
    """The platform as `make run` starts it, with demo data, on a folder and port of its own."""
    folder = open_folder()
    running = Platform(folder)
    try:
        running.wait_first_page()
        running.wait_healthy()
        yield running
    finally:
        running.stop(signal.SIGTERM)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def chromium():
    """One Chromium; every person gets a context of their own in it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_browser(platform, chromium):
    """Open a fresh browser for somebody: no cookies, nothing stored. Checks at the end that no page complained."""
    people: list[Person] = []

    def open_one(*, viewport=PHONE, javascript=True, council="calderbrook") -> Person:
        person = Person(chromium, f"http://{council}.localhost:{platform.port}", viewport, javascript)
        people.append(person)
        return person

    yield open_one
    for person in people:
        person.close()
    complaints = [complaint for person in people for complaint in person.complaints]
    assert not complaints, "\n".join(complaints)
