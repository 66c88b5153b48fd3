"""Files added to an entry as proof: remade before they are kept, through the one pipeline (core/uploading)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.actors import Actor
from accounts.uploads import SenderOfFiles
from core.uploading.files import CleanFile
from core.uploading.words import Upload, cleaned
from jobjournal.actions.recording import locked_entry
from jobjournal.models import EntryFile
from jobjournal.readers import journal as readers

MOST_FILES = 5


def add_proof(*, public_id: str | uuid.UUID, uploads: Iterable[Upload], by: Actor) -> list[str]:
    """Keep the uploads that we can take; return a sentence for each that we cannot.

    Ends the transaction that a view without one of its own has, and begins another. Raises Http404, PermissionDenied.
    """
    uploads = list(uploads)
    if not uploads:
        return [_("Choose a photo or a PDF first.")]
    readers.entry_for(by, public_id)
    # Remaking pictures takes a while: before the lock.
    clean, problems = cleaned(uploads[: MOST_FILES + 1], sender=SenderOfFiles(by))
    return problems + (_keep(public_id, clean, by) if clean else [])


@transaction.atomic
def _keep(public_id: str | uuid.UUID, clean: list[CleanFile], by: Actor) -> list[str]:
    entry, grant = locked_entry(public_id, by)
    room = max(0, MOST_FILES - EntryFile.objects.filter(entry=entry, removed_at__isnull=True).count())
    for file in clean[:room]:
        EntryFile.objects.create(
            entry=entry, name=file.name, content_type=file.content_type, content=file.content, size=len(file.content)
        )
    if clean[:room]:
        audit.record(
            "jobjournal.file.added", by=by, resident=entry.resident, grant=grant,
            subject=f"journal entry {entry.sequence}",
        )  # fmt: skip
    if len(clean) <= room:
        return []
    return [_("An entry has room for %(limit)s files. Remove one to add another.") % {"limit": MOST_FILES}]


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
