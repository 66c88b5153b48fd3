"""The council's work in figures: what came, what is in hand, how long things took, what live help sorted out at once.

The database counts how many of each group took how long: a large council has a hundred thousand claims.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Expression,
    F,
    FilteredRelation,
    Func,
    IntegerField,
    Model,
    Q,
    QuerySet,
    Sum,
    TextChoices,
    Value,
    When,
)
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Cast, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import Team, TeamMember
from casework.models import Decision, Outcome
from casework.readers.claims import council_statuses
from casework.readers.work_list import council_forms
from claims.models import AwardReview, Claim, ClaimStatus
from cobrowse.models import HelpRequest, Topic
from core.rules.dates import start_of_day
from formspec.models import FormVersion
from records.models import DeletedClaims
from reports.readers.gain import may_read
from reports.rules.spread import SPAN, within


class By(TextChoices):
    """What the figures are grouped by."""

    FORM = "form", _("Form")
    TEAM = "team", _("Team")
    CHANNEL = "channel", _("How it came")
    TOPIC = "topic", _("Topic of live help")


class Channel(TextChoices):
    """How a claim, or a question in live help, came to the council."""

    WITH_ADVISER = "adviser", _("Form, with an adviser in live help")
    ACCOUNT = "account", _("Form, with an account")
    VISITOR = "visitor", _("Form, without an account")
    CHAT = "chat", _("Chat in live help")
    MESSAGE = "message", _("Message left in live help")


# How a review stands, and which number of a line that is.
REVIEWS = {
    "overdue": "overdue",
    AwardReview.Outcome.OPEN: "unanswered",
    AwardReview.Outcome.UNCHANGED: "unchanged",
    AwardReview.Outcome.CHANGED: "changed",
    AwardReview.Outcome.CANCELLED: "dropped",
    AwardReview.Outcome.WITHDRAWN: "dropped",
}
# Groups that are none: of no form or team, and claims that are gone, of which only form and month are known.
NONE, DELETED = "", "deleted"


@dataclass
class WorkLine:
    """The figures of one group; times None where there is nothing to say them of.

    `sent` in the period, of which `touched` were dealt with, half of them within `to_touch`; `done` in the period, half
    within `to_done` of sending and nine in ten within `nine_in_ten`; `in_hand` now, half of them older than `age`;
    of `judged` conversations that were asked for in the period `resolved` were all that the person needed.
    Of the `reviews` asked for in the period, `unchanged` and `changed` were answered, `dropped` were cancelled or ended
    with the claim, `unanswered` wait, and `overdue` wait past their last day.
    `touches`, `dones` and `ages` say how many took each number of spans (reports/rules/spread.py).
    """

    sent: int = 0
    touches: Counter[int] = field(default_factory=Counter)
    dones: Counter[int] = field(default_factory=Counter)
    ages: Counter[int] = field(default_factory=Counter)
    judged: int = 0
    resolved: int = 0
    unchanged: int = 0
    changed: int = 0
    dropped: int = 0
    unanswered: int = 0
    overdue: int = 0

    @property
    def reviews(self) -> int:
        return self.unchanged + self.changed + self.dropped + self.unanswered + self.overdue

    @property
    def touched(self) -> int:
        return self.touches.total()

    @property
    def to_touch(self) -> dt.timedelta | None:
        return within(self.touches, 0.5)

    @property
    def done(self) -> int:
        return self.dones.total()

    @property
    def to_done(self) -> dt.timedelta | None:
        return within(self.dones, 0.5)

    @property
    def nine_in_ten(self) -> dt.timedelta | None:
        return within(self.dones, 0.9)

    @property
    def in_hand(self) -> int:
        return self.ages.total()

    @property
    def age(self) -> dt.timedelta | None:
        return within(self.ages, 0.5)


@dataclass(frozen=True)
class WorkFilter:
    """From which day to which, both included, and by what."""

    first: dt.date
    last: dt.date
    by: str = By.FORM


@dataclass
class WorkReport:
    """The name of each group with its figures, the largest first; and those of all together.

    awarded_open: how many letters of the period award something although a check was not passed.
    """

    groups: list[tuple[str, WorkLine]] = field(default_factory=list)
    total: WorkLine = field(default_factory=WorkLine)
    awarded_open: int = 0


class _Spans(Func):
    """How many whole spans there are in a time between two moments; None of None."""

    template = f"FLOOR(EXTRACT(EPOCH FROM %(expressions)s) / {SPAN.total_seconds():.0f})"
    output_field = IntegerField()


def work_report(actor: Actor, wanted: WorkFilter) -> WorkReport:
    """The figures of a period. Raises Http404, PermissionDenied."""
    may_read(actor)
    names, total = _names(wanted.by), WorkLine()
    lines: dict[str, WorkLine] = defaultdict(WorkLine)
    if wanted.by != By.TOPIC:
        _count_claims(lines, total, wanted)
        _count_deleted(lines, total, wanted)
        _count_reviews(lines, total, wanted)
    _count_conversations(lines, total, wanted)
    ordered = sorted(lines.items(), key=lambda item: (-item[1].sent - item[1].judged - item[1].reviews, str(item[0])))
    groups = [(str(names.get(key, key)), line) for key, line in ordered]
    return WorkReport(groups, total, awarded_open=_count_awarded_open(wanted))


def _count_claims(lines: dict[str, WorkLine], total: WorkLine, wanted: WorkFilter) -> None:
    """What came, what was done and what is in hand. Each claim is looked at once for each."""
    begins, ends = _moments(wanted)
    claims = Claim.objects.filter(submitted_at__isnull=False)
    open_statuses = [each.pk for each in council_statuses() if each.stage != ClaimStatus.Stage.DONE]
    sent = claims.filter(submitted_at__gte=begins, submitted_at__lt=ends)
    done = claims.filter(times__done_at__gte=begins, times__done_at__lt=ends)
    for key, spans, number in _spread(sent, wanted.by, F("times__touched_at") - F("submitted_at")):
        for line in (lines[key], total):
            line.sent += number
            if spans is not None:
                line.touches[spans] += number
    for key, spans, number in _spread(done, wanted.by, F("times__done_at") - F("submitted_at")):
        for line in (lines[key], total):
            line.dones[spans] += number
    for key, spans, number in _spread(claims.filter(status__in=open_statuses), wanted.by, Now() - F("submitted_at")):
        for line in (lines[key], total):
            line.ages[spans] += number


def _count_awarded_open(wanted: WorkFilter) -> int:
    begins, ends = _moments(wanted)
    sent = Decision.objects.filter(outcome=Outcome.AWARDED, sent_at__gte=begins, sent_at__lt=ends)
    return sent.exclude(exceptions={}).count()


def _spread(claims: QuerySet[Claim], by: str, took: CombinedExpression) -> Iterator[tuple[str, int | None, int]]:
    """The key of a group, a number of spans, and how many of its claims took so many."""
    forms = dict(FormVersion.objects.values_list("pk", "form__slug")) if by == By.FORM else {}
    rows = _grouped(claims, by).annotate(spans=_Spans(took)).order_by().values_list("group", "spans")
    for key, spans, number in rows.annotate(number=Count("pk")):
        yield forms.get(key, key) or NONE, spans, number


def _count_reviews(lines: dict[str, WorkLine], total: WorkLine, wanted: WorkFilter) -> None:
    """How the reviews that were asked for in the period stand today. Each is counted once."""
    begins, ends = _moments(wanted)
    asked = AwardReview.objects.filter(asked_at__gte=begins, asked_at__lt=ends)
    late = Q(outcome=AwardReview.Outcome.OPEN, last_day__lt=timezone.localdate())
    stands = Case(When(late, then=Value("overdue")), default=F("outcome"), output_field=CharField())
    how = asked.annotate(stands=stands).order_by().values_list("claim", "stands")
    by_claim: dict[int, list[str]] = defaultdict(list)
    for claim, each in how:
        by_claim[claim].append(each)
    forms = dict(FormVersion.objects.values_list("pk", "form__slug")) if wanted.by == By.FORM else {}
    groups = _grouped(Claim.objects.filter(pk__in=asked.values("claim")), wanted.by).order_by()
    for claim, key in groups.values_list("pk", "group"):
        for each in by_claim[claim]:
            for line in (lines[forms.get(key, key) or NONE], total):
                name = REVIEWS[each]
                setattr(line, name, getattr(line, name) + 1)


def _count_conversations(lines: dict[str, WorkLine], total: WorkLine, wanted: WorkFilter) -> None:
    rows = _help_grouped(wanted).order_by().values_list("group", "resolved").annotate(number=Count("pk"))
    for key, resolved, number in rows:
        for line in (lines[key or NONE], total):
            line.judged += number
            line.resolved += number if resolved else 0


def _moments(wanted: WorkFilter) -> tuple[dt.datetime, dt.datetime]:
    zone = timezone.get_current_timezone()
    return start_of_day(wanted.first, zone), start_of_day(wanted.last + dt.timedelta(days=1), zone)


def _grouped(claims: QuerySet[Claim], by: str) -> QuerySet[Claim]:
    if by == By.FORM:
        return claims.annotate(group=F("form_version_id"))
    if by == By.TEAM:
        claims = claims.alias(has=FilteredRelation("assignments", condition=Q(assignments__is_current=True)))
        return claims.annotate(group=_team("has__team", "has__owner"))
    helped = HelpRequest.objects.filter(claim__isnull=False).values("claim")
    return claims.annotate(
        group=Case(
            When(pk__in=helped, then=Value(Channel.WITH_ADVISER.value)),
            When(resident__user__isnull=False, then=Value(Channel.ACCOUNT.value)),
            default=Value(Channel.VISITOR.value),
        )
    )


def _team(team: str, owner: str) -> Expression:
    """The key of the team that has it, or else of its owner's; of several teams the one that comes first by name."""
    teams: dict[int, int] = {}
    for member in TeamMember.objects.order_by("team__name", "team_id").values("membership_id", "team_id"):
        teams.setdefault(member["membership_id"], member["team_id"])
    owners = [When(**{owner: person}, then=Value(str(its))) for person, its in teams.items()]
    return Case(*owners, default=Cast(F(team), CharField()), output_field=CharField())


def _help_grouped(wanted: WorkFilter) -> QuerySet[HelpRequest]:
    """The conversations of the period of which an adviser said whether they were all that the person needed."""
    begins, ends = _moments(wanted)
    asked = HelpRequest.objects.filter(asked_at__gte=begins, asked_at__lt=ends, resolved__isnull=False)
    groups = {
        By.FORM: F("claim__form_version__form__slug"),
        By.CHANNEL: F("way"),
        By.TOPIC: Cast(F("topic"), CharField()),
    }
    return asked.annotate(group=_team("team", "adviser") if wanted.by == By.TEAM else groups[By(wanted.by)])


def _count_deleted(lines: dict[str, WorkLine], total: WorkLine, wanted: WorkFilter) -> None:
    """Claims that were deleted because they are old were sent all the same, in months of the period."""
    gone = DeletedClaims.objects.filter(month__gte=wanted.first.replace(day=1), month__lte=wanted.last)
    for slug, number in gone.order_by().values_list("form__slug").annotate(number=Sum("how_many")):
        lines[slug if wanted.by == By.FORM else DELETED].sent += number
        total.sent += number


def _names(by: str) -> dict[str, Any]:
    """What groups are called, by their keys."""
    nothing = {By.FORM: _("No form"), By.TEAM: _("No team"), By.CHANNEL: "", By.TOPIC: _("No topic set")}
    named: dict[str, Any] = {NONE: nothing[By(by)], DELETED: _("Deleted since")}
    if by == By.FORM:
        return named | dict(council_forms())
    if by == By.CHANNEL:
        return named | dict(Channel.choices)
    model: type[Model] = Team if by == By.TEAM else Topic
    return named | {str(pk): name for pk, name in model.objects.values_list("pk", "name")}
