"""From an empty database, by the commands that docs/running.md names and nothing else, to a claim on the desk."""

from __future__ import annotations

import datetime as dt
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time

import pyotp
import pytest

from betteroff.demo.answers import fill_in
from formspec.rules.compile import compile_library_form
from formspec.rules.form_spec import FormSpec
from tests.claims.browsing import posted
from tests.http_visitor import Visitor
from tests.platform_process import OWN_VARIABLES, Platform, open_folder
from tests.settings_source import BASE_DIR

RUNNING = (BASE_DIR / "docs" / "running.md").read_text()
FORM = "change-of-circumstances"
PASSWORD = "correct horse battery"
COUNCIL, PLATFORM = "benefits.northby.gov.uk", "localhost"


def documented() -> dict[str, list[list[str]]]:
    """The commands of the section on setting up a council, by name, each as its words."""
    section = RUNNING.split("\n## Setting up a council\n")[1].split("\n## ")[0]
    blocks = re.findall(r"```\n(.*?)```", section, re.DOTALL)
    lines = [shlex.split(line) for block in blocks for line in block.replace("\\\n", " ").splitlines() if line.strip()]
    commands: dict[str, list[list[str]]] = {}
    for words in lines:
        assert words[:2] == [".venv/bin/python", "manage.py"], words
        commands.setdefault(words[2], []).append(words[2:])
    return commands


def test_the_section_names_every_command_of_setting_up():
    assert list(documented()) == ["add_council", "add_staff", "add_operator", "close_council", "reopen_council"]


@pytest.fixture(scope="module")
def platform():
    """The platform as somebody starts it who has nothing: no demo, no council."""
    folder = open_folder()
    running = Platform(folder, DEMO="0", HTTPS="0", ALLOWED_HOSTS=".gov.uk,localhost,127.0.0.1")
    try:
        running.wait_ready()
        running.wait_healthy()
        yield running
    finally:
        running.stop(signal.SIGTERM)
        shutil.rmtree(folder, ignore_errors=True)


def run(platform: Platform, words: list[str], typed: str = "") -> str:
    """Run a documented command on the platform; what it asks for is typed."""
    kept = {name: value for name, value in os.environ.items() if name not in OWN_VARIABLES}
    settings = {"VAR_DIR": str(platform.output.parent), "HTTPS": "0", "ALLOWED_HOSTS": ".gov.uk,localhost"}
    # In a session of its own there is no terminal, and passwords are read from what is piped in.
    done = subprocess.run(
        [sys.executable, "manage.py", *words], cwd=BASE_DIR, env=kept | settings, input=typed, text=True,
        capture_output=True, start_new_session=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def send_a_claim(visitor: Visitor) -> str:
    """Fill in a form from the list of forms to the receipt, as a visitor without an account; returns the reference."""
    visitor.go("/")
    assert f"/forms/{FORM}/" in visitor.text
    visitor.go(f"/forms/{FORM}/")
    visitor.send(visitor.path, {})
    spec = FormSpec(compile_library_form(FORM))
    answers = fill_in(spec.data, today=dt.date.today())
    claim = re.search(r'href="/claims/([0-9a-f-]+)/page/', visitor.text)[1]
    for key in spec.pages:
        given = fields(spec.questions_on(key), answers)
        if given:
            visitor.go(f"/claims/{claim}/page/{key}/")
            visitor.send(visitor.path, posted(visitor) | given)
            assert visitor.status == 200, (key, errors_on(visitor))
    visitor.go(f"/claims/{claim}/check/")
    visitor.send(f"/claims/{claim}/submit/", {})
    assert (visitor.status, visitor.path) == (200, f"/claims/{claim}/sent/"), errors_on(visitor)
    return re.search(r"NOR-[0-9A-Z]{4}-[0-9A-Z]{4}", visitor.text)[0]


def errors_on(visitor: Visitor) -> list[str]:
    """What the open page complains of."""
    return [link.text for box in visitor.page().all(class_="govuk-error-summary") for link in box.all("a")]


def fields(questions: list, answers: dict) -> dict:
    """What a form would post for these questions."""
    told: dict = {}
    for question in questions:
        raw = answers.get((question["key"], ""))
        if isinstance(raw, dict):
            told |= {f"{question['key']}-{part}": value for part, value in raw.items()}
        elif raw is not None:
            told[question["key"]] = raw
    return told


def sign_in_for_the_first_time(staff: Visitor, email: str, sign_in: str) -> None:
    """Password, then an authenticator app that is set up on the way."""
    staff.go(sign_in)
    staff.send("/account/sign-in/password/", {"login": email, "password": PASSWORD})
    staff.go("/account/second-factor/app/set-up/")
    app = pyotp.TOTP(re.search(r'id="authenticator_secret">([A-Z2-7=]+)<', staff.text)[1])
    staff.send("/account/second-factor/app/set-up/", {"code": app.at(time.time())})
    assert "Recovery codes" in staff.text
    staff.go("/account/second-factor/")
    # A code works once: this is the one that the app shows next.
    staff.send(staff.path, {"code": app.at(time.time() + 30)})


@pytest.mark.slow
def test_from_an_empty_database_by_the_documented_commands_to_a_claim_on_the_desk(platform):
    commands = documented()
    assert "No council uses this platform yet" in platform.get("/")[1]
    assert platform.get("/", host=COUNCIL)[0] == 404
    said = run(platform, commands["add_council"][0])
    assert f"Northby Council is set up: {COUNCIL}" in said
    assert "ALLOWED_HOSTS" not in said

    reference = send_a_claim(Visitor(platform.port, COUNCIL))

    for words in commands["add_staff"]:
        run(platform, words, typed=f"{PASSWORD}\n")
    ada = Visitor(platform.port, COUNCIL)
    sign_in_for_the_first_time(ada, "ada@northby.gov.uk", "/account/sign-in/password/")
    assert ada.path == "/staff/claims/"
    assert reference in ada.text
    ada.go(f"/staff/claims/{reference}/")
    assert ada.status == 200
    assert "Received" in ada.text

    run(platform, commands["add_operator"][0], typed=f"{PASSWORD}\n")
    olive = Visitor(platform.port, PLATFORM)
    sign_in_for_the_first_time(olive, "olive@platform.gov.uk", "/operator/")
    assert olive.path == "/operator/"
    assert "Northby Council" in olive.text
    assert reference not in olive.text

    assert "Added: nothing, it had everything." in run(platform, commands["add_council"][0])
    run(platform, commands["close_council"][0])
    assert platform.get("/", host=COUNCIL)[0] == 410
    run(platform, commands["reopen_council"][0])
    assert platform.get("/", host=COUNCIL)[0] == 200
