"""Turns figures into docs/performance.md: every budget with what was measured, beside the yardstick."""

from __future__ import annotations

import os
import platform
import sys
from datetime import date
from pathlib import Path
from typing import Any

from bench.budgets import LOADS, Row, budgets, calculator_budgets, centile, rate
from bench.parts import PARTS, PEOPLE
from bench.questions import section


def times_table(runs: dict[str, Any], pace: str) -> list[str]:
    """One row for each kind of request."""
    rows = ["| request | number | p50 ms | p95 ms |", "|---|---|---|---|"]
    for steps in LOADS:
        for kind, times in sorted(runs[f"{steps} {pace}"]["times"].items()):
            p50, p95 = centile(times, 50) * 1000, centile(times, 95) * 1000
            rows.append(f"| {kind} | {len(times)} | {p50:.0f} | {p95:.0f} |")
    return rows


def rows_table(rows: list[Row]) -> list[str]:
    """The budgets as a table."""
    return [
        "| what | budget | measured | kept |",
        "|---|---|---|---|",
        *[f"| {what} | {budget} | {found} | {'yes' if kept else '**no**'} |" for what, budget, found, kept in rows],
    ]


def print_rows(rows: list[Row], failures: list[str]) -> None:
    """The table, what went wrong, and how busy the machine is."""
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    sys.stdout.write("\n".join([*rows_table(rows), f"load average {load}"]) + "\n")
    say_failures(failures)


def say_failures(failures: list[str]) -> None:
    """Each kind of failure, with how often."""
    for failure in sorted(set(failures)):
        sys.stdout.write(f"failed: {failure} ({failures.count(failure)} times)\n")


def write_report(figures: dict[str, Any], path: Path) -> int:
    """Write the page; 1 when a request failed or a budget was missed."""
    runs = figures["runs"]
    rows = [*budgets(figures), *calculator_budgets(figures["calculator"])]
    failures = [failure for run in runs.values() for failure in run["failures"]]
    for name in ("journal", "refusals", "bombs", "papers", "caseload", "studio", "neighbours", "live-help", "desk"):
        rows += PARTS[name].rows(figures[name])
        failures += PARTS[name].failures(figures[name])
    rates = ", ".join(f"{steps} {rate(runs[f'{steps} full']):.0f}" for steps in LOADS)
    lines = [
        "# Performance",
        "",
        "Written by `make bench`; do not edit. The yardstick is a bare Django form view with five fields that saves",
        "one row, on the same server in the same run. The load comes from the same machine and shares its cores.",
        "The wizard is what a team would build instead ([why](decisions/0014-second-yardstick.md)): the same pages of",
        "questions with django-formtools and crispy-forms-gds, without conditions, on the same database.",
        "Live help stands beside a Channels consumer that only passes words on, and beside the server that Yjs comes",
        "with ([why](decisions/0022-live-help-yardsticks.md)): neither asks who may, nor keeps anything.",
        "The calculator's is a plain `policyengine_uk.Simulation` of the same households, in the same process.",
        "",
        f"{date.today():%d %B %Y}, Python {platform.python_version()}, {os.cpu_count()} cores, load average "
        f"{os.getloadavg()[2]:.1f}. One web process but where two are named, {os.environ.get('WEB_THREADS', '8')} "
        "threads; all workers run.",
        f"Form `{figures['form']}`, {figures['questions']} questions, every page of it by chance, every answer given.",
        "",
        *rows_table(rows),
        "",
        f"First start, with an empty database and the demo to load: {figures['first_start']:.1f} s. "
        f"Failed requests: {len(failures)}.",
        "",
        *section(),
        "",
        f"## {PEOPLE} people, one request a second each",
        "",
        *times_table(runs, "people"),
        "",
        f"## {PEOPLE} people without a pause: as fast as it can",
        "",
        f"Requests per second: {rates}. Times are those of a full queue.",
        "",
        *times_table(runs, "full"),
    ]
    path.write_text("\n".join(lines) + "\n")
    sys.stdout.write("\n".join(lines[14:]) + "\n")
    say_failures(failures)
    return 1 if failures or not all(kept for *_, kept in rows) else 0
