"""Whatever reads JSON is fed junk in every place of a right document, by somebody who gets through: never a 500."""

from __future__ import annotations

import copy
import json
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from fido2.utils import websafe_encode

from claims.models import Claim
from claims.readers.answer_store import spec_of
from estimates.api.schema import EXAMPLE
from estimates.api.views import EstimateThrottle
from jobjournal.presenters.offline import owner_id
from tests.access.world import opened
from tests.jobjournal.making import APPLIED
from tests.people import Browser
from tests.settings_source import BASE_DIR, python_files

# As JSON is written, so that what Python would not write can be among it.
JUNK = [
    *map(json.dumps, ["²", "①", "٣", "9" * 5000, "", "\x00", "-1", "x" * 5000, "é", "\u202e", "2026-02-30", "1e999"]),
    "9" * 5000, "9" * 400, "-1", "0.5", "1e999", "NaN", "null", "true", "[]", "{}", '"\\ud800"', '[{"a": [null]}]',
    '{"a": "²"}', "[" * 900 + "]" * 900,
]  # fmt: skip
BODIES = ["", "[", "\x00", "²", "9" * 5000, "[" * 30_000, '{"a":' * 30_000, *JUNK]
HERE = "the place of the junk"
CREDENTIAL = {
    "id": websafe_encode(b"key"),
    "rawId": websafe_encode(b"key"),
    "type": "public-key",
    "response": {
        "clientDataJSON": websafe_encode(b'{"type": "webauthn.create", "challenge": "YQ", "origin": "http://a"}'),
        "attestationObject": websafe_encode(b"\xa0"),
        "authenticatorData": websafe_encode(bytes(37)),
        "signature": websafe_encode(b"signed"),
        "userHandle": None,
    },
    "clientExtensionResults": {},
    "authenticatorAttachment": "platform",
}


@pytest.fixture
def world(standing_world, db, settings, tmp_path, monkeypatch):
    settings.MAILBOX_DIR = tmp_path
    monkeypatch.setattr(EstimateThrottle, "rate", "1000000/m")
    with opened(standing_world) as world:
        yield world


def places(document: Any, path: tuple = ()) -> Iterator[tuple]:
    """The path to everything in a document, groups among it."""
    if path:
        yield path
    pairs = (
        document.items() if isinstance(document, dict) else enumerate(document if isinstance(document, list) else [])
    )
    for key, value in pairs:
        yield from places(value, (*path, key))


def spoiled(document: Any) -> Iterator[str]:
    """The document as JSON, with each junk in each place, and what is no document at all."""
    yield from BODIES
    for path in places(document):
        changed = copy.deepcopy(document)
        inner = changed
        for step in path[:-1]:
            inner = inner[step]
        inner[path[-1]] = HERE
        text = json.dumps(changed)
        yield from (text.replace(json.dumps(HERE), junk) for junk in JUNK)


def refused(browser: Browser, address: str, document: Any, field: str = "") -> set[int]:
    """The statuses that came back; with `field`, the JSON is in that field of a form."""
    statuses = set()
    for text in spoiled(document):
        cache.clear()
        with transaction.atomic():
            if field:
                response = browser.post(address, {field: text})
            else:
                response = browser.post(address, text, content_type="application/json")
            transaction.set_rollback(True)
        assert response.status_code < 500, (address, text[:300])
        statuses.add(response.status_code)
    return statuses


@pytest.mark.slow
def test_an_answer_as_it_is_typed(world):
    draft = Claim.objects.get(public_id=world.arguments["draft"][0])
    row = world.arguments["draft row"][2]
    change = {"question": "story", "raw": "a", "base": 0, "row": row, "id": "a-page", "known": [["", "b"]]}
    browser, address = world.browser("owner"), reverse("claims:save_answer", args=world.arguments["draft"])
    assert {200, 400} <= refused(browser, address, change)
    for key in spec_of(draft).questions:
        for junk in JUNK:
            text = json.dumps({"question": key, "raw": HERE, "base": 1}).replace(json.dumps(HERE), junk)
            with transaction.atomic():
                status = browser.post(address, text, content_type="application/json").status_code
                transaction.set_rollback(True)
            assert status < 500, (key, junk[:80])


@pytest.mark.slow
def test_an_answer_in_a_form_that_is_shared(world):
    browser, address = world.browser("advisor"), reverse("cobrowse:shared_form", args=world.arguments["help"])
    change = {"question": "story", "raw": "a", "base": 0, "row": "", "id": "a-page", "known": [["", "b"]]}
    assert {200, 400, 404} <= refused(browser, address, change)
    assert {200, 400} <= refused(browser, address, {"show": "story"})
    assert {200, 400} <= refused(browser, address, {"at": "story"})
    assert {400, 404} <= refused(browser, address, {"go": "your-home"})


@pytest.mark.slow
def test_an_entry_of_a_device(world):
    entry = {
        "client_id": str(uuid.uuid4()), "owner": owner_id(world.actors["owner"].resident), "language": "en",
        "recorded_at": timezone.now().isoformat(), "activity": "applied", "template": "apply_online",
        "slots": {"date": timezone.localdate().isoformat(), **APPLIED}, "minutes": "30", "own_words": "",
    }  # fmt: skip
    statuses = refused(world.browser("owner"), reverse("jobjournal:save_entry"), entry)
    assert {200, 400, 409, 422} <= statuses


@pytest.mark.slow
def test_a_box_of_an_entry_as_it_is_typed(world):
    change = {"question": "own_words", "raw": "a", "base": 0, "id": "a-page.1"}
    address = reverse("jobjournal:save_draft", args=world.arguments["begun entry"])
    assert {200, 400} <= refused(world.browser("owner"), address, change)


@pytest.mark.slow
def test_a_household_of_the_api(world):
    assert {202, 400} <= refused(world.browser("nobody"), reverse("api:estimates"), EXAMPLE)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "persona", "status"),
    [("mfa_add_webauthn", "one_factor", 200), ("mfa_reauthenticate_webauthn", "advisor", 302)],
)
def test_what_a_browser_says_of_a_passkey(world, name, persona, status):
    """allauth reads it: each time with a question that was asked, which is where reading goes on."""
    browser, address = world.browser(persona), reverse(name)
    browser.get(address)
    assert refused(browser, address, CREDENTIAL, field="credential") == {status}


def test_nothing_else_reads_json_that_is_sent():
    """Whoever reads a body as JSON has a test above; answers of systems that we ask have tests of their own."""
    signs = ("body_of(", "request.body", "json.loads(body", "read_json(body", "forms.JSONField")
    found = {
        path.relative_to(BASE_DIR).as_posix() for path in python_files() for sign in signs if sign in path.read_text()
    } - {"calculator/engine/external/mapping.py", "casework/handover/rules/webhook.py", "claims/finding/rules.py"}
    assert found == {
        "accounts/forms.py", "claims/views/autosaving.py", "cobrowse/sharing/views/shared_form.py", "core/bodies.py",
        "estimates/api/body.py",
        "jobjournal/forms/sent_entries.py", "jobjournal/views/drafting.py", "jobjournal/views/offline.py",
    }  # fmt: skip
