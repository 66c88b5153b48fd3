"""The running platform, a browser, and people who look at every page they come to."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys

import pytest
from playwright.sync_api import sync_playwright

from scripts.setup import browser_path
from tests.journeys.bad_line import BadLine
from tests.journeys.person import PHONE, Person
from tests.platform_process import OWN_VARIABLES, Platform, open_folder
from tests.settings_source import BASE_DIR

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
# What Chromium writes on its console when a connection is away or a session has ended: what these stories are about.
EXPECTED = re.compile(r"ERR_INTERNET_DISCONNECTED|ERR_EMPTY_RESPONSE|ERR_CONNECTION|ERR_FAILED|401|403|409")


# The people of a story, so that one that fails can say what each of them had before them.
PEOPLE = pytest.StashKey[list[Person]]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A story that fails tells where everybody was and what stood there."""
    report = yield
    if report.failed and call.when == "call":
        report.sections += [("screen", person.shows()) for person in item.stash.get(PEOPLE, [])]
    return report


@pytest.fixture(scope="package")
def platform():
    """The platform as `make run` starts it, with demo data, on a folder and port of its own."""
    folder = open_folder()
    running = Platform(folder, OUTSIDE_ON_LOOPBACK="1")
    try:
        running.wait_first_page()
        running.wait_healthy()
        yield running
    finally:
        running.stop(signal.SIGTERM)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="package")
def chromium():
    """One Chromium; every person gets a context of their own in it.

    It goes with the last journey: while it is there, Django takes the whole process for asynchronous.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_browser(request, platform, chromium):
    """Open a fresh browser for somebody: no cookies, nothing stored. Checks at the end that no page complained."""
    people = request.node.stash[PEOPLE] = []

    on_bad_lines = []

    def open_one(*, viewport=PHONE, also=None, javascript=True, council="calderbrook", line=None) -> Person:
        """`line`: a bad one to go through, whose cuts are no complaint."""
        port = line.port if line else platform.port
        person = Person(chromium, f"http://{council}.localhost:{port}", viewport, javascript, also)
        people.append(person)
        on_bad_lines.extend([person] if line else [])
        return person

    yield open_one
    for person in people:
        person.close()
    complaints = [
        said
        for person in people
        for said in person.complaints
        if person not in on_bad_lines or not EXPECTED.search(said)
    ]
    assert not complaints, "\n".join(complaints)


@pytest.fixture(scope="package")
def journal(platform):
    """The platform with activities to record."""
    command = [sys.executable, "manage.py", "import_journal", "--council", "calderbrook"]
    kept = {name: value for name, value in os.environ.items() if name not in OWN_VARIABLES}
    environment = {**kept, "VAR_DIR": str(platform.output.parent)}
    subprocess.run(command, cwd=BASE_DIR, env=environment, check=True)
    return platform


@pytest.fixture
def line(journal):
    """A line to the platform that can be cut."""
    made = BadLine(journal.port)
    yield made
    made.close()


@pytest.fixture
def open_phone(request, chromium, line):
    """A person with a phone on that line. Checks at the end that no page complained of anything else."""
    people = request.node.stash[PEOPLE] = []

    def open_one() -> Person:
        person = Person(chromium, f"http://calderbrook.localhost:{line.port}", PHONE, javascript=True)
        people.append(person)
        return person

    yield open_one
    for person in people:
        person.close()
    complaints = [said for person in people for said in person.complaints if not EXPECTED.search(said)]
    assert not complaints, "\n".join(complaints)
