"""The socket of a desk: whose it is, and that it says that something changed and nothing of it."""

from __future__ import annotations

import json

import pytest
from asgiref.sync import async_to_sync
from django.core.cache import cache

from accounts.actors import Actor
from accounts.models import Membership, Resident
from accounts.permissions import Role
from cobrowse import consumers
from cobrowse.actions.talking import say
from core.live import hub
from core.tenancy import council_scope
from tests.access.socket_table import PEOPLE
from tests.access.test_sockets import in_scope, town  # noqa: F401 - a fixture
from tests.cobrowse.conftest import new_id
from tests.cobrowse.talking_to import Socket

CHANGED, SILENT = {"changed": True}, {}


def played(story) -> None:
    async def ended():
        try:
            await story()
        finally:
            await hub().close()

    cache.clear()
    async_to_sync(ended)()


def path_of(adviser: str) -> str:
    return f"/staff/help/{Membership.objects.get(display_name=adviser).pk}/live/"


@pytest.fixture
def desks(town):  # noqa: F811
    """The addresses of the desks of those who have one, by person."""

    with council_scope(town.council.pk):
        return {name: path_of(name) for name in ("advisor", "colleague", "admin")}


@pytest.mark.slow
def test_a_desk_is_its_advisers_alone(town, desks):  # noqa: F811
    async def story() -> None:
        for person in PEOPLE:
            for desk, path in desks.items():
                socket = Socket(path, town.headers(person))
                code = await socket.connect()
                is_own = person == desk and person != "admin"
                assert code == (0 if is_own else consumers.REFUSED), (person, desk)
                if is_own:
                    await socket.disconnect()
        elsewhere = [(name, value) for name, value in town.headers("advisor") if name != b"origin"]
        for origin in (b"https://evil.example", b""):
            socket = Socket(desks["advisor"], [*elsewhere, (b"origin", origin)])
            assert await socket.connect() == consumers.REFUSED

    played(story)


def test_it_says_that_something_changed_and_nothing_of_it(town, desks):  # noqa: F811
    async def story() -> None:
        socket = Socket(desks["colleague"], town.headers("colleague"))
        assert await socket.connect() == 0
        assert json.loads(await socket.receive()) == CHANGED
        request = town.requests["talking"]
        owner = Actor(council=town.council, resident=await in_scope(town, lambda: _resident(request)))
        await in_scope(town, lambda: say(request=request, words="Secret", client_id=new_id(), by=owner))
        told = []
        while CHANGED not in told:
            told.append(json.loads(await socket.receive()))
        assert all(each in (CHANGED, SILENT) for each in told)
        # It hears nothing: whoever says something has no desk.
        await socket.send('{"typing": true}')
        assert await socket.closed() == consumers.NOT_UNDERSTOOD

    played(story)


def _resident(request) -> Resident:
    return Resident.objects.get(pk=request.resident_id)


def test_who_is_no_adviser_any_more_hears_no_more(town, desks, monkeypatch):  # noqa: F811
    monkeypatch.setattr(consumers, "LOOK_SECONDS", 0.1)

    async def story() -> None:
        socket = Socket(desks["advisor"], town.headers("advisor"))
        assert await socket.connect() == 0
        await in_scope(town, lambda: Membership.objects.filter(display_name="advisor").update(roles=[Role.ADMIN]))
        assert await socket.closed() == consumers.REFUSED

    played(story)
