"""The work list with its search.

Somebody who is not staff here gets 404; staff whose role does not look at claims get 403.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.actors import Actor
from casework.readers.claims import sent_claims
from claims.models import Claim, ClaimStatus, Paper
from core.rules.dates import read_date, start_of_day
from core.rules.names import folded_words
from formspec.models import Form, FormVersion

ALL = "all"
NEWEST_FIRST = (ALL, ClaimStatus.Stage.DONE.value)
# A reference as people write it: with or without the council's letters, dashes and spaces.
_REFERENCE = re.compile(r"(?:[A-Z]{2,4}-?)?([0-9A-Z]{4})-?([0-9A-Z]{4})")
_DATE = re.compile(r"(\d{1,2})[\s./-]+(\d{1,2}|[A-Za-z]{3,9})[\s./-]+(\d{4})")
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
# Crockford's alphabet: what is misread is meant as the digit it looks like.
_MISREAD = str.maketrans("OIL", "011")


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

    @property
    def searched_by(self) -> list[str]:
        """Which of the searches for a person are used, by name, for the audit trail."""
        return [kind for kind in ("text", "name", "reference", "born_on") if getattr(self, kind)]


def work_list(actor: Actor, wanted: WorkListFilter) -> QuerySet[Claim]:
    """The sent claims that fit what was asked, of every stage, in no order yet.

    Every look-up starts with the council (row-level security), so a search by part of a name reads one council's
    claims at most. Whose a claim is, is what it was sent with: the record may be shared, or have changed since.
    """
    claims = sent_claims(actor)
    if wanted.text:
        claims = _matching_text(claims, wanted.text, actor)
    if wanted.name:
        claims = _named(claims, wanted.name)
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
    return sent_between(claims, wanted.sent_from, wanted.sent_to)


def sent_between(claims: QuerySet[Claim], first: dt.date | None, last: dt.date | None) -> QuerySet[Claim]:
    """The claims that were sent from the first day to the last; None: no limit on that side."""
    zone = timezone.get_current_timezone()
    if first:
        claims = claims.filter(submitted_at__gte=start_of_day(first, zone))
    if last:
        claims = claims.filter(submitted_at__lt=start_of_day(last + dt.timedelta(days=1), zone))
    return claims


def _matching_text(claims: QuerySet[Claim], text: str, actor: Actor) -> QuerySet[Claim]:
    """One box for three things: a date of birth, else a reference, else parts of a name."""
    born_on = read_birth_date(text)
    if born_on is not None:
        return claims.filter(submission__born_on=born_on)
    reference = clean_reference(text, actor)
    if reference is not None:
        return claims.filter(reference=reference)
    return _named(claims, text)


def _named(claims: QuerySet[Claim], text: str) -> QuerySet[Claim]:
    words = folded_words(text)[:6]
    for word in words:
        claims = claims.filter(submission__folded_name__contains=word)
    return claims if words else claims.none()


def clean_reference(text: str, actor: Actor) -> str | None:
    """ "cal 7f3k 92qx" → "CAL-7F3K-92QX"; None for what is not a reference. A word of eight letters is a name."""
    compact = re.sub(r"\s+", "-", text.strip().upper())
    match = _REFERENCE.fullmatch(compact)
    prefix = actor.council.reference_prefix
    if match is None or not (re.search("[0-9]", compact) or compact.startswith(f"{prefix}-")):
        return None
    return f"{prefix}-{match[1].translate(_MISREAD)}-{match[2].translate(_MISREAD)}"


def read_birth_date(text: str) -> dt.date | None:
    """ "3/5/1985", "3 May 1985", "1985-05-03" → the date; None for anything else."""
    text = text.strip()
    iso, typed = _ISO_DATE.fullmatch(text), _DATE.fullmatch(text)
    if iso:
        parts = {"year": iso[1], "month": iso[2], "day": iso[3]}
    elif typed:
        parts = {"day": typed[1], "month": typed[2], "year": typed[3]}
    else:
        return None
    return read_date(parts).value


def count_by_stage(claims: QuerySet[Claim]) -> dict[str, int]:
    """How many of these claims are in each stage, and in all."""
    found = claims.order_by().values("status__stage").annotate(number=Count("pk"))
    counts = {row["status__stage"]: row["number"] for row in found}
    return {stage: counts.get(stage, 0) for stage in ClaimStatus.Stage.values} | {ALL: sum(counts.values())}


def in_stage(claims: QuerySet[Claim], stage: str) -> QuerySet[Claim]:
    """The claims of one stage: who waits longest first, what is done newest first; ALL newest first."""
    if stage == ALL:
        return claims.order_by("-submitted_at", "-pk")
    order = ("-submitted_at", "-pk") if stage in NEWEST_FIRST else ("submitted_at", "pk")
    return claims.filter(status__stage=stage).order_by(*order)


def with_news(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """The same claims, each with `has_new_paper`: a paper came after sending, and nobody has dealt with it."""
    return claims.annotate(has_new_paper=Exists(Paper.objects.filter(claim=OuterRef("pk"), is_new=True)))


def next_after(claims: QuerySet[Claim], claim: Claim, stage: str) -> Claim | None:
    """The claim below this one in a stage's order, whether or not this one is in the stage any more; None: no more."""
    way = "lt" if stage in NEWEST_FIRST else "gt"
    sent = claim.submitted_at
    beyond = Q(**{f"submitted_at__{way}": sent}) | Q(submitted_at=sent, **{f"pk__{way}": claim.pk})
    return in_stage(claims.filter(beyond), stage).first()


def council_forms() -> list[tuple[str, str]]:
    """Slug and title of the published claim forms of this council, in its order."""
    versions = FormVersion.objects.filter(state=FormVersion.State.PUBLISHED, form__kind=Form.Kind.CLAIM)
    return list(versions.order_by("form__position", "form__slug").values_list("form__slug", "spec__title"))
