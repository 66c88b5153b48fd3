"""A conversation as it happens, over the application that the server runs."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.conf import settings
from django.db import connection

from accounts.models import Council, Membership
from accounts.permissions import Role
from cobrowse import consumers
from cobrowse.actions.duty import change_duty
from cobrowse.actions.ending import end_conversation
from cobrowse.actions.queueing import accept
from cobrowse.actions.talking import add_note, say
from cobrowse.models import Duty, HelpRequest
from cobrowse.rules.pace import Pace
from core.live import hub
from core.tenancy import council_scope
from tests.cobrowse.conftest import ask, new_id
from tests.cobrowse.talking_to import Poll, Socket
from tests.people import browser_of, make_resident, make_staff

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def council(transactional_db, monkeypatch):
    with ThreadPoolExecutor(max_workers=1) as one_looker:
        monkeypatch.setattr(consumers, "_lookers", one_looker)
        yield Council.objects.create(host="c.localhost", slug="c", name="C Council", reference_prefix="CCC")
        # Its connection is its own, and the database of the tests is taken away afterwards.
        one_looker.submit(lambda: connection.close()).result()


@pytest.fixture
def alice(council):
    return make_resident(council, "Alice Ashworth", "alice@example.org")


@pytest.fixture
def aisha(council):
    actor = make_staff(council, "Aisha Khan", "aisha@c.example", Role.ADVISOR)
    with council_scope(council.pk):
        change_duty(state=Duty.State.HERE, by=actor)
    return actor


@pytest.fixture
def talking(council, alice, aisha):
    with council_scope(council.pk):
        return accept(public_id=ask(alice).public_id, by=aisha)


def headers_of(actor, host="c.localhost", origin="http://c.localhost"):
    cookie = browser_of(actor).client.cookies.get(settings.SESSION_COOKIE_NAME) if actor else None
    found = [(b"host", host.encode()), (b"origin", origin.encode())]
    return [*found, (b"cookie", f"{settings.SESSION_COOKIE_NAME}={cookie.value}".encode())] if cookie else found


def path_of(request, side="resident", last="live", query=""):
    return f"{'/staff' if side == 'adviser' else ''}/help/{request.public_id}/{last}/{query}"


def in_scope(council, work, *arguments, **named):
    """Run an action in a thread, committed."""

    def run():
        with council_scope(council.pk):
            return work(*arguments, **named)

    return sync_to_async(run)()


def played(story):
    """Run an async story to its end."""

    async def run():
        try:
            return await story()
        finally:
            await hub().close()

    return async_to_sync(run)()


def test_each_side_reads_what_the_other_says_as_it_is_said(council, alice, aisha, talking):
    hers, his = headers_of(alice), headers_of(aisha)

    async def story():
        resident, adviser = Socket(path_of(talking), hers), Socket(path_of(talking, "adviser"), his)
        assert await resident.connect() == 0
        assert await adviser.connect() == 0
        first = await resident.news(lambda message: "html" in message)
        assert "What is a non-dependant?" in first["html"]
        await in_scope(council, say, request=talking, words="Hello, Alice.", client_id=new_id(), by=aisha)
        said = await resident.news(lambda message: "Hello, Alice." in message.get("html", ""))
        assert said["upto"] == 3
        await resident.send(json.dumps({"typing": True}))
        await adviser.news(lambda message: message.get("typing"))
        await resident.send(json.dumps({"saw": 3}))
        await adviser.news(lambda message: message.get("now", {}).get("saw") == 3)
        await resident.disconnect()
        await adviser.disconnect()

    played(story)


def test_who_comes_back_asks_from_where_they_were(council, alice, aisha, talking):
    hers = headers_of(alice)

    async def story():
        await in_scope(council, say, request=talking, words="One", client_id=new_id(), by=aisha)
        await in_scope(council, say, request=talking, words="Two", client_id=new_id(), by=aisha)
        back = Socket(path_of(talking, query="?after=3"), hers)
        assert await back.connect() == 0
        found = await back.news(lambda message: "html" in message)
        assert "Two" in found["html"]
        assert "One" not in found["html"]
        await back.disconnect()

    played(story)


def test_a_note_reaches_no_socket_of_the_resident(council, alice, aisha, talking):
    hers = headers_of(alice)

    async def story():
        resident = Socket(path_of(talking), hers)
        assert await resident.connect() == 0
        await in_scope(council, add_note, public_id=talking.public_id, words="Secret", client_id=new_id(), by=aisha)
        await in_scope(council, say, request=talking, words="Hello", client_id=new_id(), by=aisha)
        heard = []
        while "Hello" not in "".join(heard):
            heard.append(await resident.receive())
        assert "Secret" not in "".join(heard)
        await resident.disconnect()

    played(story)


@pytest.mark.slow
@pytest.mark.parametrize("who", ["stranger", "nobody", "resident as adviser", "adviser as resident", "foreign page"])
def test_sockets_are_for_the_two_of_them(council, alice, aisha, talking, who):
    headers, side = {
        "stranger": lambda: (headers_of(make_resident(council, "Bob", "bob@example.org")), "resident"),
        "nobody": lambda: (headers_of(None), "resident"),
        "resident as adviser": lambda: (headers_of(alice), "adviser"),
        "adviser as resident": lambda: (headers_of(aisha), "resident"),
        "foreign page": lambda: (headers_of(alice, origin="http://evil.example"), "resident"),
    }[who]()

    async def story():
        assert await Socket(path_of(talking, side), headers).connect() == consumers.REFUSED
        if who != "foreign page":
            poll = Poll(path_of(talking, side, "wait"), headers)
            await poll.ask()
            assert (await poll.answer())[0] == 403

    played(story)


def test_a_screen_closes_when_its_person_may_see_no_more(council, alice, aisha, talking, monkeypatch):
    monkeypatch.setattr(consumers, "LOOK_SECONDS", 0.1)
    his = headers_of(aisha)

    async def story():
        adviser = Socket(path_of(talking, "adviser"), his)
        assert await adviser.connect() == 0
        await in_scope(council, Membership.objects.update, is_active=False)
        assert await adviser.closed() == consumers.REFUSED

    played(story)


def test_signing_out_closes_the_screen(council, alice, talking, monkeypatch):
    monkeypatch.setattr(consumers, "LOOK_SECONDS", 0.1)
    browser = browser_of(alice)
    cookie = browser.client.cookies[settings.SESSION_COOKIE_NAME].value
    headers = [
        (b"host", b"c.localhost"), (b"origin", b"http://c.localhost"),
        (b"cookie", f"{settings.SESSION_COOKIE_NAME}={cookie}".encode()),
    ]  # fmt: skip

    async def story():
        resident = Socket(path_of(talking), headers)
        assert await resident.connect() == 0
        await sync_to_async(browser.client.logout)()
        assert await resident.closed() == consumers.REFUSED

    played(story)


def test_a_poll_that_waits_carries_the_same(council, alice, aisha, talking):
    hers = headers_of(alice)

    async def story():
        first = Poll(path_of(talking, last="wait", query="?after=0"), hers)
        await first.ask()
        found = (await first.answer())[1]
        assert "What is a non-dependant?" in found["html"]
        known = f"?after=2&saw=2&known={found['known']}"
        waiting = Poll(path_of(talking, last="wait", query=known), hers)
        await waiting.ask()
        assert await waiting.receive_nothing(0.2)
        await in_scope(council, say, request=talking, words="Hello", client_id=new_id(), by=aisha)
        status, found, headers = await waiting.answer()
        assert status == 200
        assert "Hello" in found["html"]
        assert (b"Cache-Control", b"no-store, private") in headers

    played(story)


def test_what_is_sent_with_a_poll_is_not_read(council, alice, talking):
    hers = headers_of(alice)

    async def story():
        poll = Poll(path_of(talking, last="wait", query="?after=0"), hers)
        await poll.send_input({"type": "http.request", "body": b"x" * 1000, "more_body": True})
        assert (await poll.answer())[0] == 200

    played(story)


def test_a_poll_without_news_ends_by_itself(council, alice, talking, monkeypatch):
    monkeypatch.setattr(consumers, "POLL_SECONDS", 0.3)
    hers = headers_of(alice)

    async def story():
        first = Poll(path_of(talking, last="wait", query="?after=2&saw=2"), hers)
        await first.ask()
        known = (await first.answer())[1]["known"]
        poll = Poll(path_of(talking, last="wait", query=f"?after=2&saw=2&known={known}"), hers)
        await poll.ask()
        assert (await poll.answer())[:2] == (200, {})

    played(story)


def test_the_end_reaches_the_screen(council, alice, aisha, talking):
    hers = headers_of(alice)

    async def story():
        resident = Socket(path_of(talking), hers)
        assert await resident.connect() == 0
        await in_scope(council, end_conversation, request=talking, by=aisha)
        ended = await resident.news(lambda message: message.get("now", {}).get("state") == "ended")
        assert "This conversation has ended." in ended["standing"]
        await resident.disconnect()

    played(story)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '"typing"', "{}",
        '{"unknown": 1}',
        '{"saw": 1, "words": "x"}',
        "[" * 9000,
        '{"a":' * 9000,
        "[" * 399,
        '{"saw": 1' + " " * 400 + "}",
    ],
)  # fmt: skip
def test_what_cannot_be_read_closes_the_sender_alone(council, alice, aisha, talking, text):
    hers, his = headers_of(alice), headers_of(aisha)

    async def story():
        resident, adviser = Socket(path_of(talking), hers), Socket(path_of(talking, "adviser"), his)
        assert await resident.connect() == 0
        assert await adviser.connect() == 0
        await resident.send(text)
        assert await resident.closed() == consumers.NOT_UNDERSTOOD
        await in_scope(council, say, request=talking, words="Still here", client_id=new_id(), by=aisha)
        await adviser.news(lambda message: "Still here" in message.get("html", ""))
        await adviser.disconnect()

    played(story)


def test_a_flood_closes_the_sender(council, alice, talking):
    hers = headers_of(alice)

    async def story():
        resident = Socket(path_of(talking), hers)
        assert await resident.connect() == 0
        for _ in range(consumers.MOST_WORDS + 1):
            await resident.send('{"typing": false}')
        assert await resident.closed() == consumers.TOO_FAST

    played(story)


def test_looking_changes_nothing_but_what_was_seen(council, alice, talking):
    hers = headers_of(alice)

    async def story():
        resident = Socket(path_of(talking), hers)
        assert await resident.connect() == 0
        await resident.disconnect()

    with council_scope(council.pk):
        before = HelpRequest.objects.values("head", "state", "ended_at").get()
    played(story)
    with council_scope(council.pk):
        assert HelpRequest.objects.values("head", "state", "ended_at").get() == before


def test_saying_the_same_again_and_again_costs_no_look(council, alice, aisha, talking, monkeypatch):
    hers, looks = headers_of(alice), []
    found_for = consumers.Screen.found_for
    monkeypatch.setattr(consumers.Screen, "found_for", lambda *of: looks.append(of) or found_for(*of))
    monkeypatch.setattr(consumers, "LOOK_SECONDS", 60.0)
    old = ['{"saw": 1}', '{"saw": 2}', '{"saw": 2147483647}', '{"typing": true}', '{"saw": -1}', '{"saw": 0}']

    async def story():
        socket = Socket(path_of(talking, query="?after=0&saw=2"), hers)
        assert await socket.connect() == 0
        for text in old * 6:
            await socket.send(text)
        await in_scope(council, say, request=talking, words="Hello", client_id=new_id(), by=aisha)
        await socket.news(lambda message: "Hello" in message.get("html", ""))
        await socket.send('{"saw": 3}')
        await in_scope(council, say, request=talking, words="And again", client_id=new_id(), by=aisha)
        await socket.news(lambda message: "And again" in message.get("html", ""))
        await socket.disconnect()

    played(story)
    # On coming, when the line stands, and what rang: not one for each of the 36.
    assert len(looks) < 12


def test_many_windows_of_one_side_have_one_measure(council, alice, talking, monkeypatch):
    monkeypatch.setattr(consumers, "of_side", Pace(most=30, seconds=60))
    hers = headers_of(alice)

    async def story():
        windows = [Socket(path_of(talking), hers) for _ in range(2)]
        for window in windows:
            assert await window.connect() == 0
        for _ in range(16):
            for window in windows:
                await window.send('{"typing": false}')
        assert await windows[1].closed() == consumers.TOO_FAST
        for window in windows:
            await window.disconnect()

    played(story)


@pytest.mark.parametrize("problem", [RuntimeError("Unexpected ASGI message 'websocket.send'"), ConnectionResetError()])
def test_a_page_that_is_closed_is_no_error(problem, council, alice, aisha, talking, monkeypatch):
    hers, told = headers_of(alice), []
    monkeypatch.setattr(consumers.log, "exception", lambda *what: told.append(what))

    async def story():
        socket = Socket(path_of(talking), hers)
        assert await socket.connect() == 0

        tried = asyncio.Event()

        async def is_gone(self, text_data=None, bytes_data=None, close=False):
            tried.set()
            raise problem

        monkeypatch.setattr(consumers.AsyncWebsocketConsumer, "send", is_gone)
        await in_scope(council, say, request=talking, words="Are you there?", client_id=new_id(), by=aisha)
        await asyncio.wait_for(tried.wait(), 20)
        await socket.disconnect()

    played(story)
    assert told == []


def test_a_screen_that_was_closed_says_and_hears_nothing_more(council, alice, talking, monkeypatch):
    hers, told = headers_of(alice), []
    monkeypatch.setattr(consumers.log, "exception", lambda *what: told.append(what))

    async def story():
        socket = Socket(path_of(talking), hers)
        assert await socket.connect() == 0
        await socket.send("{")
        assert await socket.closed() == consumers.NOT_UNDERSTOOD
        await socket.send("{")
        await socket.disconnect()

    played(story)
    assert told == []
