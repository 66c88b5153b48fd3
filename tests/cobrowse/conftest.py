"""The people of live help: advisers on duty, and somebody who asks."""

from __future__ import annotations

import datetime as dt
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from accounts.actions.sign_in import start_record
from accounts.actors import Actor
from accounts.permissions import Role
from accounts.sessions import VISITOR
from cobrowse.actions.asking import HelpWanted, ask_for_help
from cobrowse.actions.duty import change_duty
from cobrowse.actions.queueing import accept
from cobrowse.models import About, Duty, HelpRequest, OpeningTime, Way
from cobrowse.readers.changes import changes_since
from tests.people import Browser, make_staff


def ask(by: Actor, words: str = "What is a non-dependant?", **wanted) -> HelpRequest:
    """Somebody asks for a chat."""
    named = {"about": About.OTHER, "way": Way.CHAT, "language": "en-gb", **wanted}
    return ask_for_help(wanted=HelpWanted(words=words, **named), by=by)


def said(request: HelpRequest, side: str) -> list[tuple[str, str]]:
    """(kind, words) of everything that one side reads."""
    request = HelpRequest.objects.get(pk=request.pk)
    return [(each["kind"], each["words"]) for each in changes_since(request, side, 0, timezone.now())["events"]]


def new_id() -> uuid.UUID:
    """As a device chooses one."""
    return uuid.uuid4()


@pytest.fixture
def guest(calderbrook):
    """A visitor with a record, in which there is nothing yet."""
    return Actor(calderbrook, resident=start_record(language="en-gb", by=Actor(calderbrook)))


@pytest.fixture
def browser(calderbrook, guest):
    """The visitor's."""
    browser = Browser(Client(), calderbrook.host)
    session = browser.client.session
    session[VISITOR] = str(guest.resident.public_id)
    session.save()
    return browser


@pytest.fixture
def on_duty(aisha):
    """Aisha has come on duty."""
    change_duty(state=Duty.State.HERE, by=aisha)
    return aisha


@pytest.fixture
def sam(calderbrook):
    """Another adviser of Calderbrook, on duty too."""
    actor = make_staff(calderbrook, "Sam Okoro", "sam@calderbrook.example", Role.ADVISOR)
    change_duty(state=Duty.State.HERE, by=actor)
    return actor


@pytest.fixture
def talking(alice, on_duty):
    """Alice talks with Aisha."""
    return accept(public_id=ask(alice).public_id, by=on_duty)


@pytest.fixture
def open_now(calderbrook):
    """It is always open."""
    for weekday in range(7):
        OpeningTime.objects.create(weekday=weekday, opens=dt.time(0), closes=dt.time(23, 59, 59))
    return calderbrook
