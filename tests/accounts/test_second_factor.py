"""Staff: password and authenticator app through the real pages; nothing less counts."""

from __future__ import annotations

import base64
import re
import time

import pyotp
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.actions.time_codes import USED_STEPS
from accounts.guessing import REFUSALS, SECOND_FACTOR
from accounts.models import AuditEvent, Membership, Resident
from accounts.permissions import Role
from notifications.readers import mailbox
from tests.people import Browser, browser_of, make_staff

PASSWORD = "correct horse battery"
WORK = "/staff/claims/"


@pytest.fixture
def browser(calderbrook):
    return Browser(Client(), calderbrook.host)


def give_password(browser: Browser, email: str, **more):
    return browser.post(reverse("account_login"), {"login": email, "password": PASSWORD, **more})


def newest_code() -> str:
    return re.search(r"\b\d{6}\b", mailbox()[0].text)[0]


def secret_on(page) -> str:
    return re.search(r'id="authenticator_secret">([A-Z2-7=]+)<', page.content.decode())[1]


def code_of(secret: str) -> str:
    """A code that works: each does once, and a test may need two within half a minute."""
    apps, now = Authenticator.objects.filter(type=Authenticator.Type.TOTP), int(time.time()) // 30
    used = {step for app in apps for step in app.data.get(USED_STEPS, [])}
    return pyotp.TOTP(secret).at(30 * next(step for step in (now, now + 1, now - 1) if step not in used))


def with_app(actor) -> str:
    """Give a member of staff an authenticator app; returns its secret."""
    secret = base64.b32encode(b"0123456789abcdefghij").decode()
    TOTP.activate(actor.user, secret)
    return secret


@pytest.mark.slow
def test_staff_set_up_an_app_and_then_get_to_work(browser, aisha):
    response = give_password(browser, aisha.user.email)
    assert browser.get(response.url).url == reverse("accounts:second_factor")
    assert browser.get(WORK).url == reverse("accounts:second_factor")
    assert reverse("mfa_activate_totp") in browser.get(reverse("accounts:second_factor")).content.decode()

    page = browser.get(reverse("mfa_activate_totp"))
    secret = secret_on(page)
    wrong = browser.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "There is a problem" in wrong.content.decode()
    assert not Authenticator.objects.exists()
    secret = secret_on(wrong)
    response = browser.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert response.url == reverse("mfa_view_recovery_codes")
    assert browser.get(response.url).status_code == 200

    # Set up is not yet given: the app's code counts from here on.
    assert browser.get(WORK).url == reverse("accounts:second_factor")
    step = browser.get(reverse("accounts:second_factor")).url
    assert step.startswith(reverse("mfa_reauthenticate"))
    assert browser.get(step).status_code == 200
    response = browser.post(step, {"code": code_of(secret)}, follow=True)
    assert response.redirect_chain[-1][0] == WORK
    assert response.status_code == 200


def test_the_secret_is_encrypted_at_rest(aisha):
    secret = with_app(aisha)
    assert secret not in str(Authenticator.objects.get().data)
    assert TOTP(Authenticator.objects.get()).validate_code(code_of(secret))


def test_staff_with_an_app_sign_in_with_both(browser, aisha):
    secret = with_app(aisha)
    response = give_password(browser, aisha.user.email)
    assert response.url == reverse("mfa_authenticate")
    # The password alone signs nobody in.
    assert browser.get(WORK).url.startswith(reverse("accounts:sign_in"))
    page = browser.get(reverse("mfa_authenticate"))
    assert page.status_code == 200
    assert "or one of your recovery codes" in page.content.decode()
    assert "There is a problem" in browser.post(reverse("mfa_authenticate"), {"code": "123"}).content.decode()
    response = browser.post(reverse("mfa_authenticate"), {"code": code_of(secret)}, follow=True)
    assert response.redirect_chain[-1][0] == WORK
    assert response.status_code == 200
    assert AuditEvent.objects.filter(code="accounts.staff.signed_in", actor=aisha.user).exists()
    assert not Resident.objects.filter(user=aisha.user).exists()


def test_one_code_of_the_app_works_once(browser, aisha, calderbrook):
    secret = with_app(aisha)
    code = code_of(secret)
    give_password(browser, aisha.user.email)
    assert browser.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    again = Browser(Client(), calderbrook.host)
    give_password(again, aisha.user.email)
    assert again.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200
    assert "_auth_user_id" not in again.client.session


def test_a_time_step_that_was_used_is_never_taken_again(browser, aisha, calderbrook):
    """Before, the cache knew of it for half a minute, and the code itself was good for a minute and a half."""
    secret = with_app(aisha)
    code = code_of(secret)
    give_password(browser, aisha.user.email)
    assert browser.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    cache.clear()
    again = Browser(Client(), calderbrook.host)
    give_password(again, aisha.user.email)
    before = REFUSALS.labels(SECOND_FACTOR)._value.get()
    refused = again.post(reverse("mfa_authenticate"), {"code": f"{code[:3]} {code[3:]}"})
    assert "This code was used already" in refused.content.decode()
    assert "_auth_user_id" not in again.client.session
    assert REFUSALS.labels(SECOND_FACTOR)._value.get() == before + 1
    assert again.post(reverse("mfa_authenticate"), {"code": code_of(secret)}).status_code == 302


def test_the_code_that_an_app_was_set_up_with_signs_nobody_in(browser, aisha):
    give_password(browser, aisha.user.email)
    secret = secret_on(browser.get(reverse("mfa_activate_totp")))
    code = code_of(secret)
    assert browser.post(reverse("mfa_activate_totp"), {"code": code}).status_code == 302
    step = browser.get(reverse("accounts:second_factor")).url
    assert "Each code works once." in browser.get(step).content.decode()
    assert "This code was used already" in browser.post(step, {"code": code}).content.decode()
    assert browser.get(WORK).url == reverse("accounts:second_factor")
    assert browser.post(step, {"code": code_of(secret)}, follow=True).redirect_chain[-1][0] == WORK


def test_a_recovery_code_counts(browser, aisha):
    secret = with_app(aisha)
    give_password(browser, aisha.user.email)
    browser.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    browser.post(reverse("mfa_generate_recovery_codes"))
    page = browser.get(reverse("mfa_view_recovery_codes"))
    recovery_code = page.context["unused_codes"][0]
    browser.post(reverse("accounts:sign_out"))
    give_password(browser, aisha.user.email)
    browser.post(reverse("mfa_authenticate"), {"code": recovery_code})
    assert browser.get(WORK).status_code == 200


def test_a_password_alone_is_not_enough_after_the_app_was_removed_elsewhere(browser, aisha):
    with_app(aisha)
    Authenticator.objects.all().delete()
    give_password(browser, aisha.user.email)
    assert browser.get(WORK).url == reverse("accounts:second_factor")


def test_a_password_typed_before_signing_in_with_a_code_does_not_make_up_for_it(browser, aisha):
    secret = with_app(aisha)
    give_password(browser, aisha.user.email)
    browser.post(reverse("accounts:sign_in"), {"contact": aisha.user.email})
    browser.post(reverse("accounts:enter_code"), {"code": newest_code()})
    assert browser.get(reverse("accounts:home")).status_code == 200
    browser.post(reverse("mfa_reauthenticate"), {"code": code_of(secret)})
    assert "You signed in with a code" in browser.get(WORK, follow=True).content.decode()


def test_a_resident_has_no_second_factor_pages(alice):
    browser = browser_of(alice)
    for name in (
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "account_reauthenticate",
        "accounts:second_factor",
    ):
        assert browser.get(reverse(name)).status_code == 404, name


def test_staff_of_one_council_are_residents_at_another(aisha, southmere):
    secret = with_app(aisha)
    there = Browser(Client(), southmere.host)
    give_password(there, aisha.user.email)
    there.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert there.get(reverse("accounts:home")).status_code == 200
    assert there.get(reverse("accounts:second_factor")).status_code == 404


def test_a_membership_that_ended_gives_nothing(aisha):
    browser = browser_of(aisha)
    assert browser.get(reverse("accounts:home")).context["actor"].is_staff
    Membership.objects.update(is_active=False)
    assert not browser.get(reverse("accounts:home")).context["actor"].is_staff


def test_proofs_of_one_user_do_not_count_for_another(aisha, omar):
    browser = browser_of(aisha)
    session = browser.client.session
    session["account_authentication_methods_user"] = str(omar.user.pk)
    session.save()
    assert browser.get(WORK).url == reverse("accounts:second_factor")


def test_every_page_of_the_second_factor_is_ours(aisha):
    with_app(aisha)
    browser = browser_of(aisha)
    session = browser.client.session
    session["account_authentication_methods"].append({"method": "password", "at": 9e9, "reauthenticated": True})
    session.save()
    for name in (
        "mfa_index",
        "mfa_deactivate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_generate_recovery_codes",
        "account_reauthenticate",
        "mfa_reauthenticate",
    ):
        page = browser.get(reverse(name))
        assert page.status_code == 200, (name, page.headers)
        assert "govuk-heading-l" in page.content.decode(), name
        assert "Menu:" not in page.content.decode(), name


def test_signing_up_through_allauth_is_not_there(browser):
    assert browser.get("/account/signup/").status_code == 404


def test_an_operator_is_asked_for_a_second_factor_too(browser, calderbrook, operator):
    operator.user.set_password(PASSWORD)
    operator.user.save()
    give_password(browser, operator.user.email)
    assert "Protect your staff account" in browser.get(reverse("accounts:second_factor")).content.decode()


def test_roles_do_not_matter_for_the_second_factor(browser, calderbrook):
    admin = make_staff(calderbrook, "Omar Finch", "omar2@calderbrook.example", Role.ADMIN)
    give_password(browser, admin.user.email)
    assert browser.get(WORK).url == reverse("accounts:second_factor")
