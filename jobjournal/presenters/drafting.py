"""What pages show of an entry that somebody began and did not save."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404

from jobjournal.models import EntryDraft
from jobjournal.presenters.page_parts import address, site_language
from jobjournal.readers.drafts import OWN, draft_of, title_of
from jobjournal.readers.journal import JournalAccess
from jobjournal.readers.library import offer_of


def begun_content(
    journal: JournalAccess, draft: EntryDraft | None, *, on_page: uuid.UUID | None = None, goes: bool = False
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
    return {"title": title, "url": draft_url(journal, draft), "is_here": draft.client_id == on_page, "goes": goes}


def own_begun(journal: JournalAccess) -> dict[str, Any] | None:
    """What the person has begun, on their own pages that have no entry to type."""
    return begun_content(journal, draft_of(journal.resident.pk)) if journal.is_own else None


def draft_url(journal: JournalAccess, draft: EntryDraft) -> str:
    """The page on which this entry is typed."""
    job = str(draft.job.public_id) if draft.job is not None else ""
    return address("add_entry", journal, draft.activity_key, how=draft.template_key or OWN, job=job)
