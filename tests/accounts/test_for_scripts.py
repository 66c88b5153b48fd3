"""What a script gets that may not do something: JSON with a sentence, and never a page to sign in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from accounts.keeping.for_scripts import SIGN_IN_PAGES, leads_to_sign_in
from accounts.keeping.form_owners import FIELD
from accounts.permissions import Role
from tests.accounts.test_form_owners import mark_on
from tests.cobrowse.conftest import new_id, on_duty, said, talking  # noqa: F401 - fixtures
from tests.people import Browser, browser_of, make_staff

JSON = {"accept": "application/json"}
ASKING = [JSON, {"accept": "application/json", "x-requested-with": "XMLHttpRequest"}]


def words(**more) -> dict[str, str]:
    return {"words": "My rent is due.", "client_id": str(new_id()), **more}


def test_a_message_sent_after_the_adviser_signed_out_is_refused_and_not_kept_twice(talking, on_duty):  # noqa: F811
    browser, address = browser_of(on_duty), reverse("cobrowse:staff_request", args=[talking.public_id])
    mark = mark_on(browser, address)
    browser.client.logout()
    answer = browser.post(address, words(**{FIELD: mark}), headers=JSON)
    assert (answer.status_code, answer.json()["state"]) == (401, "signed_out")
    assert answer.json()["url"] == reverse("account_login")
    assert "signed out" in answer.json()["error"]
    assert "resubmission" not in browser.client.session, "the page has it still"
    assert ("said", "My rent is due.") not in said(talking, "resident")
    # What the script does then: the form goes as it is, and is kept.
    assert browser.post(address, words(**{FIELD: mark})).status_code == 302
    assert "resubmission" in browser.client.session


@pytest.mark.parametrize("headers", ASKING)
def test_who_is_signed_out_lacks_the_second_factor_or_the_right_is_told_so(alice, talking, on_duty, headers):  # noqa: F811
    address = reverse("cobrowse:staff_request", args=[talking.public_id])
    nobody, half = Browser(Client(), alice.council.host), browser_of(replace(on_duty, second_factor=False))
    role = make_staff(alice.council, "Rae", "rae@calderbrook.example", Role.JOBCENTRE)
    for browser, status in ((nobody, 401), (half, 401), (browser_of(alice), 403), (browser_of(role), 403)):
        for answer in (browser.get(address, headers=headers), browser.post(address, words(), headers=headers)):
            assert answer.status_code in (status, 404 if status == 403 else status)
            assert answer["Content-Type"] == "application/json"
            assert answer.json().get("error") or answer.json()["detail"]


def test_what_one_person_typed_is_not_another_ones_whatever_asks(alice, bob):
    add = reverse("jobjournal:add_job")
    mark = mark_on(browser_of(alice), add)
    answer = browser_of(bob).post(add, {"title": "Baker", FIELD: mark}, headers=JSON)
    assert (answer.status_code, answer.json()["state"]) == (403, "refused")


def test_an_old_token_is_said_in_a_word_for_the_script(alice):
    browser = Browser(Client(enforce_csrf_checks=True), alice.council.host)
    browser.client.force_login(alice.user)
    answer = browser.post(reverse("accounts:stay_signed_in"), headers=JSON)
    assert (answer.status_code, answer.json()["state"]) == (403, "old_token")


def test_who_never_signed_in_is_not_told_that_they_did_again(alice, visitor):
    stay = reverse("accounts:stay_signed_in")
    for cookies in (None, browser_of(visitor).client.cookies):
        browser = Browser(Client(enforce_csrf_checks=True), alice.council.host)
        browser.client.cookies = cookies or browser.client.cookies
        answer = browser.post(stay, headers=JSON)
        assert (answer.status_code, answer.json()["state"]) == (403, "old_token")
        assert "Nothing was saved" in answer.json()["error"]
        assert "signed in" not in answer.json()["error"]
    browser.client.force_login(alice.user)
    assert "You have signed in again" in browser.post(stay, headers=JSON).json()["error"]


def sign_in_views() -> list[str]:
    """Every address under the account that has no part to fill in."""
    account = get_resolver("betteroff.urls").reverse_dict
    names = [name for name in account if isinstance(name, str) and name.startswith(("account_", "mfa_"))]
    return sorted({*names, *SIGN_IN_PAGES} - {"mfa_remove_webauthn", "mfa_edit_webauthn"})


@pytest.mark.slow
@pytest.mark.parametrize("headers", ASKING)
def test_no_page_to_sign_in_answers_a_script_with_a_form_of_its_own(calderbrook, aisha, headers):
    views = sign_in_views()
    assert len(views) > 12
    nobody, staff = Browser(Client(), calderbrook.host), browser_of(aisha)
    for name in views:
        for browser in (nobody, staff):
            for answer in (
                browser.get(reverse(name), headers=headers),
                browser.post(reverse(name), {}, headers=headers),
                browser.client.post(
                    reverse(name), "{}", content_type="application/json", headers={"host": calderbrook.host}
                ),
            ):
                assert not leads_to_sign_in(answer.wsgi_request, answer.headers.get("Location", "")), name
                if "json" in answer["Content-Type"]:
                    assert answer.status_code in (401, 403, 404, 405), (name, answer.content[:200])


def test_somebody_with_a_page_before_them_is_led_to_sign_in(calderbrook):
    browser = Browser(Client(), calderbrook.host)
    for accept in ("text/html,application/xhtml+xml,*/*;q=0.8", "*/*", ""):
        assert browser.get("/staff/claims/", headers={"accept": accept}).status_code == 302


def test_only_addresses_of_this_host_are_pages_to_sign_in(rf):
    request = rf.get("/", headers={"host": "calderbrook.localhost"})
    assert leads_to_sign_in(request, "/account/sign-in/password/?next=/staff/")
    assert leads_to_sign_in(request, "http://calderbrook.localhost/account/sign-in/")
    for elsewhere in ("", "/staff/", "https://other.example/account/sign-in/", "/no such page"):
        assert not leads_to_sign_in(request, elsewhere)
