"""What stays open: only so many of each address and in all, and nothing at addresses that are not ours."""

from __future__ import annotations

import asyncio
import itertools

import pytest
from asgiref.sync import async_to_sync
from django.urls import path

from betteroff.serving import live as serving_live
from betteroff.serving.addresses import networks
from betteroff.serving.live import Live


async def stays_open(scope, receive, send):
    """Accept, and wait until the other side goes. Who they are, if they say so, it tells as often as it looks."""
    await receive()
    for _name, who in [each for each in scope["headers"] if each[0] == b"who"] * 2:
        scope["known"](who == b"signed in")
    await send({"type": "websocket.accept", "client": scope["client"][0]})
    await receive()


def live(**limits) -> Live:
    routes = [path("help/<int:number>/live/", stays_open)]
    polls = [path("help/<int:number>/wait/", stays_open)]
    return Live(routes, polls, trusted=networks(["10.0.0.9"]), **limits)


class Visitor:
    """One socket from an address."""

    def __init__(
        self, application: Live, address: str, *, at: str = "/help/1/live/", forwarded: str = "",
        host: str = "", who: str = "",
    ) -> None:  # fmt: skip
        self.sent: list[dict] = []
        self.incoming: asyncio.Queue = asyncio.Queue()
        headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
        headers += [(b"host", host.encode())] * bool(host) + [(b"who", who.encode())] * bool(who)
        scope = {"type": "websocket", "path": at, "client": (address, 1), "scheme": "ws", "headers": headers}
        self.task = asyncio.create_task(application(scope, self.incoming.get, self.send))

    async def send(self, message: dict) -> None:
        self.sent.append(message)

    async def connect(self) -> dict:
        await self.incoming.put({"type": "websocket.connect"})
        while not self.sent:
            await asyncio.sleep(0)
        return self.sent[0]

    async def leave(self) -> None:
        await self.incoming.put({"type": "websocket.disconnect"})
        await self.task


def played(story):
    return async_to_sync(story)()


def test_over_the_limit_of_an_address_others_still_come_in_and_a_place_is_given_back():
    async def story():
        application = live(an_address=2, in_all=24)
        first, second = Visitor(application, "192.0.2.1"), Visitor(application, "192.0.2.1")
        assert [(await each.connect())["type"] for each in (first, second)] == ["websocket.accept"] * 2
        assert await Visitor(application, "192.0.2.1").connect() == {"type": "websocket.close", "code": 4429}
        third = Visitor(application, "192.0.2.2")
        assert (await third.connect())["type"] == "websocket.accept"
        # And now there are as many as may be of whom nobody knows who they are.
        assert (await Visitor(application, "192.0.2.3").connect())["code"] == 4429
        await first.leave()
        again = Visitor(application, "192.0.2.1")
        assert (await again.connect())["type"] == "websocket.accept"
        for each in (second, third, again):
            await each.leave()
        assert not application._open

    played(story)


COUNCIL, OTHER = "a.example", "b.example"


def test_visitors_turn_away_nobody_who_has_signed_in_and_no_council_another(settings):
    settings.ALLOWED_HOSTS = [COUNCIL, OTHER]
    places = itertools.count(1)

    async def story():
        application, there = live(an_address=3, in_all=16), []

        async def come(number: int, host: str, **more) -> int:
            """How many of so many get in, each from another network."""
            for _each in range(number):
                place = next(places)
                visitor = Visitor(application, f"192.0.{place}.1", at=f"/help/{place}/live/", host=host, **more)
                if (await visitor.connect())["type"] == "websocket.accept":
                    there.append(visitor)
            return len(there)

        # Half of all are one council's: visitors have half of these, and people who have signed in all that is left.
        assert await come(9, COUNCIL, who="visitor") == 4
        assert await come(9, COUNCIL, who="signed in") == 8
        await there.pop(0).leave()
        await there.pop(0).leave()
        assert await come(1, COUNCIL, who="visitor") == 7
        assert await come(1, COUNCIL, who="signed in") == 8
        # Who is not known yet has a quarter, for the moment that it takes to know them.
        assert await come(9, OTHER) == 10
        assert await come(1, OTHER, who="signed in") == 10
        await there.pop().leave()
        assert await come(1, OTHER, who="signed in") == 10
        # A name that is nobody's is no council of its own.
        assert await come(9, "c.example", who="visitor") == 14
        assert await come(9, "d.example", who="visitor") == 14
        for each in there:
            await each.leave()
        assert not application._of_host
        assert not application._unknown
        assert not application._visitors

    played(story)


def test_one_conversation_cannot_hold_every_place_and_an_ipv6_network_is_one_address():
    async def story():
        application = live()
        windows = [Visitor(application, f"192.0.2.{number}") for number in range(12)]
        assert {(await each.connect())["type"] for each in windows} == {"websocket.accept"}
        assert (await Visitor(application, "192.0.2.99").connect())["code"] == 4429
        other = Visitor(application, "192.0.2.99", at="/help/2/live/")
        assert (await other.connect())["type"] == "websocket.accept"
        for each in (*windows, other):
            await each.leave()
        narrow = live(an_address=1)
        first = Visitor(narrow, "2001:db8:1:2::1")
        assert (await first.connect())["type"] == "websocket.accept"
        assert (await Visitor(narrow, "2001:db8:1:2:ffff::2").connect())["code"] == 4429
        await first.leave()

    played(story)


def test_who_comes_again_and_again_waits_and_others_do_not(monkeypatch):
    monkeypatch.setattr(serving_live, "COMES", 5)
    monkeypatch.setattr(serving_live, "NETWORK_COMES", 9)
    monkeypatch.setattr(serving_live.time, "monotonic", lambda: 100.0)

    async def story():
        application = live()

        async def comes(address: str, at: str) -> str:
            visitor = Visitor(application, address, at=at)
            answer = await visitor.connect()
            await visitor.leave()
            return answer["type"]

        codes = [await comes("192.0.2.1", "/help/1/live/") for _each in range(6)]
        assert codes == [*["websocket.accept"] * 5, "websocket.close"]
        # The other side of it, from elsewhere, is another's path; a network has a measure of its own.
        assert await comes("192.0.2.2", "/help/2/live/") == "websocket.accept"
        assert [await comes("192.0.2.1", f"/help/{number}/live/") for number in range(3, 7)][-1] == "websocket.close"
        monkeypatch.setattr(serving_live.time, "monotonic", lambda: 111.0)
        assert await comes("192.0.2.1", "/help/1/live/") == "websocket.accept"

    played(story)


def test_behind_a_trusted_proxy_the_visitor_is_counted_and_nobody_else_is_believed():
    async def story():
        application = live(an_address=1)
        one = Visitor(application, "10.0.0.9", forwarded="192.0.2.1")
        other = Visitor(application, "10.0.0.9", forwarded="192.0.2.2")
        assert [(await each.connect())["client"] for each in (one, other)] == ["192.0.2.1", "192.0.2.2"]
        liar = Visitor(application, "192.0.2.3", forwarded="192.0.2.4")
        assert (await liar.connect())["client"] == "192.0.2.3"
        for each in (one, other, liar):
            await each.leave()

    played(story)


def test_an_address_that_is_not_ours_is_refused():
    async def story():
        stranger = Visitor(live(), "192.0.2.1", at="/elsewhere/")
        assert await stranger.connect() == {"type": "websocket.close", "code": 4404}

    played(story)


@pytest.mark.parametrize(
    ("kind", "at", "ours"),
    [
        ("websocket", "/anything/", True),
        ("http", "/help/1/wait/", True),
        ("http", "/help/1/live/", False),
        ("http", "/help/x/wait/", False),
        ("http", "/", False),
    ],
)
def test_polls_that_wait_are_told_from_pages(kind, at, ours):
    assert live().takes({"type": kind, "path": at, "method": "GET"}) is ours
    assert live().takes({"type": kind, "path": at, "method": "POST"}) is (kind == "websocket")


def test_what_breaks_inside_is_not_swallowed():
    async def breaks(scope, receive, send):
        raise ValueError("of our own making")

    async def story():
        application = Live([path("a/", breaks)], [], trusted=())
        with pytest.raises(ValueError, match="our own"):
            await Visitor(application, "192.0.2.1", at="/a/").task
        assert not application._open

    played(story)
