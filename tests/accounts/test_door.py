"""The one door for messages to addresses that people type: who asks is counted, and every sender goes through it."""

from __future__ import annotations

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django_ratelimit import core as ratelimit
from redis.exceptions import ConnectionError as RedisAway
from structlog.testing import capture_logs

from accounts import devices, door
from accounts.actions.sign_in import MOST_IN_AN_HOUR, send_sign_in_code
from accounts.actors import Actor, Origin
from accounts.models import Resident, SignInCode
from accounts.presenters.waits import words_of_refusal
from claims.models import Claim, ResumeLink
from notifications import readers as notification_readers
from notifications.actions import notify, send_due_messages
from notifications.models import Message
from tests.claims.making import small_draft
from tests.people import Browser, make_resident

SENT = {"reference": "CAL-1234", "form_title": "A form"}
HOSTILE = ["+1 900 555 0123", "0909 879 0123", "07000 900123", "+882 16 1234567"]


@pytest.fixture(autouse=True)
def mailbox(settings, tmp_path):
    """Messages of one test are not those of the next."""
    settings.MAILBOX_DIR = tmp_path


def somebody(council, number: int = 1, **more) -> Actor:
    """Somebody without an account, at a network address of their own."""
    return Actor(council=council, origin=Origin(network=f"network-{number}", session=f"session-{number}", **more))


def asked(by: Actor, contact: str = "victim@example.org", *, kind: str = door.CODE, **more) -> str:
    """Why the door does not let a message through, "" when it does."""
    try:
        door.admit(kind=kind, channel=more.pop("channel", "email"), contact=contact, by=by, **more)
    except door.TooManyMessages as refusal:
        return refusal.because
    return ""


# --- Who asks ---------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_visitor_cannot_have_messages_sent_to_a_hundred_people(calderbrook):
    browser = Browser(Client(), calderbrook.host)
    draft = drafted(browser, calderbrook)
    address = reverse("claims:save_for_later", args=[draft.public_id])
    for number in range(60):
        browser.post(address, {"contact": f"person{number}@example.org"})
        browser.post(address, {"contact": f"07700 9001{number:02d}"})
        browser.post(address, {"contact": HOSTILE[number % len(HOSTILE)]})
    assert Message.objects.filter(template="resume_link").count() == ResumeLink.objects.count() == 5
    answer = browser.post(address, {"contact": "another@example.org"})
    assert answer.status_code == 422
    assert "Nothing is lost" in answer.content.decode()
    # A new browser at the same address begins anew with its own draft, but the address is the same.
    for number in range(40):
        other = Browser(Client(), calderbrook.host)
        draft = drafted(other, calderbrook)
        for place in range(5):
            other.post(
                reverse("claims:save_for_later", args=[draft.public_id]), {"contact": f"p{number}-{place}@example.org"}
            )
    # And two of this minute.
    assert Message.objects.filter(template="resume_link").count() <= 102


def drafted(browser: Browser, council) -> Claim:
    """A draft that this browser began."""
    draft = small_draft(Actor(council=council))
    session = browser.client.session
    session["visitor"] = str(draft.resident.public_id)
    session.save()
    return draft


@pytest.mark.slow
def test_one_session_one_draft_and_one_address_have_limits(calderbrook):
    by = somebody(calderbrook)
    assert [asked(by, f"p{number}@example.org") for number in range(11)] == [""] * 10 + ["asker"]
    alice = make_resident(calderbrook, "Alice", "alice@example.org")
    drafts = [asked(alice, f"q{number}@example.org", kind="resume_link", draft="d") for number in range(6)]
    assert drafts == [""] * 5 + ["asker"]
    sessions = [replace(by, origin=replace(by.origin, session=f"s{number}")) for number in range(120)]
    # Eleven were counted for the first session, the last of which was not let through before the address was counted.
    found = [asked(each, f"r{number}@example.org") for number, each in enumerate(sessions)]
    # And two of this minute.
    assert found == [""] * 92 + ["network"] * 28


def library(council, number: int) -> Actor:
    return Actor(council=council, origin=Origin(network="library", session=f"s{number}"))


def later(monkeypatch, seconds: int) -> None:
    """So many seconds later, for everything that is counted."""
    now = ratelimit.time.time() + seconds
    monkeypatch.setattr(ratelimit, "time", SimpleNamespace(time=lambda: now))


@pytest.mark.slow
def test_an_address_that_asked_for_too_many_is_slow_and_not_closed(calderbrook, monkeypatch):
    for number in range(105):
        asked(library(calderbrook, number), f"p{number}@example.org")
    with pytest.raises(door.TooManyMessages) as refused:
        door.admit(kind=door.CODE, channel="email", contact="q@example.org", by=library(calderbrook, 200))
    assert (refused.value.because, 0 < refused.value.seconds <= 60) == ("network", True)
    said = words_of_refusal(refused.value)
    assert "Wait 1 minute and try again." in said
    assert "on a device where you signed in before, or on another network" in said
    later(monkeypatch, refused.value.seconds + 1)
    assert asked(library(calderbrook, 201), "q@example.org") == "", "as it said"
    known = library(calderbrook, 202)
    marks = frozenset({door_mark("d" * 32, "r@example.org")})
    known = replace(known, origin=replace(known.origin, device="d" * 32, marks=marks))
    for number in range(300, 310):
        asked(library(calderbrook, number), f"s{number}@example.org")
    assert asked(known, "r@example.org") == "", "as it said"


def test_a_day_of_one_address_ends_in_a_trickle_and_texts_sooner(calderbrook, monkeypatch):
    monkeypatch.setattr(door, "BY_NETWORK", (("100/h", "2/m"), ("6/d", "1/10m")))
    monkeypatch.setattr(door, "TEXTS_BY_NETWORK", (("3/d", "1/10m"),))
    texts = [asked(library(calderbrook, n), f"+4477009001{n:02d}", channel="sms") for n in range(8)]
    assert texts[:4] == [""] * 4, "three, and a turn"
    assert texts[-1] == "network"
    with pytest.raises(door.TooManyMessages) as refused:
        door.admit(kind=door.CODE, channel="sms", contact="+447700900199", by=library(calderbrook, 50))
    assert 0 < refused.value.seconds <= 600
    later(monkeypatch, refused.value.seconds + 1)
    assert asked(library(calderbrook, 51), "+447700900198", channel="sms") == ""


def test_a_library_is_one_address_at_each_council(calderbrook, southmere):
    """Two councils behind one address: what people of one use up, those of the other still have."""
    for number in range(150):
        by = replace(somebody(calderbrook), origin=Origin(network="library", session=f"s{number}"))
        asked(by, f"p{number}@example.org")
    assert asked(replace(by, origin=Origin(network="library", session="new"))) == "network"
    there = Actor(council=southmere, origin=Origin(network="library", session="new"))
    assert asked(there) == ""


@pytest.mark.slow
def test_forty_people_of_one_shelter_sign_in_within_minutes(calderbrook, southmere):
    for council in (calderbrook, southmere):
        for number in range(40):
            browser = Browser(Client(), council.host)
            answer = browser.post(
                reverse("accounts:sign_in"), {"contact": f"person{number}@example.org"}, REMOTE_ADDR="192.0.2.7"
            )
            assert answer.status_code == 302, number


def test_the_request_says_where_it_comes_from(calderbrook, rf):
    def of(address):
        request = rf.get("/", REMOTE_ADDR=address)
        request.session = Client().session
        return devices.origin_of(request).network

    assert of("192.0.2.1") != of("192.0.2.2")
    assert of("2001:db8::1") == of("2001:db8::ffff:1")
    assert of("2001:db8:0:1::1") != of("2001:db8::1")
    assert "192.0.2.1" not in of("192.0.2.1")


# --- Whom it goes to -------------------------------------------------------------------------------------------------


def test_a_stranger_cannot_use_up_the_codes_of_somebody_at_another_address(calderbrook):
    assert [asked(somebody(calderbrook)) for _ in range(7)] == [""] * 5 + ["recipient"] * 2
    assert asked(somebody(calderbrook, 2)) == ""


def test_a_flood_from_many_addresses_ends_and_each_new_address_has_one_code_before(calderbrook):
    first = [asked(somebody(calderbrook, number)) for number in range(100)]
    assert first.count("") == 30
    assert first[:30] == [""] * 30, "addresses that asked for none yet"
    twice = [asked(somebody(calderbrook, 500), "two@example.org") for _ in range(2)]
    for number in range(10):
        asked(somebody(calderbrook, number), "two@example.org")
    again = [asked(somebody(calderbrook, 501), "two@example.org") for _ in range(2)]
    assert (twice, again) == (["", ""], ["", "recipient"])


def test_a_known_device_gets_its_code_whatever_others_ask_for(calderbrook, monkeypatch):
    for number in range(100):
        asked(somebody(calderbrook, number))
    own = somebody(calderbrook, 3, device="d" * 32)
    assert asked(own) == "recipient"
    own = replace(own, origin=replace(own.origin, marks=frozenset({door_mark("d" * 32, "victim@example.org")})))
    assert [asked(own) for _ in range(6)] == [""] * 5 + ["recipient"]
    assert asked(own, "somebody.else@example.org") == "", "of others it knows nothing, and counts as any"


def door_mark(device: str, contact: str) -> str:
    return devices._mark(device, contact)


def test_one_mailbox_counts_once_whatever_stands_after_its_plus(calderbrook):
    names = ["victim", "Victim+a", "victim+b", "victim+a+b", "victim+", "victim+c"]
    assert [asked(somebody(calderbrook), f"{name}@example.org") for name in names] == [""] * 5 + ["recipient"]
    assert asked(somebody(calderbrook), "victims+a@example.org") == "", "somebody else's"
    assert asked(somebody(calderbrook), "victim+a@example.com") == "", "at another place"


def test_links_do_not_use_up_codes(calderbrook):
    for number in range(20):
        asked(somebody(calderbrook, number), kind="resume_link")
    assert asked(somebody(calderbrook, 50), kind="resume_link") == "recipient"
    assert asked(somebody(calderbrook, 51)) == ""


def test_without_redis_the_database_limits_codes(calderbrook, monkeypatch):
    def away(*args, **kwargs):
        raise RedisAway

    monkeypatch.setattr(type(caches["counters"]), "add", away)
    sent = 0
    for number in range(MOST_IN_AN_HOUR + 5):
        try:
            send_sign_in_code(channel="email", contact="victim@example.org", by=somebody(calderbrook, number))
            sent += 1
        except door.TooManyMessages:
            pass
    assert sent == SignInCode.objects.count() == MOST_IN_AN_HOUR


# --- The council's day -----------------------------------------------------------------------------------------------


def test_a_councils_day_has_a_budget_and_an_alert_before_it_is_spent(calderbrook, southmere, settings):
    settings.TEXTS_A_DAY, settings.EMAILS_A_DAY = 10, 20
    before = door.ALERTS.labels("sms", "nearly_spent")._value.get()
    with capture_logs() as logs:
        found = [asked(somebody(calderbrook, n), f"+4477009001{n:02d}", channel="sms") for n in range(12)]
    assert found == [""] * 10 + ["texts"] * 2
    alerts = [(each["event"], each["log_level"], each["council"]) for each in logs if "budget" in each["event"]]
    assert alerts == [
        ("message_budget_nearly_spent", "error", calderbrook.pk), ("message_budget_spent", "error", calderbrook.pk),
    ]  # fmt: skip
    assert door.ALERTS.labels("sms", "nearly_spent")._value.get() == before + 1
    assert asked(somebody(calderbrook, 20), "a@example.org") == "", "e-mails have their own"
    assert asked(somebody(southmere, 20), "+447700900199", channel="sms") == "", "and so has another council"
    known = somebody(calderbrook, 30, device="d" * 32, marks=frozenset({door_mark("d" * 32, "+447700900123")}))
    assert asked(known, "+447700900123", channel="sms") == "", "who was here before gets in"


def test_people_are_told_what_to_do_instead(calderbrook, settings):
    settings.TEXTS_A_DAY = 1
    browser = Browser(Client(), calderbrook.host)
    assert browser.post(reverse("accounts:sign_in"), {"contact": "07700 900123"}).status_code == 302
    answer = browser.post(reverse("accounts:sign_in"), {"contact": "07700 900124"})
    assert "Use an email address, try again in " in answer.content.decode()
    assert re.search(r"try again in \d+ (minutes?|hours?), or contact the council", answer.content.decode())


# --- What follows from what somebody does ----------------------------------------------------------------------------


def test_sending_a_form_is_not_stopped_but_cannot_be_used_to_write_to_others(calderbrook, visitor):
    by = somebody(calderbrook)
    for _ in range(20):
        resident = Resident.objects.create(email="victim@example.org")
        messages = notify(resident=resident, template="claim_submitted", context=SENT,
                          by=replace(by, resident=resident))  # fmt: skip
        assert messages[-1].channel == "in_app"
    assert Message.objects.filter(channel="email").count() == 5


def test_ones_own_proven_address_is_not_counted(alice):
    for _ in range(20):
        notify(resident=alice.resident, template="claim_submitted", context=SENT, by=alice)
    assert Message.objects.filter(channel="email").count() == 20


def test_a_landline_is_kept_and_gets_no_text(alice):
    alice.resident.phone = "+441632960001"
    sent = notify(resident=alice.resident, template="claim_submitted", context=SENT, by=alice)
    assert [message.channel for message in sent] == ["email", "in_app"]


# --- Links -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["calderbrook.localhost:6666", "calderbrook.localhost:80", "CALDERBROOK.localhost"])
def test_links_of_messages_are_the_councils_own_whatever_the_asker_says(calderbrook, settings, host):
    settings.PUBLIC_PORT = "8000"
    browser = Browser(Client(), calderbrook.host)
    draft = drafted(browser, calderbrook)
    browser.client.post(
        reverse("claims:save_for_later", args=[draft.public_id]), {"contact": "a@example.org"}, HTTP_HOST=host
    )
    send_due_messages(limit=5, by=Actor(council=calderbrook, system="tests"))
    (letter,) = notification_readers.mailbox()
    assert "http://calderbrook.localhost:8000/resume/" in letter.text
    assert "6666" not in letter.text
