"""Which claims, and which files, are no longer kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, DateField, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce, Greatest, Now
from django.utils import timezone

from accounts.actors import Actor
from accounts.permissions import Permission, require
from casework.models import Decision
from casework.readers.work_list import council_forms
from claims.models import Claim, ClaimFile, ClaimStatus, ResidentAct, StatusChange
from claims.readers.ending import not_kept, unchanged_since
from records.models import Hold, KeepingRule
from records.rules import Keeping

# The key of the rule for every form that has none of its own.
OTHERS = ""
Rules = Mapping[str, Keeping]


@dataclass(frozen=True)
class WouldGo:
    """What is no longer kept of the claims on one form: claims, those of them that are held, and claims whose files go
    before them.
    """

    form: str
    claims: int
    held: int
    files: int


def rules_in_force() -> dict[str, Keeping]:
    """The rule of each form that has one, by slug, and under OTHERS the one for all others."""
    known = {
        slug or OTHERS: Keeping(years, months)
        for slug, years, months in KeepingRule.objects.values_list("form__slug", "years", "months_of_files")
    }
    return {OTHERS: Keeping(), **known}


def active_holds() -> QuerySet[Hold]:
    """Holds that were not lifted and whose last day is not over."""
    return Hold.objects.filter(lifted_at__isnull=True, until__gte=Cast(Now(), DateField()))


def is_held() -> Q:
    """The condition on a claim, or a draft, that it or its person is held."""
    return Q(Exists(active_holds().filter(claim=OuterRef("pk")))) | Q(
        Exists(active_holds().filter(resident=OuterRef("resident")))
    )


def is_person_held(field: str) -> Q:
    """The condition on a row that the resident whom a field of it names is held, or one of their claims is."""
    on_them = Q(resident=OuterRef(field)) | Q(claim__resident=OuterRef(field))
    return Q(Exists(active_holds().filter(on_them)))


def no_longer_kept(rules: Rules, today: dt.date) -> QuerySet[Claim]:
    """Sent claims whose time is over, held ones too: so many years after the decision, or after sending where there is
    none. One for which somebody still has to do something stays.
    """
    days = {slug: keeping.claims_before(today) for slug, keeping in rules.items()}
    return _counted_from(max(days.values())).filter(_before(days))


def due_claims(rules: Rules, today: dt.date) -> QuerySet[Claim]:
    """Claims to delete."""
    return no_longer_kept(rules, today).exclude(is_held())


def claims_with_old_files(rules: Rules, today: dt.date) -> QuerySet[Claim]:
    """Claims that stay, but whose files go."""
    days = {slug: day for slug, keeping in rules.items() if (day := keeping.files_before(today)) is not None}
    if not days:
        return Claim.objects.none()
    named = set(rules) - {OTHERS}
    old = _counted_from(max(days.values())).filter(_before(days, named))
    return old.filter(Exists(ClaimFile.objects.filter(claim=OuterRef("pk")))).exclude(is_held())


def what_would_go(actor: Actor, rules: Rules, today: dt.date) -> list[WouldGo]:
    """A dry run, form by form. Raises Http404, PermissionDenied."""
    require(actor, Permission.COUNCIL_MANAGE)
    over = no_longer_kept(rules, today)
    everything, going = _by_form(over), _by_form(over.exclude(is_held()))
    files = _by_form(claims_with_old_files(rules, today).exclude(pk__in=over.values("pk")))
    titles = dict(council_forms())
    return [
        WouldGo(
            titles.get(slug, slug), going.get(slug, 0), everything.get(slug, 0) - going.get(slug, 0), files.get(slug, 0)
        )
        for slug in sorted({*everything, *files})
    ]


def drafts_that_would_go(actor: Actor, days: int) -> tuple[int, int]:
    """A dry run of a rule of so many days: how many forms that were not sent go, and how many are kept although their
    time is over. Raises Http404, PermissionDenied.
    """
    require(actor, Permission.COUNCIL_MANAGE)
    over = unchanged_since(timezone.now() - dt.timedelta(days=days))
    going = not_kept(over).count()
    return going, over.count() - going


def _by_form(claims: QuerySet[Claim]) -> dict[str, int]:
    rows = claims.order_by("form_version__form__slug").values_list("form_version__form__slug")
    return dict(rows.annotate(number=Count("pk")))


def _counted_from(latest: dt.date) -> QuerySet[Claim]:
    """Sent claims, `counted_from` the moment from which their time counts; none that was sent later than `latest`."""
    decided = Decision.objects.filter(claim=OuterRef("pk"), state=Decision.State.SENT).order_by("-sent_at")
    done = StatusChange.objects.filter(claim=OuterRef("pk"), status__stage=ClaimStatus.Stage.DONE).order_by("-at")
    undecided = Decision.objects.filter(
        claim=OuterRef("pk"), state__in=(Decision.State.TO_CHECK, Decision.State.REVIEW, Decision.State.WAITING)
    )
    ended = Greatest(Subquery(decided.values("sent_at")[:1]), Subquery(done.values("at")[:1]))
    return (
        Claim.objects.filter(submitted_at__lt=_midnight(latest))
        .exclude(Exists(ResidentAct.objects.filter(claim=OuterRef("pk"), settled_at__isnull=True)))
        .exclude(Exists(undecided))
        .annotate(counted_from=Coalesce(ended, "submitted_at"))
    )


def _before(days: Mapping[str, dt.date], named: set[str] | None = None) -> Q:
    """Counted from before the day of their form; `named` are the forms that have a rule of their own."""
    own = set(days) - {OTHERS} if named is None else named
    fits = Q(pk__in=[])
    for slug, day in days.items():
        of_form = Q(form_version__form__slug=slug) if slug != OTHERS else ~Q(form_version__form__slug__in=own)
        fits |= of_form & Q(counted_from__lt=_midnight(day))
    return fits


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))
