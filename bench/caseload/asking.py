"""`python -m bench.caseload.asking NUMBER`: that many cases of one partner, and what is done with them; JSON out."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import logging
import sys
import time
from collections import defaultdict
from typing import Any

import django

django.setup()
# The requests made here would be logged one by one.
logging.disable(logging.INFO)

from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.actors import Actor  # noqa: E402
from accounts.models import Council, Delegation, Membership, Resident  # noqa: E402
from accounts.permissions import Role, Scope  # noqa: E402
from advocates.caseload.actions import bulk  # noqa: E402
from advocates.caseload.actions.tasks import keep_tasks  # noqa: E402
from advocates.caseload.readers.cases import may_take  # noqa: E402
from advocates.caseload.tasks import work_off  # noqa: E402
from advocates.models import Case, CaseBatchRow  # noqa: E402
from bench.desk.asking import CONTROL, staff_of  # noqa: E402
from bench.desk.seed import superuser  # noqa: E402
from claims.models import Claim, Paper  # noqa: E402
from core.tenancy import council_scope  # noqa: E402
from formspec.models import FormVersion  # noqa: E402

SLUG, ROUNDS, MANY = "calderbrook", 20, 1000
FIRST = ("Maria", "Zoë", "Noah", "Amina", "John", "Priya", "Owen", "Siân", "Kwame", "Fatima", "Piotr", "Li", "Grace")
LAST = ("Singh", "Nowak", "Evans", "Khan", "Smith", "Jones", "O’Brien", "Osei", "Ahmed", "Chen", "Taylor", "Müller")


def seed(council: Council, number: int) -> None:
    """The people, what they let the partner do, its cases with them, and a form begun by every other one."""
    now, today = timezone.now(), timezone.localdate()
    workers = list(Membership.objects.filter(roles__contains=[Role.PARTNER]).order_by("pk"))
    homes = workers[0].organisation
    version = FormVersion.objects.filter(state=FormVersion.State.PUBLISHED).order_by("pk").first()
    people = [Resident(name=f"{FIRST[n % 13]} {LAST[n % 12]} {n}", language="en-gb") for n in range(number)]
    people = Resident.objects.bulk_create(people, batch_size=1000)
    Delegation.objects.bulk_create(
        (
            Delegation(
                resident=each, organisation=homes, scopes=[Scope.VIEW_CLAIMS], basis=Delegation.Basis.IN_PERSON,
                starts_on=today, ends_on=today + dt.timedelta(days=5 + n % 300),
            )
            for n, each in enumerate(people)
        ),
        batch_size=1000,
    )  # fmt: skip
    Case.objects.bulk_create(
        (
            Case(resident=each, organisation=homes, opened_at=now, responsible=(*workers, None)[n % (len(workers) + 1)])
            for n, each in enumerate(people)
        ),
        batch_size=1000,
    )
    begun = Claim.objects.bulk_create(
        (
            Claim(resident=each, form_version=version, started_at=now - dt.timedelta(hours=n))
            for n, each in enumerate(people[::2])
        ),
        batch_size=1000,
    )
    Paper.objects.bulk_create((Paper(claim=each, name="Payslip", asked_at=now) for each in begun[::2]), batch_size=1000)


def measure(council: Council) -> dict[str, Any]:
    """By what is asked of the lists: the seconds that it took each time, and the most queries."""
    times: dict[str, list[float]] = defaultdict(list)
    queries: dict[str, int] = defaultdict(int)
    manager, adviser = staff_of(council, Role.PARTNER_ADMIN), staff_of(council, Role.PARTNER)
    address = reverse("advocates:caseload")
    asked = [(manager, {"tab": tab}) for tab in ("all", "nobody")] + [
        (adviser, {"tab": tab}) for tab in ("mine", "team")
    ]
    asked += [(manager, {"tab": "all", **more}) for more in ({"page": "2"}, {"page": "400"}, {"sort": "name"})]
    asked += [(manager, {"tab": "all", "waits": kind}) for kind in ("draft", "ending", "decided")]
    for _round in range(ROUNDS):
        for client, given in [*asked, (manager, {"tab": "all", "name": "singh"})]:
            name = given.get("name", "")
            client.post(address, {"name": name})
            what = " ".join(f"{key} {value}" for key, value in given.items())
            with CaptureQueriesContext(connection) as counted:
                began = time.perf_counter()
                answer = client.get(address, {key: value for key, value in given.items() if key != "name"})
                times[what].append(time.perf_counter() - began)
            if answer.status_code != 200:
                raise RuntimeError(f"{what} answered {answer.status_code}")
            number = sum(query["sql"].split()[0] not in CONTROL for query in counted)
            queries[what] = max(queries[what], number)
    return {"times": times, "queries": queries}


def pass_on(council: Council) -> float:
    """How many seconds it takes from the press of the button until a thousand cases are with somebody else."""
    with council_scope(council.pk):
        admin = Membership.objects.filter(roles__contains=[Role.PARTNER_ADMIN]).select_related("user").first()
        by = Actor(council=council, user=admin.user, membership=admin, second_factor=True)
        to = may_take(admin.organisation_id).first()
        keys = Case.objects.filter(organisation=admin.organisation, closed_at=None).exclude(responsible=to)
        batch = bulk.choose_cases(keys=list(keys.order_by("pk").values_list("pk", flat=True)[:MANY]), by=by)
        what = {"act": "pass_on", "to": to, "to_label": to.display_name}
        batch, _why = bulk.prepare(public_id=batch.public_id, what=what, by=by)
    began = time.perf_counter()
    with council_scope(council.pk):
        bulk.confirm(public_id=batch.public_id, version=batch.version, by=by)
    while True:
        # The platform's own workers may be at it too.
        work_off(council_id=council.pk, public_id=batch.public_id)
        with council_scope(council.pk):
            if not batch.rows.filter(result=CaseBatchRow.Result.TO_DO).exists():
                break
    took = time.perf_counter() - began
    with council_scope(council.pk):
        done = batch.rows.filter(result=CaseBatchRow.Result.DONE).count()
    if done != MANY:
        raise RuntimeError(f"{done} of {MANY} were passed on")
    return took


def count_rows() -> None:
    """Update the planner's statistics, as autovacuum does within a minute on a working day."""
    with contextlib.closing(superuser()) as owner:
        owner.autocommit = True
        with owner.cursor() as cursor:
            cursor.execute("ANALYZE")


def main(number: int) -> dict[str, Any]:
    """Everything that is measured of so many cases."""
    council = Council.objects.get(slug=SLUG)
    with council_scope(council.pk):
        seed(council, number)
    count_rows()
    began = time.perf_counter()
    with council_scope(council.pk):
        keep_tasks()
    kept = time.perf_counter() - began
    count_rows()
    return {"cases": number, "kept": kept, **measure(council), "passed_on": pass_on(council), "many": MANY}


if __name__ == "__main__":
    json.dump(main(int(sys.argv[1])), sys.stdout)
