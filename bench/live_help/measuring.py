"""Every figure of live help: on a platform with two web processes, with the yardsticks on the same machine in turn."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.running import command, healthy_platform, module, say, wait_until
from betteroff.local.supervisor import web_command
from tests.platform_process import processes_of

PAIRS, EDITS_A_SECOND, WEB_PROCESSES, ROUNDS = 40, 5, 2, 3
# Tried one after the other until the slowest twentieth takes longer than this.
LIMIT_SECONDS = 0.1
OUR_RATES, THEIR_RATES = (25, 50, 75, 100, 150, 200, 300, 400), (250, 500, 1000, 2000, 4000)
SOCKETS, WARM_UP_SECONDS, RATE_SECONDS = 400, 6, 5
YJS = Path(__file__).parent / "yjs"
# Runs a load at so many keystrokes a second for so many seconds: its figures.
Drive = Callable[[float, float], dict[str, Any]]


def measure(folder: Path, port: int, seconds: float) -> dict[str, Any]:
    """The figures; `seconds` for the load at the pace of the budget, and for each yardstick's."""
    with healthy_platform(folder, port, web_processes=WEB_PROCESSES):
        return _measure(folder, port, seconds)


def _measure(folder: Path, port: int, seconds: float) -> dict[str, Any]:
    say(f"live help: {PAIRS} pairs, each with a filled-in draft")
    seeded = module("live_help.seed", str(PAIRS))
    site = {"host": seeded["host"], "port": port, "pids": _web_processes(folder)}
    ours, edits = _ours(site, seeded["pairs"]), PAIRS * EDITS_A_SECOND
    ours(OUR_RATES[0], WARM_UP_SECONDS)
    runs: dict[str, list[dict[str, Any]]] = {"ours": [], "echo": [], "yjs": []}
    with _echo(folder, seeded["host"]) as echo, _y_websocket() as yjs:
        drives = {"ours": ours, "echo": echo, "yjs": yjs}
        for number in range(ROUNDS):
            for name, drive in drives.items():
                say(f"live help, round {number + 1}: {edits} edits a second, {name}")
                runs[name].append(drive(edits, seconds / ROUNDS))
        sustained = {}
        for name, drive in drives.items():
            say(f"live help: the most edits a second, {name}")
            sustained[name] = _sustained(drive, OUR_RATES if name == "ours" else THEIR_RATES)
    load = os.getloadavg()[0]
    say("live help: idle sockets")
    idle = module("live_help.idle", given={"site": site, "pairs": seeded["pairs"], "sockets": SOCKETS})
    say("live help: two browsers")
    # On a page with a box for one line.
    fresh = next(pair for pair in module("live_help.seed", "4")["pairs"] if not pair["part"])
    browsers = module("live_help.browsers", given={"site": site, "pair": fresh})
    pages = module("live_help.pages", given={"site": site, "pair": fresh, "alone": _alone(fresh["page"])})
    return {
        "runs": runs, "sustained": sustained, "idle": idle, "browsers": browsers["times"], "pages": pages, "load": load,
    }  # fmt: skip


def _alone(page: str) -> dict[str, Any]:
    """Somebody who asks for no help, at the same page of a draft of their own."""
    person = module("seed", "1")["people"][0]
    address = next(each["address"] for each in person["pages"] if f"/{page}/" in each["address"])
    return {"session": person["session"], "address": address}


def centile(runs: list[dict[str, Any]], percent: int, side: str = "") -> float:
    """The seconds that so many percent of the keystrokes kept to; one that never came took for ever."""
    times = [t for run in runs for t in _times(run, side)]
    return statistics.quantiles([float("inf") if t is None else t for t in times], n=100, method="inclusive")[
        percent - 1
    ]


def _times(run: dict[str, Any], side: str) -> list[float | None]:
    if isinstance(run["times"], list):
        return run["times"]
    return [t for name, times in run["times"].items() if side in ("", name) for t in times]


def _sustained(drive: Drive, rates: tuple[int, ...]) -> float:
    """How many keystrokes a second there can be until the slowest twentieth takes longer than LIMIT_SECONDS."""
    good, good_p95 = 0.0, 0.0
    for rate in rates:
        p95 = centile([drive(rate, RATE_SECONDS)], 95)
        if p95 > LIMIT_SECONDS:
            if p95 == float("inf"):
                return good
            # On the line between the last that was quick enough and the first that was not.
            return good + (rate - good) * (LIMIT_SECONDS - good_p95) / (p95 - good_p95)
        good, good_p95 = rate, p95
    return good


def _ours(site: dict[str, Any], pairs: list[dict[str, Any]]) -> Drive:
    def drive(rate: float, seconds: float) -> dict[str, Any]:
        run = module("live_help.load", given={"site": site, "pairs": pairs, "rate": rate, "seconds": seconds})
        # The next run goes on from where this one ended.
        for pair, revision in zip(pairs, run.pop("revisions"), strict=True):
            pair["revision"] = revision
        return run

    return drive


def _web_processes(folder: Path) -> list[int]:
    said = {pid: Path(f"/proc/{pid}/cmdline").read_bytes() for pid in processes_of(folder)}
    return [pid for pid, words in said.items() if b"multiprocessing.spawn" in words]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def _running(words: list[str], output: Path, **environment: str) -> Iterator[None]:
    with open(output, "a") as file:
        process = subprocess.Popen(words, env={**os.environ, **environment}, stdout=file, stderr=file)
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextlib.contextmanager
def _echo(folder: Path, host: str) -> Iterator[Drive]:
    """A bare Channels consumer on the same server, as many processes of it, with the same Redis."""
    port, known = _free_port(), set(_web_processes(folder))
    words = [
        "bench.live_help.echo:application" if word == "betteroff.asgi:application" else word
        for word in web_command("127.0.0.1", port)
    ]
    settings = {"DJANGO_SETTINGS_MODULE": "bench.live_help.echo_settings"}
    with _running(words, folder / "echo.txt", **settings):
        wait_until(lambda: len(set(_web_processes(folder)) - known) == WEB_PROCESSES, "the echo's processes")
        wait_until(lambda: _listens(port), "the echo")
        site = {"host": host, "port": port, "pids": sorted(set(_web_processes(folder)) - known)}

        def drive(rate: float, seconds: float) -> dict[str, Any]:
            given = {"site": site, "rooms": PAIRS, "rate": rate, "seconds": seconds}
            return module("live_help.rooms", given=given)

        yield drive


@contextlib.contextmanager
def _y_websocket() -> Iterator[Drive]:
    """y-websocket's own server for Node.js; installed by its lock when it is not there."""
    node, path = _node()
    if not (YJS / "node_modules" / "y-websocket").exists():
        install = ["npm", "--prefix", str(YJS), "ci", "--silent", "--ignore-scripts", "--omit=optional"]
        subprocess.run(install, env={**os.environ, "PATH": path}, check=True)
    port, server = _free_port(), YJS / "node_modules" / "y-websocket" / "bin" / "server.cjs"
    with _running([node, str(server)], Path(os.devnull), HOST="127.0.0.1", PORT=str(port)):
        wait_until(lambda: _listens(port), "y-websocket's server")

        def drive(rate: float, seconds: float) -> dict[str, Any]:
            given = {"port": port, "rooms": PAIRS, "rate": rate, "seconds": seconds}
            return command([node, str(YJS / "drive.mjs")], given=given)

        yield drive


def _node() -> tuple[str, str]:
    """Node.js, of the machine or from the virtual environment (requirements/node.in), and the PATH that has it."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    node = shutil.which("node", path=path)
    if node is None:
        raise RuntimeError("Node.js is missing: `make setup` brings it.")
    return node, path
