"""The work list with its search.

Somebody who is not staff here gets 404; staff whose role does not look at claims get 403.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.actors import Actor
from casework.readers.attention import needing_us, number_needing_us
from casework.readers.claims import sent_claims
from casework.readers.clocks import by_clock, with_holds
from casework.readers.kinds_of_people import of_people
from casework.readers.searching import clean_reference, matching_text, named
from claims.models import Claim, ClaimStatus, Paper
from claims.readers.acts import needs_of, with_open_acts
from claims.rules.urgency import rank_of
from core.rules.dates import start_of_day
from formspec.models import Form, FormVersion

ALL = "all"
# No stage of a claim: those in which the claimant waits for the council, whatever their stage.
NEEDS_US = "needs"
# So many claims a file of the list has at most.
MOST_ROWS = 5000
NEWEST_FIRST = (ALL, ClaimStatus.Stage.DONE.value)
# What lists can be sorted by, and which field that is; with "-" the largest first.
SORTED_BY = {"sent": "submitted_at", "needs": "since", "name": "lower_name"}
SORTS = tuple(f"{down}{name}" for name in SORTED_BY for down in ("", "-"))
# Names are sorted claim by claim, so only of so many.
MOST_BY_NAME = 5000


@dataclass(frozen=True)
class WorkListFilter:
    """What an advisor asks the work list for. Empty or None: not asked."""

    text: str = ""
    # Of names in `text` and `name`: what sounds alike too.
    sounding: bool = False
    name: str = ""
    reference: str = ""
    born_on: dt.date | None = None
    form: str = ""
    status: str = ""
    sent_from: dt.date | None = None
    sent_to: dt.date | None = None
    new_paper: bool = False
    clock: str = ""
    language: str = ""
    age: str = ""
    area: str = ""

    @property
    def searched_by(self) -> list[str]:
        """Which of the searches for a person are used, by name, for the audit trail."""
        return [kind for kind in ("text", "name", "reference", "born_on") if getattr(self, kind)]


def work_list(actor: Actor, wanted: WorkListFilter) -> QuerySet[Claim]:
    """The sent claims that fit what was asked, of every stage, in no order yet.

    Whose a claim is, is what it was sent with: the record may be shared, or have changed since.
    """
    claims = sent_claims(actor)
    if wanted.text:
        claims = matching_text(claims, wanted.text, actor, sounding=wanted.sounding)
    if wanted.name:
        claims = claims.filter(named(wanted.name, sounding=wanted.sounding))
    if wanted.reference:
        claims = claims.filter(reference=clean_reference(wanted.reference, actor) or wanted.reference.strip())
    if wanted.born_on:
        claims = claims.filter(submission__born_on=wanted.born_on)
    if wanted.form:
        claims = claims.filter(form_version__form__slug=wanted.form)
    if wanted.status:
        claims = claims.filter(status__code=wanted.status)
    if wanted.new_paper:
        claims = claims.filter(pk__in=Paper.objects.filter(is_new=True).values("claim"))
    if wanted.clock:
        claims = by_clock(claims, wanted.clock)
    claims = of_people(claims, language=wanted.language, age=wanted.age, area=wanted.area)
    return sent_between(claims, wanted.sent_from, wanted.sent_to)


def sent_between(claims: QuerySet[Claim], first: dt.date | None, last: dt.date | None) -> QuerySet[Claim]:
    """The claims that were sent from the first day to the last; None: no limit on that side."""
    zone = timezone.get_current_timezone()
    if first:
        claims = claims.filter(submitted_at__gte=start_of_day(first, zone))
    if last:
        claims = claims.filter(submitted_at__lt=start_of_day(last + dt.timedelta(days=1), zone))
    return claims


def count_by_stage(
    claims: QuerySet[Claim], statuses: Sequence[ClaimStatus], *, everything: bool = False
) -> dict[str, int]:
    """How many of these claims are in each stage, need the council, and in all. One query.

    `statuses` are all of the council's. `everything`: the claims are all that there are.
    """
    stages = {status.pk: status.stage for status in statuses}
    counts = dict.fromkeys(ClaimStatus.Stage.values, 0)
    rows = list(_by_status(claims, everything=everything))
    for status, number, _needing in rows:
        counts[stages[status]] += number or 0
    return counts | {ALL: sum(counts.values()), NEEDS_US: (rows[0][2] if rows else None) or 0}


def _by_status(claims: QuerySet[Claim], *, everything: bool) -> QuerySet[Any, tuple[int, int | None, int | None]]:
    """By the keys of statuses how many there are, and how many of all of them need the council.

    Of everything each status is counted by itself: an index has its claims, and no row is read.
    """
    needing = number_needing_us(claims)
    if not everything:
        return claims.order_by().values_list("status").annotate(number=Count("*"), needing=needing)
    of_one = claims.filter(status=OuterRef("pk")).order_by().values("status").annotate(number=Count("*"))
    numbers = ClaimStatus.objects.order_by().annotate(number=Subquery(of_one.values("number")), needing=needing)
    return numbers.values_list("pk", "number", "needing")


def in_stage(claims: QuerySet[Claim], stage: str, statuses: Sequence[ClaimStatus], sort: str = "") -> QuerySet[Claim]:
    """The claims of one stage, the most urgent first; of those who waits longest first, in ALL the newest first; what
    is done newest first; NEEDS_US by since when they need the council. With a `sort` of SORTS by that alone.

    The statuses are named by their keys, so that an index has the claims of one in order.
    """
    if stage == NEEDS_US:
        claims = needing_us(claims)
    elif stage != ALL:
        claims = claims.filter(status__in=[status.pk for status in statuses if status.stage == stage])
    if sort.lstrip("-") == "name":
        claims = claims.alias(lower_name=Lower("submission__name"))
    return claims.order_by(*order_of(stage, sort))


def order_of(stage: str, sort: str) -> tuple[str, ...]:
    """The fields by which a list is in order, each with "-" where the largest comes first; all of its claims differ."""
    if sort in SORTS:
        down, name = ("-", sort[1:]) if sort.startswith("-") else ("", sort)
        return (f"{down}{SORTED_BY[name]}", f"{down}pk")
    if stage == NEEDS_US:
        return ("-urgent", "since", "pk")
    # Nothing that is done is urgent: the index of what waits is read backwards.
    first = "urgent" if stage == ClaimStatus.Stage.DONE else "-urgent"
    return (first, "-submitted_at", "-pk") if stage in NEWEST_FIRST else (first, "submitted_at", "pk")


def sorts_of(stage: str, number: int) -> tuple[str, ...]:
    """By which of SORTED_BY a list of so many claims can be sorted: names are in no index that pages are read from."""
    since = ("needs",) if stage == NEEDS_US else ()
    return ("sent", *since, *(("name",) if number <= MOST_BY_NAME else ()))


def next_after(
    claims: QuerySet[Claim], stage: str, statuses: Sequence[ClaimStatus], sort: str = "", *, claim: Claim,
    above: bool = False,
) -> Claim | None:  # fmt: skip
    """The claim below this one in a stage's order, or `above` it, whether or not this one is in the stage any more;
    None: no more. One that was answered has left NEEDS_US: then the first of that list comes next.
    """
    order = order_of(stage, sort)
    others = in_stage(claims, stage, statuses, sort)
    here = _place_of(claim, stage)
    if any(here[each.lstrip("-")] is None for each in order):
        return None if above else others.exclude(pk=claim.pk).first()
    beyond = Q()
    for each in reversed(order):
        name, falls = each.lstrip("-"), each.startswith("-")
        way = "lt" if falls != above else "gt"
        beyond = Q(**{f"{name}__{way}": here[name]}) | (Q(**{name: here[name]}) & beyond if beyond else Q())
    found = others.filter(beyond)
    return (found.reverse() if above else found).first()


def _place_of(claim: Claim, stage: str) -> dict[str, Any]:
    """By the name of what lists are sorted by, what this claim has of it; `since` is None where it needs nothing."""
    mine = needs_of([claim]).get(claim.pk) if stage == NEEDS_US else None
    # As urgent as it was when it was in the list: one that was decided since is not urgent any more.
    as_it_was = stage not in (ALL, NEEDS_US, ClaimStatus.Stage.DONE)
    return {
        "urgent": rank_of(claim.urgencies) if as_it_was else claim.urgent,
        "submitted_at": claim.submitted_at,
        "since": mine.since if mine else None,
        "lower_name": claim.submission.name.lower(),
        "pk": claim.pk,
    }


def claims_of_page(actor: Actor, keys: Sequence[int]) -> list[Claim]:
    """The sent claims with these keys in the order of the keys, with everything that a row shows. One query.

    `has_new_paper`: a paper came after sending, and nobody has dealt with it. `held_until`: the day on which its hold
    ends, or None; `hold_ended`: one did, and nobody has dealt with it.
    """
    new = Exists(Paper.objects.filter(claim=OuterRef("pk"), is_new=True))
    found = with_holds(with_open_acts(sent_claims(actor)).annotate(has_new_paper=new)).in_bulk(keys)
    return [found[key] for key in keys]


def council_forms() -> list[tuple[str, str]]:
    """Slug and title of the published claim forms of this council, in its order."""
    versions = FormVersion.objects.filter(state=FormVersion.State.PUBLISHED, form__kind=Form.Kind.CLAIM)
    return list(versions.order_by("form__position", "form__slug").values_list("form__slug", "spec__title"))
