"""`manage.py reset_second_factor`: somebody who lost it gets in again, and nobody else does."""

from __future__ import annotations

import io

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.management.commands import reset_second_factor
from accounts.models import AuditEvent, User
from core.tenancy import council_scope
from tests.people import browser_of

NEW = "another horse battery"


@pytest.fixture
def typed(monkeypatch):
    passwords = [NEW]
    monkeypatch.setattr(reset_second_factor, "getpass", lambda prompt: passwords[-1])
    return passwords


def run(email: str) -> str:
    output = io.StringIO()
    call_command("reset_second_factor", email, stdout=output)
    return output.getvalue()


def audited(council) -> list[str]:
    with council_scope(council.pk):
        return list(AuditEvent.objects.filter(code="accounts.second_factor.reset").values_list("subject", flat=True))


@pytest.fixture
def equipped(aisha):
    for kind in (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES):
        Authenticator.objects.get_or_create(user=aisha.user, type=kind, defaults={"data": {}})
    return aisha


def test_a_lost_second_factor_is_taken_and_every_session_ends(calderbrook, southmere, equipped, typed):
    browser = browser_of(equipped)
    assert browser.get(reverse("casework:work_list")).status_code == 200
    assert "set up another second factor" in run(equipped.user.email.upper())
    assert not Authenticator.objects.filter(user=equipped.user).exists()
    assert User.objects.get(pk=equipped.user.pk).check_password(NEW)
    assert browser.get(reverse("casework:work_list")).status_code == 302
    assert audited(calderbrook) == [f"membership {equipped.membership.pk}"]
    assert audited(southmere) == []


def test_the_password_must_be_a_new_good_one(equipped, typed):
    typed.append("short")
    with pytest.raises(CommandError, match="at least 10"):
        run(equipped.user.email)
    assert Authenticator.objects.filter(user=equipped.user).exists()


@pytest.mark.parametrize("email", ["nobody@example.org", "alice@example.org"])
def test_who_has_none_is_an_error(alice, typed, email):
    with pytest.raises(CommandError, match="no second factor"):
        run(email)
