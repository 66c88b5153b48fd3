"""The council's work in figures: what came, what is in hand, how long things took, what live help sorted out at once.

Groups and their middle values are worked out by the database: a large council has a hundred thousand claims.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import (
    Aggregate,
    Case,
    CharField,
    Count,
    DurationField,
    Expression,
    F,
    FilteredRelation,
    Model,
    Q,
    QuerySet,
    Sum,
    TextChoices,
    Value,
    When,
)
from django.db.models.functions import Cast, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import Team, TeamMember
from casework.readers.claims import council_statuses
from casework.readers.work_list import council_forms
from claims.models import Claim, ClaimStatus
from cobrowse.models import HelpRequest, Topic
from core.rules.dates import start_of_day
from records.models import DeletedClaims
from reports.readers.gain import may_read


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


# Groups that are none: of no form or team, and claims that are gone, of which only form and month are known.
NONE, DELETED = "", "deleted"


@dataclass
class WorkLine:
    """The figures of one group; times None where there is nothing to say them of.

    `sent` in the period, of which `touched` were dealt with, half of them within `to_touch`; `done` in the period, half
    within `to_done` of sending and nine in ten within `nine_in_ten`; `in_hand` now, half of them older than `age`;
    of `judged` conversations that were asked for in the period `resolved` were all that the person needed.
    """

    sent: int = 0
    touched: int = 0
    to_touch: dt.timedelta | None = None
    done: int = 0
    to_done: dt.timedelta | None = None
    nine_in_ten: dt.timedelta | None = None
    in_hand: int = 0
    age: dt.timedelta | None = None
    judged: int = 0
    resolved: int = 0


@dataclass(frozen=True)
class WorkFilter:
    """From which day to which, both included, and by what."""

    first: dt.date
    last: dt.date
    by: str = By.FORM


@dataclass
class WorkReport:
    """The name of each group with its figures, the largest first; and those of all together."""

    groups: list[tuple[str, WorkLine]] = field(default_factory=list)
    total: WorkLine = field(default_factory=WorkLine)


class _Percentile(Aggregate):
    """The value below which this share of the values lies; None of none."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def work_report(actor: Actor, wanted: WorkFilter) -> WorkReport:
    """The figures of a period. Raises Http404, PermissionDenied."""
    may_read(actor)
    report, names = WorkReport(), _names(wanted.by)
    lines: dict[str, WorkLine] = {}
    if wanted.by != By.TOPIC:
        for rows, figures in _claim_figures(wanted):
            _fill(lines, report.total, _grouped(rows, wanted.by), figures)
        _count_deleted(lines, report.total, wanted)
    _fill(lines, report.total, _help_grouped(wanted), _help_figures())
    ordered = sorted(lines.items(), key=lambda item: (-item[1].sent - item[1].judged, str(item[0])))
    report.groups = [(str(names.get(key, key)), line) for key, line in ordered]
    return report


def _fill(lines: dict[str, WorkLine], total: WorkLine, rows: QuerySet, figures: Mapping[str, Any]) -> None:
    """Put the figures of rows into the lines of their groups, and those of all of them into the total."""
    for row in rows.order_by().values("group").annotate(**figures):
        line = lines.setdefault(row["group"] or NONE, WorkLine())
        for name in figures:
            setattr(line, name, row[name])
    for name, value in rows.aggregate(**figures).items():
        setattr(total, name, value)


def _claim_figures(wanted: WorkFilter) -> list[tuple[QuerySet[Claim], Mapping[str, Any]]]:
    """What came, what was done and what is in hand: which claims, and what is said of them."""
    begins, ends = _moments(wanted)
    claims = Claim.objects.filter(submitted_at__isnull=False)
    open_statuses = [each.pk for each in council_statuses() if each.stage != ClaimStatus.Stage.DONE]
    took = F("times__done_at") - F("submitted_at")
    return [
        (
            claims.filter(submitted_at__gte=begins, submitted_at__lt=ends),
            {
                "sent": Count("pk"),
                "touched": Count("times__touched_at"),
                "to_touch": _Percentile(F("times__touched_at") - F("submitted_at"), share=0.5),
            },
        ),
        (
            claims.filter(times__done_at__gte=begins, times__done_at__lt=ends),
            {"done": Count("pk"), "to_done": _Percentile(took, share=0.5), "nine_in_ten": _Percentile(took, share=0.9)},
        ),
        (
            claims.filter(status__in=open_statuses),
            {"in_hand": Count("pk"), "age": _Percentile(Now() - F("submitted_at"), share=0.5)},
        ),
    ]


def _moments(wanted: WorkFilter) -> tuple[dt.datetime, dt.datetime]:
    zone = timezone.get_current_timezone()
    return start_of_day(wanted.first, zone), start_of_day(wanted.last + dt.timedelta(days=1), zone)


def _grouped(claims: QuerySet[Claim], by: str) -> QuerySet[Claim]:
    if by == By.FORM:
        return claims.annotate(group=F("form_version__form__slug"))
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


def _help_figures() -> Mapping[str, Any]:
    return {"judged": Count("pk"), "resolved": Count("pk", filter=Q(resolved=True))}


def _count_deleted(lines: dict[str, WorkLine], total: WorkLine, wanted: WorkFilter) -> None:
    """Claims that were deleted because they are old were sent all the same, in months of the period."""
    gone = DeletedClaims.objects.filter(month__gte=wanted.first.replace(day=1), month__lte=wanted.last)
    for slug, number in gone.order_by().values_list("form__slug").annotate(number=Sum("how_many")):
        lines.setdefault(slug if wanted.by == By.FORM else DELETED, WorkLine()).sent += number
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
