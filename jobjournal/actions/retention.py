"""Deleting what need not be kept (docs/journal.md has the policy in words)."""

from __future__ import annotations

import datetime as dt
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from jobjournal.actions.drafting import delete_old_drafts
from jobjournal.models import Appointment, Entry, EntryDraft, EntryFile, Job, Journal, JournalPdf, WorkPlan

# Long enough to notice a mistake, and for whoever was shown an entry to have seen it.
REMOVED_DAYS = 30
# Long enough to come back to what was begun; the entry itself is kept once it is saved.
DRAFT_DAYS = 14
# A PDF can be made again at any time.
DOCUMENT_DAYS = 7
# Nobody asks for evidence of a search that ended two years ago; a sanction can be challenged for 13 months.
UNUSED_DAYS = 731
# One run keeps its locks for a short while; the next one goes on.
AT_ONCE, JOURNALS_AT_ONCE = 500, 20
# What a journal holds of a resident.
PARTS = (Entry, EntryDraft, JournalPdf, Job, Appointment, WorkPlan)


@transaction.atomic
def delete_old_parts(*, by: Actor) -> dict[str, int]:
    """Delete entries and files that were removed 30 days ago, entries that were begun and not saved after two weeks,
    PDFs after one, and journals unused for two years.

    Returns how many of each. The journal's own row stays: its counter keeps numbers from being used twice.
    """
    now = timezone.now()
    removed = now - dt.timedelta(days=REMOVED_DAYS)
    done = {
        "entries": _delete(Entry, removed_at__lt=removed),
        "files": _delete(EntryFile, removed_at__lt=removed),
        "drafts": delete_old_drafts(before=now - dt.timedelta(days=DRAFT_DAYS), most=AT_ONCE, by=by),
        "documents": _delete(JournalPdf, asked_at__lt=now - dt.timedelta(days=DOCUMENT_DAYS)),
        "journals": _delete_unused(now - dt.timedelta(days=UNUSED_DAYS)),
    }
    if any(done.values()):
        audit.record("jobjournal.journals.deleted", by=by, detail=done)
    return done


def _delete(model, **which) -> int:
    keys = list(model.objects.filter(**which).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    if keys:
        model.objects.filter(pk__in=keys).delete()
    return len(keys)


def _delete_unused(before: dt.datetime) -> int:
    """Empty the journals that nobody has written in since, a few at a time; those that are empty do not count."""
    anything = [Exists(model.objects.filter(resident_id=OuterRef("resident_id"))) for model in PARTS]
    unused = Journal.objects.filter(reduce(or_, anything), last_used_at__lt=before).order_by("pk")
    residents = list(unused.values_list("resident_id", flat=True)[:JOURNALS_AT_ONCE])
    for model in PARTS:
        model.objects.filter(resident_id__in=residents).delete()
    return len(residents)
