"""What a council has set so far, counted, and what it still needs before it opens: never typed by anybody."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Value
from django.db.models.functions import Coalesce
from django.db.models.query import QuerySet

from accounts.actors import Actor
from accounts.models import Council, Membership
from accounts.permissions import Permission, Role, require
from accounts.staffing.readers import admins
from calculator.ctr.council_tax import scheme_year
from calculator.household.areas import ENGLAND, NORTHERN_IRELAND
from casework.models import Destination
from claims.models import ClaimStatus
from cobrowse.models import OpeningTime
from core.govuk.branding import READABLE, contrast
from estimates.readers.schemes import scheme_for
from formspec.models import FormVersion

# Without these nobody can claim, or nobody can decide; the others make the service better.
NEEDED = ("name", "contact", "hours", "colours", "forms", "statuses", "advisers")


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
        "handover": counts.destinations > 0,
    }
    return [Item(code, is_done, code in NEEDED) for code, is_done in done.items()]


def is_ready(items: list[Item]) -> bool:
    """Whether nothing that is needed is missing."""
    return all(item.is_done for item in items if item.is_needed)
