"""`manage.py add_staff`: the password is asked for, and what is wrong is said in a sentence."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.management.commands import add_staff
from accounts.models import AuditEvent, Membership, User
from accounts.permissions import Role
from accounts.readers import membership_of
from tests.people import browser_of

AISHA = ("aisha@calderbrook.example", "Aisha Khan", Role.ADVISOR)


@pytest.fixture
def typed(monkeypatch):
    """What somebody types when they are asked for a password."""
    passwords = ["correct horse battery"]
    monkeypatch.setattr(add_staff, "getpass", lambda prompt: passwords[-1])
    return passwords


def run(*arguments: str) -> str:
    output = io.StringIO()
    call_command("add_staff", *arguments, stdout=output)
    return output.getvalue()


def test_somebody_gets_a_role_and_signs_in_with_what_was_typed(calderbrook, typed):
    assert "second factor" in run("calderbrook", *AISHA)
    membership = Membership.objects.get()
    assert (membership.roles, membership.display_name) == ([Role.ADVISOR], "Aisha Khan")
    assert membership.user.check_password("correct horse battery")


def test_their_role_is_found_whether_the_account_is_new_or_was_a_residents(calderbrook, typed, alice):
    run("calderbrook", *AISHA)
    run("calderbrook", "alice@example.org", "Alice Ashworth", Role.ADVISOR)
    for membership in Membership.objects.all():
        assert membership_of(User.objects.get(pk=membership.user_id)) == membership
    assert Membership.objects.filter(user=alice.user).exists()


def test_a_council_that_is_not_there_is_an_error(db, typed):
    with pytest.raises(CommandError, match="no council “nowhere”"):
        run("nowhere", *AISHA)


def test_a_short_password_is_refused(calderbrook, typed):
    typed.append("short")
    with pytest.raises(CommandError, match="at least 10"):
        run("calderbrook", *AISHA)
    assert not Membership.objects.exists()


def test_a_work_coach_without_a_jobcentre_is_refused(calderbrook, typed):
    with pytest.raises(CommandError, match="jobcentre"):
        run("calderbrook", "wim@jobcentre.example", "Wim", Role.JOBCENTRE)


def test_who_leaves_is_signed_out_and_comes_back_to_nothing(calderbrook, southmere, aisha, omar, typed):
    browser, claims = browser_of(aisha), reverse("casework:work_list")
    assert browser.get(claims).status_code == 200
    with pytest.raises(CommandError, match="does not work for"):
        run("southmere", aisha.user.email, "--remove")
    assert "signed out everywhere" in run("calderbrook", aisha.user.email.upper(), "--remove")
    assert browser.get(claims).status_code == 302
    assert browser_of(replace(aisha, user=User.objects.get(pk=aisha.user.pk))).get(claims).status_code == 404
    assert browser_of(omar).get(claims).status_code == 200
    assert AuditEvent.objects.get(code="accounts.staff.removed").subject == f"membership {aisha.membership.pk}"
    with pytest.raises(CommandError, match="does not work for"):
        run("calderbrook", aisha.user.email, "--remove")


def test_without_a_name_and_a_role_nobody_is_added(calderbrook, typed):
    with pytest.raises(CommandError, match="name and their role"):
        run("calderbrook", "ada@calderbrook.example")
    assert not Membership.objects.exists()
