"""Reads about the platform as a whole, for its operator: numbers and ages by council, and nothing about anybody.

Each council is read in its own scope, as everywhere; what comes out has no name, no reference and no text of anybody's.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Count, Min, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Alert, Council, Membership, PlatformAlert, Resident
from accounts.permissions import Permission, Role, require
from accounts.readers import ALERTS_SHOWN
from accounts.staffing.readers import admins
from betteroff.celery import heartbeat_key
from calculator.ctr.council_tax import ONE_SCHEME, scheme_year
from calculator.household.areas import ENGLAND, NORTHERN_IRELAND
from casework.models import Destination
from claims.models import Claim, ClaimStatus
from cobrowse.models import OpeningTime
from core.cache import counters
from core.due_work import DueWork
from core.govuk.branding import READABLE, contrast
from core.tenancy import council_scope
from estimates.readers.schemes import scheme_for
from formspec.models import FormVersion
from formspec.rules.compile import library_slugs_for
from jobjournal.models import Activity
from notifications.actions import ON_REQUEST
from notifications.models import Message

# Without these nobody can claim, or nobody can decide; the others make the service better.
NEEDED = ("name", "contact", "hours", "colours", "forms", "statuses", "advisers")


@dataclass(frozen=True)
class WorkFigures:
    """Work of one kind in one council: how much there is, and since when the oldest of it has been due."""

    kind: str
    number: int
    since: dt.datetime


@dataclass(frozen=True)
class CouncilFigures:
    """One council in numbers."""

    council: Council
    people: int
    new_people_today: int
    started_today: int
    sent_today: int
    open_claims: int
    waiting: list[WorkFigures]
    failed: list[WorkFigures]


def due_work_kinds() -> dict[str, type[DueWork]]:
    """Every kind of work that is due in the background, by a short name that fits into an address ("claimpdf")."""
    return {model._meta.model_name: model for model in apps.get_models() if issubclass(model, DueWork)}


def failed_rows(model: type[DueWork]) -> QuerySet:
    """What was given up in the council in scope and may be tried again."""
    rows = model._default_manager.filter(state=DueWork.State.FAILED)
    # A message that somebody asked for there and then, a link say, is of no use later, and its link is gone.
    return rows.exclude(template__in=ON_REQUEST) if model is Message else rows


def every_council() -> list[Council]:
    """Open councils and closed ones, by name."""
    return list(Council.objects.order_by("name"))


def figures_of(council: Council) -> CouncilFigures:
    """One council in numbers, read in its scope. "Today" is the day in the United Kingdom."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    with council_scope(council.pk):
        work = list(_work())
        people = Resident.objects.filter(user__isnull=False)
        sent = Claim.objects.filter(submitted_at__isnull=False)
        return CouncilFigures(
            council=council,
            people=people.count(),
            new_people_today=people.filter(created_at__gte=today).count(),
            started_today=Claim.objects.filter(started_at__gte=today).count(),
            sent_today=sent.filter(submitted_at__gte=today).count(),
            open_claims=sent.exclude(status__stage=ClaimStatus.Stage.DONE).count(),
            waiting=[figures for state, figures in work if state == DueWork.State.DUE],
            failed=[figures for state, figures in work if state == DueWork.State.FAILED],
        )


def _work() -> Iterator[tuple[str, WorkFigures]]:
    """What waits and what was given up in the council in scope, by kind, in one query."""
    parts = [
        rows.order_by()
        .annotate(kind=Value(kind))
        .values("kind", "state")
        .annotate(number=Count("pk"), since=Min("due_at"))
        .values_list("kind", "state", "number", "since")
        for kind, model in due_work_kinds().items()
        for rows in (model._default_manager.filter(state=DueWork.State.DUE), failed_rows(model))
    ]
    for kind, state, number, since in sorted(parts[0].union(*parts[1:], all=True)):
        yield state, WorkFigures(kind, number, since)


def alerts() -> list[tuple[Council | None, Alert | PlatformAlert]]:
    """The newest alerts of every council and of the platform itself, newest first."""
    found: list[tuple[Council | None, Alert | PlatformAlert]] = []
    for council in every_council():
        with council_scope(council.pk):
            found += [(council, alert) for alert in Alert.objects.order_by("-last_at")[:ALERTS_SHOWN]]
    found += [(None, alert) for alert in PlatformAlert.objects.order_by("-last_at")[:ALERTS_SHOWN]]
    return sorted(found, key=lambda one: one[1].last_at, reverse=True)[:ALERTS_SHOWN]


def heard_seconds_ago(queue: str) -> float | None:
    """Seconds since the worker of a queue last reported; None when it is silent."""
    heard = counters.get(heartbeat_key(queue))
    return None if heard is None else max(0.0, time.time() - float(heard))


@dataclass(frozen=True)
class Gaps:
    """What a council lacks, in codes that betteroff.presenters puts into words.

    `broken`: people cannot do something at all. `incomplete`: it works, and would do more.
    """

    broken: list[str]
    incomplete: list[str]
    missing_forms: list[str]
    scheme_year: int


def gaps_of(council: Council, today: dt.date) -> Gaps:
    """What a council has not got, read in its scope."""
    year = scheme_year(today)
    with council_scope(council.pk):
        published = FormVersion.objects.filter(state=FormVersion.State.PUBLISHED)
        there = set(published.values_list("form__slug", flat=True))
        lists = Membership.objects.filter(is_active=True).values_list("roles", flat=True)
        roles = {role for roles in lists for role in roles}
        has_statuses = ClaimStatus.objects.filter(stage=ClaimStatus.Stage.NEW).exists()
        has_journal, has_scheme = Activity.objects.exists(), scheme_for(year) is not None
    forms = [slug for slug in library_slugs_for(council.nation) if slug not in there]
    broken = {"statuses": not has_statuses, "forms": bool(forms), "journal": not has_journal}
    incomplete = {
        "advisor": Role.ADVISOR not in roles,
        "admin": Role.ADMIN not in roles,
        "contacts": not (council.phone or council.email),
        "scheme": council.nation == ENGLAND and not has_scheme,
        "nations_scheme": council.nation in ONE_SCHEME,
        "rates": council.nation == NORTHERN_IRELAND,
        "bills": council.nation != NORTHERN_IRELAND and not council.council_tax_by_band,
        "authority": not council.local_authority,
        "rental_market_area": not council.broad_rental_market_area,
    }
    return Gaps(
        [code for code, lacks in broken.items() if lacks],
        [code for code, lacks in incomplete.items() if lacks],
        forms,
        year,
    )


@dataclass(frozen=True)
class Counts:
    """How many of each a council has."""

    forms: int
    statuses: int
    first_statuses: int
    last_statuses: int
    advisers: int
    admins: int
    help_times: int
    destinations: int


def counts_for(actor: Actor) -> Counts:
    """The figures of the acting council, in one query. Raises PermissionDenied, Http404."""
    require(actor, Permission.COUNCIL_MANAGE)
    statuses, members = ClaimStatus.objects.all(), Membership.objects.filter(is_active=True)
    rows: list[QuerySet] = [
        FormVersion.objects.filter(state=FormVersion.State.PUBLISHED),
        statuses,
        statuses.filter(stage=ClaimStatus.Stage.NEW),
        statuses.filter(stage=ClaimStatus.Stage.DONE),
        members.filter(roles__contains=[Role.ADVISOR]),
        admins(),
        OpeningTime.objects.all(),
        Destination.objects.filter(is_active=True),
    ]
    parts = [
        each.order_by().values(of=Value(number)).annotate(many=Coalesce(Count("pk"), 0)).values_list("of", "many")
        for number, each in enumerate(rows)
    ]
    found = dict(parts[0].union(*parts[1:], all=True))
    return Counts(*(found.get(number, 0) for number in range(len(rows))))


@dataclass(frozen=True)
class Item:
    """One thing that a new council sets up: whether it has, and whether it cannot open without."""

    code: str
    is_done: bool
    is_needed: bool


def items_for(actor: Actor, counts: Counts, today: dt.date) -> list[Item]:
    """The checklist of the acting council."""
    council: Council = actor.council
    has_bills = bool(council.council_tax_by_band) or council.nation == NORTHERN_IRELAND
    done = {
        "name": bool(council.name) and ("cy" not in council.languages or bool(council.name_cy)),
        "contact": bool(council.phone or council.email),
        "hours": bool(council.opening_hours),
        "colours": contrast(council.colour, council.colour_text) >= READABLE,
        "logo": bool(council.logo_type),
        "area": bool(council.local_authority and council.broad_rental_market_area and has_bills),
        "scheme": council.nation != ENGLAND or scheme_for(scheme_year(today)) is not None,
        "forms": counts.forms > 0,
        "statuses": counts.first_statuses > 0 and counts.last_statuses > 0,
        "advisers": counts.advisers > 0,
        "help": counts.help_times > 0,
        "handover": counts.destinations > 0 or council.wants_no_handover,
    }
    return [Item(code, is_done, code in NEEDED) for code, is_done in done.items()]


def is_ready(items: list[Item]) -> bool:
    """Whether nothing that is needed is missing."""
    return all(item.is_done for item in items if item.is_needed)
