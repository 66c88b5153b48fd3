"""`python -m bench.load`: people on threads who ask for pages; a plan (JSON) in, times in seconds (JSON) out."""

from __future__ import annotations

import json
import random
import re
import sys
import threading
import time
import uuid
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
BASES = re.compile(r'name="(_base-[^"]+)" value="([^"]*)"')
# Well before the server gives up an idle connection; the next request opens a new one, as browsers do.
IDLE_SECONDS = 4.0


class Browser:
    """One person's connection, with their session."""

    def __init__(self, port: int, host: str, session: str = ""):
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.host = host
        self.cookies = {"sessionid": session} if session else {}
        self.times: dict[str, list[float]] = defaultdict(list)
        self.failures: list[str] = []
        self.last_used = 0.0

    def ask(self, kind: str, method: str, address: str, body: str = "", expected: int = 200, **headers: str) -> str:
        """One request, timed to the last byte."""
        if time.perf_counter() - self.last_used > IDLE_SECONDS:
            self.connection.close()
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        started = time.perf_counter()
        self.connection.request(method, address, body or None, {"Host": self.host, "Cookie": cookies, **headers})
        response = self.connection.getresponse()
        text = response.read().decode()
        self.last_used = time.perf_counter()
        self.times[kind].append(self.last_used - started)
        for header in response.headers.get_all("Set-Cookie") or []:
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        if response.status != expected:
            self.failures.append(f"{method} {kind}: {response.status}")
        return text

    def send(self, kind: str, address: str, fields: list[tuple[str, str]], page: str) -> None:
        """Post a form of a page that was just drawn."""
        token = TOKEN.search(page)
        body = urlencode([("csrfmiddlewaretoken", token[1]), *BASES.findall(page), *fields])
        self.ask(kind, "POST", address, body, 302, **{"Content-Type": "application/x-www-form-urlencoded"})


def claim_steps(browser: Browser, person: dict[str, Any], dice: random.Random):
    """Without end: a page drawn, then sent if an answer can change; now and then the task list or the check."""
    can_change = [page for page in person["pages"] if page["varied"]]
    for number in range(1, 1_000_000):
        page = dice.choice(can_change if number % 2 else person["pages"])
        drawn = browser.ask("claim page GET", "GET", page["address"])
        yield
        varied = page["varied"]
        if varied:
            text = varied["text"].format(dice.randrange(100))
            fields = [(name, text if name == varied["field"] else value) for name, value in page["fields"]]
            browser.send("claim page POST", page["address"], fields, drawn)
            yield
        if number % 3 == 0:
            browser.ask("task list GET", "GET", person["tasks"])
            yield
        if number % 10 == 0:
            browser.ask("check answers GET", "GET", person["check"])
            yield


def autosave_steps(browser: Browser, person: dict[str, Any], dice: random.Random):
    """Without end: one answer at a time, as the script saves it."""
    pages = [page for page in person["pages"] if page["varied"]]
    while True:
        page = dice.choice(pages)
        drawn = browser.ask("claim page GET (to type in)", "GET", page["address"])
        varied, base = page["varied"], dict(BASES.findall(drawn))[f"_base-{page['varied']['key']}"]
        text = varied["text"].format(dice.randrange(100))
        raw = {**varied["raw"], varied["part"]: text} if varied["part"] else text
        body = json.dumps({"question": varied["key"], "row": "", "raw": raw, "base": int(base)})
        headers = {"Content-Type": "application/json", "X-CSRFToken": TOKEN.search(drawn)[1]}
        browser.ask("autosave POST", "POST", person["autosave"], body, **headers)
        yield


def yardstick_steps(browser: Browser, person: dict[str, Any], dice: random.Random):
    """Without end: the bare form drawn, then sent."""
    fields = [("name", "A"), ("email", "a@example.org"), ("postcode", "AB1 2CD"), ("amount", "12.50"), ("text", "Word")]
    while True:
        drawn = browser.ask("yardstick GET", "GET", "/yardstick/")
        yield
        browser.send("yardstick POST", "/yardstick/", fields, drawn)
        yield


def wizard_steps(browser: Browser, person: dict[str, Any], dice: random.Random):
    """Without end: a page of the wizard drawn, then sent with an answer changed."""
    while True:
        page = dice.choice(person["wizard"]["pages"])
        drawn = browser.ask("wizard GET", "GET", page["address"])
        yield
        text = page["varied"]["text"].format(dice.randrange(100))
        fields = [(name, text if name == page["varied"]["field"] else value) for name, value in page["fields"]]
        browser.send("wizard POST", page["address"], fields, drawn)
        yield


def journal_steps(browser: Browser, person: dict[str, Any], dice: random.Random):
    """Without end: the journal's page drawn; every third time an entry added."""
    for number in range(1, 1_000_000):
        drawn = browser.ask("journal page GET", "GET", "/journal/")
        yield
        if number % 3 == 0:
            body = json.dumps({**person["entry"], "client_id": str(uuid.UUID(int=dice.getrandbits(128)))})
            headers = {"Content-Type": "application/json", "X-CSRFToken": TOKEN.search(drawn)[1]}
            browser.ask("journal entry POST", "POST", "/journal/entries/", body, **headers)
            yield


STEPS = {
    "journal": journal_steps, "claim": claim_steps, "autosave": autosave_steps, "yardstick": yardstick_steps,
    "wizard": wizard_steps,
}  # fmt: skip


def run(plan: dict[str, Any]) -> dict[str, Any]:
    """Let everybody loose for plan["seconds"], pausing plan["think"] seconds on average between requests."""
    stop = threading.Event()

    def live(browser: Browser, person: dict[str, Any], number: int) -> None:
        dice = random.Random(number)  # noqa: S311 - the same choices every time
        # Not all at the same moment.
        if stop.wait(dice.uniform(0, plan["think"])):
            return
        for _ in STEPS[plan["steps"]](browser, person, dice):
            if stop.wait(dice.expovariate(1 / plan["think"]) if plan["think"] else 0):
                return

    # The wizard keeps its answers in the session: nobody else is to carry them.
    who = [person["wizard"] if plan["steps"] == "wizard" else person for person in plan["people"]]
    browsers = [Browser(plan["port"], plan["host"], each["session"]) for each in who]
    started = time.perf_counter()
    with ThreadPoolExecutor(len(browsers)) as pool:
        lives = [pool.submit(live, *one) for one in zip(browsers, plan["people"], range(len(browsers)), strict=True)]
        stop.wait(plan["seconds"])
        stop.set()
    for life in lives:
        life.result()
    seconds = time.perf_counter() - started
    times = defaultdict(list)
    for browser in browsers:
        for kind, measured in browser.times.items():
            times[kind] += measured
    failures = [failure for browser in browsers for failure in browser.failures]
    return {"seconds": seconds, "times": times, "failures": failures}


if __name__ == "__main__":
    json.dump(run(json.load(sys.stdin)), sys.stdout)
