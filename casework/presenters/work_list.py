"""What the work list shows: tabs, table rows."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership, Team
from casework.presenters.claim import STAGE_COLOURS, bounced_tags, tags_of, urgent_tags, waiting
from casework.presenters.clocks import clock_tags
from casework.presenters.owning import worker_words
from casework.presenters.writing import needs_words
from casework.readers.owning import Whose
from casework.readers.work_list import ALL, NEEDS_US
from claims.models import Claim, ClaimStatus
from claims.readers.acts import Needs
from claims.readers.answer_store import spec_of

# Which column shows what a list is sorted by (casework/readers/work_list.py: SORTED_BY).
SORTED_COLUMNS = {"name": 1, "needs": 6, "sent": 7}


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
            "url": "?" + query_without(asked, "page", "sort", stage=stage),
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
    claims: list[Claim],
    workers: dict[int, Membership | Team | None],
    needs: dict[int, Needs],
    others: dict[int, list[tuple[str, int]]],
) -> list[list[dict[str, Any]]]:
    """Rows for components/table.html of `claims_of_page`; by the key of a claim, who works on it, what it needs,
    and who else has it open (casework/readers/presence.py).
    """
    titles = _titles()
    rows = [_cells(claim, workers, needs, others.get(claim.pk, [])) for claim in claims]
    return [[{**cell, "title": title} for cell, title in zip(cells, titles, strict=True)] for cells in rows]


def _cells(
    claim: Claim, workers: dict[int, Membership | Team | None], needs: dict[int, Needs], others: list[tuple[str, int]]
) -> list[dict[str, Any]]:
    name = claim.submission.name
    return [
        {
            "text": claim.reference,
            "url": reverse("casework:staff_claim", args=[claim.reference]),
            "id": row_id(claim),
            "tick": {"value": claim.reference, "label": _("Tick %(name)s") % {"name": name or claim.reference}},
        },
        {"text": name or _("No name given"), "tags": _tags(claim)},
        {"at": claim.submission.born_on} if claim.submission.born_on else {"text": ""},
        {"text": spec_of(claim).data["short_title"]},
        {"text": claim.status.name, "tag_colour": STAGE_COLOURS[claim.status.stage]},
        {"text": worker_words(workers.get(claim.pk)), "tags": _open_tags(others)},
        {"text": needs_words(needs.get(claim.pk))},
        {"at": timezone.localtime(claim.submitted_at)},
        {"text": waiting(claim)},
    ]


def _open_tags(others: list[tuple[str, int]]) -> list[dict[str, str]]:
    return [{"text": _("%(name)s has it open") % {"name": name}, "colour": "grey"} for name, _minutes in others]


def _tags(claim: Claim) -> list[dict[str, str]]:
    new = [{"text": _("New paper"), "colour": "orange"}] if claim.has_new_paper else []
    waits = claim.asked_to_correct and claim.status.stage != ClaimStatus.Stage.DONE
    asked = [{"text": _("Waiting for a correction"), "colour": "yellow"}] if waits else []
    unsigned = claim.awaits_signature and claim.status.stage != ClaimStatus.Stage.DONE
    signs = [{"text": _("Waiting for the partner’s signature"), "colour": "yellow"}] if unsigned else []
    return urgent_tags(claim) + tags_of(claim.resident) + bounced_tags(claim) + clock_tags(claim) + new + asked + signs


def claim_columns(possible: tuple[str, ...], sort: str, asked: QueryDict) -> list[dict[str, Any]]:
    """Titles for `claim_rows`; those by which the list can be sorted (`sorts_of`) are links that sort it, the other
    way round where it is sorted by them already.
    """
    columns = [{"title": title} for title in _titles()]
    for name, place in SORTED_COLUMNS.items():
        if name in possible:
            up = sort == name
            columns[place] |= {
                "url": "?" + query_without(asked, "page", sort=f"-{name}" if up else name),
                "sorted": "ascending" if up else "descending" if sort == f"-{name}" else "none",
            }
    return columns


def row_id(claim: Claim) -> str:
    """What the row of a claim is called in the page, so that the way back leads to it."""
    return f"row-{claim.reference}"


def _titles() -> list[str]:
    return [
        _("Reference"), _("Name"), _("Date of birth"), _("Form"), _("Status"), _("Who works on it"), _("Needs us"),
        _("Sent"), _("Waiting"),
    ]  # fmt: skip
