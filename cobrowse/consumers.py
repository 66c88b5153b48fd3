"""A conversation as it happens: over a socket, and for networks that block sockets by polls that wait.

Both carry the same: what `screen_changes` says after what a screen has. A wake-up (core/live.py) or a few seconds of
silence are only reasons to look again, and each look asks anew who looks and what they may see.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs

import structlog
from channels.consumer import get_handler_name
from channels.exceptions import StopConsumer
from channels.generic.http import AsyncHttpConsumer
from channels.generic.websocket import AsyncWebsocketConsumer
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.actors import Actor
from accounts.middleware import Acting, NotHere
from accounts.permissions import Permission, require
from cobrowse.actions.events import adviser_topic, desk_topic, topic_of
from cobrowse.actions.looking import look
from cobrowse.presenters.screen import screen_of
from cobrowse.readers.requests import request_for, request_for_staff
from cobrowse.rules.origin import comes_from_our_page
from cobrowse.rules.pace import Pace
from core.bodies import read_json
from core.live import Ear, hub, in_a_thread, say_in_passing
from core.rules.numbers import whole_number

# How often a screen is looked after when nothing rings: also how soon one closes whose person may see no more.
LOOK_SECONDS = 5.0
# A poll waits no longer: proxies hang up on silence.
POLL_SECONDS = 25.0
MOST = 2**31 - 1
# Messages in ten seconds: of one socket, of all windows of one side of a conversation, of one address (a library's is
# many people's). The pages send one every second or two.
WINDOW = 10.0
MOST_WORDS = 40
of_side, of_address = Pace(most=80, seconds=WINDOW), Pace(most=800, seconds=WINDOW)
# No page says as much in one message.
MOST_LETTERS = 400
REFUSED, TOO_FAST, NOT_UNDERSTOOD, BROKEN = 4403, 4429, 1003, 1011
TYPING = b"typing:"
CHANGED = json.dumps({"changed": True})
# Looking takes a connection to the database; so many screens of a process look, or save, at once.
_lookers = ThreadPoolExecutor(max_workers=6, thread_name_prefix="screens")
log = structlog.get_logger(__name__)


class MayNotLook(Exception):
    """It is nobody's screen any more: signed out, passed on, another council's."""


class Gone(Exception):
    """The other end of a socket has closed: nothing can be sent any more. That is how every page ends."""


class Screen:
    """What one screen of one conversation has and has seen. side: "resident" or "adviser"."""

    def __init__(self, scope: dict[str, Any], side: str) -> None:
        self.scope, self.side = scope, side
        self.public_id: uuid.UUID = scope["url_route"]["kwargs"]["public_id"]
        asked = parse_qs(scope["query_string"].decode("latin-1"))
        self.upto, self.saw = (whole_number(asked.get(name, [""])[0], most=MOST) or 0 for name in ("after", "saw"))
        self.topic, self.more_topics, self.may_type = "", [], False
        # What a poll says that its screen knows of how things stand.
        self.told = asked.get("known", [""])[0]
        self.known: Any = None
        self.turn, self._looked, self.acting = asyncio.Lock(), 0.0, Acting(scope)
        # Its name, of which no other screen is told.
        self.name = uuid.uuid4().hex

    async def in_a_thread(self, work: Callable[..., Any], *arguments: Any) -> Any:
        return await in_a_thread(_lookers, work, *arguments)

    async def look(self) -> dict[str, Any] | None:
        """What is new, None when nothing is. Raises MayNotLook."""
        # One after the other, or two looks at once would find the same and show it twice.
        async with self.turn:
            self._looked = time.monotonic()
            found = await self.in_a_thread(self.find)
            self.acting.say_known()
            return self.take(found)

    def take(self, found: dict[str, Any]) -> dict[str, Any] | None:
        """What was found, if the screen has not got it, and has it from now on."""
        if not found["html"] and found["now"] == self.known:
            return None
        self.upto, self.known = found["upto"], found["now"]
        return found

    def is_due(self, ear: Ear) -> bool:
        """Whether to look again: rows changed, or who may look was not asked for some seconds, whatever is said."""
        return ear.rows_changed or time.monotonic() - self._looked >= self.rest()

    def see(self, number: int) -> bool:
        """The person has everything up to `number` before them; whether that is news: most of what is said is not."""
        before, self.saw = self.saw, max(self.saw, min(number, self.upto))
        return self.saw > before

    def find(self) -> dict[str, Any]:
        """What is there now, of the actor of this very moment. Raises MayNotLook."""
        try:
            with self.acting.now() as actor:
                return self.found_for(actor)
        except (NotHere, Http404, PermissionDenied) as refusal:
            raise MayNotLook from refusal

    def found_for(self, actor: Actor) -> dict[str, Any]:
        """What this actor gets, once it is known where to listen. Raises Http404, PermissionDenied."""
        find = request_for if self.side == "resident" else request_for_staff
        request = find(actor, self.public_id)
        self.topic, self.more_topics = topic_of(self.public_id), self.topics_of(actor)
        found, mine = look(request=request, side=self.side, after=self.upto, saw=self.saw, by=actor)
        self.may_type = mine and request.is_open
        return screen_of(request, self.side, found, mine=mine, by=actor)

    def topics_of(self, actor: Actor) -> list[str]:
        """Where it hears that the adviser whose screen it is may see less than before."""
        return [adviser_topic(actor.membership.pk)] if self.side == "adviser" and actor.membership else []

    def rest(self) -> float:
        """So many seconds between two looks when nothing rings."""
        return LOOK_SECONDS

    async def say_typing(self) -> None:
        """Tell the other side that this one is typing, never what. Who only reads along says nothing."""
        if not self.may_type:
            return
        await asyncio.to_thread(say_in_passing, self.topic, TYPING + self.side.encode())

    def passing(self, heard: list[bytes]) -> dict[str, Any] | None:
        """What of what was said in passing this screen shows: that the other side is typing."""
        other = b"adviser" if self.side == "resident" else b"resident"
        return {"typing": True} if TYPING + other in heard else None


class Socket(AsyncWebsocketConsumer):
    """A screen over a socket. It says {"saw": number} and {"typing": true}; it gets what `Screen.look` finds.

    `MESSAGES` are all that it may say, with the method of each that takes the value: anything else closes it, and
    tests/access/socket_table.py says for each who may.
    """

    side, screen_type = "resident", Screen
    MESSAGES = {"typing": "hear_typing", "saw": "hear_saw"}

    async def dispatch(self, message: dict[str, Any]) -> None:
        """As Channels does, without a thread for its old connections: ours see to their own (core/live.py)."""
        await getattr(self, get_handler_name(message))(message)

    async def connect(self) -> None:
        self._task, self._closed = None, False
        self._own = Pace(most=MOST_WORDS, seconds=WINDOW)
        if not comes_from_our_page(self.scope):
            await self.close(REFUSED)
            return
        self.screen = self.screen_type(self.scope, self.side)
        try:
            first = await self.screen.look()
        except MayNotLook:
            await self.close(REFUSED)
            return
        await self.accept()
        with contextlib.suppress(Gone):
            if first is not None:
                await self._say(first)
        self._task = asyncio.create_task(self._follow())

    async def disconnect(self, code: int) -> None:
        self._closed = True
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if self._closed:
            return
        text = text_data or ""  # Counted before it is read: what cannot be read costs as much.
        if self._is_too_fast(text):
            await self._end(TOO_FAST)
            return
        said = _object(text, self.limits(text)[0])
        if not said or not said.keys() <= self.MESSAGES.keys():
            await self._end(NOT_UNDERSTOOD)
            return
        for message, value in said.items():
            await getattr(self, self.MESSAGES[message])(value)

    async def hear_typing(self, value: Any) -> None:
        """This side is typing (true)."""
        if value is True:
            await self.screen.say_typing()

    async def hear_saw(self, value: Any) -> None:
        """The number of the latest event that is on this screen."""
        if type(value) is int and 0 <= value <= MOST and self.screen.see(value):
            with contextlib.suppress(Gone):
                await self._look()

    async def _follow(self) -> None:
        try:
            async with hub().listen(self.screen.topic, *self.screen.more_topics, screen=self.screen.name) as ear:
                await self._look()
                while not self._closed:
                    passing = self.screen.passing(await ear.wait(self.screen.rest()))
                    told = await self._see(ear)
                    # A screen that hears nothing for long takes its line for lost.
                    if passing is not None or not told:
                        await self._say(passing or {})
        except Gone:
            # Its page was closed, or turned.
            log.debug("screen_gone")
        except Exception:
            # A database that was away for a moment: the screen comes back by itself, from where it was.
            log.exception("screen_lost")
            await self._end(BROKEN)

    async def _see(self, ear: Ear) -> bool:
        """Look, if what is heard is a reason to; was anything new?"""
        return self.screen.is_due(ear) and await self._look()

    async def _look(self) -> bool:
        """Show what is new; whether anything was."""
        try:
            found = await self.screen.look()
        except MayNotLook:
            await self._end(REFUSED)
            return False
        if found is not None:
            await self._say(found)
        return found is not None

    async def _say(self, message: dict[str, Any]) -> None:
        """Send it, unless there is nobody any more: raises Gone then."""
        if self._closed:
            raise Gone
        text = json.dumps(message)
        try:
            await self.send(text)
        except (OSError, RuntimeError) as problem:
            # What servers say of a socket whose other end is closed.
            self._closed = True
            raise Gone from problem

    async def _end(self, code: int) -> None:
        """Close it, if it is not closed already; what is sent to it after that is not read."""
        if self._closed:
            return
        self._closed = True
        with contextlib.suppress(OSError, RuntimeError):
            await self.close(code)

    def limits(self, text: str) -> tuple[int, tuple[Pace, Pace, Pace]]:
        """Of a message of this kind, the most letters, and what counts it: of this socket, this side, the address."""
        return MOST_LETTERS, (self._own, of_side, of_address)

    def _is_too_fast(self, text: str) -> bool:
        now, address = time.monotonic(), (self.scope.get("client") or ("", 0))[0]
        # Each is counted, whichever was over first.
        counts = zip(self.limits(text)[1], ("", self.scope["path"], address), strict=True)
        return sum(pace.is_over(who, now) for pace, who in counts) > 0


class Poll(AsyncHttpConsumer):
    """A screen by polls: each answers as soon as there is something new, or after a while with {}."""

    side, screen_type = "resident", Screen

    async def http_request(self, message: dict[str, Any]) -> None:
        # A poll has no body: what somebody sends with one is not read, and holds no memory.
        try:
            await self.handle(b"")
        finally:
            await self.disconnect()
        raise StopConsumer

    async def handle(self, body: bytes) -> None:
        self.screen = self.screen_type(self.scope, self.side)
        try:
            await self._answer(200, await self._news())
        except MayNotLook:
            await self._answer(403, {})

    def patience(self) -> float:
        """For so many seconds it waits for something new, when there is nothing yet."""
        return POLL_SECONDS

    async def _news(self) -> dict[str, Any]:
        first = await self.screen.look()
        if first is not None and (first["html"] or first["known"] != self.screen.told):
            return first
        try:
            return await asyncio.wait_for(self._later(), self.patience())
        except TimeoutError:
            return {}

    async def _later(self) -> dict[str, Any]:
        async with hub().listen(self.screen.topic, *self.screen.more_topics) as ear:
            found = await self.screen.look()
            while found is None:
                passing = self.screen.passing(await ear.wait(self.screen.rest()))
                if passing is not None:
                    return passing
                found = await self.screen.look() if self.screen.is_due(ear) else None
            return found

    async def _answer(self, status: int, found: dict[str, Any]) -> None:
        headers = [(b"Content-Type", b"application/json"), (b"Cache-Control", b"no-store, private")]
        await self.send_response(status, json.dumps(found).encode(), headers=headers)


class AdviserSocket(Socket):
    """The adviser's screen of one conversation."""

    side = "adviser"


class AdviserPoll(Poll):
    """The same by polls."""

    side = "adviser"


class DeskSocket(AsyncWebsocketConsumer):
    """An adviser's desk is told that something has changed, never what: its page asks for that, as it does without a
    socket. The address names the adviser, so that nobody holds the places of others. It hears nothing.
    """

    async def connect(self) -> None:
        self._task, self._acting = None, Acting(self.scope)
        topics = await self._topics() if comes_from_our_page(self.scope) else []
        if not topics:
            await self.close(REFUSED)
            return
        self._acting.say_known()
        await self.accept()
        self._task = asyncio.create_task(self._follow(topics))

    async def disconnect(self, code: int) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        await self.close(NOT_UNDERSTOOD)

    async def _topics(self) -> list[str]:
        """What this desk listens to; none when it is nobody's desk (any more)."""
        return await in_a_thread(_lookers, self._find)

    def _find(self) -> list[str]:
        try:
            with self._acting.now() as actor:
                require(actor, Permission.LIVE_HELP)
                is_own = actor.membership.pk == self.scope["url_route"]["kwargs"]["membership"]
                return [desk_topic(), adviser_topic(actor.membership.pk)] if is_own else []
        except (NotHere, Http404, PermissionDenied):
            return []

    async def _follow(self, topics: list[str]) -> None:
        try:
            async with hub().listen(*topics) as ear:
                # The page was drawn before anybody listened.
                await self.send(CHANGED)
                rings, asked = ear.rings, time.monotonic()
                while True:
                    work_changed = await ear.wait(LOOK_SECONDS)
                    if work_changed or time.monotonic() - asked >= LOOK_SECONDS:
                        asked = time.monotonic()
                        if not await self._topics():
                            await self.close(REFUSED)
                            return
                    rang, rings = ear.rings != rings, ear.rings
                    await self.send(CHANGED if rang else "{}")
        except Exception:
            # The page asks every few seconds until it has another.
            log.exception("desk_lost")
            await self.close(BROKEN)


def _object(text: str, most: int) -> dict[str, Any] | None:
    try:
        said = read_json(text, most=most)
    except ValueError:
        return None
    return said if isinstance(said, dict) else None
