"""`python -m bench.live_help.pages`: what live help adds to pages; a plan (JSON) in, figures (JSON) out.

A page of the form for somebody who asks for no help, beside the same page with the form shared: the statements, the
scripts that each loads, and the bytes of these as nginx sends them.
"""

from __future__ import annotations

import gzip
import json
import logging
import re
import sys
from pathlib import Path
from typing import Any

import django

django.setup()
# The requests made here would be logged one by one.
logging.disable(logging.INFO)

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

SCRIPTS = re.compile(r'<script[^>]+src="[^"]*/(\w+)\.[.\w]*js"')
SHARING = {"resident": "sharing", "adviser": "shared_form"}
# What opens a line is named by these, in a page or in its scripts.
LINES = ("data-live=", "data-wait=")


def run(plan: dict[str, Any]) -> dict[str, Any]:
    """The page of plan["alone"], who asks for no help, and that of plan["pair"]."""
    alone, pair = plan["alone"], plan["pair"]
    shared = pair["resident"]
    found = {
        "alone": _page(plan["site"], alone["session"], alone["address"], alone["address"]),
        # The page of the conversation tells the session what is shared.
        "shared": _page(plan["site"], shared["session"], pair["address"], shared["path"]),
    }
    weights = {side: len(gzip.compress(_script(name))) for side, name in SHARING.items()}
    return {**found, "weights": weights}


def _script(name: str) -> bytes:
    return (Path(settings.BASE_DIR) / "static" / "dist" / f"{name}.js").read_bytes()


def _page(site: dict[str, Any], session: str, address: str, before: str) -> dict[str, Any]:
    client = Client(HTTP_HOST=f"{site['host']}:{site['port']}")
    client.cookies["sessionid"] = session
    # The first page of a session also writes down when it was used.
    client.get(before)
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
    markup = response.content.decode()
    return {
        "queries": len(queries), "scripts": sorted(set(SCRIPTS.findall(markup))),
        "lines": sum(markup.count(mark) for mark in LINES), "bytes": len(gzip.compress(response.content)),
    }  # fmt: skip


if __name__ == "__main__":
    json.dump(run(json.load(sys.stdin)), sys.stdout)
