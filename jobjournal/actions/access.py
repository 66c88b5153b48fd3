"""Who may write in a journal, asked inside the writing transaction, and the lock on the journal."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Delegation, Resident
from jobjournal.models import Journal
from jobjournal.readers import journal as readers


def right_to_fill(resident: Resident, by: Actor) -> Delegation | None:
    """None for the person themselves, else the helper's grant, locked: a revocation that commits first wins.

    Raises Http404 for who may not even look, PermissionDenied for who may only look.
    """
    if by.resident is not None and by.resident.pk == resident.pk and by.user is not None:
        return None
    readers.journal_access(by, resident)
    grant = readers.grant_to_fill(by, resident)
    if grant is None:
        raise PermissionDenied
    return grant


def locked_journal(resident: Resident) -> Journal:
    """The journal's row, made if need be, locked until the transaction ends."""
    now = timezone.now()
    journal = Journal.objects.select_for_update().filter(resident=resident).first()
    if journal is None:
        Journal.objects.bulk_create([Journal(resident=resident, last_used_at=now)], ignore_conflicts=True)
        journal = Journal.objects.select_for_update().get(resident=resident)
    return journal


def mark_used(resident: Resident) -> None:
    """The person, or a helper, wrote in the journal now: retention counts from here."""
    journal = locked_journal(resident)
    journal.last_used_at = timezone.now()
    journal.save(update_fields=["last_used_at"])
