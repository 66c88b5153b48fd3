"""`python -m bench.live_help.rooms`: pairs in rooms of the bare Channels echo; a plan (JSON) in, figures (JSON) out.

As bench.live_help.load drives the platform: each pair's two sockets are on different processes, and a keystroke is due
at a fixed pace. A keystroke is the same JSON, and nothing is answered.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Any

from bench.live_help.lines import Line, open_line

SETTLE_SECONDS = 1.0


class Room:
    """Two sockets, of which one types."""

    def __init__(self, site: dict[str, Any], number: int) -> None:
        self.site, self.number = site, number
        self.due: list[float] = []

    async def open(self) -> None:
        """Both sockets, on two processes."""
        pids = self.site["pids"]
        self.typist, self.reader = [
            await open_line(self.site, f"/echo/room-{self.number}/", "", pids[(self.number + place) % len(pids)])
            for place in range(2)
        ]

    async def type(self, begin: float, pace: float, until: float) -> None:
        """A keystroke every `pace` seconds."""
        due = begin + pace * (self.number % 17) / 17
        while due < until:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            change = {"question": "address", "row": "", "raw": {"line1": "12 Weaver Court"}, "id": str(len(self.due))}
            self.due.append(due)
            await self.typist.say(change)
            due += pace

    def times(self) -> list[float | None]:
        """Of each keystroke the seconds until the other socket had it; None for what it never got."""
        came = {int(message["id"]): when for when, message in self.reader.heard}
        return [came[number] - due if number in came else None for number, due in enumerate(self.due)]


async def run(plan: dict[str, Any]) -> dict[str, Any]:
    """plan["rooms"] rooms at plan["rate"] keystrokes a second together, for plan["seconds"]."""
    rooms = [Room(plan["site"], number) for number in range(plan["rooms"])]
    for room in rooms:
        await room.open()
    lines: list[Line] = [line for room in rooms for line in (room.typist, room.reader)]
    hearing = [asyncio.create_task(line.hear()) for line in lines]
    begin = time.perf_counter()
    await asyncio.gather(*(room.type(begin, len(rooms) / plan["rate"], begin + plan["seconds"]) for room in rooms))
    await asyncio.sleep(SETTLE_SECONDS)
    times = [each for room in rooms for each in room.times()]
    await asyncio.gather(*(line.socket.close() for line in lines))
    await asyncio.gather(*hearing)
    return {"times": times}


if __name__ == "__main__":
    import uvloop

    json.dump(uvloop.run(run(json.load(sys.stdin))), sys.stdout)
