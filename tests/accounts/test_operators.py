"""Operators of the platform: a page of their own behind two factors, on the platform's host and nowhere else."""

from __future__ import annotations

import io
import re
import time

import pyotp
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.core.management import CommandError, call_command
from django.http import Http404
from django.test import Client
from django.urls import reverse

from accounts.actions.staff import add_operator, add_staff, remove_operator
from accounts.actors import Operator, system_actor
from accounts.management.commands import add_operator as command
from accounts.models import AuditEvent, Resident, User
from accounts.permissions import Permission, require
from accounts.sessions import BY_CODE
from notifications.readers import mailbox
from tests.accounts.test_second_factor import code_of
from tests.people import Browser, browser_of

PLATFORM = "localhost"
PASSWORD = "correct horse battery"
EMAIL = "olive@platform.example"


def platform_url(name: str) -> str:
    return reverse(name, settings.PLATFORM_URLCONF)


@pytest.fixture
def olive(db):
    """Somebody who was just made an operator: a password, and nothing else yet."""
    return add_operator(email=EMAIL, password=PASSWORD)


@pytest.fixture
def browser():
    return Browser(Client(), PLATFORM)


def give_password(browser: Browser, email: str = EMAIL, password: str = PASSWORD, **more):
    return browser.post(platform_url("account_login"), {"login": email, "password": password, **more})


def session_of(user: User, *methods: str, **more) -> Browser:
    """A session of this user in which these proofs were given."""
    client = Client()
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": method, "at": time.time()} for method in methods]
    session["account_authentication_methods_user"] = str(user.pk)
    session.update(more)
    session.save()
    return Browser(client, PLATFORM)


# --- the way in ---


@pytest.mark.django_db(transaction=True)
def test_a_second_factor_that_is_there_is_asked_for_and_never_set_up_anew(olive):
    """With each transaction of its own: the page and what signs in are to be one, or the factor is out of reach."""
    Authenticator.objects.create(user=olive, type=Authenticator.Type.TOTP, data={"secret": ""})
    page = session_of(olive, "password").get(platform_url("accounts:second_factor"))
    assert (page.status_code, page.headers.get("Location", "").partition("?")[0]) == (
        302, platform_url("mfa_reauthenticate"),
    )  # fmt: skip


def test_an_operator_sets_up_a_second_factor_first_and_then_gets_the_page(browser, olive):
    first = browser.get(platform_url("operator:home"))
    assert first.url.startswith(platform_url("account_login"))
    assert "For operators of this platform" in browser.get(first.url).content.decode()
    give_password(browser, next=platform_url("operator:home"))
    assert browser.get(platform_url("operator:home")).url == platform_url("accounts:second_factor")
    page = browser.get(platform_url("accounts:second_factor")).content.decode()
    assert "The operator’s page opens only after a second step" in page
    secret = re.search(
        r'id="authenticator_secret">([A-Z2-7=]+)<', browser.get(platform_url("mfa_activate_totp")).content.decode()
    )[1]
    recovery = browser.post(platform_url("mfa_activate_totp"), {"code": code_of(secret)}, follow=True)
    assert "Recovery codes" in recovery.content.decode()
    # Set up is not yet given.
    assert browser.get(platform_url("operator:home")).status_code == 302
    step = browser.get(platform_url("accounts:second_factor")).url
    answer = browser.post(step, {"code": code_of(secret)}, follow=True)
    assert answer.redirect_chain[-1][0] == platform_url("operator:home")
    assert answer.status_code == 200


def test_an_operator_with_an_app_signs_in_with_both_and_out_again(browser, olive):
    secret = pyotp.random_base32()
    TOTP.activate(olive, secret)
    assert give_password(browser).url == platform_url("mfa_authenticate")
    assert browser.get(platform_url("operator:home")).url.startswith(platform_url("account_login"))
    answer = browser.post(platform_url("mfa_authenticate"), {"code": code_of(secret)}, follow=True)
    assert answer.redirect_chain[-1][0] == platform_url("operator:home")
    assert browser.get(platform_url("mfa_index")).status_code == 200
    assert browser.post(platform_url("accounts:sign_out")).url == "/"
    assert browser.get(platform_url("operator:home")).url.startswith(platform_url("account_login"))


def test_wrong_passwords_and_right_ones_of_others_read_alike(browser, olive, aisha, alice):
    alice.user.set_password(PASSWORD)
    alice.user.save()

    def said(email: str, password: str) -> str:
        answer = give_password(browser, email, password)
        assert answer.status_code == 200
        return re.search(r'govuk-error-summary__list">(.*?)</ul>', answer.content.decode(), re.DOTALL)[1]

    wrong = said(EMAIL, "something else entirely")
    assert said(aisha.user.email, "correct horse battery") == wrong
    assert said(alice.user.email, PASSWORD) == wrong
    assert said("nobody@example.org", PASSWORD) == wrong
    assert "_auth_user_id" not in browser.client.session


# --- every door that an operator without a second factor might try ---

NO_SECOND_FACTOR = [
    ((), {}),
    (("password",), {}),
    (("mfa",), {}),
    (("password", "mfa"), {BY_CODE: True}),
]
OPERATORS_PAGES = [
    ("GET", "operator:home", []),
    ("GET", "operator:council", ["calderbrook"]),
    ("POST", "operator:close", ["calderbrook"]),
    ("POST", "operator:reopen", ["calderbrook"]),
    ("POST", "operator:retry", ["calderbrook", "message"]),
]


@pytest.mark.slow
@pytest.mark.parametrize(("proofs", "more"), NO_SECOND_FACTOR)
@pytest.mark.parametrize(("method", "name", "arguments"), OPERATORS_PAGES)
def test_less_than_two_factors_opens_nothing(calderbrook, olive, proofs, more, method, name, arguments):
    browser = session_of(olive, *proofs, **more)
    path = reverse(name, settings.PLATFORM_URLCONF, args=arguments)
    answer = browser.get(path) if method == "GET" else browser.post(path, {"message": "Go away", "sure": "on"})
    assert answer.status_code == 302
    assert answer.url == platform_url("accounts:second_factor")
    calderbrook.refresh_from_db()
    assert not calderbrook.is_closed
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(("proofs", "more"), NO_SECOND_FACTOR)
def test_the_page_that_asks_for_it_answers_every_kind_of_session(olive, proofs, more):
    assert session_of(olive, *proofs, **more).get(platform_url("accounts:second_factor")).status_code == 200


def test_a_session_that_a_council_began_by_code_is_none_here(calderbrook, olive, settings, tmp_path):
    """The same browser, or a cookie that somebody carried over: a code to the address proves too little."""
    settings.MAILBOX_DIR = tmp_path
    there = Browser(Client(), calderbrook.host)
    there.post(reverse("accounts:sign_in"), {"contact": EMAIL})
    there.post(reverse("accounts:enter_code"), {"code": re.search(r"\b\d{6}\b", mailbox()[0].text)[0]})
    assert there.get(reverse("accounts:home")).status_code == 200
    here = Browser(there.client, PLATFORM)
    assert here.get(platform_url("operator:home")).url == platform_url("accounts:second_factor")
    assert "You signed in with a code" in here.get(platform_url("accounts:second_factor")).content.decode()
    assert here.get(platform_url("mfa_activate_totp")).url == platform_url("accounts:second_factor")


def test_at_a_council_an_operator_is_asked_for_it_too_and_is_nobody_there(calderbrook, olive):
    there = Browser(Client(), calderbrook.host)
    there.post(reverse("account_login"), {"login": EMAIL, "password": PASSWORD})
    assert there.get(reverse("accounts:after_sign_in")).url == reverse("accounts:second_factor")
    assert there.get("/staff/claims/").status_code == 404
    assert not Resident.objects.filter(user=olive).exists()


def test_with_both_a_council_sends_an_operator_to_their_own_page(calderbrook, operator):
    there = browser_of(operator)
    assert there.get(reverse("accounts:after_sign_in")).url == reverse("accounts:home")
    text = there.get(reverse("accounts:home")).content.decode()
    assert 'href="http://localhost/operator/"' in text
    assert "A password is possible once" not in text
    assert there.get("/operator/").status_code == 404


def test_the_session_of_an_operator_ends_like_that_of_staff(olive):
    long_ago = time.time() - 31 * 60
    browser = session_of(olive, "password", "mfa", staff_seen=long_ago, staff_started=long_ago)
    assert browser.get(platform_url("operator:home")).url == platform_url("accounts:staff_session_ended")
    assert browser.get(platform_url("accounts:staff_session_ended")).status_code == 200
    assert "_auth_user_id" not in browser.client.session


def test_nobody_else_has_anything_here(aisha, alice, omar):
    for actor in (aisha, alice, omar):
        here = Browser(browser_of(actor).client, PLATFORM)
        for name in ("operator:home", "accounts:second_factor", "accounts:after_sign_in", "mfa_index"):
            assert here.get(platform_url(name)).status_code == 404, name
        assert here.get("/").status_code == 200


# --- what an operator may do in a council ---


def test_an_operator_acting_on_a_council_has_no_permission_in_it(calderbrook, olive):
    actor = Operator(olive, second_factor=True).acting_on(calderbrook)
    assert (actor.label, actor.system, actor.is_staff) == ("The platform: operator", "", False)
    assert not any(actor.may(permission) for permission in Permission)
    with pytest.raises(Http404):
        require(actor, Permission.COUNCIL_MANAGE)


# --- made and unmade ---


@pytest.fixture
def typed(monkeypatch):
    passwords = [PASSWORD]
    monkeypatch.setattr(command, "getpass", lambda prompt: passwords[-1])
    return passwords


def run(*arguments: str, **options) -> str:
    output = io.StringIO()
    call_command("add_operator", *arguments, stdout=output, **options)
    return output.getvalue()


def test_the_command_makes_an_operator_without_a_second_factor_and_says_where_to_go(db, typed):
    said = run(EMAIL)
    assert "localhost/operator/" in said
    assert "second factor" in said
    user = User.objects.get(email=EMAIL)
    assert user.is_superuser
    assert user.check_password(PASSWORD)
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize(("email", "password", "said"), [("olive", PASSWORD, "email"), (EMAIL, "short", "at least 10")])
def test_a_wrong_address_or_a_weak_password_makes_none(db, typed, email, password, said):
    typed.append(password)
    with pytest.raises(CommandError, match=said):
        run(email)
    assert not User.objects.exists()


def test_an_operator_is_removed_with_every_session(olive, aisha):
    browser = session_of(olive, "password", "mfa")
    assert browser.get(platform_url("operator:home")).status_code == 200
    assert "no operator any more" in run(EMAIL, remove=True)
    assert browser.get(platform_url("operator:home")).url.startswith(platform_url("account_login"))
    with pytest.raises(CommandError, match="is no operator"):
        run(EMAIL, remove=True)
    assert not remove_operator(email=aisha.user.email)


def test_a_resident_who_is_given_work_gets_the_password_that_was_typed_and_others_keep_theirs(
    calderbrook, alice, olive
):
    by = system_actor(calderbrook, "tests")
    alice.user.set_unusable_password()
    alice.user.save()
    add_staff(email=alice.user.email, display_name="Alice", role="advisor", password=PASSWORD, by=by)
    alice.user.refresh_from_db()
    assert alice.user.check_password(PASSWORD)
    add_operator(email=alice.user.email, password="another long password")
    alice.user.refresh_from_db()
    assert alice.user.check_password(PASSWORD)
    assert alice.user.is_superuser
