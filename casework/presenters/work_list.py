"""What the work list shows: tabs, table rows."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership, Team
from casework.presenters.claim import STAGE_COLOURS, tags_of, urgent_tags, waiting
from casework.presenters.clocks import clock_tags
from casework.presenters.owning import worker_words
from casework.presenters.writing import needs_words
from casework.readers.owning import Whose
from casework.readers.work_list import ALL, NEEDS_US
from claims.models import Claim, ClaimStatus
from claims.readers.acts import Needs
from claims.readers.answer_store import spec_of


def tabs(counts: dict[str, int], current: str, asked: QueryDict) -> list[dict[str, Any]]:
    """The stages of the work list with their counts, each leading to the same search in another stage."""
    names = {
        NEEDS_US: _("Needs us"),
        ClaimStatus.Stage.NEW: _("New"),
        ClaimStatus.Stage.IN_PROGRESS: _("In progress"),
        ClaimStatus.Stage.WAITING: _("Waiting"),
        ClaimStatus.Stage.DONE: _("Done"),
        ALL: _("All"),
    }
    return [
        {
            "name": name,
            "count": counts[stage],
            "url": "?" + query_without(asked, "page", stage=stage),
            "current": stage == current,
        }
        for stage, name in names.items()
    ]


def whose_links(counts: dict[str, int], current: str, asked: QueryDict) -> list[dict[str, Any]]:
    """Links that filter the work list by owner, each with its number of open claims; the search is kept."""
    names = {
        Whose.ANYBODYS: _("Everybody’s"),
        Whose.MINE: _("Mine"),
        Whose.TEAMS: _("My teams’"),
        Whose.NOBODYS: _("Nobody’s"),
    }
    return [
        {
            "name": name,
            "count": counts[whose],
            "url": "?" + query_without(asked, "page", whose=whose.value),
            "current": whose == current,
        }
        for whose, name in names.items()
    ]


def query_without(asked: QueryDict, *names: str, **more: str) -> str:
    """The address's parameters without these names and the empty ones, and with some more."""
    query = QueryDict(mutable=True)
    for name, values in asked.lists():
        if name not in names and name not in more:
            query.setlist(name, [value for value in values if value])
    query.update(more)
    return query.urlencode()


def claim_rows(
    claims: list[Claim], workers: dict[int, Membership | Team | None], needs: dict[int, Needs]
) -> list[list[dict[str, Any]]]:
    """Rows for components/table.html of `claims_of_page`; by the key of a claim, who works on it and what it needs."""
    titles = [column["title"] for column in claim_columns()]
    return [
        [{**cell, "title": title} for cell, title in zip(_cells(claim, workers, needs), titles, strict=True)]
        for claim in claims
    ]


def _cells(claim: Claim, workers: dict[int, Membership | Team | None], needs: dict[int, Needs]) -> list[dict[str, Any]]:
    name = claim.submission.name
    return [
        {
            "text": claim.reference,
            "url": reverse("casework:staff_claim", args=[claim.reference]),
            "tick": {"value": claim.reference, "label": _("Tick %(name)s") % {"name": name or claim.reference}},
        },
        {"text": name or _("No name given"), "tags": _tags(claim)},
        {"at": claim.submission.born_on} if claim.submission.born_on else {"text": ""},
        {"text": spec_of(claim).data["short_title"]},
        {"text": claim.status.name, "tag_colour": STAGE_COLOURS[claim.status.stage]},
        {"text": worker_words(workers.get(claim.pk))},
        {"text": needs_words(needs.get(claim.pk))},
        {"at": timezone.localtime(claim.submitted_at)},
        {"text": waiting(claim)},
    ]


def _tags(claim: Claim) -> list[dict[str, str]]:
    new = [{"text": _("New paper"), "colour": "orange"}] if claim.has_new_paper else []
    return urgent_tags(claim) + tags_of(claim.resident) + clock_tags(claim) + new


def claim_columns() -> list[dict[str, str]]:
    """Titles for `claim_rows`."""
    titles = [
        _("Reference"),
        _("Name"),
        _("Date of birth"),
        _("Form"),
        _("Status"),
        _("Who works on it"),
        _("Needs us"),
        _("Sent"),
        _("Waiting"),
    ]
    return [{"title": title} for title in titles]
