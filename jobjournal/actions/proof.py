"""Files added to an entry as proof: remade before they are kept, through the one pipeline (core/uploading)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.actors import Actor
from accounts.uploads import SenderOfFiles
from core.uploading.files import CleanFile
from core.uploading.words import Taken, Upload, cleaned, told_apart, without_known
from jobjournal.actions.recording import locked_entry
from jobjournal.models import Entry, EntryFile
from jobjournal.readers import journal as readers

MOST_FILES = 5


def add_proof(*, public_id: str | uuid.UUID, uploads: Iterable[Upload], by: Actor) -> Taken:
    """Keep the uploads that we can take, each once however often it is sent.

    Ends the transaction that a view without one of its own has, and begins another. Raises Http404, PermissionDenied.
    """
    uploads = list(uploads)
    if not uploads:
        return Taken([_("Choose a photo or a PDF first.")])
    new, had = without_known(uploads[: MOST_FILES + 1], _known(readers.entry_for(by, public_id)))
    # Remaking pictures takes a while: before the lock.
    clean, problems = cleaned(new, sender=SenderOfFiles(by))
    kept = _keep(public_id, clean, by) if clean else Taken()
    return Taken(problems + kept.problems, had + kept.had)


def _known(entry: Entry) -> set[str]:
    return set(_there(entry).values_list("sent_hash", flat=True))


def _there(entry: Entry) -> QuerySet[EntryFile]:
    return EntryFile.objects.filter(entry=entry, removed_at__isnull=True)


@transaction.atomic
def _keep(public_id: str | uuid.UUID, clean: list[CleanFile], by: Actor) -> Taken:
    entry, grant = locked_entry(public_id, by)
    # The same may have come meanwhile by another request.
    new, had = told_apart(clean, _known(entry))
    room = max(0, MOST_FILES - _there(entry).count())
    for file in new[:room]:
        EntryFile.objects.create(
            entry=entry, name=file.name, content_type=file.content_type, content=file.content, size=len(file.content),
            sent_hash=file.sent_hash,
        )  # fmt: skip
    if new[:room]:
        audit.record(
            "jobjournal.file.added", by=by, resident=entry.resident, grant=grant,
            subject=f"journal entry {entry.sequence}",
        )  # fmt: skip
    if len(new) <= room:
        return Taken([], had)
    full = _("An entry has room for %(limit)s files. Remove one to add another.") % {"limit": MOST_FILES}
    return Taken([full], had)


@transaction.atomic
def remove_proof(*, public_id: str | uuid.UUID, by: Actor) -> EntryFile:
    """Take a file out of its entry; it is deleted for good later (jobjournal/actions/retention.py)."""
    file = readers.file_for(by, public_id)
    entry, grant = locked_entry(file.entry.public_id, by)
    file.removed_at = timezone.now()
    file.save(update_fields=["removed_at"])
    audit.record(
        "jobjournal.file.removed", by=by, resident=entry.resident, grant=grant,
        subject=f"journal entry {entry.sequence}",
    )  # fmt: skip
    return file


@transaction.atomic
def record_proof_opened(*, file: EntryFile, by: Actor) -> None:
    """Write down that a helper took a file."""
    access = readers.journal_access(by, file.entry.resident)
    audit.record("jobjournal.file.opened", by=by, resident=access.resident, grant=access.grant)
