"""`python -m bench.live_help.idle`: sockets on which nobody says anything; a plan (JSON) in, bytes of each (JSON) out.

The memory of the web processes before and after so many sockets. Some were opened and closed before, so that what is
loaded once is no socket's.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from pathlib import Path
from typing import Any

from bench.live_help.lines import Line, open_line

WARM, SETTLE_SECONDS, PAUSE_SECONDS = 80, 6.0, 0.5
# One address has fewer places than there are sockets here (betteroff/serving/live.py).
AN_ADDRESS = 100


async def run(plan: dict[str, Any]) -> dict[str, Any]:
    """plan["sockets"] sockets to the forms that plan["pairs"] share, both sides of each in turn: an adviser's screen
    keeps the page as it was drawn.
    """
    await _with_sockets(plan, WARM, _nothing)
    await asyncio.sleep(SETTLE_SECONDS)
    before = _resident_bytes(plan["site"]["pids"])

    async def weigh() -> int:
        await asyncio.sleep(SETTLE_SECONDS)
        return _resident_bytes(plan["site"]["pids"])

    after = await _with_sockets(plan, plan["sockets"], weigh)
    return {"sockets": plan["sockets"], "each": (after - before) / plan["sockets"]}


async def _nothing() -> int:
    return 0


async def _with_sockets(plan: dict[str, Any], number: int, do: Any) -> int:
    """Open so many, do it, close them."""
    places = [pair[side] for pair in plan["pairs"] for side in ("resident", "adviser")]
    lines: list[Line] = []
    for each in range(number):
        own = places[each % len(places)]
        # The platform takes the word of a proxy on its own machine.
        headers = {"X-Forwarded-For": f"198.51.100.{each // AN_ADDRESS + 1}"}
        lines.append(
            await open_line({**plan["site"], "headers": headers}, f"{own['path']}form/live/", own["session"], None)
        )
        if each % 20 == 19:
            await asyncio.sleep(PAUSE_SECONDS)
    hearing = [asyncio.create_task(_drop(line)) for line in lines]
    found = await do()
    await asyncio.gather(*(line.socket.close() for line in lines))
    await asyncio.gather(*hearing)
    return found


async def _drop(line: Line) -> None:
    async for _text in line.socket:
        pass


def _resident_bytes(pids: list[int]) -> int:
    found = (re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text()) for pid in pids)
    return sum(int(each[1]) * 1024 for each in found)


if __name__ == "__main__":
    import uvloop

    json.dump(uvloop.run(run(json.load(sys.stdin))), sys.stdout)
