"""Alerts are written down and seen: by the council's admins and the operator, naming nobody, each with what to do."""

from __future__ import annotations

import ast
import contextlib
import datetime as dt
import re

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import alerts, door, guessing
from accounts.actors import Actor, Origin
from accounts.models import Alert, PlatformAlert
from accounts.permissions import Role
from accounts.presenters.alerts import ALERTS, alert_shown
from accounts.readers import alerts_for
from betteroff import readers as platform
from core.tenancy import council_scope
from tests.claims.reached import begun
from tests.people import Browser, browser_of, make_staff
from tests.settings_source import parsed, python_files


def guess(council: int | None, times: int, start: int = 0) -> None:
    """Wrong codes for so many accounts, each from an address of its own."""
    for number in range(start, start + times):
        origin = Origin(network=f"10.0.{number // 250}.{number % 250}")
        guessing.note_refusal(guessing.CODE, f"p{number}@example.org", council=council, origin=origin)


def words(page) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


@pytest.fixture
def admin(calderbrook):
    return make_staff(calderbrook, "Adam Admin", "adam@calderbrook.example", Role.ADMIN)


@pytest.fixture
def desk(operator):
    return Browser(browser_of(operator).client, "localhost")


def at_the_operators() -> str:
    return reverse("operator:home", settings.PLATFORM_URLCONF)


@pytest.mark.slow
def test_guessing_over_many_accounts_is_seen_by_its_council_and_the_operator(calderbrook, southmere, admin, desk):
    guess(calderbrook.pk, 60)
    assert not Alert.objects.exists(), "not over the limit yet"
    guess(calderbrook.pk, 5, start=60)
    assert [(alert.code, alert.number, alert.times) for alert in Alert.objects.all()] == [("guessing_council", 60, 1)]
    for page in (browser_of(admin).get(reverse("accounts:alerts")), desk.get(at_the_operators())):
        assert page.status_code == 200
        assert "more than 60 wrong codes, passwords or second factors in ten minutes" in words(page)
        assert "example.org" not in words(page).replace("adam@calderbrook.example", "")
        assert "10.0." not in words(page)
    assert "Calderbrook Council" in words(desk.get(at_the_operators())).split("Alerts", 1)[1].split("Councils", 1)[0]
    with council_scope(southmere.pk):
        there = make_staff(southmere, "Siân Rees", "sian@southmere.example", Role.ADMIN)
        assert "There are no alerts." in words(browser_of(there).get(reverse("accounts:alerts")))


def test_what_goes_on_is_one_alert_and_what_comes_back_another(calderbrook, monkeypatch):
    def times() -> list[int]:
        return [alert.times for alert in Alert.objects.order_by("began_at")]

    for _ in range(3):
        alerts.raise_alert("shares", number=60, council=calderbrook.pk)
    assert times() == [3]
    Alert.objects.update(last_at=timezone.now() - alerts.GOES_ON - dt.timedelta(seconds=1))
    alerts.raise_alert("shares", number=60, council=calderbrook.pk)
    alerts.raise_alert("shares", number=300, council=calderbrook.pk)
    assert times() == [3, 1, 1]
    Alert.objects.update(last_at=timezone.now() - alerts.KEPT - dt.timedelta(days=1))
    alerts.raise_alert("shares", number=60, council=calderbrook.pk)
    assert times() == [1], "old ones are gone"


def test_the_platforms_own_alerts_are_the_operators(calderbrook, admin, desk, monkeypatch):
    monkeypatch.setattr(guessing, "LEVELS", (("60/10m", "20/10m", "1/10m"),))
    guess(calderbrook.pk, 21)
    assert [alert.code for alert in PlatformAlert.objects.all()] == ["guessing_platform"]
    assert not Alert.objects.exists()
    assert "accounts of many councils" in words(desk.get(at_the_operators()))
    assert "accounts of many councils" not in words(browser_of(admin).get(reverse("accounts:alerts")))


def test_guessing_at_operators_is_told_although_no_council_is_there(db):
    guess(None, 61)
    assert [alert.code for alert in PlatformAlert.objects.all()] == ["guessing_operators"]
    assert [council for council, _alert in platform.alerts()] == [None]


def test_only_admins_of_the_council_read_its_alerts(calderbrook, alice, admin):
    alerts.raise_alert("shares", number=60, council=calderbrook.pk)
    advisor = make_staff(calderbrook, "Ada Advisor", "ada@calderbrook.example", Role.ADVISOR)
    assert [alert.code for alert in alerts_for(admin)] == ["shares"]
    with pytest.raises(PermissionDenied):
        alerts_for(advisor)
    for stranger in (alice, Actor(calderbrook)):
        with pytest.raises(Http404):
            alerts_for(stranger)


def test_a_day_of_messages_that_is_spent_is_seen(calderbrook, settings):
    settings.TEXTS_A_DAY, settings.EMAILS_A_DAY = 5, 1000
    for number in range(6):
        by = Actor(calderbrook, origin=Origin(network=f"10.1.0.{number}", session=f"s{number}"))
        with contextlib.suppress(door.TooManyMessages):
            door.admit(kind=door.CODE, channel="sms", contact=f"+44770090010{number}", by=by)
    assert sorted(alert.code for alert in Alert.objects.all()) == ["sms_nearly_spent", "sms_spent"]


@pytest.mark.slow
def test_every_alert_has_words_for_what_happened_and_what_to_do():
    """Whatever is raised; a code that is put together has all its endings here."""
    raised = {
        ast.unparse(node.args[0]).lstrip("f").strip("'")
        for path in python_files()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("raise_alert")
    }
    assert raised == {"shares", "one_share", "phone_codes", "noticed", "{self.channel}_{state}"}, (
        "give it words in accounts/presenters/alerts.py"
    )
    budgets = {f"{channel}_{state}" for channel in ("sms", "email") for state in ("nearly_spent", "spent")}
    guessing = {"shares", "one_share", "phone_codes", "guessing_council", "guessing_platform", "guessing_operators"}
    guessing |= {"guessing_account"}
    assert set(ALERTS) == guessing | budgets
    now = timezone.now()
    for code in ALERTS:
        shown = alert_shown(PlatformAlert(code=code, number=1500, began_at=now, last_at=now))
        assert "1,500" in shown["what"]
        assert shown["todo"] != alert_shown(PlatformAlert(code=code, number=1, began_at=now), to_operator=True)["todo"]


def test_an_alert_stays_although_what_set_it_off_is_undone(calderbrook, alice, settings, tmp_path):
    """A message that is refused rolls its action back; the alert is no part of it."""
    settings.MAILBOX_DIR, settings.EMAILS_A_DAY = tmp_path, 1
    draft = begun(alice)
    for number in range(3):
        visitor = Browser(Client(), calderbrook.host)
        visitor.post(reverse("accounts:sign_in"), {"contact": f"a{number}@example.org"}, REMOTE_ADDR=f"10.2.0.{number}")
    assert "email_spent" in {alert.code for alert in Alert.objects.all()}
    Alert.objects.all().delete()
    cache.clear()
    for number in range(3):
        browser_of(alice).post(
            reverse("claims:save_for_later", args=[draft.public_id]), {"contact": f"b{number}@example.org"}
        )
    assert "email_spent" in {alert.code for alert in Alert.objects.all()}
