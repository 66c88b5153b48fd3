"""What the report says of live help: each budget with what was measured, beside the yardsticks."""

from __future__ import annotations

import os
import statistics
from typing import Any

from bench.live_help.measuring import EDITS_A_SECOND, LIMIT_SECONDS, PAIRS, WEB_PROCESSES, centile

Row = tuple[str, str, str, bool]
EDIT_P50, EDIT_P95, BROWSERS_SECONDS = 0.008, 0.025, 0.1
SOCKET_BYTES, TYPING_BYTES, SCRIPT_BYTES, PAGE_QUERIES = 60_000, 2_000, 15_000, 10
# What another page than the person's own would load of live help.
SCRIPTS = {"sharing", "help", "shared_form", "at_desk"}
YARDSTICKS = {"echo": "bare Channels echo through Redis", "yjs": "y-websocket's Node server"}
# Figures beside the budgets, for which nothing was promised.
SAID = "reported"


def live_help_budgets(figures: dict[str, Any]) -> list[Row]:
    """(what, budget, measured, kept) for each budget of live help."""
    return [*_edits(figures), *_sustained(figures), *_lines(figures), *_browsers(figures), *_pages(figures["pages"])]


def live_help_failures(figures: dict[str, Any]) -> list[str]:
    """What was refused, one sentence for each."""
    return [failure for run in figures["runs"]["ours"] for failure in run["failures"]]


def _edits(figures: dict[str, Any]) -> list[Row]:
    ours, what = figures["runs"]["ours"], f"live help, {PAIRS} pairs × {EDITS_A_SECOND} edits/s, two web processes"
    p50, p95 = centile(ours, 50), centile(ours, 95)
    rows = [
        (f"{what}: keystroke to the other screen's event, p50", "≤ 8 ms", _ms(p50), p50 <= EDIT_P50),
        (f"{what}: the same, p95", "≤ 25 ms", _ms(p95), p95 <= EDIT_P95),
    ]
    for name, yardstick in YARDSTICKS.items():
        theirs = centile(figures["runs"][name], 50)
        rows.append((f"{what}: the same ÷ {yardstick}, p50", SAID, f"{p50 / theirs:.1f} ({_ms(theirs)})", True))
    cpu, seconds, saves = (sum(run[name] for run in ours) for name in ("cpu_seconds", "seconds", "saves"))
    said = (
        f"{cpu / saves * 1000:.1f} ms, {cpu / seconds:.1f} of {os.cpu_count()} processors "
        f"(load average {figures['load']:.1f})"
    )
    # What else goes on on a machine makes everything slower but this.
    return [*rows, (f"{what}: the web processes' processor time for a save and the looks at it", SAID, said, True)]


def _sustained(figures: dict[str, Any]) -> list[Row]:
    what, found = f"edits/s of one web process at p95 = {LIMIT_SECONDS * 1000:.0f} ms", figures["sustained"]
    mine = found["ours"] / WEB_PROCESSES
    rows = [(what, SAID, f"{mine:.0f}", True)]
    # Node.js is one process.
    for name, theirs in (("echo", found["echo"] / WEB_PROCESSES), ("yjs", found["yjs"])):
        rows.append((f"{what} ÷ {YARDSTICKS[name]}", SAID, f"{mine / theirs:.2f} ({theirs:.0f})", True))
    return rows


def _lines(figures: dict[str, Any]) -> list[Row]:
    each, runs = figures["idle"]["each"], figures["runs"]["ours"]
    rows = [
        (
            f"memory of an idle socket of a shared form, of {figures['idle']['sockets']}",
            "≤ 60 kB",
            _kb(each),
            each <= SOCKET_BYTES,
        )
    ]
    for side in ("resident", "adviser"):
        typing = statistics.mean(run["bytes"][side] for run in runs)
        what = f"bytes on the {side}'s socket while one of the pair types, {EDITS_A_SECOND} edits/s"
        rows.append((what, "≤ 2 kB/s", f"{_kb(typing)}/s", typing <= TYPING_BYTES))
    return rows


def _browsers(figures: dict[str, Any]) -> list[Row]:
    rows = []
    for side, times in figures["browsers"].items():
        found = statistics.quantiles(times, n=100, method="inclusive")
        what = f"two Chromiums: a key of the {side}'s to its letter on the other page, p50 and p95"
        rows.append((what, "≤ 100 ms", f"{_ms(found[49])}, {_ms(found[94])}", found[94] <= BROWSERS_SECONDS))
    return rows


def _pages(pages: dict[str, Any]) -> list[Row]:
    rows = [
        (f"script of a shared form, {side}'s, compressed", "≤ 15 kB", _kb(weight), weight <= SCRIPT_BYTES)
        for side, weight in pages["weights"].items()
    ]
    alone, shared = pages["alone"], pages["shared"]
    loaded = len(SCRIPTS & set(alone["scripts"]))
    what = "form page of somebody who asks for no help: scripts of live help, lines, queries"
    said = f"{loaded}, {alone['lines']}, {alone['queries']} (of somebody who shares it {shared['queries']})"
    kept = not loaded and not alone["lines"] and alone["queries"] <= PAGE_QUERIES
    return [*rows, (what, f"0, 0, ≤ {PAGE_QUERIES}", said, kept)]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.{0 if seconds >= 0.01 else 1}f} ms"


def _kb(number: float) -> str:
    return f"{number / 1000:.1f} kB"
