"""`make bench`: start the platform on a scratch folder, measure it beside the yardstick, write docs/performance.md."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from bench.households import make_households
from bench.parts import PARTS, PEOPLE, Part, loads
from bench.report import print_rows, write_report
from bench.running import SERVERS, healthy_platform, module, platform, say, status_of, wait_until
from betteroff.local.defaults import BASE_DIR, set_local_defaults
from betteroff.local.services import running_environment

COMPARED = 20_000


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
        figures["runs"] = loads(plan)
        say("a page while others hold slow bodies and idle sockets")
        figures["attacked"] = module("slow", given={"port": port, "host": plan["host"]})
        parts = ("bombs", "papers", "journal", "refusals", "caseload", "studio")
        figures |= {name: PARTS[name].measure(port) for name in parts}
    return figures | {name: PARTS[name].measure(port) for name in ("neighbours", "live-help", "desk")}


def measure_only(names: list[str], folder: Path, port: int) -> int:
    """Some parts alone, their rows printed and nothing written; 1 when a request failed or a budget was missed."""
    rows, failures = [], []
    for name in names:
        part = PARTS[name]
        with running_for(part, folder, port):
            figures = part.measure(port)
        rows += part.rows(figures)
        failures += part.failures(figures)
    print_rows(rows, failures)
    return 1 if failures or not all(kept for *_, kept in rows) else 0


@contextlib.contextmanager
def running_for(part: Part, folder: Path, port: int) -> Iterator[None]:
    """The platform, for a part that does not start one of its own."""
    if part.starts_its_own:
        yield
        return
    with healthy_platform(folder, port):
        yield


def main() -> int:
    """Measure and write, or measure some parts and print; 1 when a request failed or a budget was missed."""
    words = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    words.add_argument("--only", nargs="+", choices=sorted(PARTS), help="measure these parts, and write nothing")
    only = words.parse_args().only
    os.chdir(BASE_DIR)
    folder = Path(tempfile.mkdtemp(prefix="betteroff-bench-"))
    # A root user's embedded servers run as somebody else, who must be able to enter.
    folder.chmod(0o711)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    for name in SERVERS:
        os.environ.pop(name, None)
    os.environ |= {"VAR_DIR": str(folder), "PORT": str(port), "DEMO": "1"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    set_local_defaults()
    try:
        if only:
            return measure_only(only, folder, port)
        return write_report(measure(folder, port), BASE_DIR / "docs" / "performance.md")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
