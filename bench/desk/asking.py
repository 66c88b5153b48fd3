"""`python -m bench.desk.asking`: an advisor's lists, searches and pages, asked for in turn; JSON out."""

from __future__ import annotations

import json
import logging
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import django

django.setup()
# The requests made here would be logged one by one.
logging.disable(logging.INFO)

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from accounts.models import Council, Membership  # noqa: E402
from accounts.permissions import Role  # noqa: E402
from casework.readers.owning import Whose  # noqa: E402
from casework.readers.work_list import ALL  # noqa: E402
from claims.models import Claim, ClaimStatus  # noqa: E402
from core.tenancy import council_scope  # noqa: E402
from reports.readers.work import By  # noqa: E402

ROUNDS, FIGURES_ROUNDS = 20, 3
# Of a transaction: not counted as queries.
CONTROL = {"BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"}
# A name that many have, one that few have, and what nobody has.
NAMES = ("singh", "o'brien zoë", "nobody of this name")


def staff_of(council: Council, role: str) -> Client:
    """A client on the council's host, signed in with the second factor."""
    with council_scope(council.pk):
        user = Membership.objects.filter(roles__contains=[role]).order_by("pk").first().user
        client = Client(HTTP_HOST=council.host)
        # Outside their council nobody is visible.
        client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": 0},
        {"method": "mfa", "at": 0, "type": "totp"},
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def measure(council: Council) -> dict[str, Any]:
    """By what is asked: the seconds that it took each time, and the most queries."""
    client, work_list = staff_of(council, Role.ADVISOR), reverse("casework:work_list")
    with council_scope(council.pk):
        some = list(Claim.objects.filter(submission__born_on__isnull=False).select_related("submission")[:ROUNDS])
        # One of the demo's: the many have no answers and no PDF.
        whole = Claim.objects.filter(pdf__isnull=False).first()
    times: dict[str, list[float]] = defaultdict(list)
    queries: dict[str, int] = defaultdict(int)

    def ask(what: str, address: str, who: Client = client, **given: str) -> None:
        with CaptureQueriesContext(connection) as counted:
            began = time.perf_counter()
            answer = who.get(address, given)
            times[what].append(time.perf_counter() - began)
        if answer.status_code != 200:
            raise RuntimeError(f"{what} answered {answer.status_code}")
        asked = [query for query in counted if query["sql"].split()[0] not in CONTROL]
        queries[what] = max(queries[what], len(asked))

    def search(what: str, **given: str) -> None:
        client.post(work_list, given)
        ask(f"search: {what}", work_list)

    # A process reads each version of a form once, and keeps it.
    client.get(work_list, {"stage": ALL})
    client.get(reverse("casework:staff_claim", args=[whole.reference]))
    for claim in some:
        client.post(work_list, {"_clear": "1"})
        for stage in (*ClaimStatus.Stage.values, ALL):
            ask(f"tab: {stage}", work_list, stage=stage)
        for page in ("2", "1000000"):
            ask(f"page: {page if page == '2' else 'last'}", work_list, stage=ALL, page=page)
        for whose in Whose.values[1:]:
            ask(f"whose: {whose}", work_list, whose=whose)
        for name in NAMES:
            search(f"name, {name}", text=name)
        search("reference", text=claim.reference)
        search("date of birth", text=f"{claim.submission.born_on:%d/%m/%Y}")
        search("form", form="blue-badge")
        search("status", status="received")
        ask("claim", reverse("casework:staff_claim", args=[whole.reference]))
    _ask_for_figures(ask, staff_of(council, Role.ADMIN))
    return {"times": times, "queries": queries}


def _ask_for_figures(ask: Callable[..., None], manager: Client) -> None:
    """The manager's figures over every claim that there is, and over the last four weeks."""
    ever = {"first-day": "1", "first-month": "1", "first-year": "2000"}
    for by in (By.FORM, By.TEAM, By.CHANNEL):
        for _ in range(FIGURES_ROUNDS):
            ask(f"figures: by {by}", reverse("reports:work"), manager, by=by.value, **ever)
    for _ in range(FIGURES_ROUNDS):
        ask("figures: four weeks", reverse("reports:work"), manager)


if __name__ == "__main__":
    slugs = {"large": "calderbrook", "small": "southmere"}
    json.dump({size: measure(Council.objects.get(slug=slug)) for size, slug in slugs.items()}, sys.stdout)
