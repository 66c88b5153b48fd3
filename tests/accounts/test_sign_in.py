"""Signing in by code: one box, five tries, once, here only, and what a visitor began comes along."""

from __future__ import annotations

import re
import threading
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.actions import sign_in as actions
from accounts.actors import Actor
from accounts.models import AuditEvent, Council, Resident, SignInCode, User
from accounts.sessions import VISITOR
from core.tenancy import council_scope
from notifications import readers as notification_readers
from tests.people import Browser, browser_of, make_staff


@pytest.fixture(autouse=True)
def mailbox(settings, tmp_path):
    """Messages of one test are not those of the next."""
    settings.MAILBOX_DIR = tmp_path


def newest_code() -> str:
    return re.search(r"\b\d{6}\b", notification_readers.mailbox()[0].text)[0]


def ask_for_code(browser: Browser, contact: str, **more):
    return browser.post(reverse("accounts:sign_in"), {"contact": contact, **more})


def enter(browser: Browser, code: str, **more):
    return browser.post(reverse("accounts:enter_code"), {"code": code}, **more)


def sign_in(browser: Browser, contact: str, **more):
    ask_for_code(browser, contact, **more)
    return enter(browser, newest_code(), follow=True)


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


@pytest.fixture
def browser(calderbrook):
    return Browser(Client(), calderbrook.host)


@pytest.mark.parametrize(
    ("typed", "field", "stored"),
    [("New.Person@Example.org", "email", "new.person@example.org"), ("07700 900123", "phone", "+447700900123")],
)
def test_a_new_person_signs_in_with_what_they_have(browser, typed, field, stored):
    response = sign_in(browser, typed)
    assert response.redirect_chain[-1][0] == reverse("accounts:home")
    user = User.objects.get(**{field: stored})
    assert getattr(Resident.objects.get(user=user), field) == stored
    assert not user.has_usable_password()
    assert AuditEvent.objects.filter(code="accounts.resident.signed_in", actor=user).exists()


def test_a_code_is_taken_out_of_the_message_that_was_pasted(browser):
    ask_for_code(browser, "alice@example.org")
    assert enter(browser, f"\u200b{notification_readers.mailbox()[0].text}").status_code == 302


@pytest.mark.parametrize("page", ["enter_code", "resend_code"])
def test_a_code_in_another_browser_is_told_what_happened_and_what_to_do(browser, calderbrook, page):
    ask_for_code(browser, "alice@example.org")
    elsewhere = Browser(Client(), calderbrook.host)
    told = elsewhere.post(reverse(f"accounts:{page}"), {"code": newest_code()}, follow=True)
    assert told.redirect_chain == [(reverse("accounts:sign_in"), 302)]
    words = told.content.decode()
    assert "A code works only in the browser that asked for it" in words
    assert "Nothing is lost. Enter your email address or phone number" in words
    assert 'name="contact"' in words
    assert enter(browser, newest_code()).status_code == 302, "where it was asked for it still works"


def test_known_and_unknown_contacts_get_the_same_answer(browser, alice):
    pages = []
    for contact in ("alice@example.org", "nobody@example.org"):
        response = browser.post(reverse("accounts:sign_in"), {"contact": contact}, follow=True)
        text = response.content.decode().replace(contact, "…")
        pages.append(re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', "", text))
    assert pages[0] == pages[1]
    assert len(notification_readers.mailbox()) == 2


def test_what_was_typed_wrongly_is_explained(browser):
    for typed in ("", "alice@", "12345"):
        response = ask_for_code(browser, typed)
        assert response.status_code == 200
        assert "There is a problem" in response.content.decode()
    assert not SignInCode.objects.exists()


def test_wrong_used_and_run_out_codes_get_the_same_answer(browser, calderbrook):
    answers = []
    ask_for_code(browser, "alice@example.org")
    code = newest_code()
    answers.append(enter(browser, wrong(code)))
    SignInCode.objects.update(expires_at="2020-01-01T00:00Z")
    answers.append(enter(browser, code))
    other = Browser(Client(), calderbrook.host)
    ask_for_code(browser, "alice@example.org")
    code = newest_code()
    session = browser.client.session
    other_session = other.client.session
    other_session["sign_in_code"] = session["sign_in_code"]
    other_session.save()
    assert enter(browser, code).status_code == 302
    answers.append(enter(other, code))
    messages = {tuple(answer.context["form"].errors["code"]) for answer in answers}
    assert len(messages) == 1
    assert "_auth_user_id" not in other.client.session


def test_a_new_code_can_be_asked_for_but_not_without_end(browser):
    ask_for_code(browser, "alice@example.org")
    for _ in range(4):
        browser.post(reverse("accounts:resend_code"))
    assert len(notification_readers.mailbox()) == 5
    response = browser.post(reverse("accounts:resend_code"), follow=True)
    assert "several messages" in response.content.decode()
    assert len(notification_readers.mailbox()) == 5
    assert enter(browser, newest_code()).status_code == 302


@pytest.mark.slow
def test_one_network_address_cannot_ask_for_ever(browser, calderbrook):
    known = Browser(Client(), calderbrook.host)
    ask_for_code(known, "alice@example.org")
    enter(known, newest_code())
    known.post(reverse("accounts:sign_out"))
    assert {ask_for_code(browser, "not a contact").status_code for _ in range(299)} == {200}, (
        "and the one of the device"
    )
    answer = ask_for_code(browser, "not a contact")
    assert answer.status_code == 429
    assert "Wait 1 minute, then try" in re.sub(r"\s+", " ", answer.content.decode())
    assert 0 < int(answer["Retry-After"]) <= 60
    ask_for_code(known, "alice@example.org")
    assert "_auth_user_id" not in known.client.session
    assert enter(known, newest_code()).status_code == 302, "a device where somebody signed in before"


def test_next_is_followed_on_this_host_only(calderbrook):
    for target, arrives in (("/claims/", "/claims/"), ("https://evil.example/", reverse("accounts:home"))):
        browser = Browser(Client(), calderbrook.host)
        assert sign_in(browser, "alice@example.org", next=target).redirect_chain[-1][0] == arrives


def test_where_somebody_was_going_is_kept_in_the_page_until_they_ask_for_a_code(calderbrook, alice):
    browser = Browser(Client(), calderbrook.host)
    page = browser.get(reverse("accounts:sign_in") + "?next=/claims/%3Fa=1%26b=2")
    assert browser.client.cookies.get("sessionid") is None
    assert '<input type="hidden" name="next" value="/claims/?a=1&amp;b=2">' in page.content.decode()
    # With a password it goes the same way, past what is asked after signing in.
    on = re.search(rf'href="({reverse("account_login")}\?next=[^"]*)"', page.content.decode())[1]
    alice.user.set_password("correct horse battery")
    alice.user.save()
    fields = {"login": "alice@example.org", "password": "correct horse battery"}
    fields["next"] = parse_qs(urlsplit(on).query)["next"][0]
    assert fields["next"].startswith(reverse("accounts:after_sign_in"))
    asked = browser.get(on).content.decode()
    assert f'name="next" value="{fields["next"]}"' in asked.replace("&amp;", "&")
    arrived = browser.post(reverse("account_login"), fields, follow=True)
    assert arrived.redirect_chain[-1][0] == "/claims/?a=1&b=2"
    there = browser.get(reverse("accounts:sign_in") + "?next=/claims/", follow=True)
    assert there.redirect_chain[-1][0] == "/claims/", "who is signed in already goes on at once"
    foreign = browser.get(reverse("accounts:sign_in") + "?next=//evil.example/", follow=True)
    assert foreign.redirect_chain[-1][0] == reverse("accounts:home")


def test_a_code_of_one_council_is_nothing_at_another(browser, southmere):
    ask_for_code(browser, "alice@example.org")
    code = newest_code()
    there = Browser(Client(), southmere.host)
    session = there.client.session
    session["sign_in_code"] = browser.client.session["sign_in_code"]
    session.save()
    assert enter(there, code).status_code == 200
    assert "_auth_user_id" not in there.client.session
    assert enter(browser, code).status_code == 302


def test_a_provider_that_fails_does_not_cost_a_code(browser, settings):
    settings.MESSAGE_BACKEND = "notifications.channels.NotifyBackend"
    settings.NOTIFY_API_KEY = "test-" + "0" * 36 + "-" + "1" * 36
    settings.NOTIFY_BASE_URL = "http://127.0.0.1:9"
    response = ask_for_code(browser, "alice@example.org")
    assert "could not send a code just now" in response.content.decode()
    assert not SignInCode.objects.exists()


def test_a_closed_account_gets_the_answer_of_a_wrong_code(browser, alice):
    User.objects.filter(pk=alice.user.pk).update(is_active=False)
    ask_for_code(browser, "alice@example.org")
    assert "wrong or has run out" in enter(browser, newest_code()).content.decode()


def begin_as_visitor(browser: Browser, council: Council) -> Resident:
    visitor = actions.start_record(language="en-gb", by=Actor(council=council))
    session = browser.client.session
    session[VISITOR] = str(visitor.public_id)
    session.save()
    return visitor


def test_another_person_on_the_same_device_gets_nothing_of_the_first(browser, calderbrook, alice):
    visitor = begin_as_visitor(browser, calderbrook)
    browser.post(reverse("accounts:sign_out"))
    sign_in(browser, "bob2@example.org")
    visitor.refresh_from_db()
    assert visitor.user is None


def test_a_code_never_makes_staff(browser, calderbrook):
    aisha = make_staff(calderbrook, "Aisha Khan", "aisha@calderbrook.example", "advisor")
    response = sign_in(browser, aisha.user.email, next=reverse("casework:work_list"))
    assert response.redirect_chain[-1][0] == reverse("accounts:second_factor")
    assert "password and your authenticator app" in response.content.decode()
    for name in ("mfa_activate_totp", "account_reauthenticate", "mfa_reauthenticate", "mfa_index", "mfa_add_webauthn"):
        assert browser.get(reverse(name)).url == reverse("accounts:second_factor"), name
    assert browser.get(reverse("accounts:set_password")).url == reverse("accounts:home")


@pytest.fixture
def council_at_rest(transactional_db):
    """A council whose rows other threads can see."""
    return Council.objects.create(
        host="calderbrook.localhost", slug="calderbrook", name="Calderbrook Council", reference_prefix="CAL"
    )


def in_parallel(count: int, work) -> list:
    """Run work(number) in so many threads that start together; returns what they return."""
    barrier, results = threading.Barrier(count), [None] * count

    def run(number):
        barrier.wait()
        try:
            results[number] = work(number)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def test_twenty_threads_guessing_get_five_tries(council_at_rest):
    browser = Browser(Client(), council_at_rest.host)
    ask_for_code(browser, "alice@example.org")
    with council_scope(council_at_rest.pk):
        code, row = newest_code(), SignInCode.objects.get()

    def guess(number):
        with council_scope(council_at_rest.pk):
            return actions.use_sign_in_code(public_id=str(row.public_id), code=wrong(code))

    assert in_parallel(20, guess) == [None] * 20
    with council_scope(council_at_rest.pk):
        assert SignInCode.objects.get().tries_left == 0
    assert enter(browser, code).status_code == 200


def test_one_code_lets_in_one_of_ten_threads(council_at_rest):
    browser = Browser(Client(), council_at_rest.host)
    ask_for_code(browser, "alice@example.org")
    with council_scope(council_at_rest.pk):
        code, row = newest_code(), SignInCode.objects.get()

    def use(number):
        with council_scope(council_at_rest.pk):
            return actions.use_sign_in_code(public_id=str(row.public_id), code=code)

    assert len([proof for proof in in_parallel(10, use) if proof]) == 1


def test_two_first_sign_ins_at_once_make_one_account(council_at_rest):
    def arrive(number):
        with council_scope(council_at_rest.pk):
            proof = SignInCode(channel="email", contact="twice@example.org")
            return actions.sign_in_resident(proof=proof, by=Actor(council=council_at_rest)).pk

    assert len(set(in_parallel(4, arrive))) == 1
    with council_scope(council_at_rest.pk):
        assert Resident.objects.count() == 1


def test_signing_out_clears_the_device_for_visitors_too(browser, calderbrook, alice):
    begin_as_visitor(browser, calderbrook)
    response = browser.post(reverse("accounts:sign_out"))
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert VISITOR not in browser.client.session
    signed_in = browser_of(alice)
    signed_in.post(reverse("accounts:sign_out"))
    assert signed_in.get(reverse("accounts:home")).status_code == 302
    assert signed_in.get(reverse("accounts:sign_out")).status_code == 405
