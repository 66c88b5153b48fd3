"""Guessing at many accounts is slowed and seen; nobody can keep somebody else from signing in."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from django.test import Client, RequestFactory
from django.urls import reverse
from django_ratelimit import core as ratelimit
from structlog.testing import capture_logs

from accounts import devices, guessing
from accounts.models import Alert, SignInCode
from core.tenancy import council_scope
from notifications import readers as notification_readers
from tests.people import Browser, make_resident, make_staff

TOO_MANY = "Too many wrong tries"
PASSWORD = "correct horse battery"  # noqa: S105 - of nobody


@pytest.fixture(autouse=True)
def mailbox(settings, tmp_path):
    """Messages of one test are not those of the next."""
    settings.MAILBOX_DIR = tmp_path


class Person:
    """A browser at a network address."""

    def __init__(self, council, address: str, client: Client | None = None):
        self.browser, self.address = Browser(client or Client(), council.host), address

    def ask(self, contact: str):
        return self.browser.post(reverse("accounts:sign_in"), {"contact": contact}, REMOTE_ADDR=self.address)

    def enter(self, code: str):
        return self.browser.post(reverse("accounts:enter_code"), {"code": code}, REMOTE_ADDR=self.address)

    def password(self, login: str, password: str):
        fields = {"login": login, "password": password}
        return self.browser.post(reverse("account_login"), fields, REMOTE_ADDR=self.address)

    @property
    def cookie(self) -> str:
        return self.browser.client.cookies[devices.COOKIE].value


def newest_code(contact: str) -> str:
    letter = next(each for each in notification_readers.mailbox() if each.to == contact)
    return re.search(r"\b\d{6}\b", letter.text)[0]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


def address(number: int) -> str:
    return f"10.{number // 62500}.{number // 250 % 250}.{number % 250}"


# --- Nobody is kept from signing in by somebody else ----------------------------------------------------------------


def attack(council, contact: str, browsers: int = 40, networks: int = 1) -> None:
    """So many browsers ask for codes to somebody's address, and again for another one."""
    for number in range(browsers):
        attacker = Person(council, address(number % networks))
        attacker.ask(contact)
        attacker.browser.post(reverse("accounts:resend_code"), REMOTE_ADDR=attacker.address)


@pytest.mark.slow
def test_the_victim_gets_in_on_a_new_device_while_somebody_asks_for_their_codes(calderbrook, alice):
    attack(calderbrook, "alice@example.org")
    assert SignInCode.objects.count() == 5
    victim = Person(calderbrook, "192.0.2.1")
    assert victim.ask("alice@example.org").status_code == 302
    assert victim.enter(newest_code("alice@example.org")).status_code == 302
    assert "_auth_user_id" in victim.browser.client.session


@pytest.mark.slow
def test_the_victim_gets_in_on_a_known_device_at_the_attackers_own_address_and_in_a_flood(calderbrook, alice):
    victim = Person(calderbrook, address(7))
    victim.ask("alice@example.org")
    victim.enter(newest_code("alice@example.org"))
    victim.browser.post(reverse("accounts:sign_out"), REMOTE_ADDR=victim.address)
    attack(calderbrook, "alice@example.org", browsers=60, networks=60)
    assert SignInCode.objects.count() == 30, "a flood comes to an end"
    assert Person(calderbrook, address(70)).ask("alice@example.org").status_code == 200
    assert victim.ask("alice@example.org").status_code == 302
    assert victim.enter(newest_code("alice@example.org")).status_code == 302
    assert "_auth_user_id" in victim.browser.client.session


def test_the_cookie_of_a_known_device_says_nothing_and_helps_nobody_else(calderbrook, alice, bob):
    alices = Person(calderbrook, "192.0.2.1")
    alices.ask("alice@example.org")
    alices.enter(newest_code("alice@example.org"))
    assert "alice" not in alices.cookie
    assert str(alice.user.pk) not in alices.cookie.split(":")[0].split(".")
    kept = alices.browser.client.cookies[devices.COOKIE]
    assert (kept["httponly"], kept["samesite"], kept["max-age"]) == (True, "Lax", devices.SECONDS)
    for forged in (alices.cookie[:-1], "a" * 32, alices.cookie.replace(".", "..", 1)):
        origin = devices.Origin(*origin_with(forged))
        assert not devices.is_known(origin, "alice@example.org")
    origin = devices.Origin(*origin_with(alices.cookie))
    assert devices.is_known(origin, "Alice@example.org")
    assert not devices.is_known(origin, "bob@example.org")
    assert not devices.is_known(origin, "")


def origin_with(cookie: str) -> tuple:
    request = RequestFactory().get("/")
    request.COOKIES[devices.COOKIE] = cookie
    request.session = Client().session
    origin = devices.origin_of(request)
    return origin.network, origin.session, origin.device, origin.marks


@pytest.mark.slow
def test_a_device_knows_the_last_five(calderbrook):
    shared = Person(calderbrook, "192.0.2.1")
    for number in range(6):
        contact = f"p{number}@example.org"
        shared.ask(contact)
        shared.enter(newest_code(contact))
        shared.browser.post(reverse("accounts:sign_out"), REMOTE_ADDR=shared.address)
    origin = devices.Origin(*origin_with(shared.cookie))
    assert [devices.is_known(origin, f"p{number}@example.org") for number in range(6)] == [False] + [True] * 5


@pytest.mark.slow
def test_wrong_passwords_from_elsewhere_do_not_lock_staff_out(calderbrook):
    aisha = make_staff(calderbrook, "Aisha Khan", "aisha@calderbrook.example", "advisor")
    attacker = Person(calderbrook, "10.1.1.1")
    for _ in range(14):
        answer = attacker.password(aisha.user.email, "wrong")
    assert TOO_MANY in answer.content.decode()
    assert TOO_MANY in attacker.password(aisha.user.email, PASSWORD).content.decode()
    assert Person(calderbrook, "10.2.2.2").password(aisha.user.email, PASSWORD).status_code == 302


@pytest.mark.slow
def test_a_password_guessed_at_from_many_addresses_leaves_each_one_mistake(calderbrook):
    aisha = make_staff(calderbrook, "Aisha Khan", "aisha@calderbrook.example", "advisor")
    known = Person(calderbrook, "10.9.9.9")
    known.password(aisha.user.email, PASSWORD)
    known.browser.post(reverse("accounts:sign_out"), REMOTE_ADDR=known.address)
    for number in range(30):
        assert Alert.objects.filter(code="guessing_account", number=19).exists() is (number > 19)
        Person(calderbrook, address(number)).password(aisha.user.email, "wrong")
    late = Person(calderbrook, "10.8.8.8")
    assert TOO_MANY not in late.password(aisha.user.email, "wrong").content.decode()
    assert TOO_MANY in late.password(aisha.user.email, PASSWORD).content.decode()
    assert Person(calderbrook, "10.7.7.7").password(aisha.user.email, PASSWORD).status_code == 302
    known.password(aisha.user.email, "mistyped")
    assert known.password(aisha.user.email, PASSWORD).status_code == 302, "a known device has its own mistakes"


@pytest.mark.slow
def test_whoever_guesses_in_a_library_keeps_nobody_there_from_a_first_try(calderbrook, alice):
    guesser, reader = Person(calderbrook, "10.1.1.1"), Person(calderbrook, "10.1.1.1")
    guesser.ask("guesser@example.org")
    code = newest_code("guesser@example.org")
    # Twenty mistakes, and the one turn of this minute.
    answers = [guesser.enter(wrong(code)) for _ in range(24)]
    assert [answer.status_code for answer in answers] == [200] * 21 + [429] * 3
    assert "Ask for a new code: you can try that one at once." in answers[-1].content.decode()
    reader.ask("alice@example.org")
    assert reader.enter(newest_code("alice@example.org")).status_code == 302
    assert "_auth_user_id" in reader.browser.client.session
    other = Person(calderbrook, "10.1.1.1")
    other.ask("bob@example.org")
    code = newest_code("bob@example.org")
    assert [other.enter(wrong(code)).status_code, other.enter(code).status_code] == [200, 429], "one try, no more"


# --- Guessing at many accounts -----------------------------------------------------------------------------------


def spray(council, contacts: int, tries: int = 5) -> list[int]:
    """Guess codes of many people, each from an address of its own; the statuses of the guesses."""
    statuses = []
    for number in range(contacts):
        attacker = Person(council, address(number))
        contact = f"person{number}@example.org"
        attacker.ask(contact)
        with council_scope(council.pk):
            code = newest_code(contact)
        statuses += [attacker.enter(wrong(code)).status_code for _ in range(tries)]
    return statuses


@pytest.mark.slow
def test_guessing_codes_of_eighty_people_from_eighty_addresses_is_slowed_and_told(calderbrook, southmere):
    before = guessing.ALERTS.labels("council")._value.get()
    with capture_logs() as logs:
        statuses = spray(calderbrook, 80)
    compared = statuses.count(200)
    assert compared <= 60 + 5 + 68 * 2, "of 400"
    assert statuses[-3:] == [429] * 3
    alerts = [each for each in logs if each["event"] == "guessing_at_many_accounts"]
    assert [(each["log_level"], each["where"], each["council"]) for each in alerts] == [
        ("error", "council", calderbrook.pk)
    ]
    assert guessing.ALERTS.labels("council")._value.get() == before + 1
    assert not any("example.org" in str(each) for each in logs), "nobody is named"


@pytest.mark.slow
def test_while_guessing_goes_on_people_get_in(calderbrook, southmere):
    regular = Person(calderbrook, "192.0.2.9")
    regular.ask("regular@example.org")
    regular.enter(newest_code("regular@example.org"))
    regular.browser.post(reverse("accounts:sign_out"), REMOTE_ADDR=regular.address)
    spray(calderbrook, 80)
    newcomer = Person(calderbrook, "192.0.2.1")
    newcomer.ask("new@example.org")
    code = newest_code("new@example.org")
    assert newcomer.enter(wrong(code)).status_code == 200, "one mistake is not many"
    assert newcomer.enter(code).status_code == 302
    regular.ask("regular@example.org")
    code = newest_code("regular@example.org")
    assert [regular.enter(wrong(code)).status_code for _ in range(4)] == [200] * 4
    assert regular.enter(code).status_code == 302, "a known device waits for nobody"
    with council_scope(southmere.pk):
        elsewhere = Person(southmere, address(1))
        elsewhere.ask("s@example.org")
        code = newest_code("s@example.org")
        assert [elsewhere.enter(wrong(code)).status_code for _ in range(4)] == [200] * 4
        assert elsewhere.enter(code).status_code == 302, "another council notices nothing"


@pytest.mark.slow
def test_guessing_over_all_councils_is_told_of_the_platform(calderbrook, southmere, monkeypatch):
    monkeypatch.setattr(guessing, "LEVELS", (("60/10m", "20/10m", "1/10m"),))
    with capture_logs() as logs:
        for council in (calderbrook, southmere):
            with council_scope(council.pk):
                spray(council, 5)
    assert [(each["where"], each["council"]) for each in logs if each["event"] == "guessing_at_many_accounts"] == [
        ("platform", None)
    ]


@pytest.mark.slow
def test_one_address_guessing_passwords_of_many_waits(calderbrook):
    for number in range(40):
        make_resident(calderbrook, f"P {number}", f"p{number}@example.org")
    attacker = Person(calderbrook, "10.1.1.1")
    answers = [attacker.password(f"p{number}@example.org", "password1").content.decode() for number in range(40)]
    refused = [TOO_MANY in answer for answer in answers]
    # Twenty mistakes, and the one turn of this minute.
    assert refused == [False] * 21 + [True] * 19
    assert "Wait 1 minute, then try again." in answers[-1]


# --- An address over its limit is slow, not closed -------------------------------------------------------------------

LIBRARY = "10.1.1.1"


def used_up(council, address: str = LIBRARY) -> Person:
    """Somebody at this address has made all mistakes that it has, and taken the turns of this minute."""
    guesser = Person(council, address)
    for number in range(25):
        guesser.password(f"invented{number}@example.org", "password1")
    return guesser


def turned(monkeypatch, seconds: int) -> None:
    """So many seconds later, for everything that is counted."""
    now = ratelimit.time.time() + seconds
    monkeypatch.setattr(ratelimit, "time", SimpleNamespace(time=lambda: now))


@pytest.mark.slow
def test_wrong_passwords_at_invented_accounts_leave_an_address_a_try_a_minute(calderbrook, monkeypatch):
    aisha = make_staff(calderbrook, "Aisha Khan", "aisha@calderbrook.example", "advisor")
    used_up(calderbrook)
    reader = Person(calderbrook, LIBRARY)
    said = [reader.password(login, PASSWORD).context["form"].errors for login in (aisha.user.email, "no@example.org")]
    assert "Wait 1 minute, then try again." in str(said[0])
    assert said[0] == said[1], "nobody learns which accounts there are"
    turned(monkeypatch, 60)
    assert reader.password(aisha.user.email, PASSWORD).status_code == 302


@pytest.mark.slow
def test_the_way_that_the_refusal_offers_works_for_staff_too(calderbrook):
    """A code makes the device known; after that the password is looked at, whatever others do at this address."""
    aisha = make_staff(calderbrook, "Aisha Khan", "aisha@calderbrook.example", "advisor")
    reader = Person(calderbrook, LIBRARY)
    used_up(calderbrook)
    assert "sign in with a code first" in reader.password(aisha.user.email, PASSWORD).content.decode()
    reader.ask(aisha.user.email)
    assert reader.enter(newest_code(aisha.user.email)).status_code == 302
    reader.browser.post(reverse("accounts:sign_out"), REMOTE_ADDR=LIBRARY)
    used_up(calderbrook)
    assert reader.password(aisha.user.email, PASSWORD).status_code == 302
    # Which does not make it known for anybody else's account.
    assert TOO_MANY in Person(calderbrook, LIBRARY, Client()).password(aisha.user.email, PASSWORD).content.decode()
    bobs = make_staff(calderbrook, "Bob Hill", "bob@calderbrook.example", "advisor")
    reader.browser.post(reverse("accounts:sign_out"), REMOTE_ADDR=LIBRARY)
    assert TOO_MANY in reader.password(bobs.user.email, PASSWORD).content.decode()


@pytest.mark.slow
def test_a_known_device_is_told_of_its_own_mistakes_and_of_no_way_round(calderbrook):
    aisha = make_staff(calderbrook, "Aisha Khan", "aisha@calderbrook.example", "advisor")
    own = Person(calderbrook, "10.3.3.3")
    own.password(aisha.user.email, PASSWORD)
    own.browser.post(reverse("accounts:sign_out"), REMOTE_ADDR=own.address)
    said = [own.password(aisha.user.email, "mistyped").content.decode() for _ in range(11)][-1]
    assert "Too many wrong tries on this device." in said
    assert "with a code first" not in said


@pytest.mark.slow
def test_one_address_at_all_councils_together_is_slowed_too(calderbrook, southmere, monkeypatch):
    monkeypatch.setattr(guessing, "ON_PLATFORM", ("9/10m", "1/m"))
    for council in (calderbrook, southmere):
        with council_scope(council.pk):
            guesser = Person(council, LIBRARY)
            answers = [guesser.password(f"p{n}@example.org", "password1").content.decode() for n in range(9)]
    assert [TOO_MANY in answer for answer in answers][:1] + [TOO_MANY in answers[-1]] == [False, True]


@pytest.mark.slow
def test_one_address_alone_does_not_make_all_others_wait(calderbrook):
    """First tries of codes wait for nothing; a hundred of them must not raise the alert for everybody."""
    origin = devices.Origin(network="attacker")
    with capture_logs() as logs:
        for number in range(100):
            guessing.note_refusal(guessing.CODE, f"p{number}@example.org", council=calderbrook.pk, origin=origin)
    assert [each for each in logs if each["event"] == "guessing_at_many_accounts"] == []
    elsewhere = devices.Origin(network="elsewhere")
    for _ in range(4):
        guessing.note_refusal(guessing.PASSWORD, "a@example.org", council=calderbrook.pk, origin=elsewhere)
        wait = guessing.wait_before(guessing.PASSWORD, "b@example.org", council=calderbrook.pk, origin=elsewhere)
        assert wait == 0


@pytest.mark.slow
def test_thirty_addresses_have_no_more_guesses_than_the_decision_says(calderbrook):
    """docs/decisions/0015-limits.md: four may make all their mistakes before the alert, then each has two."""
    looked_at = 0
    for number in range(30 * 24):
        origin = devices.Origin(network=f"n{number // 24}")
        guess = {"account": f"p{number}@example.org", "council": calderbrook.pk, "origin": origin}
        if not guessing.wait_before(guessing.PASSWORD, **guess):
            looked_at += 1
            guessing.note_refusal(guessing.PASSWORD, **guess)
    assert 60 + 26 * 2 <= looked_at <= 4 * 22 + 26 * 2


def test_second_factors_are_guarded_too(calderbrook):
    aisha = make_staff(calderbrook, "Aisha Khan", "aisha@calderbrook.example", "advisor")
    secret = generate_totp_secret()
    TOTP.activate(aisha.user, secret)
    attacker = Person(calderbrook, "10.1.1.1")
    attacker.password(aisha.user.email, PASSWORD)
    enter = reverse("mfa_authenticate")
    answers = [
        attacker.browser.post(enter, {"code": "000000"}, REMOTE_ADDR="10.1.1.1").content.decode() for _ in range(7)
    ]
    assert [TOO_MANY in answer for answer in answers] == [False] * 5 + [True] * 2
    own = Person(calderbrook, "10.2.2.2")
    own.password(aisha.user.email, PASSWORD)
    code = str(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))).zfill(6)
    answer = own.browser.post(enter, {"code": code}, REMOTE_ADDR="10.2.2.2")
    assert answer.status_code == 302
    assert devices.COOKIE in own.browser.client.cookies
