"""Somebody tries many shares: they are slowed down, an alert says so, and nobody else is in the way."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from redis.exceptions import ConnectionError as RedisAway
from structlog.testing import capture_logs

from accounts.models import Alert
from core.cache import counters
from core.tenancy import council_scope
from jobjournal.models import Share, ShareAttempt
from jobjournal.rules import pin_turns
from jobjournal.sharing.readers.codes import ALPHABET
from jobjournal.sharing.views import guard as share_guard
from tests.jobjournal.making import own_words, recorded
from tests.jobjournal.sharing import coach, opened, shared, stranger, tries, wrong_pin
from tests.people import Browser, browser_of

pytestmark = pytest.mark.usefixtures("library")
SHARES = 1000


@pytest.fixture
def made(alice):
    return shared(alice, recorded(alice, own_words()), days=7)


@pytest.fixture
def many(alice, library):
    """1,000 shares, made plainly: hashing as many PINs would take half a minute, and nobody guesses them here."""
    now = timezone.now()
    codes = [f"{'0' * 6}{ALPHABET[number // 32 % 32]}{ALPHABET[number % 32]}" for number in range(SHARES)]
    Share.objects.bulk_create(
        Share(resident=alice.resident, code=code, pin_hash="f" * 64, entries_fixed_at=now, expires_at=now)
        for code in codes
    )
    Share.objects.filter(code__in=codes).update(expires_at=now + timezone.timedelta(days=7))
    return codes


def alerts(logs) -> int:
    """How often it was told, at the level that alerts have."""
    told = [line["log_level"] for line in logs if line["event"] == "journal_shares_sprayed"]
    assert set(told) <= {"error"}
    return len(told)


def spray(council, codes, address) -> list[int]:
    browser = stranger(council)
    return [
        tries(browser, code, "123456", REMOTE_ADDR=address(number)).status_code for number, code in enumerate(codes)
    ]


@pytest.mark.slow
def test_spraying_from_one_address_is_throttled_and_told(calderbrook, southmere, many, made):
    before = share_guard.ALERTS._value.get()
    with capture_logs() as logs:
        answers = spray(calderbrook, many, lambda number: "10.1.1.1")
    assert answers.count(422) <= 12
    assert answers[-1] == 429
    assert alerts(logs) == 1
    assert share_guard.ALERTS._value.get() == before + 1
    assert ShareAttempt.objects.count() <= 12, "what waits is not looked at"
    assert tries(stranger(calderbrook), made.share.code, made.pin, REMOTE_ADDR="10.1.1.1").status_code == 429
    assert tries(stranger(calderbrook), made.share.code, made.pin, REMOTE_ADDR="10.2.2.2").status_code == 302


@pytest.mark.slow
def test_spraying_from_hundreds_of_addresses_gets_few_guesses_and_holds_up_nobody_else(
    calderbrook, southmere, carol, alice, many, made
):
    reader = opened(calderbrook, made)
    known = many[:110]
    with capture_logs() as logs:
        answers = spray(calderbrook, known * 3, lambda number: f"10.{number // 250}.7.{number % 250}")
    # What is free, and one at each code: not a third one at any, as before the flood was one.
    assert answers.count(422) <= pin_turns.FREE + len(known)
    assert set(answers[220:]) == {429}
    assert alerts(logs) == 1
    assert not Share.objects.filter(tries_left__lt=3).exists(), "nobody's share was destroyed"
    # Whoever was given a code and its PIN does not wait for them, nor the next one for the same share.
    for number in (1, 2, 3):
        employer = tries(stranger(calderbrook), made.share.code, made.pin, REMOTE_ADDR=f"10.6.6.{number}")
        assert employer.status_code == 302
    # Whoever mistypes in a flood waits; with another code they do not.
    mistyped = [
        tries(stranger(calderbrook), made.share.code, wrong_pin(made.pin), REMOTE_ADDR="10.6.6.4") for _ in range(2)
    ]
    assert [answer.status_code for answer in mistyped] == [422, 429]
    assert mistyped[1]["Retry-After"] == "3600"
    other = shared(alice, recorded(alice, own_words()), days=7)
    assert tries(stranger(calderbrook), other.share.code, other.pin, REMOTE_ADDR="10.6.6.4").status_code == 302
    assert reader.get("/j/view/").status_code == 200, "who reads, reads on"
    wendy = browser_of(coach(calderbrook))
    let_in = tries(wendy, made.share.code, made.pin, REMOTE_ADDR="10.9.9.9")
    assert let_in.status_code == 302, "nor are staff who signed in held up"
    with council_scope(southmere.pk):
        elsewhere = tries(Browser(Client(), southmere.host), "00000000", "123456", REMOTE_ADDR="10.8.8.8")
    assert elsewhere.status_code == 422, "another council notices nothing"


@pytest.mark.slow
def test_under_alert_an_address_gets_two_mistakes(calderbrook, many, made):
    spray(calderbrook, many[:70], lambda number: f"10.3.3.{number}")
    mistaken = [tries(stranger(calderbrook), "00000000", "123456", REMOTE_ADDR="10.4.4.4") for _ in range(3)]
    assert [answer.status_code for answer in mistaken] == [422, 422, 429]
    assert tries(stranger(calderbrook), made.share.code, made.pin, REMOTE_ADDR="10.4.4.5").status_code == 302


@pytest.mark.slow
def test_one_share_guessed_at_from_many_addresses_has_a_try_in_ten_minutes(calderbrook, alice, many, made):
    """Before, its five tries were gone in a second, and nobody was told but by a list."""

    def guess(number: int, code: str = made.share.code) -> int:
        # Whoever guesses does not wait for what nobody could type.
        tries(stranger(calderbrook), code, "12", REMOTE_ADDR=f"10.5.5.{number}")
        return tries(
            stranger(calderbrook), code, wrong_pin(made.pin, number), REMOTE_ADDR=f"10.5.5.{number}"
        ).status_code

    before = share_guard.ALERTS._value.get()
    assert [guess(number) for number in range(1, 7)] == [422, 422, 422, 429, 429, 429]
    assert Alert.objects.get().code == "one_share"
    assert share_guard.ALERTS._value.get() == before + 1
    made.share.refresh_from_db()
    assert made.share.tries_left == 2, "what waits is not looked at"
    # Nobody learns from the wait whether there is such a share.
    assert [guess(number, "ZZZZZZZZ") for number in range(1, 7)] == [422, 422, 422, 429, 429, 429]
    # Its owner is not held up, nor staff who signed in, nor whoever opens another share.
    assert browser_of(alice).get(reverse("jobjournal:share", args=[made.share.public_id])).status_code == 200
    assert tries(browser_of(coach(calderbrook)), made.share.code, made.pin).status_code == 302
    other = shared(alice, recorded(alice, own_words()), days=7)
    assert tries(stranger(calderbrook), other.share.code, other.pin, REMOTE_ADDR="10.5.5.1").status_code == 302


@pytest.mark.slow
def test_whoever_mistypes_the_pin_at_one_address_does_not_wait_for_it(calderbrook, made):
    mistaken = [tries(stranger(calderbrook), made.share.code, wrong_pin(made.pin, number)) for number in range(1, 5)]
    assert {answer.status_code for answer in mistaken} == {422}
    assert not Alert.objects.exists()
    assert tries(stranger(calderbrook), made.share.code, made.pin).status_code == 302


@pytest.mark.slow
def test_right_pins_from_one_address_are_not_slowed_down(calderbrook, made):
    for _ in range(20):
        opened(calderbrook, made)


def test_without_redis_no_pin_is_tried(calderbrook, made, monkeypatch):
    def away(*args, **kwargs):
        raise RedisAway

    monkeypatch.setattr(type(counters._connections["counters"]), "add", away)
    assert tries(stranger(calderbrook), made.share.code, made.pin).status_code == 429
    assert not ShareAttempt.objects.exists()


def test_neither_pin_nor_name_nor_code_is_logged(calderbrook, made, caplog):
    with caplog.at_level(0):
        browser = stranger(calderbrook)
        browser.get(f"/j/{made.share.code}/")
        tries(browser, made.share.code, "000000" if made.pin != "000000" else "111111")
        tries(browser, made.share.code, made.pin)
        browser.get("/j/view/")
    text = "\n".join([caplog.text, *(str(record.msg) for record in caplog.records)])
    assert "/j/view/" in text or "/j/…" in text
    for secret in (made.pin, made.share.code, "Vera Viewer", "Alice"):
        assert secret not in text
