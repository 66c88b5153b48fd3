"""Reads about sharing: what can be shared, a person's shares, and what somebody who opened one may see."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.db.models.functions import Now
from django.http import Http404

from accounts.actors import Actor
from accounts.permissions import Permission, require
from core.rules.numbers import whole_number
from jobjournal.models import EntryFile, EntryRevision, PairingRequest, Share, ShareAttempt, ShareFile, ShareView
from jobjournal.readers.entry_words import EntryWords, words_beside, words_of_revision
from jobjournal.sharing.readers.codes import token_hash

# More than anybody does in a month; a longer list is read by nobody.
MOST_ENTRIES = 300
MOST_VERSIONS = 10**6
FILE_FIELDS = ("public_id", "name", "content_type", "size", "added_at", "council_id", "entry_id")


@dataclass(frozen=True)
class SharedEntry:
    """A version of an entry as a viewer reads it, with the files that are shown with it."""

    revision: EntryRevision
    words: EntryWords
    files: list[EntryFile]

    @property
    def key(self) -> str:
        """Names this very version in a form: "<entry>:<number>"."""
        return f"{self.revision.entry.public_id}:{self.revision.number}"

    @property
    def own_words(self) -> str:
        """What the person wrote beside the sentence."""
        return words_beside(self.words, self.revision.language)


def may_share(actor: Actor) -> None:
    """Raise 404 for somebody who has no journal of their own here to share."""
    if actor.user is None or actor.resident is None:
        raise Http404


def sharable_entries(actor: Actor, first_day: dt.date, last_day: dt.date, *, with_files: bool) -> list[SharedEntry]:
    """The actor's own entries of these days as they read now, newest day first, at most MOST_ENTRIES + 1."""
    may_share(actor)
    revisions = EntryRevision.objects.filter(
        entry__resident=actor.resident,
        entry__removed_at__isnull=True,
        entry__happened_on__range=(first_day, last_day),
        number=F("entry__number"),
    )
    return _shown(_in_order(revisions)[: MOST_ENTRIES + 1], _files_now() if with_files else {})


def chosen_entries(actor: Actor, keys: Iterable[str]) -> list[EntryRevision]:
    """The very versions that a form names ("<entry>:<number>"), of the actor's own entries that are still there."""
    may_share(actor)
    named = Q()
    for key in list(keys)[:MOST_ENTRIES]:
        entry, _colon, typed = key.partition(":")
        number = whole_number(typed, most=MOST_VERSIONS)
        try:
            named |= Q(entry__public_id=uuid.UUID(entry), number=number) if number else Q()
        except ValueError:
            continue
    if not named:
        return []
    mine = EntryRevision.objects.filter(entry__resident=actor.resident, entry__removed_at__isnull=True)
    return list(mine.filter(named).select_related("entry"))


def chosen_files(revisions: list[EntryRevision], file_ids: Iterable[str]) -> list[EntryFile]:
    """The named files that belong to these entries and are still there."""
    wanted = []
    for file_id in file_ids:
        try:
            wanted.append(uuid.UUID(file_id))
        except ValueError:
            continue
    files = EntryFile.objects.filter(public_id__in=wanted, entry__in=[revision.entry_id for revision in revisions])
    return list(files.filter(removed_at__isnull=True).only(*FILE_FIELDS))


def _in_order(revisions: QuerySet[EntryRevision]) -> QuerySet[EntryRevision]:
    return revisions.select_related("entry").order_by("-happened_on", "-entry__sequence")


def _files_now() -> Prefetch:
    files = EntryFile.objects.filter(removed_at__isnull=True).only(*FILE_FIELDS).order_by("pk")
    return Prefetch("entry__files", queryset=files, to_attr="shown_files")


def _shown(revisions: QuerySet[EntryRevision], files: Prefetch | dict) -> list[SharedEntry]:
    found = revisions.prefetch_related(files) if files else revisions
    return [
        SharedEntry(revision, words_of_revision(revision), getattr(revision.entry, "shown_files", []))
        for revision in found
    ]


def shown_in(share: Share) -> list[SharedEntry]:
    """What a share shows: the versions and files that were fixed when it was made."""
    files: dict[int, list[EntryFile]] = {}
    rows = ShareFile.objects.filter(item__share=share).select_related("item", "file").defer("file__content")
    for row in rows.order_by("file_id"):
        files.setdefault(row.item.revision_id, []).append(row.file)
    revisions = _in_order(EntryRevision.objects.filter(pk__in=share.items.values("revision")))
    return [SharedEntry(revision, words_of_revision(revision), files.get(revision.pk, [])) for revision in revisions]


def file_in(share: Share, file_id: uuid.UUID) -> EntryFile:
    """A file that a share shows. Raises Http404."""
    row = ShareFile.objects.filter(item__share=share, file__public_id=file_id).select_related("file").first()
    if row is None:
        raise Http404
    return row.file


# --- The person ---------------------------------------------------------------------------------------------------


def shares_for(actor: Actor) -> QuerySet[Share]:
    """The actor's own shares, newest first, with how many wrong PINs there were."""
    if actor.user is None or actor.resident is None:
        return Share.objects.none()
    wrong = Count("attempts", filter=Q(attempts__outcome=ShareAttempt.Outcome.WRONG))
    return Share.objects.filter(resident=actor.resident).annotate(wrong_pins=wrong).order_by("-entries_fixed_at")


def share_for(actor: Actor, public_id: uuid.UUID) -> Share:
    """One of the actor's own shares. Raises Http404."""
    share = shares_for(actor).filter(public_id=public_id).first()
    if share is None:
        raise Http404
    return share


def share_of_form(actor: Actor, client_id: uuid.UUID) -> Share | None:
    """The share that this drawn form made already, if it did."""
    return shares_for(actor).filter(client_id=client_id).first()


def is_live(share: Share, *, now: dt.datetime) -> bool:
    """Whether whoever opened this share may still read it."""
    return share.revoked_at is None and share.destroyed_at is None and share.expires_at > now


# --- Whoever opened it --------------------------------------------------------------------------------------------


def live_shares(prefix: str = "") -> Q:
    """The condition of a share that may be read now, by the database's clock; `prefix` leads to it ("share__")."""
    return Q(
        **{
            f"{prefix}revoked_at__isnull": True,
            f"{prefix}destroyed_at__isnull": True,
            f"{prefix}expires_at__gt": Now(),
        }
    )


def live_view(token: str) -> ShareView | None:
    """What the holder of this token may read now; None once it ended, ran out, or the person took it back."""
    if not token:
        return None
    views = ShareView.objects.filter(live_shares("share__"), token_hash=token_hash(token), ended_at__isnull=True)
    return views.filter(ends_at__gt=Now()).select_related("share").first()


def screen_request(token: str) -> PairingRequest | None:
    """The request of this browser to be shown a journal, while it waits."""
    if not token:
        return None
    waiting = PairingRequest.objects.filter(token_hash=token_hash(token), approved_at__isnull=True)
    return waiting.filter(expires_at__gt=Now()).first()


def kept_shares(actor: Actor) -> QuerySet[Share]:
    """The shares on the list of this member of a jobcentre's staff that still live, newest first."""
    require(actor, Permission.JOURNAL_SHARED)
    mine = Share.objects.filter(live_shares(), kept__membership=actor.membership)
    return mine.select_related("resident").order_by("-kept__kept_at")


def kept_share(actor: Actor, public_id: uuid.UUID) -> Share:
    """One share on the list of this member of staff. Raises Http404, also once it ended; PermissionDenied."""
    share = kept_shares(actor).filter(public_id=public_id).first()
    if share is None:
        raise Http404
    return share
