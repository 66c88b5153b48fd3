"""The access matrix of sockets and polls: every kind of person × every message × every state of the request."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.conf import settings
from django.core.cache import cache
from django.db import connection

from accounts.actors import Actor
from accounts.models import Council
from accounts.permissions import Role
from accounts.sessions import VISITOR
from cobrowse import consumers, routing
from cobrowse.actions.duty import change_duty
from cobrowse.actions.ending import end_conversation
from cobrowse.actions.queueing import accept
from cobrowse.actions.talking import say
from cobrowse.models import Duty, HelpRequest, Way
from core.live import hub, say_in_passing
from core.tenancy import council_scope
from jobjournal.sharing.views.viewer_sessions import COOKIE
from tests.access.helpers import helpers_of, leave
from tests.access.shares import share_things, viewers_cookie
from tests.access.socket_table import LOOK, PEOPLE, STATES, SocketRow, socket_rows
from tests.access.world import PERSONAS
from tests.cobrowse.conftest import ask, new_id
from tests.cobrowse.talking_to import Poll, Socket
from tests.jobjournal.sharing import coach
from tests.people import browser_of, make_resident, make_staff

HOST = "c.localhost"


def by_route(patterns: list[Any]) -> dict[str, Any]:
    """What answers each address, by the address without what it names."""
    return {re.sub(r"/<[^>]+>", "", str(each.pattern)).strip("/"): each.callback for each in patterns}


SOCKETS, POLLS = by_route(routing.SOCKETS), by_route(routing.POLLS)


# --- The table is complete ------------------------------------------------------------------------------------


def needed() -> set[tuple[str, str, str]]:
    """Route, message and state of every line that there has to be."""
    messages = {route: [LOOK, *app.consumer_class.MESSAGES] for route, app in SOCKETS.items()}
    messages |= {route: [LOOK] for route in POLLS}
    return {(route, message, state) for route, said in messages.items() for message in said for state in STATES}


def test_every_route_and_message_has_its_lines_once():
    rows = [(row.route, row.message, row.state) for row in socket_rows()]
    assert set(rows) == needed(), "Say in tests/access/socket_table.py who may do this, in every state."
    assert len(rows) == len(set(rows))


def test_every_state_and_way_of_a_request_is_meant():
    assert set(PERSONAS) < set(PEOPLE)
    assert {*HelpRequest.State.values, "left"} == set(STATES)
    assert set(Way.values) == {"chat", "message"}


# --- Each of them is tried -------------------------------------------------------------------------------------


@dataclass
class Town:
    """A council with a request in every state, and what the browser of each kind of person sends along."""

    council: Council
    requests: dict[str, HelpRequest]
    cookies: dict[str, str]
    actors: dict[str, Actor]

    def headers(self, person: str) -> list[tuple[bytes, bytes]]:
        found = [(b"host", HOST.encode()), (b"origin", f"http://{HOST}".encode())]
        return [*found, (b"cookie", self.cookies[person].encode())] if self.cookies[person] else found


@pytest.fixture
def town(transactional_db, monkeypatch):
    with ThreadPoolExecutor(max_workers=1) as one_looker:
        monkeypatch.setattr(consumers, "_lookers", one_looker)
        council = Council.objects.create(host=HOST, slug="c", name="C Council", reference_prefix="CCC")
        elsewhere = Council.objects.create(host="s.localhost", slug="s", name="S Council", reference_prefix="SSS")
        with council_scope(council.pk):
            made = _town(council, elsewhere, make_staff(elsewhere, "Siân Rees", "sian@s.example", Role.ADMIN))
        yield made
        one_looker.submit(lambda: connection.close()).result()


def _town(council: Council, elsewhere: Council, foreign: Actor) -> Town:
    owner = make_resident(council, "Olwen Owner", "olwen@example.org")
    staff = {
        name: make_staff(council, name, f"{name}@c.example", Role.ADMIN if name == "admin" else Role.ADVISOR)
        for name in ("one_factor", "advisor", "admin", "colleague")
    }
    operator = make_resident(council, "Operator", "operator@platform.example")
    type(operator.user).objects.filter(pk=operator.user.pk).update(is_superuser=True, is_staff=True)
    operator.resident.delete()
    actors = {
        **staff,
        "owner": owner,
        "other": make_resident(council, "Otto Other", "otto@example.org"),
        "one_factor": replace(staff["one_factor"], second_factor=False),
        "foreign": replace(foreign, council=council, membership=None),
        "operator": replace(operator, resident=None, second_factor=True),
        "jobcentre": coach(council),
        "visitor": Actor(council),
        "nobody": Actor(council),
        "pin": Actor(council),
    }
    actors |= helpers_of(owner, elsewhere)
    cookies = {person: cookie_of(actor) for person, actor in actors.items()}
    leave(actors)
    cookies["visitor"] = _visitors_cookie(council)
    cookies["pin"] = f"{COOKIE}={viewers_cookie(council, share_things(owner))}"
    for name in ("advisor", "colleague"):
        change_duty(state=Duty.State.HERE, by=actors[name])
    return Town(council, _requests(owner, actors["advisor"]), cookies, actors)


def _requests(owner: Actor, advisor: Actor) -> dict[str, HelpRequest]:
    """One in each state, all of them the owner's: who has a chat has no other, so the one that talks was a message."""
    made = {}
    for state in ("ended", "left", "talking", "waiting"):
        request = ask(owner, way=Way.MESSAGE if state in ("left", "talking") else Way.CHAT)
        if state in ("talking", "ended"):
            request = accept(public_id=request.public_id, by=advisor)
            say(request=request, words="Hello", client_id=new_id(), by=advisor)
            say(request=request, words="Hello!", client_id=new_id(), by=owner)
        if state == "ended":
            end_conversation(request=request, by=owner)
        made[state] = request
    return made


def cookie_of(actor: Actor) -> str:
    """What the browser of somebody sends who is signed in; "" for nobody."""
    found = browser_of(actor).client.cookies.get(settings.SESSION_COOKIE_NAME) if actor.user else None
    return f"{settings.SESSION_COOKIE_NAME}={found.value}" if found else ""


def _visitors_cookie(council: Council) -> str:
    """Somebody signed out who has asked for help themselves."""
    request, browser = ask(Actor(council)), browser_of(Actor(council))
    session = browser.client.session
    session[VISITOR] = str(request.resident.public_id)
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def in_scope(town: Town, work: Any) -> Any:
    def run() -> Any:
        with council_scope(town.council.pk):
            return work()

    return sync_to_async(run)()


async def heard_typing(town: Town, request: HelpRequest, send: Any) -> bool:
    """Whether anybody is told of typing by what `send` does."""
    heard = await heard_meanwhile(f"help:{town.council.pk}:{request.public_id}", send)
    return any(each.startswith(consumers.TYPING) for each in heard)


async def heard_meanwhile(topic: str, send: Any) -> set[bytes]:
    """What is said in passing to who listens while `send` does something."""
    heard: set[bytes] = set()
    async with hub().listen(topic) as ear:
        while b"ready" not in heard:
            await asyncio.to_thread(say_in_passing, topic, b"ready")
            heard |= set(await ear.wait(0.2))
        await send()
        while b"over" not in heard:
            await asyncio.to_thread(say_in_passing, topic, b"over")
            heard |= set(await ear.wait(0.2))
    return heard


async def said(town: Town, row: SocketRow, person: str) -> str:
    """What comes of one message of one person, in the words of the table."""
    request, side = town.requests[row.state], "adviser" if row.route.startswith("staff") else "resident"
    path = f"/{row.route.rpartition('/')[0]}/{request.public_id}/{row.route.rpartition('/')[2]}/?after=0&saw=0"
    if row.route in POLLS:
        poll = Poll(path, town.headers(person))
        await poll.ask()
        status, found, _headers = await poll.answer()
        return "no" if status == 403 and not found else "in" if "What is a non-dependant?" in found["html"] else "?"
    socket = Socket(path, town.headers(person))
    if code := await socket.connect():
        return "no" if code == consumers.REFUSED else "?"
    if "What is a non-dependant?" not in (await socket.news(lambda message: "html" in message))["html"]:
        return "?"
    found = await _message(town, request, side, row.message, socket)
    await socket.disconnect()
    return found


async def _message(town: Town, request: HelpRequest, side: str, message: str, socket: Socket) -> str:
    async def send(text: str) -> None:
        await socket.send(text)
        # What is not in the table closes the line: so whatever came before it has been dealt with.
        await socket.send('{"not in the table": 1}')
        assert await socket.closed() == consumers.NOT_UNDERSTOOD

    if message == LOOK:
        await send("{}")
        return "in"
    if message == "typing":
        return "yes" if await heard_typing(town, request, lambda: send('{"typing": true}')) else "-"
    await in_scope(town, lambda: HelpRequest.objects.filter(pk=request.pk).update(**{f"{side}_saw": 0}))
    await send('{"saw": 1}')
    saw = await in_scope(town, lambda: getattr(HelpRequest.objects.get(pk=request.pk), f"{side}_saw"))
    return "yes" if saw == 1 else "-"


@pytest.mark.slow
def test_everybody_may_do_what_the_table_says_and_nothing_else(town):
    async def story() -> list[str]:
        try:
            wrong = []
            for row in socket_rows():
                for person, expected in row.outcomes.items():
                    found = await said(town, row, person)
                    if found != expected:
                        wrong.append(f"{row.route} {row.message} {row.state} {person}: {found}, not {expected}")
            return wrong
        finally:
            await hub().close()

    cache.clear()
    assert async_to_sync(story)() == []
