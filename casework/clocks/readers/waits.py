"""The times at which the council waited for a claimant, from what was asked for and what came."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from casework.clocks.rules.legal import Pause
from claims.models import (
    Claim,
    ClaimFile,
    ClaimStatus,
    CorrectionAsk,
    Paper,
    PaperReview,
    PaperState,
    ResidentAct,
    StatusChange,
)

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
    papers = list(Paper.objects.filter(claim=claim))
    said: dict[int, list[Moment]] = {paper.pk: [(paper.asked_at, True)] for paper in papers}
    files = ClaimFile.objects.filter(claim=claim, paper__isnull=False)
    for paper_id, at in files.values_list("paper", "added_at"):
        said[paper_id].append((at, False))
    for paper_id, state, at in PaperReview.objects.filter(paper__claim=claim).values_list("paper", "state", "at"):
        said[paper_id].append((at, state == PaperState.NOT_RIGHT))
    return [pause for paper in papers for pause in _pauses(said[paper.pk], _asked_for(paper), is_here(paper))]


def is_here(paper: Paper) -> bool:
    """Whether nobody waits for a paper: it came, was accepted, or is not needed."""
    return paper.state not in (PaperState.WANTED, PaperState.NOT_RIGHT)


def _asked_for(paper: Paper) -> str:
    return _("“%(paper)s” was asked for") % {"paper": paper.name}


def _for_corrections(claim: Claim) -> list[Pause]:
    """What the claimant was asked to answer again. An officer's own correction is not waited for."""
    asks = CorrectionAsk.objects.filter(claim=claim, whose=CorrectionAsk.Whose.CLAIMANT)
    about = _("A correction was asked for")
    return [_pause(asked, settled, about) for asked, settled in asks.values_list("asked_at", "settled_at")]


def _by_status(claim: Claim) -> list[Pause]:
    changes = StatusChange.objects.filter(claim=claim).order_by("at", "pk").values_list("status__stage", "at")
    moments: list[Moment] = [(at, stage == ClaimStatus.Stage.WAITING) for stage, at in changes]
    acts = ResidentAct.objects.filter(claim=claim).values_list("at", flat=True)
    moments += [(at, False) for at in acts]
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
