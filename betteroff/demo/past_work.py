"""Work of the weeks before, so that the figures of a council have something to say: rows, made at once."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from accounts.models import Council, Membership, Resident, Team, TeamMember
from accounts.permissions import Role
from casework.models import Assignment, ClaimTimes
from claims.actions.searching import make_findable
from claims.models import Claim, ClaimPdf, ClaimStatus, StatusChange, Submission
from cobrowse.models import HelpRequest, Topic, Way

AT, EACH = "calderbrook", 12
TEAMS = ("Benefits", "Crisis support")
FIRST = ("Ada", "Ben", "Cerys", "Dev", "Efa", "Farah", "Glyn", "Hana", "Idris", "Jo", "Kofi", "Lena")
LAST = ("Archer", "Begum", "Crane", "Dale")


def show_past_work(council: Council) -> None:
    """Claims done in the last weeks, twelve on each of three forms, and conversations of their people; once."""
    prefix = f"{council.reference_prefix}-PAST-"
    if council.slug != AT or Claim.objects.filter(reference__startswith=prefix).exists():
        return
    teams = _teams()
    shown = Submission.objects.select_related("claim").order_by("pk")
    models = list({each.claim.form_version_id: each for each in shown}.values())[:3]
    for place, model in enumerate(models):
        for number, first in enumerate(FIRST):
            name = f"{first} {LAST[(place + number) % len(LAST)]}"
            _done(model, name, f"{prefix}{place * EACH + number:04d}", number, teams)


def _done(model: Submission, name: str, reference: str, number: int, teams: list[Team]) -> None:
    sent = timezone.now() - dt.timedelta(days=10 + number)
    touched, done_at = sent + dt.timedelta(hours=5 * number + 2), sent + dt.timedelta(days=3 + number % 6)
    done = ClaimStatus.objects.filter(stage=ClaimStatus.Stage.DONE).order_by("position").first()
    resident = Resident.objects.create(name=name)
    claim = Claim.objects.create(
        resident=resident, form_version=model.claim.form_version, status=done, reference=reference, submitted_at=sent
    )
    Submission.objects.create(
        claim=claim, answers=_named(model.answers, name), name=name, sent_at=sent, spec_sha256=model.spec_sha256
    )
    make_findable(claim, {})
    StatusChange.objects.create(claim=claim, status=done, message=done.message, by_label="", at=done_at)
    ClaimPdf.objects.create(claim=claim)
    ClaimTimes.objects.update_or_create(claim=claim, defaults={"touched_at": touched, "done_at": done_at})
    _passed_on(claim, teams[number % len(teams)], touched)
    _asked(resident, number, sent)


def _named(answers: dict, name: str) -> dict:
    """The answers with this name in place of the one there."""
    first, last = name.split()
    return {
        key: {**value, "first": first, "last": last}
        if isinstance(value, dict) and {"first", "last"} <= set(value)
        else value
        for key, value in answers.items()
    }


def _teams() -> list[Team]:
    """Two teams with an adviser each."""
    made = []
    for name, member in zip(
        TEAMS, Membership.objects.filter(roles__contains=[Role.ADVISOR]).order_by("pk"), strict=False
    ):
        team, _made = Team.objects.get_or_create(name=name, organisation=None)
        TeamMember.objects.get_or_create(team=team, membership=member)
        made.append(team)
    return made


def _passed_on(claim: Claim, team: Team, at: dt.datetime) -> None:
    by = TeamMember.objects.select_related("membership__user").filter(team=team).order_by("pk")[0].membership
    Assignment.objects.create(
        claim=claim, kind=Assignment.Kind.PASSED_ON, team=team, to_label=team.name, by=by.user,
        by_label=by.display_name, at=at,
    )  # fmt: skip


def _asked(resident: Resident, number: int, at: dt.datetime) -> None:
    """A conversation that has ended; two of three were all that the person needed."""
    topic = Topic.objects.order_by("name")[number % 2 : number % 2 + 1].first()
    HelpRequest.objects.create(
        resident=resident, about="other", way=Way.CHAT, state=HelpRequest.State.ENDED, topic=topic,
        ending=HelpRequest.Ending.ADVISER, outcome=HelpRequest.Outcome.ANSWERED, resolved=number % 3 != 0,
        asked_at=at, ranked_at=at, accepted_at=at + dt.timedelta(minutes=2 + number % 4),
        ended_at=at + dt.timedelta(minutes=15 + number), wrapped_up_at=at + dt.timedelta(minutes=16 + number),
    )  # fmt: skip
