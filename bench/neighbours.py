"""`python -m bench.neighbours`: one council asks for ten times as much as usual; what another one's people notice.

A plan (JSON: the port, and what bench.seed says of each council) in, figures (JSON) out. The busy council's people
are in a process of their own, behind those who are measured: what a client waits for its own processor is no
server's doing.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import Any

from bench.households import make_households
from bench.load import run

# The usual day of the largest council there is: 100,000 households with a reduction, 1.2 claims or changes of each a
# year, 100 requests for one, and as many again by people who only look: 24 million a year, 2 a second in office hours.
# So many people with one request a second each; and estimates that computers ask for, a second.
USUAL_PEOPLE, USUAL_ESTIMATES, TIMES = 2, 0.2, 10
# How many people of the quiet council are measured: enough pages for a 95th percentile.
MEASURED_PEOPLE = 5
SLOWER, ESTIMATE_SECONDS = 1.2, 2.0
# Estimates of the quiet council, one after the other.
PROBES = 5
LOOK_SECONDS = 0.05
WARM_UP_SECONDS = 8
PATIENCE_SECONDS = 60


def ask(connection: HTTPConnection, host: str, household: dict[str, Any]) -> str:
    """Ask a council's API for an estimate; its address, "" when it says to wait."""
    headers = {"Host": host, "Content-Type": "application/json"}
    connection.request("POST", "/api/v1/estimates/", json.dumps(household), headers)
    answer = connection.getresponse()
    body = json.load(answer)
    return f"/api/v1/estimates/{body['id']}/" if answer.status == 202 else ""


def wait_for(connection: HTTPConnection, host: str, address: str, stop: threading.Event) -> float:
    """Seconds until the estimate is ready."""
    started = time.perf_counter()
    while time.perf_counter() - started < PATIENCE_SECONDS:
        connection.request("GET", address, headers={"Host": host})
        if json.load(connection.getresponse())["status"] == "ready":
            break
        stop.wait(LOOK_SECONDS)
    return time.perf_counter() - started


def ask_without_end(port: int, host: str, number: int, pause: float, stop: threading.Event) -> int:
    """A computer at an address of its own that asks and does not wait for answers; how often it was let in."""
    connection, taken = HTTPConnection("127.0.0.1", port, timeout=60, source_address=(f"127.0.1.{number + 1}", 0)), 0
    # Not all at the same moment.
    stop.wait(pause * number / TIMES)
    # All different, so that none is answered from the cache.
    for household in make_households(10_000)[number * 400 :]:
        if stop.wait(pause):
            break
        taken += bool(ask(connection, host, household))
    connection.close()
    return taken


def make_noise(plan: dict[str, Any]) -> dict[str, Any]:
    """The busy council's people and computers, `times` their usual number, for some seconds; how much got through."""
    busy, times, stop = plan["busy"], plan["times"], threading.Event()
    with ThreadPoolExecutor(1 + times) as pool:
        computers = [
            pool.submit(ask_without_end, plan["port"], busy["host"], number, 1 / USUAL_ESTIMATES, stop)
            for number in range(times)
        ]
        people = busy["people"][: USUAL_PEOPLE * times]
        load = {"port": plan["port"], "steps": "claim", "think": 1.0, "seconds": plan["seconds"]}
        noisy = run({**load, **busy, "people": people})
        stop.set()
        taken = sum(each.result() for each in computers)
    return {
        "rate": sum(map(len, noisy["times"].values())) / noisy["seconds"], "taken": taken,
        "failures": noisy["failures"],
    }  # fmt: skip


def measure(plan: dict[str, Any], times: int) -> dict[str, Any]:
    """The quiet council's pages and estimates while the other one has `times` its usual load."""
    quiet, seconds = plan["quiet"], plan["seconds"]
    stop, estimates, households = threading.Event(), [], make_households(200)[100:]
    command = ["nice", "-n", "5", sys.executable, "-m", "bench.neighbours", "noise"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as noise:
        noise.stdin.write(json.dumps({**plan, "times": times}))
        noise.stdin.close()
        with ThreadPoolExecutor(1) as pool:
            load = {"port": plan["port"], "steps": "claim", "think": 1.0, "seconds": seconds}
            pages = pool.submit(run, {**load, **quiet, "people": quiet["people"][:MEASURED_PEOPLE]})
            connection = HTTPConnection("127.0.0.1", plan["port"], timeout=60, source_address=("127.0.2.1", 0))
            for number in range(PROBES):
                stop.wait(seconds / (PROBES + 1))
                address = ask(connection, quiet["host"], households[number + PROBES * times])
                estimates.append(wait_for(connection, quiet["host"], address, stop) if address else PATIENCE_SECONDS)
            answered = pages.result()
        noisy = json.load(noise.stdout)
    every = [second for measured in answered["times"].values() for second in measured]
    return {
        "pages": every, "estimates": estimates, "failures": answered["failures"] + noisy["failures"],
        "busy_rate": noisy["rate"], "busy_estimates": noisy["taken"],
    }  # fmt: skip


def neighbour_budgets(figures: dict[str, Any]) -> list[tuple[str, str, str, bool]]:
    """(what, budget, measured, kept): what a council notices of another one's ten times as many."""
    usual, noisy = figures["usual"], figures["noisy"]
    before, after = (statistics.quantiles(each["pages"], n=100, method="inclusive")[94] for each in (usual, noisy))
    slowest = max(noisy["estimates"])
    what = f"two web processes, one council at {TIMES} × ({noisy['busy_rate']:.0f} requests/s and estimates)"
    return [
        (f"{what}: another's pages, p95", f"≤ +{SLOWER - 1:.0%}", f"{before * 1000:.0f} → {after * 1000:.0f} ms",
         after <= SLOWER * before),
        (f"{what}: another's estimate, slowest of {PROBES}", f"≤ {ESTIMATE_SECONDS:g} s", f"{slowest:.2f} s",
         slowest <= ESTIMATE_SECONDS),
    ]  # fmt: skip


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    if sys.argv[1:] == ["noise"]:
        json.dump(make_noise(asked), sys.stdout)
        sys.exit()
    # What the first pages have to load is no neighbour's doing.
    measure({**asked, "seconds": WARM_UP_SECONDS}, 1)
    json.dump({"usual": measure(asked, 1), "noisy": measure(asked, TIMES)}, sys.stdout)
