"""What an admin's page of live help shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Council, Team
from accounts.permissions import Permission, require
from cobrowse.models import CannedReply, ClosedDay, HelpRules, OpeningTime, Topic
from cobrowse.readers.teams import teams_with_members
from core.rows import only_row
from core.rules.days.working_days import bank_holidays

RULES = ("kept_days", "most_people", "asked_after_days", "asks_first", "chooses_adviser", "interpreter")
# A conversation is kept for at least as long, and no longer than anybody could ask about a decision again.
LEAST_KEPT, MOST_KEPT = 30, 2200
# Later than this nobody remembers.
MOST_ASKED_AFTER = 14
Found = TypeVar("Found")
A_YEAR = dt.timedelta(days=365)


@dataclass(frozen=True)
class HelpSettings:
    """What is set; `replies` are by code, every language of it."""

    times: list[OpeningTime]
    replies: dict[str, list[CannedReply]]
    rules: HelpRules
    topics: list[Topic]
    # Each with the names of who is in it.
    teams: list[tuple[Team, list[str]]]


def closed_days_until(last: dt.date) -> list[ClosedDay]:
    """The council's own closed days from today until then; anybody may know them."""
    return list(ClosedDay.objects.filter(day__gte=timezone.localdate(), day__lte=last).order_by("day"))


def closed_days_for(actor: Actor, today: dt.date) -> tuple[list[ClosedDay], list[tuple[dt.date, str]]]:
    """For who may change them: the council's own closed days that are coming, and the bank holidays of a year."""
    require(actor, Permission.COUNCIL_MANAGE)
    nation = actor.council.nation
    holidays = {**bank_holidays(nation, today.year), **bank_holidays(nation, today.year + 1)}
    coming = [(day, name) for day, name in holidays.items() if today <= day < today + A_YEAR]
    return list(ClosedDay.objects.filter(day__gte=today).order_by("day")), coming


def help_settings(actor: Actor) -> HelpSettings:
    """Everything that an admin of live help can change."""
    require(actor, Permission.COUNCIL_MANAGE)
    replies: dict[str, list[CannedReply]] = {}
    for reply in CannedReply.objects.order_by("code", "-language"):
        replies.setdefault(reply.code, []).append(reply)
    return HelpSettings(
        times=list(OpeningTime.objects.order_by("weekday", "opens")),
        replies=replies,
        rules=help_rules(),
        topics=list(Topic.objects.filter(is_used=True).order_by("name")),
        teams=teams_with_members(actor),
    )


def help_rules() -> HelpRules:
    """What this council has settled; an unsaved row of defaults where it has settled nothing."""
    return only_row(HelpRules.objects.all()) or HelpRules()


def rules_for(actor: Actor) -> HelpRules:
    """The same, for who may change it."""
    require(actor, Permission.COUNCIL_MANAGE)
    return help_rules()


def opening_time_for(actor: Actor, key: int) -> OpeningTime:
    """One span of the week, or 404."""
    require(actor, Permission.COUNCIL_MANAGE)
    return _or_404(only_row(OpeningTime.objects.filter(pk=key)))


def closed_day_for(actor: Actor, key: int) -> ClosedDay:
    """One closed day, or 404."""
    require(actor, Permission.COUNCIL_MANAGE)
    return _or_404(only_row(ClosedDay.objects.filter(pk=key)))


def topic_for(actor: Actor, key: int) -> Topic:
    """One topic that is used, or 404."""
    require(actor, Permission.COUNCIL_MANAGE)
    return _or_404(only_row(Topic.objects.filter(pk=key, is_used=True)))


def reply_for(actor: Actor, code: str) -> dict[str, CannedReply]:
    """Ready words by language, or 404."""
    require(actor, Permission.COUNCIL_MANAGE)
    return _or_404({each.language: each for each in CannedReply.objects.filter(code=code)})


def reply_codes(actor: Actor) -> set[str]:
    """The codes that ready words have already."""
    require(actor, Permission.COUNCIL_MANAGE)
    return set(CannedReply.objects.values_list("code", flat=True))


def rules_now(_council: Council, _subject: str = "") -> dict[str, Any]:
    """The rules of live help that hold now."""
    kept = HelpRules.objects.first() or HelpRules()
    return {name: getattr(kept, name) for name in RULES}


def span_now(time: OpeningTime) -> dict[str, Any]:
    """A span of the week as the history keeps it."""
    return {"weekday": time.weekday, "opens": f"{time.opens:%H:%M}", "closes": f"{time.closes:%H:%M}"}


def reply_now(code: str) -> dict[str, Any] | None:
    """Ready words that hold now, by language: title and words. None where there are none."""
    rows = CannedReply.objects.filter(code=code).order_by("language")
    words = {row.language: [row.title, row.words] for row in rows}
    return {"words": words} if words else None


def _or_404(found: Found | None) -> Found:
    if not found:
        raise Http404
    return found
