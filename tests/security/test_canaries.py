"""Nothing about a person in a log, in Redis, in a task or in an address, from the first page to the advisor's desk."""

from __future__ import annotations

import base64
import copy
import io
import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
import redis
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import Council
from accounts.permissions import Role
from betteroff.logging import LOGGING
from casework.readers.attention import seen_of
from claims.models import Claim
from core.tenancy import council_scope
from formspec.actions.publishing import publish_spec
from formspec.models import Form
from formspec.rules.compile import compile_form
from notifications.readers import mailbox
from tests.claims.browsing import address, autosave, save
from tests.claims.making import SMALL_SOURCE, make_statuses, small_draft
from tests.people import Browser, browser_of, make_staff

NAME, EMAIL, PHONE, STREET = ("Canariella", "Vogelsang"), "canary.bird@example.org", "07700 900982", "77 Nightingale"
TYPED = {
    "who-you-are": {
        "name-first": NAME[0], "name-last": NAME[1], "dob-day": "9", "dob-month": "11", "dob-year": "1947",
        "nino": "AB 12 34 56 C", "email": EMAIL, "phone": PHONE, "address-line1": STREET, "address-town": "Calderbrook",
        "address-postcode": "M1 1AE",
    },
    "your-pets": {"has_pets": "no"},
    "paying-you": {
        "account-name": "C Vogelsang", "account-sort_code": "20-29-59", "account-account_number": "63748472",
        "anything_else": "I keep a flamingo",
    },
}  # fmt: skip
CANARIES = [
    "Canariella", "Vogelsang", "canary.bird", "900982", "Nightingale", "AB123456C", "AB 12 34 56 C", "AB+12+34",
    "AB%2012", "63748472", "20-29-59", "202959", "flamingo", "1947-11-09", "9/11/1947",
]  # fmt: skip


@pytest.fixture
def council(transactional_db, settings, tmp_path):
    """A council with the form, committed, so that tasks really go to Redis."""
    settings.MAILBOX_DIR = tmp_path
    council = Council.objects.create(
        host="calderbrook.localhost", slug="calderbrook", name="Calderbrook Council", reference_prefix="CAL"
    )
    source = copy.deepcopy(SMALL_SOURCE)
    section = source["sections"][0]
    for place, (key, fact) in enumerate(
        [("email", "person.email"), ("phone", "person.phone"), ("address", "address.current")], start=3
    ):
        section["questions"].insert(place, {"key": key, "label": key, "type": key, "fact": fact, "required": True})
        section["pages"][0]["questions"].append(key)
    admin = make_staff(council, "Omar Finch", "omar@calderbrook.example", Role.ADMIN)
    with council_scope(council.pk):
        make_statuses()
        form = Form.objects.create(slug="small-form")
        publish_spec(form=form, spec=compile_form(source, guidance={}), by=admin)
    return council


@dataclass
class Recorder(Browser):
    """A browser that remembers every address it asked for or was sent to."""

    addresses: list[str] = field(default_factory=list)

    def get(self, path, **extra):
        return self._noted(path, super().get(path, **extra))

    def post(self, path, data=None, **extra):
        return self._noted(path, super().post(path, data, **extra))

    def _noted(self, path, response):
        self.addresses += [path, response.get("Location", "")]
        assert response.status_code < 500, path
        return response


@contextmanager
def everything_logged() -> Iterator[io.StringIO]:
    """What goes to the console, exactly as the platform's own handler writes it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    parts = LOGGING["formatters"]["json"].copy()
    handler.setFormatter(parts.pop("()")(**parts))
    loggers = [logging.getLogger(name) for name in ("", *LOGGING["loggers"])]
    for logger in loggers:
        logger.addHandler(handler)
    try:
        yield written
    finally:
        for logger in loggers:
            logger.removeHandler(handler)


def in_redis() -> str:
    """Every key and value in Redis, the bodies of tasks decoded."""
    client = redis.from_url(settings.REDIS_URL)
    found = []
    readers = {
        b"string": client.get,
        b"list": lambda key: client.lrange(key, 0, -1),
        b"hash": client.hgetall,
        b"set": client.smembers,
        b"zset": lambda key: client.zrange(key, 0, -1, withscores=True),
    }
    for key in client.scan_iter("*"):
        value = readers[client.type(key)](key)
        found.append(f"{key!r} {value!r}")
        for message in value if isinstance(value, list) else []:
            if isinstance(message, bytes) and message.startswith(b"{"):
                found.append(base64.b64decode(json.loads(message)["body"]).decode())
    client.close()
    return "\n".join(found)


def empty_redis() -> None:
    client = redis.from_url(settings.REDIS_URL)
    client.flushdb()
    client.close()


def found_in(text: str) -> list[str]:
    return [canary for canary in CANARIES if canary.lower() in text.lower()]


def code_in_the_mailbox(council: Council) -> str:
    with council_scope(council.pk):
        return re.search(r"\b\d{6}\b", mailbox()[0].text)[0]


def the_claim(council: Council) -> Claim:
    with council_scope(council.pk):
        return Claim.objects.prefetch_related("status_changes").get()


def a_persons_story(council: Council, browser: Recorder, desk: Recorder) -> None:
    """Begin as a visitor, fill in, sign in by code, send; an advisor searches, opens, writes and decides."""
    started = browser.post(reverse("claims:start", args=["small-form"]))
    claim = the_claim(council)
    browser.get(started["Location"])
    for page, typed in TYPED.items():
        assert save(browser, address(claim, page), typed).status_code == 302, page
    autosave(browser, claim, {"question": "anything_else", "raw": "I keep a flamingo", "base": 0})
    autosave(browser, claim, {"question": "made-up", "raw": "Vogelsang", "base": 0})
    browser.post(reverse("claims:save_for_later", args=[claim.public_id]), {"contact": EMAIL})
    browser.post(reverse("accounts:sign_in"), {"contact": EMAIL, "next": address(claim, "paying-you")})
    browser.post(reverse("accounts:enter_code"), {"code": "000000"})
    browser.post(reverse("accounts:enter_code"), {"code": code_in_the_mailbox(council)})
    browser.get(reverse("accounts:after_sign_in"))
    # The phone number in the form is nobody's that we know.
    with council_scope(council.pk):
        record = claim.resident.public_id
    browser.post(reverse("accounts:is_this_yours"), {"record": str(record), "answer": "yes"})
    assert browser.post(reverse("claims:submit", args=[claim.public_id]), {"for_whom": "self"})["Location"].endswith(
        "/sent/"
    )
    claim = the_claim(council)
    for text in ("Vogelsang", "9 November 1947", claim.reference):
        desk.post(reverse("casework:work_list"), {"text": text})
        assert claim.reference in desk.get(reverse("casework:work_list")).content.decode(), text
    desk.get(reverse("casework:staff_claim", args=[claim.reference]))
    desk.post(reverse("casework:add_note", args=[claim.reference]), {"text": "Canariella rang about the flamingo"})
    first = claim.status_changes.all()[0].pk
    with council_scope(council.pk):
        seen = seen_of(claim)
    change = {"status": "waiting", "message": "Dear Canariella", "based_on": first, "seen": seen, "confirm": "1"}
    assert desk.post(reverse("casework:set_status", args=[claim.reference]), change).status_code == 302


@pytest.mark.slow
def test_nothing_about_a_person_leaves_the_database(council):
    advisor = make_staff(council, "Aisha Khan", "aisha@calderbrook.example", Role.ADVISOR)
    browser = Recorder(Client(), council.host)
    desk = Recorder(browser_of(advisor).client, council.host)
    empty_redis()
    with everything_logged() as log:
        a_persons_story(council, browser, desk)
    queued = in_redis()
    addresses = "\n".join(browser.addresses + desk.addresses)
    for proof, text in (("request_finished", log.getvalue()), ("claims.make_document", queued), ("/page/", addresses)):
        assert proof in text, "the place was looked at"
        assert found_in(text) == []
    assert the_claim(council).reference not in queued
    assert log.getvalue().count("/resume/") == log.getvalue().count("/resume/…")


def test_an_error_is_logged_without_what_it_quotes():
    with everything_logged() as log:
        try:
            raise ValueError("Key (email)=(canary.bird@example.org) already exists. Vogelsang")
        except ValueError:
            logging.getLogger("claims").exception("save_failed")
            logging.getLogger("django.request").error("Internal Server Error: %s", "/claims/", exc_info=True)
    assert "ValueError" in log.getvalue()
    assert found_in(log.getvalue()) == []


def test_an_error_in_a_page_is_logged_without_what_it_quotes(alice, settings):
    """A page that breaks on a person's answer: here because the key that encrypted it is gone."""
    claim = small_draft(alice)
    browser = Browser(browser_of(alice).client, alice.council.host)
    autosave(browser, claim, {"question": "nino", "raw": "AB123456C", "base": 0})
    settings.FIELD_KEYS = {"other": b"x" * 32}
    browser.client.raise_request_exception = False
    with everything_logged() as log:
        response = browser.get(address(claim, "who-you-are") + "?who=Vogelsang")
    assert response.status_code == 500
    assert "CannotDecrypt" in log.getvalue()
    assert found_in(log.getvalue()) == []
    assert "Vogelsang" not in response.content.decode()
