"""Deleting what need not be kept (docs/journal.md has the policy in words)."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from jobjournal.models import Appointment, Entry, EntryFile, Job, Journal, JournalDocument, WorkPlan

# Long enough to notice a mistake, and for whoever was shown an entry to have seen it.
REMOVED_DAYS = 30
# A PDF can be made again at any time.
DOCUMENT_DAYS = 7
# Nobody asks for evidence of a search that ended two years ago; a sanction can be challenged for 13 months.
UNUSED_DAYS = 731
# One run keeps its locks for a short while; the next one goes on.
AT_ONCE = 500


@transaction.atomic
def delete_old_parts(*, by: Actor) -> dict[str, int]:
    """Delete entries and files that were removed 30 days ago, PDFs after a week, and journals unused for two years.

    Returns how many of each. The journal's own row stays: its counter keeps numbers from being used twice.
    """
    now = timezone.now()
    removed = now - dt.timedelta(days=REMOVED_DAYS)
    done = {
        "entries": _delete(Entry, removed_at__lt=removed),
        "files": _delete(EntryFile, removed_at__lt=removed),
        "documents": _delete(JournalDocument, asked_at__lt=now - dt.timedelta(days=DOCUMENT_DAYS)),
        "journals": _delete_unused(now - dt.timedelta(days=UNUSED_DAYS)),
    }
    if any(done.values()):
        audit.record("jobjournal.journals.deleted", by=by, detail=done)
    return done


def _delete(model, **which) -> int:
    keys = list(model.objects.filter(**which).values_list("pk", flat=True)[:AT_ONCE])
    if keys:
        model.objects.filter(pk__in=keys).delete()
    return len(keys)


def _delete_unused(before: dt.datetime) -> int:
    """Empty up to twenty journals that nobody has written in since; those that are empty already do not count."""
    number = 0
    for resident_id in Journal.objects.filter(last_used_at__lt=before).values_list("resident_id", flat=True)[:200]:
        gone = [
            model.objects.filter(resident_id=resident_id).delete()[0]
            for model in (Entry, JournalDocument, Job, Appointment, WorkPlan)
        ]
        number += any(gone)
        if number == 20:
            break
    return number
