"""The work list with its search.

Somebody who is not staff here gets 404; staff whose role does not look at claims get 403.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.actors import Actor
from casework.readers.attention import needing_us, number_needing_us
from casework.readers.claims import sent_claims
from casework.readers.clocks import by_clock, with_holds
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


@dataclass(frozen=True)
class WorkListFilter:
    """What an advisor asks the work list for. Empty or None: not asked."""

    text: str = ""
    name: str = ""
    reference: str = ""
    born_on: dt.date | None = None
    form: str = ""
    status: str = ""
    sent_from: dt.date | None = None
    sent_to: dt.date | None = None
    new_paper: bool = False
    clock: str = ""

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
        claims = matching_text(claims, wanted.text, actor)
    if wanted.name:
        claims = claims.filter(named(wanted.name))
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
    return sent_between(claims, wanted.sent_from, wanted.sent_to)


def sent_between(claims: QuerySet[Claim], first: dt.date | None, last: dt.date | None) -> QuerySet[Claim]:
    """The claims that were sent from the first day to the last; None: no limit on that side."""
    zone = timezone.get_current_timezone()
    if first:
        claims = claims.filter(submitted_at__gte=start_of_day(first, zone))
    if last:
        claims = claims.filter(submitted_at__lt=start_of_day(last + dt.timedelta(days=1), zone))
    return claims


def count_by_stage(claims: QuerySet[Claim], statuses: Sequence[ClaimStatus]) -> dict[str, int]:
    """How many of these claims are in each stage, need the council, and in all. One query.

    `statuses` are all of the council's.
    """
    stages = {status.pk: status.stage for status in statuses}
    counts = dict.fromkeys(ClaimStatus.Stage.values, 0)
    by_status = claims.order_by().values_list("status").annotate(number=Count("*"), needing=number_needing_us(claims))
    rows = list(by_status)
    for status, number, _needing in rows:
        counts[stages[status]] += number
    return counts | {ALL: sum(counts.values()), NEEDS_US: (rows[0][2] if rows else None) or 0}


def in_stage(claims: QuerySet[Claim], stage: str, statuses: Sequence[ClaimStatus]) -> QuerySet[Claim]:
    """The claims of one stage, the most urgent first; of those who waits longest first, in ALL the newest first; what
    is done newest first; NEEDS_US by since when they need the council.

    The statuses are named by their keys, so that an index has the claims of one in order.
    """
    if stage == NEEDS_US:
        return needing_us(claims).order_by("-urgent", "since", "pk")
    # Nothing that is done is urgent: the index of what waits is read backwards.
    first = "urgent" if stage == ClaimStatus.Stage.DONE else "-urgent"
    order = (first, "-submitted_at", "-pk") if stage in NEWEST_FIRST else (first, "submitted_at", "pk")
    if stage != ALL:
        claims = claims.filter(status__in=[status.pk for status in statuses if status.stage == stage])
    return claims.order_by(*order)


def next_after(claims: QuerySet[Claim], claim: Claim, stage: str, statuses: Sequence[ClaimStatus]) -> Claim | None:
    """The claim below this one in a stage's order, whether or not this one is in the stage any more; None: no more."""
    if stage == NEEDS_US:
        return _next_that_needs_us(claims, claim)
    way = "lt" if stage in NEWEST_FIRST else "gt"
    sent = claim.submitted_at
    beyond = Q(**{f"submitted_at__{way}": sent}) | Q(submitted_at=sent, **{f"pk__{way}": claim.pk})
    if stage != ClaimStatus.Stage.DONE:
        # As urgent as it was when it was in the list: one that was decided since is not urgent any more.
        urgent = rank_of(claim.urgencies) if stage != ALL else claim.urgent
        beyond = Q(urgent__lt=urgent) | (Q(urgent=urgent) & beyond)
    return in_stage(claims.filter(beyond), stage, statuses).first()


def _next_that_needs_us(claims: QuerySet[Claim], claim: Claim) -> Claim | None:
    """One that was answered is not in that list any more: then the one that has waited longest comes next."""
    others = needing_us(claims).order_by("-urgent", "since", "pk")
    mine = needs_of([claim]).get(claim.pk)
    if mine is None:
        return others.first()
    below = Q(since__gt=mine.since) | Q(since=mine.since, pk__gt=claim.pk)
    return others.filter(Q(urgent__lt=claim.urgent) | (Q(urgent=claim.urgent) & below)).first()


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
