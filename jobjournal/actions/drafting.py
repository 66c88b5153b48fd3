"""Keeping what is typed of an entry before it is saved, so that whoever leaves the page finds it again."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Resident
from jobjournal.actions.access import locked_journal
from jobjournal.models import Entry, EntryDraft, Job, Journal
from jobjournal.readers.drafts import Typed, all_boxes, composed_of, encrypted_typed, typed_in
from jobjournal.readers.library import Offer, offer_of
from jobjournal.rules.entry_answers import MOST_OWN_WORDS
from jobjournal.signals import entry_draft_ends, entry_typed

# What is too long for an entry is said when it is saved, and till then kept, within reason.
MOST_TYPED = 2 * MOST_OWN_WORDS


class AlreadySaved(Exception):
    """The entry is saved: there is nothing left to keep of it."""


@dataclass(frozen=True)
class DraftOf:
    """Which entry is typed: the id of its page, the activity, and the sentence ("": in one's own words)."""

    client_id: uuid.UUID
    activity: str
    template: str = ""
    job: Job | None = None


@dataclass(frozen=True)
class BoxChange:
    """What is in a box, `base` the revision that the page knew, `page` the open page that says so."""

    name: str
    raw: str
    base: int = 0
    page: str = ""


@dataclass
class KeptBoxes:
    """By box: the revision of what is kept, or what somebody else wrote there since."""

    revisions: dict[str, int] = field(default_factory=dict)
    conflicts: dict[str, Typed] = field(default_factory=dict)


@transaction.atomic
def save_draft(*, of: DraftOf, changes: Iterable[BoxChange], by: Actor, offer: Offer | None = None) -> KeptBoxes:
    """Keep what is typed in the actor's own journal; what another page wrote since `base` is reported and not written
    over. Whatever else they had begun goes. `offer` is that of the activity, if at hand. Raises Http404 for what the
    council does not offer and for who has no journal of their own, AlreadySaved.
    """
    if by.resident is None or by.user is None:
        raise Http404
    names = all_boxes(composed_of(offer or offer_of(of.activity), of.template))
    changes = [change for change in changes if change.name in names and can_be_kept(change.raw)]
    # In one order with saving the entry: what comes after that finds it.
    locked_journal(by.resident)
    if Entry.objects.filter(resident=by.resident, client_id=of.client_id).exists():
        raise AlreadySaved
    draft = EntryDraft.objects.select_for_update(of=("self",)).filter(resident=by.resident).first()
    if draft is None or draft.client_id != of.client_id:
        if not any(change.raw.strip() for change in changes):
            return KeptBoxes({change.name: 0 for change in changes})
        draft = _begun(draft, of, by)
    return write_boxes(draft, changes)


def can_be_kept(raw: object) -> bool:
    """Whether this can be the words of a box: a text, not too long, of whole letters."""
    return isinstance(raw, str) and len(raw) <= MOST_TYPED and not any("\ud800" <= letter <= "\udfff" for letter in raw)


def _begun(other: EntryDraft | None, of: DraftOf, by: Actor) -> EntryDraft:
    if other is not None:
        _end(other, is_saved=False, by=by)
    job = of.job if of.job is not None and of.job.resident_id == by.resident.pk else None
    return EntryDraft(
        client_id=of.client_id, resident=by.resident, job=job, activity_key=of.activity, template_key=of.template,
        began_at=timezone.now(),
    )  # fmt: skip


def is_late(typed: Mapping[str, Typed], change: BoxChange) -> bool:
    """Whether something else is kept than the page knows, and not by its own writing."""
    known = typed.get(change.name)
    if known is None or known.raw == change.raw or known.revision == change.base:
        return False
    return not change.page or known.page != change.page


def write_boxes(draft: EntryDraft, changes: Iterable[BoxChange], *, by_helper: bool = False) -> KeptBoxes:
    """Write these into a locked draft: the one way into it. `by_helper`: an adviser with whom it is shared does."""
    typed = typed_in(draft) if draft.pk else {}
    kept, head = KeptBoxes(), draft.head_revision
    for change in changes:
        known = typed.get(change.name)
        if known is not None and known.raw == change.raw:
            kept.revisions[change.name] = known.revision
        elif known is not None and is_late(typed, change):
            kept.conflicts[change.name] = known
        elif known is None and not change.raw:
            kept.revisions[change.name] = 0
        else:
            head += 1
            typed[change.name] = Typed(change.raw, head, by_helper, change.page)
            kept.revisions[change.name] = head
    if head != draft.head_revision:
        draft.head_revision, draft.saved_at, draft.secret = head, timezone.now(), encrypted_typed(draft, typed)
        draft.save()
        if draft.followed:
            entry_typed.send(sender=EntryDraft, draft=draft)
    return kept


@transaction.atomic
def remove_draft(*, by: Actor) -> None:
    """Throw away what the actor has begun and not saved."""
    if by.resident is None or by.user is None:
        raise Http404
    locked_journal(by.resident)
    _end_those(EntryDraft.objects.filter(resident=by.resident), is_saved=False, by=by)


def locked_draft(public_id: uuid.UUID) -> EntryDraft | None:
    """The draft of this id, locked until the transaction ends: whoever asks has asked whose it is."""
    # Its person may save it in the same transaction, and that locks the journal first.
    list(Journal.objects.select_for_update(of=("self",)).filter(resident__entry_draft__public_id=public_id))
    drafts = EntryDraft.objects.select_for_update(of=("self",)).select_related("job", "resident")
    return drafts.filter(public_id=public_id).first()


def end_draft(*, resident: Resident, client_id: uuid.UUID, by: Actor) -> None:
    """The entry is saved, with the journal locked: what was kept of it goes."""
    _end_those(EntryDraft.objects.filter(resident=resident, client_id=client_id), is_saved=True, by=by)


@transaction.atomic
def delete_old_drafts(*, before: dt.datetime, most: int, by: Actor) -> int:
    """Delete what nobody wrote in since; how many."""
    old = EntryDraft.objects.filter(saved_at__lt=before).order_by("pk")
    return _end_those(old[:most], is_saved=False, by=by)


def _end_those(drafts: QuerySet[EntryDraft], *, is_saved: bool, by: Actor) -> int:
    found = list(drafts.select_for_update(of=("self",)))
    for draft in found:
        _end(draft, is_saved=is_saved, by=by)
    return len(found)


def _end(draft: EntryDraft, *, is_saved: bool, by: Actor) -> None:
    if draft.followed:
        entry_draft_ends.send(sender=EntryDraft, draft=draft, is_saved=is_saved, by=by)
    draft.delete()
