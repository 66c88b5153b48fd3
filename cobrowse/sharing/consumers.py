"""A shared form as it happens, over the sockets and the polls that a conversation has (cobrowse/consumers.py)."""

from __future__ import annotations

import asyncio
import contextlib
import time
import uuid
from typing import Any
from urllib.parse import parse_qs

import structlog
from django.core.exceptions import PermissionDenied, SynchronousOnlyOperation
from django.http import Http404
from django.utils import translation
from django.utils.translation import get_language

from accounts.actors import Actor
from accounts.middleware import NotHere
from claims.views.autosaving import Reply, change_in
from claims.views.autosaving import save_from_script as save_of_resident
from cobrowse.consumers import (
    BROKEN,
    NOT_UNDERSTOOD,
    REFUSED,
    WINDOW,
    Gone,
    MayNotLook,
    Poll,
    Screen,
    Socket,
)
from cobrowse.models import SharedForm
from cobrowse.readers.requests import request_for, request_for_staff
from cobrowse.rules.pace import Pace
from cobrowse.sharing.actions.editing import AT, SHOW, say_at
from cobrowse.sharing.actions.sharing import note_beat
from cobrowse.sharing.presenters.drawn import KEPT_SECONDS, DrawnForm, MustRead
from cobrowse.sharing.presenters.saving import Shown, save_and_share
from cobrowse.sharing.presenters.screen import adviser_screen, resident_screen
from cobrowse.sharing.readers.shares import (
    PART,
    WHERE_SECONDS,
    boxes_of_other,
    own_share,
    share_for_staff,
    tab_in,
    topic_of_answers,
    topic_of_share,
)
from cobrowse.sharing.readers.told import Newer, newer_in
from cobrowse.sharing.rules.presence import BEAT_SECONDS
from core.live import Ear, changes_of

# How a message begins that saves an answer, and how long it may be: uvicorn takes 16 KiB (betteroff/local/supervisor).
EDIT, MOST_OF_AN_EDIT = '{"set":', 16_384
# Answers in ten seconds: of one socket, of all windows of one side, of one address. Pages send five a second.
MOST_EDITS = 120
edits_of_side, edits_of_address = Pace(most=240, seconds=WINDOW), Pace(most=2400, seconds=WINDOW)
REFUSED_ANSWER = 400, {"state": "refused"}
log = structlog.get_logger(__name__)


class SharedScreen(Screen):
    """What one side's page of a shared form has. The resident's page says that they are here by asking, and from then
    on by an answer to whatever it is sent: a line that is only open here may lead nowhere.
    """

    # The key of the SharedForm that this screen shows; None while nothing is shared.
    share_id: int | None = None
    # Whether anything can be heard by now: before, in which box the other side is is read anew.
    hears = False
    # What of that the page was told last.
    shown_at = ""
    # In one word, the page that this screen was sent last.
    has = ""
    # Whether the page was heard of since it was last written down.
    heard = True
    # What the last look, or save, found to be shared, and in which language: what is told of newer answers is shown
    # from it until the next look. None where nobody types: many screens stand open, and it holds a draft's row.
    seen: tuple[SharedForm, str] | None = None
    _news_at = 0.0

    def __init__(self, scope: dict[str, Any], side: str) -> None:
        super().__init__(scope, side)
        self.drawn = DrawnForm()
        # Of each tab of the other side, in which box it was when it was heard of last, and when.
        self.boxes: dict[str, tuple[str, float]] = {}
        self.tab = tab_in(parse_qs(scope["query_string"].decode("latin-1")).get("tab", [""])[0])

    def rest(self) -> float:
        """Often enough that a page that answers is never taken for gone, and one that is gone is noticed in time."""
        return min(BEAT_SECONDS, super().rest())

    def found_for(self, actor: Actor) -> dict[str, Any]:
        self.topic = topic_of_share(self.public_id)
        if self.side == "adviser":
            # On the person's own screen it stands already.
            self.more_topics = [topic_of_answers(self.public_id), *self.topics_of(actor)]
            share = share_for_staff(actor, self.public_id)
            if share is None:
                request_for_staff(actor, self.public_id)
            return self.drawn_for_adviser(share)
        share = own_share(actor, self.public_id)
        if share is None:
            request_for(actor, self.public_id)
        if share is not None and self.heard:
            self.heard = False
            note_beat(share=share)
        self._keep(share)
        return resident_screen(share, after=self.upto, at=self.where(share))

    def drawn_for_adviser(self, share: SharedForm | None, newer: Newer | None = None) -> dict[str, Any]:
        """What the adviser gets of what is shared with them; `newer`: what was saved last, where that is known."""
        self._keep(share)
        known, at = self.has or self.told, self.where(share)
        return adviser_screen(share, after=self.upto, known=known, drawn=self.drawn, at=at, newer=newer)

    def _keep(self, share: SharedForm | None) -> None:
        typed = share is not None and not share.kind and time.monotonic() - self._news_at <= KEPT_SECONDS
        self.seen = (share, get_language()) if typed else None

    async def follow(self, news: list[bytes]) -> dict[str, Any] | None:
        """What is new by what was told of the answers of a share that a look has found a moment ago, None when nothing
        is. Raises MustRead where that is not all, or the time for another look has come.
        """
        async with self.turn:
            if self.seen is None or time.monotonic() - self._looked >= self.rest():
                raise MustRead
            (share, language), head = self.seen, self.seen[0].claim.head_revision
            newer = newer_in(news, share.pk, head)
            if newer is None:
                raise MustRead
            if not newer.answers:
                return None
            share.claim.head_revision = max(answer.revision for answer in newer.answers.values())
            try:
                with translation.override(language):
                    return self.take(self._told(share, newer))
            except (MustRead, SynchronousOnlyOperation):
                # Something that is read once in a process was not read yet.
                self.seen = None
                raise MustRead from None

    def _told(self, share: SharedForm, newer: Newer) -> dict[str, Any]:
        if self.side == "resident":
            return resident_screen(share, after=self.upto, at=self.at, newer=newer)
        known = self.has or self.told
        return adviser_screen(
            share, after=self.upto, known=known, drawn=self.drawn, at=self.at, newer=newer, reads=False
        )

    def where(self, share: SharedForm | None) -> str:
        """In which box the other side of what is shared is, "" for none."""
        is_another = self.share_id != (share.pk if share else None)
        self.share_id = share.pk if share else None
        if is_another or not self.hears:
            now, found = time.monotonic(), boxes_of_other(share, self.side)
            self.boxes = {tab: (box, now - age) for tab, (box, age) in found.items()}
        return self.at

    @property
    def at(self) -> str:
        """The box that the other side said last, of those in which a tab of theirs still is; "" for none."""
        lately = time.monotonic() - WHERE_SECONDS
        there = [(since, box) for box, since in self.boxes.values() if box and since >= lately]
        return max(there, default=(0.0, ""))[1]

    def take(self, found: dict[str, Any]) -> dict[str, Any] | None:
        """As any screen; the page it was sent is the one that it has, and where the other side is is news too."""
        at = found.get("at", "")
        news = super().take(found) or (found if at != self.shown_at else None)
        if news is not None:
            self.has, self.shown_at = news["known"], at
            self._news_at = time.monotonic()
        return news

    async def save(self, asked: dict[str, Any]) -> tuple[Reply, dict[str, Any] | None]:
        """Save an answer that this side's page sends: what the page is told of it, and what else it has to show. Raises
        MayNotLook.
        """
        async with self.turn:
            reply, found = await self.in_a_thread(self._save, asked)
            self._count(reply)
            return reply, None if found is None else self.take(found)

    def _count(self, reply: Reply) -> None:
        """An answer of this page's own stands on it already: what is told next follows after it."""
        if self.side == "resident" and self.seen is not None and reply[0] == 200:
            claim = self.seen[0].claim
            if reply[1]["revision"] == claim.head_revision + 1:
                claim.head_revision += 1

    def _save(self, asked: dict[str, Any]) -> tuple[Reply, dict[str, Any] | None]:
        try:
            with self.acting.now(uses=True) as actor, changes_of(self.name):
                reply, shown = self._saved(asked, actor)
                if self.side == "resident" or reply[0] != 200:
                    return reply, None
                # Nobody wakes this screen for it: what hangs on the answer is drawn in the same transaction.
                return reply, self.drawn_for_adviser(*shown) if shown is not None else self.found_for(actor)
        except NotHere as refusal:
            raise MayNotLook from refusal
        except Http404:
            return (404, {"state": "refused"}), None
        except PermissionDenied:
            return (403, {"state": "refused"}), None

    def _saved(self, asked: dict[str, Any], actor: Actor) -> tuple[Reply, Shown | None]:
        """By the action that saves a post of the page's, asked anew who may; and what is shared, with what was written,
        if that is known.
        """
        if self.side == "resident":
            claim = _uuid_in(asked.get("claim"))
            return REFUSED_ANSWER if claim is None else save_of_resident(asked, public_id=claim, by=actor), None
        change = change_in(asked)
        if change is None:
            return REFUSED_ANSWER, None
        return save_and_share(change, public_id=self.public_id, by=actor)

    def passing(self, heard: list[bytes]) -> dict[str, Any] | None:
        """In which box the other side is, and which question the adviser shows."""
        self.hears = True
        if self.share_id is None:
            return None
        other, said = AT["adviser" if self.side == "resident" else "resident"], {}
        for word in heard:
            if word.startswith(other):
                tab, _space, box = word.removeprefix(other).decode().partition(" ")
                self.boxes[tab] = box, time.monotonic()
                said["at"] = self.shown_at = self.at
            if word.startswith(SHOW) and self.side == "resident":
                said["show"] = word.removeprefix(SHOW).decode()
        return {"passing": said} if said else None

    async def say_at(self, at: Any) -> None:
        """In which box this side is; "" for none."""
        if self.share_id is not None and isinstance(at, str) and (not at or PART.fullmatch(at)):
            said = {"share_id": self.share_id, "topic": self.topic, "side": self.side, "key": at, "tab": self.tab}
            await asyncio.to_thread(say_at, **said)


class SharedSocket(Socket):
    """One side's page of a shared form. It says {"at": question}, that it is open still: {"here": true}, and
    {"set": change}, an answer as claims.views.posted takes it. That is answered by {"set": {"id", "status", "body"}},
    with what a post would be, and only once it is committed.
    """

    screen_type = SharedScreen
    MESSAGES = {"at": "hear_at", "here": "hear_here", "saw": "hear_saw", "set": "hear_set"}

    async def connect(self) -> None:
        self._edits = Pace(most=MOST_EDITS, seconds=WINDOW)
        await super().connect()

    def limits(self, text: str) -> tuple[int, tuple[Pace, Pace, Pace]]:
        """Answers are longer than anything else, and counted by themselves."""
        edits = self._edits, edits_of_side, edits_of_address
        return (MOST_OF_AN_EDIT, edits) if text.startswith(EDIT) else super().limits(text)

    async def _see(self, ear: Ear) -> bool:
        """As any socket; what was told of the rows that have changed need not be read."""
        if not ear.news:
            return await super()._see(ear)
        try:
            found = await self.screen.follow(ear.news)
        except MustRead:
            return await super()._see(ear)
        if found is not None:
            await self._say(found)
        return found is not None

    async def hear_set(self, value: Any) -> None:
        """An answer that is typed on this side's page."""
        if not isinstance(value, dict):
            await self._end(NOT_UNDERSTOOD)
            return
        try:
            (status, body), news = await self.screen.save(value)
        except MayNotLook:
            await self._end(REFUSED)
            return
        except Exception:
            # Whether it is saved is not known: the page comes back and sends it again.
            log.exception("answer_lost")
            await self._end(BROKEN)
            return
        with contextlib.suppress(Gone):
            await self._say({"set": {"id": value.get("id"), "status": status, "body": body}})
            if news is not None:
                await self._say(news)

    async def hear_at(self, value: Any) -> None:
        """The box in which this side is, "" for none."""
        await self.screen.say_at(value)

    async def hear_here(self, value: Any) -> None:
        """This side's page is open (true)."""
        if value is True:
            self.screen.heard = True
            with contextlib.suppress(Gone):
                await self._look()


class ResidentSocket(SharedSocket):
    """The resident's pages while something is shared."""


class SharedPoll(Poll):
    """The same by polls. Each says where the other side is, also when nothing is new: what was said between two polls
    nobody heard.
    """

    screen_type = SharedScreen
    screen: SharedScreen

    async def _answer(self, status: int, found: dict[str, Any]) -> None:
        if status == 200 and not found and self.screen.share_id is not None:
            found = {"passing": {"at": self.screen.at}}
        await super()._answer(status, found)


class ResidentPoll(SharedPoll):
    """Each also says that the page is open."""

    def patience(self) -> float:
        """A poll that waits says nothing meanwhile."""
        return min(BEAT_SECONDS, super().patience())


class AdviserFormSocket(SharedSocket):
    """The form on the adviser's screen. Of the same page only what is another than it was sent last is sent again."""

    side = "adviser"

    async def connect(self) -> None:
        self._sent: dict[str, Any] = {}
        await super().connect()

    async def _say(self, message: dict[str, Any]) -> None:
        if "now" in message:
            message = self._without_known(message)
        await super()._say(message)

    def _without_known(self, message: dict[str, Any]) -> dict[str, Any]:
        """The message with None for whatever the screen has already, and of another markup the lines that differ."""
        form = message.get("form")
        if form is None:
            # What is not shared any more is not on the screen either.
            self._sent = self._sent if message["now"]["shared"] else {}
            return message
        page = f"{message['now']['access']} {form['place']}"
        before = self._sent if self._sent.get("page") == page else {}
        parts = [[key, _beside(before.get(f"part {key}"), markup)] for key, markup in form["parts"]]
        others = {name: form[name] if before.get(name) != form[name] else None for name in ("rest", "pages")}
        self._sent = {f"part {key}": markup for key, markup in form["parts"]}
        self._sent |= {"rest": form["rest"], "pages": form["pages"], "page": page}
        return {**message, "form": {**form, "parts": parts, **others}}


def _beside(before: str | None, markup: str) -> str | None | dict[str, list[tuple[int, str]]]:
    """What makes the markup of what the screen has: None for the same, or its other lines by number."""
    if before is None or before == markup:
        return markup if before is None else None
    lines, known = markup.split("\n"), before.split("\n")
    if len(lines) != len(known):
        return markup
    return {"lines": [(number, line) for number, line in enumerate(lines) if line != known[number]]}


class AdviserFormPoll(SharedPoll):
    """The same by polls."""

    side = "adviser"


def _uuid_in(text: Any) -> uuid.UUID | None:
    """The id that a script names, or None."""
    try:
        return uuid.UUID(text) if isinstance(text, str) else None
    except ValueError:
        return None
