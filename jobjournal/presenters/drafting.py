"""What pages show of an entry that somebody began and did not save."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from jobjournal.actions.retention import DRAFT_DAYS
from jobjournal.models import EntryDraft, Job
from jobjournal.presenters.page_parts import site_language
from jobjournal.readers.drafts import OWN, draft_of, title_of
from jobjournal.readers.journal import JournalAccess
from jobjournal.readers.library import offer_of


def begun_content(
    draft: EntryDraft | None, *, on_page: uuid.UUID | None = None, goes: bool = False
) -> dict[str, Any] | None:
    """For jobjournal/_begun.html. `on_page` is the id of the entry on the page, `goes`: writing here ends the draft.
    None where nothing was begun, or the council does not offer it any more.
    """
    if draft is None:
        return None
    try:
        title = title_of(offer_of(draft.activity_key), site_language())
    except Http404:
        return None
    return {
        "title": title, "url": own_url(draft), "is_here": draft.client_id == on_page, "goes": goes, "days": DRAFT_DAYS,
    }  # fmt: skip


def own_begun(journal: JournalAccess) -> dict[str, Any] | None:
    """What the person has begun, on their own pages that have no entry to type."""
    return begun_content(draft_of(journal.resident.pk)) if journal.is_own else None


def own_url(draft: EntryDraft) -> str:
    """The page on which a person types this entry of theirs."""
    query = {"how": draft.template_key or OWN}
    if draft.job is not None:
        query["job"] = str(draft.job.public_id)
    return f"{reverse('jobjournal:add_entry', args=[draft.activity_key])}?{urlencode(query)}"


def start_of(job: Job | None) -> dict[str, Any]:
    """What is known before the first question is answered."""
    known = {"date": timezone.localdate().isoformat()}
    if job is not None:
        known |= {"job_title": job.title, "employer": job.employer, "place": job.place, "site": job.seen_at}
        known["reference"] = job.job_reference
    return known
