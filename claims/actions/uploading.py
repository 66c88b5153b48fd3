"""Files given as answers: each remade before it is kept (core/uploading), the list of their ids being the answer."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.http import Http404
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.actors import Actor
from accounts.models import Delegation
from accounts.uploads import SenderOfFiles
from claims.actions.answering import lock_draft
from claims.actions.storing import upsert_answers
from claims.models import Answer, Claim, ClaimFile
from claims.readers import claims as readers
from claims.readers.answer_store import spec_of
from claims.signals import answers_saved
from core.uploading.files import CleanFile
from core.uploading.words import Budget, Taken, Upload, cleaned, told_apart, without_known
from formspec.rules.answer_types import type_of
from formspec.rules.form_spec import Question

MAX_FILES = 10
# Of one draft, of a claim with all that is sent after it, and of all drafts of a council that nobody has saved to an
# account or a contact.
MAX_DRAFT_BYTES = 80 * 1024 * 1024
MAX_SENT_BYTES = 200 * 1024 * 1024
MAX_UNSAVED_BYTES = 2 * 1024**3


def add_files(
    *, public_id: str | uuid.UUID, key: str, uploads: Iterable[Upload], by: Actor, budget: Budget | None = None
) -> Taken:
    """Keep the uploads that we can take as answers to one question, each once however often it is sent.

    Ends the transaction that a view without one of its own has, and begins another. `budget`: what all files of a
    request share. Raises Http404 (not the actor's draft, or no such question) and PermissionDenied.
    """
    uploads = list(uploads)
    if not uploads:
        return Taken()
    claim = readers.draft_for(by, public_id)
    _upload_question(claim, key)
    new, had = without_known(uploads[: MAX_FILES + 1], _known(claim, key))
    # Remaking pictures takes a while: before the lock, so that other answers can be saved meanwhile.
    clean, problems = cleaned(new, sender=SenderOfFiles(by), budget=budget)
    kept = _keep(public_id, key, clean, by) if clean else Taken()
    return Taken(problems + kept.problems, had + kept.had)


@transaction.atomic
def _keep(public_id: str | uuid.UUID, key: str, clean: list[CleanFile], by: Actor) -> Taken:
    claim, grant = lock_draft(public_id, by)
    _upload_question(claim, key)
    # The same may have come meanwhile by another request.
    new, had = told_apart(clean, _known(claim, key))
    kept = _kept_ids(claim, key)
    room = max(0, MAX_FILES - len(kept))
    if sentence := why_no_room(claim, new[:room]):
        return Taken([sentence], had)
    for file in new[:room]:
        kept.append(str(keep_file(claim, file, key=key).public_id))
    if new[:room]:
        _save_ids(claim, key, kept, by, grant)
        _record("claims.file.added", claim, key, by, grant)
    return Taken([too_many()] if len(new) > room else [], had)


def _known(claim: Claim, key: str) -> set[str]:
    return set(ClaimFile.objects.filter(claim=claim, key=key).order_by().values_list("sent_hash", flat=True))


def keep_file(claim: Claim, file: CleanFile, **about: Any) -> ClaimFile:
    """Save a file with its claim; `about`: other fields of the row."""
    return ClaimFile.objects.create(
        claim=claim, name=file.name, content_type=file.content_type, content=file.content, size=len(file.content),
        is_scanned=file.is_scanned, sent_hash=file.sent_hash, **about,
    )  # fmt: skip


def why_no_room(claim: Claim, clean: list[CleanFile]) -> str:
    """Why the draft or claim may not grow by these files, "" when it may: each has a limit, and so has what visitors
    leave unsaved with the council.
    """
    more = sum(len(file.content) for file in clean)
    most = MAX_DRAFT_BYTES if claim.is_draft else MAX_SENT_BYTES
    if _bytes_of(ClaimFile.objects.filter(claim=claim)) + more > most:
        return no_room() if claim.is_draft else no_room_sent()
    if not claim.is_draft:
        return ""
    owner = claim.resident
    if owner.user_id or owner.email or owner.phone:
        return ""
    unsaved = ClaimFile.objects.filter(claim__in=readers.unsaved_drafts())
    return no_room_unsaved() if _bytes_of(unsaved) + more > MAX_UNSAVED_BYTES else ""


def _bytes_of(files: QuerySet[ClaimFile]) -> int:
    return files.aggregate(Sum("size"))["size__sum"] or 0


@transaction.atomic
def remove_files(*, public_id: str | uuid.UUID, key: str, files: Iterable[str], by: Actor) -> None:
    """Take files out of an answer and delete them; ids that are not among the answer's are ignored."""
    unwanted = set(files)
    if not unwanted:
        return
    claim, grant = lock_draft(public_id, by)
    _upload_question(claim, key)
    kept = _kept_ids(claim, key)
    gone = [file_id for file_id in kept if file_id in unwanted]
    if gone:
        ClaimFile.objects.filter(claim=claim, key=key, public_id__in=gone).delete()
        _save_ids(claim, key, [file_id for file_id in kept if file_id not in unwanted], by, grant)
        _record("claims.file.removed", claim, key, by, grant)


def _upload_question(claim: Claim, key: str) -> Question:
    question = spec_of(claim).questions.get(key)
    if question is None or not type_of(question).is_upload:
        raise Http404
    return question


def _kept_ids(claim: Claim, key: str) -> list[str]:
    answer = Answer.objects.filter(claim=claim, key=key, row="").first()
    return list(answer.value or []) if answer else []


def _save_ids(claim: Claim, key: str, ids: list[str], by: Actor, grant: Delegation | None) -> None:
    claim.head_revision += 1
    provenance = Answer.Provenance.HELPER if grant else Answer.Provenance.TYPED
    answer = Answer(
        claim=claim, key=key, row="", value=ids, revision=claim.head_revision, provenance=provenance, by=by.user,
        saved_at=timezone.now(),
    )  # fmt: skip
    upsert_answers([answer])
    claim.save(update_fields=["head_revision"])
    if claim.followed:
        answers_saved.send(sender=Claim, claim=claim, by_helper=grant is not None, answers={})


def _record(code: str, claim: Claim, key: str, by: Actor, grant: Delegation | None) -> None:
    audit.record(
        code, by=by, resident=claim.resident, grant=grant, subject=f"draft {claim.public_id}", detail={"question": key}
    )


def files_of(claim: Claim, questions: Iterable[Question]) -> dict[str, list[dict[str, Any]]]:
    """The files kept for the upload questions among these, by key, as the page shows them: id, name, size in words."""
    keys = [question["key"] for question in questions if type_of(question).is_upload]
    files: dict[str, list[dict[str, Any]]] = {key: [] for key in keys}
    for row in ClaimFile.objects.filter(claim=claim, key__in=keys).defer("content").order_by("pk") if keys else ():
        files[row.key].append({"id": str(row.public_id), "name": row.name, "size": filesizeformat(row.size)})
    return files


@transaction.atomic
def record_file_opened(*, file: ClaimFile, by: Actor) -> None:
    """Write down that somebody other than the claimant took a file."""
    claim = file.claim
    if file.paper_id is not None and by.is_staff:
        ClaimFile.objects.filter(pk=file.pk, opened_at__isnull=True).update(opened_at=timezone.now())
    audit.record(
        "claims.file.opened", by=by, resident=claim.resident, subject=claim.reference or f"draft {claim.public_id}"
    )


def too_many() -> str:
    """The sentence about more files than a question takes."""
    return _("You can add up to %(limit)s files here. Remove one to add another.") % {"limit": MAX_FILES}


def no_room() -> str:
    """The sentence about a draft that holds as much as we keep."""
    return _(
        "There is no room for more files with this form, and the last ones were not added. Everything else is kept."
        " Remove a file to add another, or send the form and ask the council how to give it the rest."
    )


def no_room_sent() -> str:
    """The sentence about a sent claim that holds as much as we keep."""
    return _(
        "There is no room for more files with this claim, and the last ones were not added. Everything else is kept."
        " Ask the council how to give it the rest."
    )


def no_room_unsaved() -> str:
    """The sentence to a visitor when all that visitors left unsaved with the council is as much as we keep."""
    return _(
        "The last files were not added: there is no room just now for files of people who have not saved their form."
        " Everything else is kept. Choose “Save and come back later”, then add them again."
    )
