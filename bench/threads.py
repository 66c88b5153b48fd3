"""`python -m bench.threads`: the pages of a claim about which much was written, the claimant's and staff's; JSON out.

The messages stay: the platform is one of the benchmark.
"""

from __future__ import annotations

import json
import logging
import sys
import time
import uuid
from typing import Any

import django

django.setup()
# The requests made here would be logged one by one.
logging.disable(logging.INFO)

from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.actors import system_actor  # noqa: E402
from accounts.models import Council  # noqa: E402
from accounts.permissions import Role  # noqa: E402
from bench.desk.asking import CONTROL, staff_of  # noqa: E402
from claims.models import Claim, ThreadMessage  # noqa: E402
from claims.thread.readers import encrypted_words  # noqa: E402
from core.tenancy import council_scope  # noqa: E402

MESSAGES, ROUNDS = 200, 20
WORDS = "Thank you. We have your payslip of October and need the one of November too. " * 4


def measure(council: Council) -> dict[str, Any]:
    """By page: the seconds that it took each time, and the most queries, with the messages and before."""
    with council_scope(council.pk):
        claim = Claim.objects.filter(pdf__isnull=False, resident__user__isnull=False).order_by("pk").first()
        own = Client(HTTP_HOST=council.host)
        own.force_login(claim.resident.user)
    staff = staff_of(council, Role.ADVISOR)
    pages = {
        "the claimant's messages": (own, reverse("claims:thread", args=[claim.public_id])),
        "the claimant's claim": (own, reverse("claims:sent", args=[claim.public_id])),
        "staff's claim": (staff, reverse("casework:staff_claim", args=[claim.reference])),
        "staff's box to write in": (staff, reverse("casework:write_message", args=[claim.reference])),
    }
    before = {name: _asked(*page, rounds=1)["queries"] for name, page in pages.items()}
    with council_scope(council.pk):
        _fill(claim, council)
    asked = {name: _asked(*page) | {"before": before[name]} for name, page in pages.items()}
    return {"messages": MESSAGES, "of": asked}


@transaction.atomic
def _fill(claim: Claim, council: Council) -> None:
    by, now = system_actor(council, "bench"), timezone.now()
    for number in range(MESSAGES):
        client_id = public_id = uuid.uuid4()
        ThreadMessage.objects.create(
            claim=claim, public_id=public_id, client_id=client_id, direction=ThreadMessage.Direction.values[number % 2],
            secret=encrypted_words(claim, public_id, WORDS), language="en-gb", written_at=now, send_after=now,
            by_label=by.label,
        )  # fmt: skip


def _asked(client: Client, address: str, rounds: int = ROUNDS) -> dict[str, Any]:
    times, most = [], 0
    # Once before: a process reads each version of a form once, and a page is told to be read.
    client.get(address)
    for _ in range(rounds):
        with CaptureQueriesContext(connection) as counted:
            began = time.perf_counter()
            answer = client.get(address)
            times.append(time.perf_counter() - began)
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status_code}")
        most = max(most, len([query for query in counted if query["sql"].split()[0] not in CONTROL]))
    return {"times": times, "queries": most}


if __name__ == "__main__":
    json.dump(measure(Council.objects.get(slug="calderbrook")), sys.stdout)
