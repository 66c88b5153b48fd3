"""`make bench`: start the platform on a scratch folder, measure it beside the yardstick, write docs/performance.md."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from bench.households import make_households
from bench.neighbours import MEASURED_PEOPLE, TIMES, USUAL_PEOPLE
from bench.report import LOADS, PEOPLE, write_report
from betteroff.local.defaults import BASE_DIR, set_local_defaults
from betteroff.local.services import running_environment

ENTRIES = int(os.environ.get("BENCH_ENTRIES", "5000000"))
SECONDS = int(os.environ.get("BENCH_SECONDS", "30"))
# One person fills in about a page a second: far quicker than people are.
THINKING_SECONDS = 1.0
WARM_UP_SECONDS = 5
ROUNDS = 3
START_SECONDS = 180
COMPARED = 20_000


def say(text: str) -> None:
    """One line of progress."""
    sys.stdout.write(f"bench: {text}\n")
    sys.stdout.flush()


def wait_until(true, what: str) -> None:
    """Ask every 50 ms until the answer is true."""
    pause, deadline = threading.Event(), time.monotonic() + START_SECONDS
    while not true():
        if time.monotonic() > deadline:
            raise RuntimeError(f"Waited {START_SECONDS} s for {what}.")
        pause.wait(0.05)


def status_of(port: int, address: str, host: str = "localhost") -> int:
    """The status of a page, 0 while nothing answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", address, headers={"Host": host})
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


@contextlib.contextmanager
def platform(folder: Path, port: int) -> Iterator[float]:
    """Run the supervisor; yields the seconds to the first page of a council."""
    started = time.monotonic()
    with open(folder / "output.txt", "a") as output:
        process = subprocess.Popen([sys.executable, "-m", "betteroff.local.supervisor"], stdout=output, stderr=output)
    try:
        wait_until(
            lambda: process.poll() is not None or status_of(port, "/", "calderbrook.localhost") == 200, "the first page"
        )
        if process.poll() is not None:
            raise RuntimeError((folder / "output.txt").read_text()[-3000:])
        yield time.monotonic() - started
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(90)


def ask_estimate(port: int) -> float:
    """Ask the public API for an estimate as soon as there is a page, with the calculator still loading its rules.

    The seconds until the result is there: the question must wait in line, not be refused.
    """
    started = time.monotonic()
    headers = {"Host": "calderbrook.localhost", "Content-Type": "application/json"}
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("POST", "/api/v1/estimates/", json.dumps(make_households(1)[0]), headers)
    asked = connection.getresponse()
    if asked.status != 202:
        raise RuntimeError(f"An estimate was refused while the calculator loaded: {asked.status}")
    address = f"/api/v1/estimates/{json.load(asked)['id']}/"

    def is_ready() -> bool:
        connection.request("GET", address, headers=headers)
        return json.load(connection.getresponse())["status"] == "ready"

    wait_until(is_ready, "an estimate that was asked for while the calculator loaded")
    connection.close()
    return time.monotonic() - started


def module(name: str, *arguments: str, given: Any = None) -> Any:
    """Run one of bench's modules in a process of its own; its JSON."""
    command = [sys.executable, "-m", f"bench.{name}", *arguments]
    text = json.dumps(given) if given is not None else None
    done = subprocess.run(command, input=text, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def measure(folder: Path, port: int) -> dict[str, Any]:
    """Every figure of the report."""
    say("first start")
    with platform(folder, port) as first:
        wait_until(lambda: status_of(port, "/healthz") == 200, "every check of /healthz")
    say("second start")
    with platform(folder, port) as second:
        queued = ask_estimate(port)
        wait_until(lambda: status_of(port, "/healthz") == 200, "every check of /healthz")
        os.environ.update(running_environment(folder) or {})
        say(f"{PEOPLE} people with a filled-in draft each")
        plan = {**module("seed", str(PEOPLE)), "port": port}
        figures = {"first_start": first, "second_start": second, "form": plan["form"], "questions": plan["questions"]}
        figures |= module("pages", given=plan)
        say("the calculator, beside a plain Simulation")
        figures["calculator"] = module("calculator") | {"queued": queued}
        say(f"{COMPARED:,} households by the calculator and by independent sums")
        figures["calculator"]["compared"] = module("independent", str(COMPARED))
        for steps in LOADS:
            module("load", given={**plan, "steps": steps, "think": 0, "seconds": WARM_UP_SECONDS})
        figures["runs"] = loads(plan)
        say("a page while others hold slow bodies and idle sockets")
        figures["attacked"] = module("slow", given={"port": port, "host": plan["host"]})
        say("a page while others send files made to be expensive")
        figures["bombs"] = module("bombs", given={"port": port, "host": plan["host"]})
        figures["neighbours"] = neighbours(port)
        say(f"the journal: {ENTRIES:,} entries (minutes)")
        journal = {**module("journal", str(ENTRIES), str(PEOPLE)), "port": port, "steps": "journal"}
        module("load", given={**journal, "think": 0, "seconds": WARM_UP_SECONDS})
        run = module("load", given={**journal, "think": THINKING_SECONDS, "seconds": SECONDS})
        return figures | {"journal": {"queries": journal["queries"], "entries": ENTRIES, "run": run}}


def neighbours(port: int) -> dict[str, Any]:
    """What a council notices while another one has ten times its usual load."""
    say("neighbours: one council at ten times its usual load")
    busy, quiet = module("seed", str(USUAL_PEOPLE * TIMES)), module("seed", str(MEASURED_PEOPLE), "southmere")
    return module("neighbours", given={"port": port, "seconds": SECONDS, "busy": busy, "quiet": quiet})


def loads(plan: dict[str, Any]) -> dict[str, Any]:
    """Every kind of load at both paces, in turn and several times over, so that a busy moment touches all alike."""
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


def main() -> int:
    """Measure and write; 1 when a request failed or a budget was missed."""
    os.chdir(BASE_DIR)
    folder = Path(tempfile.mkdtemp(prefix="betteroff-bench-"))
    # A root user's embedded servers run as somebody else, who must be able to enter.
    folder.chmod(0o711)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    os.environ |= {"VAR_DIR": str(folder), "PORT": str(port), "DEMO": "1", "WEB_PROCESSES": "1"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    set_local_defaults()
    try:
        return write_report(measure(folder, port), BASE_DIR / "docs" / "performance.md")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
