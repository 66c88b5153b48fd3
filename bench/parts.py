"""The parts of the benchmark that can be measured alone: `python -m bench --only NAME`."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.bombs import bomb_budgets
from bench.budgets import LOADS, Row, journal_budgets, page_budgets, refusal_budgets
from bench.caseload.rows import caseload_budgets
from bench.desk.rows import desk_budgets
from bench.live_help.measuring import measure as measure_live_help
from bench.live_help.rows import live_help_budgets, live_help_failures
from bench.neighbours import MEASURED_PEOPLE, TIMES, USUAL_PEOPLE, neighbour_budgets
from bench.papers import paper_budgets
from bench.running import healthy_platform, module, say
from bench.studio.rows import studio_budgets

PEOPLE, HOST = 20, "calderbrook.localhost"
ENTRIES = int(os.environ.get("BENCH_ENTRIES", "5000000"))
CASES = int(os.environ.get("BENCH_CASES", "10000"))
DRAFTS = int(os.environ.get("BENCH_DRAFTS", "100000"))
CLAIMS = int(os.environ.get("BENCH_CLAIMS", "1000000"))
ROUNDS = 3
SECONDS = int(os.environ.get("BENCH_SECONDS", "30"))
# One person fills in about a page a second: far quicker than people are.
THINKING_SECONDS = 1.0
WARM_UP_SECONDS = 5
# Of a platform that is measured as a whole; pages are measured in one, beside the yardsticks'.
WEB_PROCESSES = 2


def _none(figures: Any) -> list[str]:
    return []


@dataclass(frozen=True)
class Part:
    """`measure` takes the port of the platform and gives figures, `rows` says what they are beside the budgets, and
    `failures` which requests went wrong.
    """

    measure: Callable[[int], Any]
    rows: Callable[[Any], list[Row]]
    failures: Callable[[Any], list[str]] = _none
    # It starts a platform of its own kind at that port.
    starts_its_own: bool = False


def loads(plan: dict[str, Any]) -> dict[str, Any]:
    """Every kind of load at both paces, in turn and several times over, so that a busy moment touches all alike."""
    for steps in LOADS:
        module("load", given={**plan, "steps": steps, "think": 0, "seconds": WARM_UP_SECONDS})
    runs: dict[str, Any] = {}
    for number in range(ROUNDS):
        for steps in LOADS:
            for pace, think in (("people", THINKING_SECONDS), ("full", 0)):
                say(f"round {number + 1}: {steps}, {'at the pace of people' if think else 'as fast as it can'}")
                run = module("load", given={**plan, "steps": steps, "think": think, "seconds": SECONDS / ROUNDS})
                runs[f"{steps} {pace}"] = merged(runs.get(f"{steps} {pace}"), run)
    return runs


def merged(one: dict[str, Any] | None, other: dict[str, Any]) -> dict[str, Any]:
    """Two runs of the same load as one."""
    if one is None:
        return other
    kinds = {*one["times"], *other["times"]}
    return {
        "seconds": one["seconds"] + other["seconds"],
        "times": {kind: one["times"].get(kind, []) + other["times"].get(kind, []) for kind in kinds},
        "failures": one["failures"] + other["failures"],
    }


def pages(port: int) -> dict[str, Any]:
    """Claim pages beside the yardsticks."""
    return loads({**module("seed", str(PEOPLE)), "port": port})


def bombs(port: int) -> dict[str, Any]:
    """A page while others send files that become enormous."""
    say("a page while others send files made to be expensive")
    return module("bombs", given={"port": port, "host": HOST})


def neighbours(port: int) -> dict[str, Any]:
    """What a council notices while another one has ten times its usual load: two web processes, as `make run` has."""
    with healthy_platform(Path(os.environ["VAR_DIR"]), port, web_processes=WEB_PROCESSES):
        say("neighbours: one council at ten times its usual load")
        busy, quiet = module("seed", str(USUAL_PEOPLE * TIMES)), module("seed", str(MEASURED_PEOPLE), "southmere")
        return module("neighbours", given={"port": port, "seconds": SECONDS, "busy": busy, "quiet": quiet})


def journal(port: int) -> dict[str, Any]:
    """The journal's page, and entries added, in a table as long as a large council's."""
    say(f"the journal: {ENTRIES:,} entries (minutes)")
    plan = {**module("journal", str(ENTRIES), str(PEOPLE)), "port": port, "steps": "journal"}
    module("load", given={**plan, "think": 0, "seconds": WARM_UP_SECONDS})
    run = module("load", given={**plan, "think": THINKING_SECONDS, "seconds": SECONDS})
    return {"queries": plan["queries"], "entries": ENTRIES, "run": run}


def desk(port: int) -> dict[str, Any]:
    """An advisor's lists, searches and pages, with as many claims as a large council has; the last part, since the
    claims stay.
    """
    with healthy_platform(Path(os.environ["VAR_DIR"]), port):
        say(f"the desk: {CLAIMS:,} claims (minutes)")
        return {**module("desk.seed", str(CLAIMS)), **module("desk.asking")}


def caseload(port: int) -> dict[str, Any]:
    """A partner's lists, and a thousand cases passed on."""
    say(f"the caseload: {CASES:,} cases")
    return module("caseload.asking", str(CASES))


def studio(port: int) -> dict[str, Any]:
    """The largest form in the studio, and published while many are part-way."""
    say(f"the studio: {DRAFTS:,} people part-way")
    return module("studio.asking", str(DRAFTS))


def papers(port: int) -> dict[str, Any]:
    """Ten photos in parts and whole, and the pages of a claim with many messages."""
    say("papers: ten photos of five megabytes, in parts and whole")
    photos = module("papers", given={"port": port, "host": HOST})
    say("papers: the pages of a claim with many messages")
    return {"photos": photos, "pages": module("threads")}


def refusals(port: int) -> dict[str, Any]:
    """How long a shared journal takes to refuse, for every reason that there is."""
    say("refusals of a shared journal")
    return module("refusals")


def live_help(port: int) -> dict[str, Any]:
    """Two people on one form, through two web processes."""
    return measure_live_help(Path(os.environ["VAR_DIR"]), port, SECONDS)


def _of_neighbours(figures: dict[str, Any]) -> list[str]:
    return [failure for run in figures.values() for failure in run["failures"]]


PARTS = {
    "pages": Part(pages, page_budgets, lambda runs: [each for run in runs.values() for each in run["failures"]]),
    "bombs": Part(bombs, bomb_budgets),
    "neighbours": Part(neighbours, neighbour_budgets, _of_neighbours, starts_its_own=True),
    "journal": Part(journal, journal_budgets, lambda figures: figures["run"]["failures"]),
    "papers": Part(papers, paper_budgets),
    "refusals": Part(refusals, refusal_budgets),
    "live-help": Part(live_help, live_help_budgets, live_help_failures, starts_its_own=True),
    "caseload": Part(caseload, caseload_budgets),
    "studio": Part(studio, studio_budgets),
    "desk": Part(desk, desk_budgets, starts_its_own=True),
}
