"""A person's account: what it shows, the optional password, the language."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent, User
from notifications.actions import notify
from tests.people import Browser, browser_of

PASSWORD = "three words together"


def test_home_shows_the_person_and_their_messages(alice, bob):
    notify(
        resident=alice.resident,
        template="claim_submitted",
        context={"reference": "CAL-1", "form_title": "Rent"},
        by=alice,
    )
    text = browser_of(alice).get(reverse("accounts:home")).content.decode()
    for expected in ("Alice Ashworth", "alice@example.org", "CAL-1", "/claims/", reverse("accounts:audit_trail")):
        assert expected in text
    assert "CAL-1" not in browser_of(bob).get(reverse("accounts:home")).content.decode()


def test_home_needs_a_sign_in(calderbrook):
    response = Browser(Client(), calderbrook.host).get(reverse("accounts:home"))
    assert response.url == f"{reverse('accounts:sign_in')}?next={reverse('accounts:home')}"


def test_a_password_can_be_set_used_changed_and_removed(alice, calderbrook):
    alice.user.set_unusable_password()
    alice.user.save()
    browser, elsewhere = browser_of(alice), browser_of(alice)
    weak = browser.post(reverse("accounts:set_password"), {"password": "short"})
    assert "There is a problem" in weak.content.decode()
    assert browser.post(reverse("accounts:set_password"), {"password": PASSWORD}).url == reverse("accounts:home")
    assert browser.get(reverse("accounts:home")).status_code == 200
    assert elsewhere.get(reverse("accounts:home")).status_code == 302

    fresh = Browser(Client(), calderbrook.host)
    response = fresh.post(reverse("account_login"), {"login": "Alice@example.org", "password": PASSWORD}, follow=True)
    assert response.redirect_chain[-1][0] == reverse("accounts:home")

    refused = fresh.post(reverse("accounts:set_password"), {"current": "wrong", "password": "another three words"})
    assert "This is not your password" in refused.content.decode()
    fresh.post(reverse("accounts:remove_password"), {"current": PASSWORD})
    assert not User.objects.get(pk=alice.user.pk).has_usable_password()
    codes = set(AuditEvent.objects.values_list("code", flat=True))
    assert {"accounts.password.set", "accounts.password.removed"} <= codes


def test_guessing_the_password_of_an_open_session_is_slowed_down(alice):
    alice.user.set_password(PASSWORD)
    alice.user.save()
    browser = browser_of(alice)
    answers = [browser.post(reverse("accounts:remove_password"), {"current": "wrong"}).status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]


def test_somebody_with_only_a_phone_is_not_offered_a_password(alice):
    User.objects.filter(pk=alice.user.pk).update(email=None, phone="+447700900123")
    browser = browser_of(alice)
    assert browser.get(reverse("accounts:set_password")).url == reverse("accounts:home")
    assert reverse("accounts:set_password") not in browser.get(reverse("accounts:home")).content.decode()


def test_the_language_is_remembered_for_messages(alice):
    browser = browser_of(alice)
    response = browser.post(reverse("set_language"), {"language": "cy", "next": "/account/"})
    assert response.url == "/account/"
    alice.resident.refresh_from_db()
    assert alice.resident.language == "cy"
    browser.post(reverse("set_language"), {"language": "xx"})
    alice.resident.refresh_from_db()
    assert alice.resident.language == "cy"
