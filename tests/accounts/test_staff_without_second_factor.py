"""Staff in a session with less than a password and a second factor: signed in, and staff in nothing."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest
from allauth.account.adapter import get_adapter
from django.contrib.auth import BACKEND_SESSION_KEY
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent, Resident
from accounts.permissions import Permission, Role
from accounts.sessions import BACKEND, BY_CODE, OPENED_CLAIMS, VISITOR
from notifications.readers import mailbox
from tests.claims.making import small_draft
from tests.people import Browser, browser_of, make_staff

PASSWORD, MFA = {"method": "password", "at": 0}, {"method": "mfa", "at": 0, "type": "totp"}
# An address of each kind of staff page: work, settings of the council, journals shared with the jobcentre.
STAFF_PAGES = ["/staff/claims/", "/staff/settings/journal/", "/staff/journals/"]


def session_with(actor, *records: dict, **more) -> Browser:
    """A browser of this user whose session holds these proofs, in allauth's form."""
    browser = browser_of(replace(actor, second_factor=False))
    session = browser.client.session
    session["account_authentication_methods"] = list(records)
    session["account_authentication_methods_user"] = str(actor.user.pk)
    session.update(more)
    session.save()
    return browser


def actor_seen(browser: Browser):
    return browser.get(reverse("accounts:home")).context["actor"]


# --- what counts as two factors ---


@pytest.mark.parametrize(
    ("records", "more", "counts"),
    [
        ([PASSWORD, MFA], {}, True),
        ([MFA, PASSWORD], {}, True),
        ([PASSWORD], {}, False),
        ([PASSWORD, PASSWORD], {}, False),
        ([MFA], {}, False),
        ([], {}, False),
        ([PASSWORD, MFA], {BY_CODE: True}, False),
        ([PASSWORD, MFA], {BY_CODE: False}, True),
    ],
)
def test_only_a_password_and_a_second_factor_of_the_same_session_count(aisha, records, more, counts):
    seen = actor_seen(session_with(aisha, *records, **more))
    assert seen.membership == aisha.membership
    assert seen.second_factor is counts
    assert seen.is_staff is counts
    assert seen.may(Permission.CLAIM_VIEW) is counts


@pytest.mark.parametrize("role", Role.values)
def test_no_role_may_anything_without_it(calderbrook, role):
    actor = replace(make_staff(calderbrook, "Pat Staff", "pat@calderbrook.example", role), second_factor=False)
    assert actor.is_staff is False
    assert not any(actor.may(each) for each in Permission)
    assert not any((actor.manages_council, actor.works_on_claims, actor.reads_shared_journals))


def test_a_visitor_has_no_second_factor_whatever_their_session_says(calderbrook):
    browser = Browser(Client(), calderbrook.host)
    session = browser.client.session
    session["account_authentication_methods"] = [PASSWORD, MFA]
    session.save()
    assert browser.get(reverse("home")).context["actor"].second_factor is False


def test_without_it_they_are_named_as_a_resident_or_not_at_all(aisha):
    bare = replace(aisha, second_factor=False)
    assert bare.label == "The account holder"
    assert replace(bare, resident=Resident(name="Aisha K")).label == "Aisha K"


# --- what they reach ---


@pytest.mark.parametrize("path", STAFF_PAGES)
@pytest.mark.parametrize("proofs", [[PASSWORD], [MFA], []])
def test_every_staff_page_sends_them_to_the_second_factor(aisha, path, proofs):
    answer = session_with(aisha, *proofs).get(path)
    assert (answer.status_code, answer.url) == (302, reverse("accounts:second_factor"))


@pytest.mark.parametrize("path", STAFF_PAGES)
def test_with_it_nobody_is_sent_there(aisha, path):
    answer = session_with(aisha, PASSWORD, MFA).get(path)
    assert answer.status_code in (200, 403)


@pytest.mark.parametrize("path", STAFF_PAGES)
def test_who_has_no_role_here_is_not_told_of_staff_pages(alice, path):
    assert browser_of(alice).get(path).status_code == 404


def test_the_page_says_what_is_missing(aisha):
    by_code = session_with(aisha, PASSWORD, **{BY_CODE: True}).get(reverse("accounts:second_factor"))
    assert "You signed in with a code" in by_code.content.decode()
    by_password = session_with(aisha, PASSWORD).get(reverse("accounts:second_factor"))
    assert reverse("mfa_activate_totp") in by_password.content.decode()


def test_pages_that_manage_second_factors_need_a_password_first(aisha, alice):
    assert session_with(aisha).get(reverse("mfa_index")).url == reverse("accounts:second_factor")
    assert session_with(aisha, MFA).get(reverse("mfa_index")).url == reverse("accounts:second_factor")
    assert session_with(aisha, PASSWORD).get(reverse("mfa_index")).status_code == 200
    assert session_with(alice, PASSWORD).get(reverse("mfa_index")).status_code == 404


def test_a_password_typed_long_ago_is_asked_for_again(aisha):
    fresh = session_with(aisha, {**PASSWORD, "at": time.time() - 60}, MFA)
    stale = session_with(aisha, {**PASSWORD, "at": time.time() - 3600}, MFA)
    twice = session_with(aisha, {**PASSWORD, "at": 0}, {**PASSWORD, "at": time.time() - 60}, MFA)
    path = reverse("mfa_activate_totp")
    assert fresh.get(path).status_code == twice.get(path).status_code == 200
    assert stale.get(path).url.startswith(reverse("account_reauthenticate"))


# --- what a session keeps ---


def test_staff_sessions_end_and_sessions_of_less_do_not(aisha):
    long_ago = {"staff_seen": time.time() - 24 * 3600, "staff_started": time.time() - 24 * 3600}
    assert session_with(aisha, PASSWORD, **long_ago).get(reverse("accounts:home")).status_code == 200
    ended = session_with(aisha, PASSWORD, MFA, **long_ago)
    assert ended.get(reverse("accounts:home")).url == reverse("accounts:staff_session_ended")


HALF_AN_HOUR, TWELVE_HOURS = 1800, 12 * 3600


@pytest.mark.parametrize(
    ("idle", "old", "ended"),
    [
        (HALF_AN_HOUR - 10, HALF_AN_HOUR, False),
        (HALF_AN_HOUR + 1, HALF_AN_HOUR + 1, True),
        (10, TWELVE_HOURS - 8, False),
        (10, TWELVE_HOURS + 1, True),
    ],
)
def test_a_staff_session_ends_after_half_an_hour_idle_or_twelve_hours(aisha, idle, old, ended):
    times = {"staff_seen": time.time() - idle, "staff_started": time.time() - old}
    answer = session_with(aisha, PASSWORD, MFA, **times).get(reverse("accounts:home"))
    assert (answer.status_code == 302) is ended


def test_a_staff_session_starts_when_it_is_first_seen(aisha):
    browser = session_with(aisha, PASSWORD, MFA)
    before = time.time()
    browser.get(reverse("accounts:home"))
    kept = browser.client.session
    assert before <= kept["staff_started"] == kept["staff_seen"] <= time.time()
    started = kept["staff_started"]
    browser.get(reverse("accounts:home"))
    assert browser.client.session["staff_started"] == started


def test_a_minute_is_not_written_down_twice(aisha):
    seen = time.time() - 30
    browser = session_with(aisha, PASSWORD, MFA, staff_seen=seen, staff_started=seen)
    browser.get(reverse("accounts:home"))
    assert browser.client.session["staff_seen"] == seen


def test_a_session_of_less_keeps_no_times(aisha):
    browser = session_with(aisha, PASSWORD)
    browser.get(reverse("accounts:home"))
    assert "staff_started" not in browser.client.session


def test_signing_in_by_code_leaves_nothing_of_the_visitor(calderbrook, alice, settings, tmp_path):
    settings.MAILBOX_DIR = tmp_path
    browser = Browser(Client(), calderbrook.host)
    session = browser.client.session
    session[VISITOR] = str(Resident.objects.create().public_id)
    session.save()
    browser.post(reverse("accounts:sign_in"), {"contact": "alice@example.org"})
    code = re.search(r"\b\d{6}\b", mailbox()[0].text)[0]
    browser.post(reverse("accounts:enter_code"), {"code": code})
    kept = browser.client.session
    assert kept[BY_CODE] is True
    assert kept[BACKEND_SESSION_KEY] == BACKEND
    assert not {VISITOR, "sign_in_code"} & set(kept.keys())
    assert AuditEvent.objects.filter(code="accounts.resident.signed_in", actor=alice.user).exists()


def test_signing_in_with_a_password_leaves_nothing_of_the_visitor_either(calderbrook, alice):
    alice.user.set_password("correct horse battery")
    alice.user.save()
    browser = Browser(Client(), calderbrook.host)
    session = browser.client.session
    session[VISITOR] = str(Resident.objects.create().public_id)
    session.save()
    browser.post(reverse("account_login"), {"login": "alice@example.org", "password": "correct horse battery"})
    assert browser.client.session["_auth_user_id"] == str(alice.user.pk)
    assert VISITOR not in browser.client.session


def test_pages_for_somebody_known_are_not_kept_by_caches_and_others_may_be(calderbrook, visitor):
    stranger = Browser(Client(), calderbrook.host)
    assert "Cache-Control" not in stranger.get(reverse("privacy")).headers
    claim = small_draft(visitor)
    for key, value in ((VISITOR, str(claim.resident.public_id)), (OPENED_CLAIMS, [str(claim.public_id)])):
        known = Browser(Client(), calderbrook.host)
        session = known.client.session
        session[key] = value
        session.save()
        assert known.get(reverse("privacy")).headers["Cache-Control"] == "no-store, private"


def test_nobody_signs_up_through_the_password_library(calderbrook):
    assert get_adapter().is_open_for_signup(None) is False
