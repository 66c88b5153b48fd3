"""The times at which the council waited for a claimant, from what was asked for and what came."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from casework.clocks.rules.legal import Pause
from claims.models import Claim, ClaimStatus, CorrectionAsk, Paper, PaperState
from claims.readers.files import files_without_bytes

Moment = tuple[dt.datetime, bool]


def waits_of(claim: Claim) -> list[Pause]:
    """Every time that the council waited for the claimant, the first one first, with what for. Six queries.

    A paper is waited for from when it was asked for, or said not to be right, until it came, was accepted or was not
    needed any more; a correction, until it was sent or taken back. A status that waits is one until something came of
    the claimant, or the next status.
    """
    found = [*_for_papers(claim), *_for_corrections(claim), *_by_status(claim)]
    return sorted(found, key=lambda each: (each.first, each.last or dt.date.max))


def _for_papers(claim: Claim) -> list[Pause]:
    papers = list(claim.papers.all())
    prefetch_related_objects(papers, "reviews")
    said: dict[int, list[Moment]] = {paper.pk: [(paper.asked_at, True)] for paper in papers}
    for file in files_without_bytes(claim):
        if file.paper_id:
            said[file.paper_id].append((file.added_at, False))
    for paper in papers:
        said[paper.pk] += [(review.at, review.state == PaperState.NOT_RIGHT) for review in paper.reviews.all()]
    return [pause for paper in papers for pause in _pauses(said[paper.pk], _asked_for(paper), is_here(paper))]


def is_here(paper: Paper) -> bool:
    """Whether nobody waits for a paper: it came, was accepted, or is not needed."""
    return paper.state not in (PaperState.WANTED, PaperState.NOT_RIGHT)


def _asked_for(paper: Paper) -> str:
    return _("“%(paper)s” was asked for") % {"paper": paper.name}


def _for_corrections(claim: Claim) -> list[Pause]:
    """What the claimant was asked to answer again. An officer's own correction is not waited for."""
    prefetch_related_objects([claim], "correction_asks")
    asks = [each for each in claim.correction_asks.all() if each.whose == CorrectionAsk.Whose.CLAIMANT]
    return [_pause(each.asked_at, each.settled_at, _("A correction was asked for")) for each in asks]


def _by_status(claim: Claim) -> list[Pause]:
    prefetch_related_objects([claim], "status_changes__status")
    changes = claim.status_changes.all()
    moments: list[Moment] = [(each.at, each.status.stage == ClaimStatus.Stage.WAITING) for each in changes]
    moments += [(act.at, False) for act in claim.acts.all()]
    return _pauses(moments, _("The status says that we wait for the claimant"), ends_now=False)


def _pauses(moments: Iterable[Moment], about: str, ends_now: bool) -> list[Pause]:
    """The spans of moments at which waiting begins (True) or ends; `ends_now`: it is over, whatever ended it (a file
    may be gone since).
    """
    found: list[Pause] = []
    since: dt.datetime | None = None
    latest: dt.datetime | None = None
    for at, waits in sorted(moments, key=lambda each: each[0]):
        latest = at
        if waits and since is None:
            since = at
        elif not waits and since is not None:
            found.append(_pause(since, at, about))
            since = None
    if since is not None:
        found.append(_pause(since, latest if ends_now else None, about))
    return found


def _pause(since: dt.datetime, until: dt.datetime | None, about: str) -> Pause:
    return Pause(timezone.localdate(since), timezone.localdate(until) if until else None, about)
