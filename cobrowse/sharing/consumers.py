"""A shared form as it happens, over the sockets and the polls that a conversation has (cobrowse/consumers.py)."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Any

from accounts.actors import Actor
from cobrowse.consumers import Gone, Poll, Screen, Socket
from cobrowse.readers.requests import request_for, request_for_staff
from cobrowse.sharing.actions.editing import AT, SHOW
from cobrowse.sharing.actions.sharing import note_beat
from cobrowse.sharing.presenters.screen import adviser_screen, resident_screen
from cobrowse.sharing.readers.shares import PART, own_share, share_for_staff, topic_of_answers, topic_of_share
from cobrowse.sharing.rules.presence import BEAT_SECONDS
from core.live import say_in_passing


class SharedScreen(Screen):
    """What one side's page of a shared form has. The resident's page says that they are here by asking, and from then
    on by an answer to whatever it is sent: a line that is only open here may lead nowhere.
    """

    # Whether the form is shared with, or by, whoever looks.
    mine = False
    # In one word, the page that this screen was sent last.
    has = ""
    # Whether the page was heard of since it was last written down.
    heard = True

    def rest(self) -> float:
        """Often enough that a page that answers is never taken for gone, and one that is gone is noticed in time."""
        return min(BEAT_SECONDS, super().rest())

    def found_for(self, actor: Actor) -> dict[str, Any]:
        self.topic = topic_of_share(self.public_id)
        if self.side == "adviser":
            # On the person's own screen it stands already.
            self.more_topics = [topic_of_answers(self.public_id)]
            share = share_for_staff(actor, self.public_id)
            if share is None:
                request_for_staff(actor, self.public_id)
            self.mine = share is not None
            return adviser_screen(share, after=self.upto, known=self.has or self.told)
        share = own_share(actor, self.public_id)
        if share is None:
            request_for(actor, self.public_id)
        self.mine = share is not None
        if share is not None and self.heard:
            self.heard = False
            note_beat(share=share)
        return resident_screen(share, after=self.upto)

    async def look(self) -> dict[str, Any] | None:
        """As any screen; the page it was sent is the one that it has."""
        found = await super().look()
        if found is not None:
            self.has = found["known"]
        return found

    def passing(self, heard: set[bytes]) -> dict[str, Any] | None:
        """In which box the other side is, and which question the adviser shows."""
        if not self.mine:
            return None
        other, said = AT["adviser" if self.side == "resident" else "resident"], {}
        for word in sorted(heard):
            if word.startswith(other):
                said["at"] = word.removeprefix(other).decode()
            if word.startswith(SHOW) and self.side == "resident":
                said["show"] = word.removeprefix(SHOW).decode()
        return {"passing": said} if said else None

    async def say_at(self, at: Any) -> None:
        """In which box this side is; "" for none."""
        if self.mine and isinstance(at, str) and (not at or PART.fullmatch(at)):
            await asyncio.to_thread(say_in_passing, self.topic, AT[self.side] + at.encode())


class SharedSocket(Socket):
    """One side's page of a shared form. It says {"at": question}, and that it is open still: {"here": true}."""

    screen_type = SharedScreen
    MESSAGES = {"at": "hear_at", "here": "hear_here", "saw": "hear_saw"}

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


class ResidentPoll(Poll):
    """The same by polls, each of which says that the page is open."""

    screen_type = SharedScreen

    def patience(self) -> float:
        """A poll that waits says nothing meanwhile."""
        return min(BEAT_SECONDS, super().patience())


class AdviserFormSocket(SharedSocket):
    """The form on the adviser's screen. Of the same page only what is another than it was sent last is sent again."""

    side = "adviser"

    async def connect(self) -> None:
        self._sent: dict[str, int] = {}
        await super().connect()

    async def _say(self, message: dict[str, Any]) -> None:
        if "now" in message:
            message = self._without_known(message)
        await super()._say(message)

    def _without_known(self, message: dict[str, Any]) -> dict[str, Any]:
        """The message with None for whatever the screen has already."""
        form = message.get("form")
        if form is None:
            # What is not shared any more is not on the screen either.
            self._sent = self._sent if message["now"]["shared"] else {}
            return message
        pieces = {f"part {key}": markup for key, markup in form["parts"]} | {"rest": form["rest"]}
        pieces |= {"pages": str(form["pages"]), "page": f"{message['now']['access']} {form['place']}"}
        now = {name: hash(piece) for name, piece in pieces.items()}
        before = self._sent if self._sent.get("page") == now["page"] else {}
        self._sent, same = now, {name for name, piece in now.items() if before.get(name) == piece}
        parts = [[key, None if f"part {key}" in same else markup] for key, markup in form["parts"]]
        rest, pages = (None if name in same else form[name] for name in ("rest", "pages"))
        return {**message, "form": {**form, "parts": parts, "rest": rest, "pages": pages}}


class AdviserFormPoll(Poll):
    """The same by polls."""

    side, screen_type = "adviser", SharedScreen
