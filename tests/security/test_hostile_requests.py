"""Junk in every parameter of every address: refused or ignored, never a 500."""

from __future__ import annotations

import ast
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from django.utils.http import urlencode

from tests.access.table import ROWS
from tests.access.world import opened
from tests.settings_source import BASE_DIR, parsed, python_files

# Every name that a form, a filter or a button of ours listens to, and allauth's.
NAMES = [
    "contact", "code", "next", "language", "password", "password1", "password2", "old_password", "login", "credential",
    "name", "page", "stage", "text", "reference", "form", "status", "message", "based_on", "seen", "confirm", "change",
    "clear",
    "born_on-day", "born_on-month", "born_on-year", "sent_from-day", "sent_from-month", "sent_from-year",
    "name-first", "name-last", "_base-name", "_page_id", "_later", "_add", "_remove", "_remove-photo", "photo", "back",
    "_base-photo", "_base-pet_name", "pet_name", "pet_born-day", "_base-pet_born",
]  # fmt: skip
JUNK = [
    "\x00", "x" * 20_000, "9" * 400, "-1", "1e999", "NaN", "٣", "\u202e", "👩‍👩‍👧", "%00", "%s%n",
    "../../etc", "//evil.example/", "javascript:alert(1)", "' OR 1=1 --", "{{7*7}}", "<script>",
    "\r\nSet-Cookie: a=b", "🏴" * 500, "²", "①", "9" * 5000,
]  # fmt: skip
GETS_THROUGH = ("200", "go", "400", "410", "422")
# Each address gets so many of these, its neighbours the others: what reads parameters is the same everywhere.
ROUNDS, STEP = 8, 3


@pytest.fixture
def world(standing_world, db, settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path
    with opened(standing_world) as world:
        yield world


@pytest.mark.slow
@pytest.mark.parametrize("number", range(ROUNDS))
def test_junk_in_every_parameter_breaks_nothing(world, number):
    for position, row in enumerate(ROWS):
        junk = JUNK[(position + number * STEP) % len(JUNK)]
        data = dict.fromkeys(NAMES, junk)
        # One person who gets through to the view: what stops the others looks at no parameter.
        for persona in [name for name, outcome in row.outcomes.items() if outcome in GETS_THROUGH][:1]:
            path = reverse(row.name, args=world.arguments[row.names])
            browser = world.browser(persona)
            cache.clear()
            with transaction.atomic():
                if row.method == "GET":
                    response = browser.get(f"{path}?{urlencode(data)}")
                elif row.name.startswith("api") or row.name == "claims:save_answer":
                    response = browser.post(path, junk, content_type="application/json")
                else:
                    response = browser.post(path, data)
                transaction.set_rollback(True)
            status = response.status_code
            what = f"{row.method} {row.name} {row.names} as {persona}: {junk[:30]!r}"
            assert status < 500 or row.name == "health", f"{what}: {status}"
            target = urlsplit(urljoin("http://calderbrook.localhost/", response.get("Location", "")))
            assert (target.scheme, target.netloc) == ("http", "calderbrook.localhost"), target


@pytest.mark.slow
@pytest.mark.parametrize("junk", ["%00", "%ff", "..%2f..%2fetc", "a" * 3000, "%f0%9f%8f%b4"])
def test_junk_in_addresses_is_not_found(world, junk):
    for before, after in (
        ("/forms/", "/"), ("/claims/", "/"), (f"/claims/{world.arguments['draft'][0]}/page/", "/"),
        (f"/claims/{world.arguments['draft'][0]}/page/each-of-your-pets/", "/"), ("/staff/claims/", "/"),
        ("/api/v1/forms/", "/"), ("/api/v1/estimates/", "/"), ("/", ""),
    ):  # fmt: skip
        for persona in ("nobody", "owner", "advisor"):
            response = world.browser(persona).get(f"{before}{junk}{after}")
            assert response.status_code in (302, 400, 404), (before, persona, response.status_code)
    for method in ("get", "post"):
        response = getattr(world.browser("nobody"), method)(f"/resume/{junk}/")
        assert response.status_code in (200, 404, 410), response.status_code


def test_every_junk_and_every_kind_of_address_meet():
    pairs = {((position + number * STEP) % len(JUNK), row.name.partition(":")[0])
             for position, row in enumerate(ROWS) for number in range(ROUNDS)}  # fmt: skip
    many = {name for name in {row.name.partition(":")[0] for row in ROWS}
            if sum(row.name.startswith(f"{name}:") for row in ROWS) >= 10}  # fmt: skip
    assert {name: {junk for junk, of in pairs if of == name} for name in many} == {
        name: set(range(len(JUNK))) for name in many
    }


@pytest.mark.slow
def test_secrets_are_compared_as_bytes():
    """`compare_digest` fails on text that is not ASCII, which strangers send."""
    compared = [
        (path.relative_to(BASE_DIR).as_posix(), argument)
        for path in python_files()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("compare_digest")
        for argument in node.args
    ]
    assert compared
    assert [(path, ast.unparse(each)) for path, each in compared if not ast.unparse(each).endswith(".encode()")] == []
