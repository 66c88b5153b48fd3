"""`python -m bench.pages`: queries and bytes of claimants' pages; a plan (JSON) in, JSON out."""

from __future__ import annotations

import gzip
import json
import logging
import re
import sys
from http.client import HTTPConnection
from typing import Any

import django

django.setup()
# The requests made here would be logged one by one.
logging.disable(logging.INFO)

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from bench.load import BASES  # noqa: E402

ASSETS = re.compile(r'<(?:link[^>]+rel="(?:stylesheet|icon)"|script|img)[^>]*?\s(?:href|src)="([^"]+)"')
STYLES = re.compile(r'<link[^>]*\shref="([^"]+)"[^>]*rel="(?:stylesheet|icon)"')


def count_queries(plan: dict[str, Any]) -> dict[str, int]:
    """The most SQL statements (transaction control included) that one request of each kind makes, over all pages."""
    person, counts = plan["people"][0], {}
    client = Client(HTTP_HOST=plan["host"])
    client.cookies["sessionid"] = person["session"]

    def measured(kind: str, ask, *arguments, **options) -> str:
        with CaptureQueriesContext(connection) as queries:
            response = ask(*arguments, **options)
        counts[kind] = max(counts.get(kind, 0), len(queries))
        return response.content.decode()

    # The first page of a session, whichever it is, also writes down when the session was used, and the first page of a
    # claim in a process looks up what is remembered of its form: on none of these.
    client.get("/")
    client.get(person["tasks"])
    measured("task list GET", client.get, person["tasks"])
    measured("check answers GET", client.get, person["check"])
    for page in person["pages"]:
        drawn = measured("claim page GET", client.get, page["address"])
        if page["varied"]:
            varied = dict([*page["fields"], (page["varied"]["field"], page["varied"]["text"].format(77))])
            measured("claim page POST", client.post, page["address"], {**dict(BASES.findall(drawn)), **varied})
    return counts


def weigh(plan: dict[str, Any]) -> dict[str, int]:
    """Bytes over the wire on first view (page, styles, scripts, images), pages compressed as nginx does."""
    person = plan["people"][0]
    addresses = {
        "home": "/",
        "start of the form": f"/forms/{plan['form']}/",
        "task list": person["tasks"],
        "claim page (heaviest)": None,
        "check answers": person["check"],
    }
    weights = {name: _weight(plan, person, address) for name, address in addresses.items() if address}
    weights["claim page (heaviest)"] = max(_weight(plan, person, page["address"]) for page in person["pages"])
    return weights


def _fetch(plan: dict[str, Any], session: str, address: str) -> tuple[bytes, bool]:
    connection = HTTPConnection("127.0.0.1", plan["port"], timeout=30)
    cookies = {"Cookie": f"sessionid={session}", "Host": plan["host"], "Accept-Encoding": "br, gzip"}
    connection.request("GET", address, headers=cookies)
    response = connection.getresponse()
    if response.status != 200:
        raise RuntimeError(f"{address} answered {response.status}")
    return response.read(), bool(response.headers.get("Content-Encoding"))


def _weight(plan: dict[str, Any], person: dict[str, Any], address: str) -> int:
    page, _ = _fetch(plan, person["session"], address)
    assets = {found for found in ASSETS.findall(page.decode()) + STYLES.findall(page.decode()) if found.startswith("/")}
    total = len(gzip.compress(page))
    for asset in assets:
        content, compressed = _fetch(plan, person["session"], asset)
        total += len(content) if compressed else len(gzip.compress(content))
    return total


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    json.dump({"queries": count_queries(asked), "weights": weigh(asked)}, sys.stdout)
