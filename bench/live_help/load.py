"""`python -m bench.live_help.load`: pairs who fill in a form together; a plan (JSON) in, figures (JSON) out.

Each pair's two screens are on different web processes. In every second pair the adviser types. A keystroke is due at a
fixed pace, whether or not the one before was answered, and what became due meanwhile goes off in one message, as the
pages do it. Its time runs from when it was due until the other screen has it.
"""

from __future__ import annotations

import asyncio
import bisect
import json
import sys
import time
from typing import Any

from bench.live_help.lines import Line, open_line

SIDES = ("resident", "adviser")
BEAT_SECONDS, SETTLE_SECONDS = 2.0, 2.0


class Pair:
    """Two people on one form, and the keystrokes of the one who types."""

    def __init__(self, site: dict[str, Any], pair: dict[str, Any], number: int) -> None:
        self.site, self.pair, self.number = site, pair, number
        self.typist, self.reader = SIDES if number % 2 == 0 else SIDES[::-1]
        # (when it was due, the revision as which it was saved)
        self.strokes: list[tuple[float, int]] = []
        self.saves, self.failures, self.revision, self.words = 0, [], pair["revision"], 0
        self.lines: dict[str, Line] = {}

    async def open(self) -> None:
        """Both screens, on two web processes."""
        pids = self.site["pids"]
        for place, side in enumerate(SIDES):
            own = self.pair[side]
            path = f"{own['path']}form/live/?after={self.revision}"
            pid = pids[(self.number // 2 + place) % len(pids)]
            # The platform takes the word of a proxy on its own machine: each pair is at home.
            site = {**self.site, "headers": {"X-Forwarded-For": f"198.51.100.{self.number + 1}"}}
            self.lines[side] = await open_line(site, path, own["session"], pid)

    async def beat(self) -> None:
        """The resident's page says every few seconds that it is open."""
        while True:
            await self.lines["resident"].say({"here": True})
            await asyncio.sleep(BEAT_SECONDS)

    async def type(self, begin: float, pace: float, until: float) -> None:
        """A keystroke every `pace` seconds."""
        due = begin + pace * (self.number % 17) / 17
        while due < until:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            carried = [due]
            due += pace
            while due <= time.perf_counter() and due < until:
                carried.append(due)
                due += pace
            revision = await self._save()
            self.strokes += [(each, revision) for each in carried]

    async def _save(self) -> int:
        pair, self.words, self.saves = self.pair, self.words + 1, self.saves + 1
        text = pair["text"].format(self.words % 100)
        raw = {**pair["raw"], pair["part"]: text} if pair["part"] else text
        own = f"bench{self.number}.{self.words}"
        change = {"question": pair["key"], "row": "", "raw": raw, "base": self.revision, "id": own}
        if self.typist == "resident":
            change["claim"] = pair["claim"]
        status, answer = await self.lines[self.typist].ask({"set": change})
        if status != 200:
            self.failures.append(f"an answer of the {self.typist}: {status}")
        self.revision = answer.get("revision", self.revision)
        return self.revision

    def times(self) -> list[float | None]:
        """Of each keystroke the seconds until the other screen had it; None for what it never got."""
        came = [(message.get("upto", 0), when) for when, message in self.lines[self.reader].heard if "upto" in message]
        # Screens go forwards only: the first message that has a revision or a later one.
        revisions = [revision for revision, _ in came]
        found: list[float | None] = []
        for due, revision in self.strokes:
            at = bisect.bisect_left(revisions, revision)
            found.append(came[at][1] - due if at < len(came) else None)
        return found


async def run(plan: dict[str, Any]) -> dict[str, Any]:
    """All pairs at a pace of plan["rate"] keystrokes a second together, for plan["seconds"]."""
    pairs = [Pair(plan["site"], each, number) for number, each in enumerate(plan["pairs"])]
    for pair in pairs:
        await pair.open()
    hearing = [asyncio.create_task(line.hear()) for pair in pairs for line in pair.lines.values()]
    hearing += [asyncio.create_task(pair.beat()) for pair in pairs]
    await asyncio.sleep(SETTLE_SECONDS)
    bytes_before, begin = {side: _bytes(pairs, side) for side in SIDES}, time.perf_counter()
    cpu_before = _cpu(plan["site"]["pids"])
    until, pace = begin + plan["seconds"], len(pairs) / plan["rate"]
    await asyncio.gather(*(pair.type(begin, pace, until) for pair in pairs))
    await asyncio.sleep(SETTLE_SECONDS)
    elapsed = time.perf_counter() - begin
    cpu = _cpu(plan["site"]["pids"]) - cpu_before
    found = {
        "bytes": {side: (_bytes(pairs, side) - bytes_before[side]) / len(pairs) / plan["seconds"] for side in SIDES},
        "saves": sum(pair.saves for pair in pairs), "cpu_seconds": cpu, "seconds": elapsed,
        "times": {side: [t for pair in pairs if pair.typist == side for t in pair.times()] for side in SIDES},
        "failures": [failure for pair in pairs for failure in pair.failures],
        "revisions": [pair.revision for pair in pairs],
    }  # fmt: skip
    for task in hearing:
        task.cancel()
    await asyncio.gather(*(line.socket.close() for pair in pairs for line in pair.lines.values()))
    return found


def _bytes(pairs: list[Pair], side: str) -> int:
    return sum(pair.lines[side].bytes for pair in pairs)


def _cpu(pids: list[int]) -> float:
    """Seconds of processor that these processes have had."""
    ticks = 0
    for pid in pids:
        with open(f"/proc/{pid}/stat") as stat:
            words = stat.read().rpartition(")")[2].split()
        ticks += int(words[11]) + int(words[12])
    return ticks / 100


if __name__ == "__main__":
    import uvloop

    json.dump(uvloop.run(run(json.load(sys.stdin))), sys.stdout)
