"""Whoever reads what a colleague says is named to those who talk, whenever they began to read."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.permissions import Role
from cobrowse.actions.queueing import accept, pass_on, put_back
from cobrowse.models import HelpEvent, HelpRequest
from tests.cobrowse.conftest import ask, said
from tests.people import browser_of, make_staff


def reads(request: HelpRequest, by) -> None:
    """They open the page, which then asks for news."""
    browser = browser_of(by)
    for name in ("staff_request", "staff_changes"):
        assert browser.get(reverse(f"cobrowse:{name}", args=[request.public_id])).status_code == 200


def told_to(request: HelpRequest) -> int:
    """How often the person was told."""
    return [kind for kind, _ in said(request, "resident")].count("reading")


def test_who_looked_while_the_person_waited_is_named_once_they_talk(alice, on_duty, sam):
    waits = ask(alice)
    reads(waits, sam)
    assert told_to(waits) == 0
    accept(public_id=waits.public_id, by=on_duty)
    reads(waits, sam)
    assert told_to(waits) == 1
    reads(waits, sam)
    assert told_to(waits) == 1
    assert AuditEvent.objects.filter(code="cobrowse.help.opened").count() == 1


@pytest.mark.slow
def test_each_new_adviser_is_told(calderbrook, on_duty, sam, talking):
    third = make_staff(calderbrook, "Third Adviser", "third@calderbrook.example", Role.ADVISOR)
    reads(talking, third)
    pass_on(public_id=talking.public_id, to=sam.membership.pk, words="", by=on_duty)
    reads(talking, third)
    assert told_to(talking) == 2
    # Who passed it on reads along now.
    reads(talking, on_duty)
    assert told_to(talking) == 3
    put_back(public_id=talking.public_id, by=sam)
    reads(talking, third)
    assert told_to(talking) == 3
    accept(public_id=talking.public_id, by=on_duty)
    reads(talking, third)
    assert told_to(talking) == 4


def test_it_is_told_again_after_half_an_hour(talking, sam):
    reads(talking, sam)
    HelpEvent.objects.filter(kind="reading").update(at=timezone.now() - dt.timedelta(minutes=31))
    reads(talking, sam)
    assert told_to(talking) == 2
