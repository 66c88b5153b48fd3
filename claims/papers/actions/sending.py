"""Files sent as papers: each remade before it is kept (core/uploading), by the claimant or by staff for them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.actors import Actor
from accounts.models import Delegation
from accounts.permissions import Scope
from accounts.uploads import SenderOfFiles
from claims.actions.acts import record_act, settle_papers
from claims.actions.answering import Locked, lock_claim
from claims.actions.uploading import MAX_FILES, keep_file, too_many, why_no_room
from claims.models import Claim, ClaimFile, Paper, PaperState, ResidentAct
from claims.papers import readers
from claims.readers.claims import may_in
from claims.signals import answers_saved, claim_changed
from core.uploading.files import CleanFile
from core.uploading.words import Taken, Upload, cleaned, told_apart, without_known

# Nobody needs to send any more of these.
CLOSED = (PaperState.ACCEPTED, PaperState.WAIVED)


def send_paper(*, claim_id: str | uuid.UUID, paper: str | uuid.UUID, uploads: Iterable[Upload], by: Actor) -> Taken:
    """Keep the uploads that we can take as one paper, each once however often it is sent.

    Ends the transaction that a view without one of its own has, and begins another. Raises Http404, PermissionDenied.
    """
    found = readers.paper_for(by, claim_id, paper)
    may_send(found.claim, by)
    return take_files(uploads, found, by, lock=lambda: lock_claim(claim_id, by, Scope.FILL_PAPERS))


def may_send(claim: Claim, by: Actor) -> None:
    """Raise PermissionDenied for whoever may look at a claim's papers and not send any."""
    if not may_in(by, claim, Scope.FILL_PAPERS):
        raise PermissionDenied


def take_files(
    uploads: Iterable[Upload], paper: Paper, by: Actor, *, lock: Callable[[], Locked], by_label: str = ""
) -> Taken:
    """As `send_paper`, for whoever has made sure that the actor may: `lock` does so again with the claim locked.
    `by_label` names the member of staff who adds what came by post or over the counter.
    """
    uploads = list(uploads)
    if not uploads:
        return Taken([nothing_chosen()])
    new, had = without_known(uploads[: MAX_FILES + 1], _known(paper))
    # Remaking pictures takes a while: before the lock.
    clean, problems = cleaned(new, sender=SenderOfFiles(by))
    kept = _keep(clean, paper.public_id, by, lock, by_label) if clean else Taken()
    return Taken(problems + kept.problems, had + kept.had)


def _known(paper: Paper) -> set[str]:
    return {file.sent_hash for file in readers.counted(paper)}


@transaction.atomic
def _keep(clean: list[CleanFile], public_id: uuid.UUID, by: Actor, lock: Callable[[], Locked], by_label: str) -> Taken:
    claim, grant = lock()
    paper = readers.find_paper(claim, public_id)
    # The same may have come meanwhile by another request.
    new, had = told_apart(clean, _known(paper))
    if not new:
        return Taken([], had)
    if sentence := _why_not(paper, new):
        return Taken([sentence], had)
    room = MAX_FILES - len(readers.counted(paper))
    now = timezone.now()
    paper.state, paper.received_at, paper.is_new = PaperState.RECEIVED, now, not claim.is_draft
    paper.revision += 1
    paper.save()
    for file in new[:room]:
        keep_file(claim, file, paper=paper, added_by_label=by_label)
    if paper.is_new:
        _has_come(claim, by, now)
    _tell_who_follows(claim)
    record("claims.paper.added", paper, by, grant)
    return Taken([too_many()] if len(new) > room else [], had)


def _why_not(paper: Paper, new: list[CleanFile]) -> str:
    """Why none of these can be added, "" when some can."""
    if paper.state in CLOSED:
        return not_needed()
    room = MAX_FILES - len(readers.counted(paper))
    return why_no_room(paper.claim, new[:room]) if room > 0 else too_many()


def _tell_who_follows(claim: Claim) -> None:
    """A draft that two look at together says which papers are there: its screens are another revision behind."""
    if claim.is_draft and claim.followed:
        claim.head_revision += 1
        claim.save(update_fields=["head_revision"])
        answers_saved.send(sender=Claim, claim=claim, by_helper=False, answers={})


def _has_come(claim: Claim, by: Actor, now: dt.datetime) -> None:
    if not by.is_staff:
        record_act(claim, ResidentAct.Kind.PAPER, at=now)
    claim_changed.send(sender=Claim, claim=claim)


@transaction.atomic
def remove_paper_file(*, claim_id: str | uuid.UUID, file: str | uuid.UUID, by: Actor) -> Paper:
    """Take a file out of its paper and delete it, as long as nobody at the council has opened it.

    Raises Http404, PermissionDenied.
    """
    claim, grant = lock_claim(claim_id, by, Scope.FILL_PAPERS)
    found = ClaimFile.objects.filter(claim=claim, public_id=file, paper__isnull=False).defer("content").first()
    if found is None or not readers.may_remove(claim, found):
        raise Http404
    paper = readers.find_paper(claim, Paper.objects.values_list("public_id", flat=True).get(pk=found.paper_id))
    paper.given = [each for each in paper.given if each.pk != found.pk]
    found.delete()
    if paper.state == PaperState.RECEIVED and not readers.counted(paper):
        _wait_again(claim, paper)
        settle_papers(claim, at=timezone.now(), by=by)
        claim_changed.send(sender=Claim, claim=claim)
    _tell_who_follows(claim)
    record("claims.paper.removed", paper, by, grant)
    return paper


def _wait_again(claim: Claim, paper: Paper) -> None:
    """Nothing of it is left: it is as it was before something came."""
    if claim.is_draft:
        Paper.objects.filter(pk=paper.pk).delete()
        return
    paper.state = paper.said[-1].state if paper.said else PaperState.WANTED
    paper.received_at, paper.is_new = None, False
    paper.revision += 1
    paper.save()


def record(code: str, paper: Paper, by: Actor, grant: Delegation | None = None) -> None:
    """Write down what was done to a paper: its kind, never its name or a file's."""
    claim = paper.claim
    audit.record(
        code, by=by, resident=claim.resident, grant=grant, subject=claim.reference or f"draft {claim.public_id}",
        detail={"paper": paper.kind or "other"},
    )  # fmt: skip


def nothing_chosen() -> str:
    """The sentence about a press without a file."""
    return _("Choose a photo or a PDF first.")


def not_needed() -> str:
    """The sentence about a paper that was accepted or waived while somebody chose a file for it."""
    return _("We do not need any more for this, so nothing was added. What you sent before is kept.")
