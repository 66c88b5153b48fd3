"""`python -m bench.bombs`: files that are small and become enormous, sent by people without an account; JSON out.

A plan (JSON) in. For each decoder: the seconds of each answer, the highest memory of a web process and of the process
that opened the file in bytes, and the times of another council's page meanwhile.
"""

from __future__ import annotations

import itertools
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tests.core.bombs import BOMBS, MEGA, within_limits
from tests.drills.strangers import Stranger, watching

# Each decoder's until so many pages were asked for, from somebody who may send so many files.
PAGES, FILES, TOGETHER = 30, 50, 8
HOST = "southmere.localhost"
LARGEST = f"PNG, the largest we take, {TOGETHER} at once"
SECONDS, MEMORY, PAGE = 25, 600 * MEGA, 1.0


def run(plan: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What each kind of file costs."""
    numbers = itertools.count(1)
    found = {name: _cost(plan, [_stranger(plan, numbers)], bomb(), FILES) for name, bomb in BOMBS.items()}
    strangers = [_stranger(plan, numbers) for _ in range(TOGETHER)]
    return found | {LARGEST: _cost(plan, strangers, within_limits("PNG"), 1)}


def _stranger(plan: dict[str, Any], numbers: Iterator[int]) -> Stranger:
    return Stranger(plan["port"], plan["host"], next(numbers))


def _cost(plan: dict[str, Any], strangers: list[Stranger], content: bytes, most: int) -> dict[str, Any]:
    right = {422} if most > 1 else {200, 422}
    with (
        watching(Path(os.environ["VAR_DIR"]), plan["port"], HOST) as seen,
        ThreadPoolExecutor(len(strangers)) as pool,
    ):

        def send(stranger: Stranger) -> list[float]:
            times = [_seconds(lambda: stranger.send(content), right)]
            while len(times) < most and len(seen.times) < PAGES:
                times.append(_seconds(lambda: stranger.send(content), right))
            return times

        seconds = [each for times in pool.map(send, strangers) for each in times]
    return {"seconds": seconds, "web": seen.web.bytes, "child": seen.child.bytes, "times": seen.times}


def _seconds(send: Callable[[], tuple[int, str]], right: set[int]) -> float:
    began = time.monotonic()
    status, text = send()
    if status not in right:
        raise RuntimeError(f"A file was answered with {status}: {text}")
    return time.monotonic() - began


def bomb_budgets(found: dict[str, dict[str, Any]]) -> list[tuple[str, str, str, bool]]:
    """(what, budget, measured, kept) for each kind of file."""
    rows = []
    for name, cost in found.items():
        slowest, pages = max(cost["seconds"]), sorted(cost["times"])
        measured = (
            f"{slowest:.1f} s; {cost['web'] / MEGA:.0f} + {cost['child'] / MEGA:.0f} MB; "
            f"{pages[int(len(pages) * 0.95)] * 1000:.0f}, {pages[-1] * 1000:.0f} ms of {len(pages)}"
        )
        kept = slowest <= SECONDS and max(cost["web"], cost["child"]) <= MEMORY and pages[-1] <= PAGE
        what = f"{name}: slowest answer; web + child; another council's home page, p95, slowest"
        rows.append((what, f"≤ {SECONDS} s; {MEMORY // MEGA} MB each; {PAGE:g} s", measured, kept))
    return rows


if __name__ == "__main__":
    json.dump(run(json.load(sys.stdin)), sys.stdout)
