"""A person shares a part of their journal, gives the address to somebody, and takes it back."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from jobjournal.models import EntryFile, EntryRevision, Share, ShareFile, ShareItem
from jobjournal.models.shares import LONGEST_DAYS, TRIES
from jobjournal.sharing.readers.codes import new_code, new_pin, pin_hash
from jobjournal.sharing.readers.shares import is_live, may_share, share_for
from notifications.actions import notify


class NothingToShare(Exception):
    """No entry was chosen."""


class SharedAlready(Exception):
    """This form made its share before. `share` is that one; its PIN is not known any more."""

    def __init__(self, share: Share):
        super().__init__(f"share {share.pk}")
        self.share = share


class CannotBeOpened(Exception):
    """A share that has ended, was used, or has no PIN: neither its address nor a new PIN is of use to anybody."""


@dataclass(frozen=True)
class Chosen:
    """What a share shows: versions of the person's own entries, files that belong to them, and what was asked for."""

    entries: list[EntryRevision]
    files: list[EntryFile] = field(default_factory=list)
    selection: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class NewShare:
    """A share and its PIN, which is told once and kept nowhere."""

    share: Share
    pin: str


@dataclass(frozen=True)
class Recipient:
    """Where the address of a share is sent: channel "email" or "sms", and the address or number in E.164 form."""

    channel: str
    contact: str


@transaction.atomic
def create_share(
    *, chosen: Chosen, days: int, print_allowed: bool, client_id: uuid.UUID, by: Actor,
    send_to: Recipient | None = None, address: str = "",
) -> NewShare:  # fmt: skip
    """Share `chosen` by a new PIN for so many days (1 to 14), or with 0 until it has been opened once.

    With `send_to`, the address of the share ("{code}" in `address` stands for its code) is sent there, never the PIN.
    Raises Http404, NothingToShare, SharedAlready, accounts.door.TooManyMessages.
    """
    may_share(by)
    now, code, pin = timezone.now(), new_code(), new_pin()
    share = Share(
        resident=by.resident,
        client_id=client_id,
        code=code,
        pin_hash=pin_hash(pin, council_id=by.council.pk, code=code),
        selection=chosen.selection,
        single_use=days == 0,
        print_allowed=print_allowed,
        entries_fixed_at=now,
        expires_at=now + dt.timedelta(days=days or LONGEST_DAYS),
    )
    keep_share(share, chosen)
    audit.record(
        "jobjournal.share.created",
        by=by,
        resident=by.resident,
        subject=subject_of(share),
        detail={"entries": len(chosen.entries), "files": len(chosen.files), "days": days},
    )
    if send_to is not None:
        _send(share, send_to, address, by)
    return NewShare(share, pin)


def keep_share(share: Share, chosen: Chosen) -> None:
    """Write a share and fix what it shows, in the caller's transaction. Raises NothingToShare, SharedAlready."""
    if not chosen.entries:
        raise NothingToShare
    try:
        with transaction.atomic():
            share.save(force_insert=True)
    except IntegrityError:
        made = Share.objects.filter(resident=share.resident, client_id=share.client_id).first()
        if made is None:
            raise
        raise SharedAlready(made) from None
    items = [ShareItem(share=share, revision=revision) for revision in chosen.entries]
    by_entry = {item.revision.entry_id: item for item in ShareItem.objects.bulk_create(items)}
    shown = [ShareFile(item=by_entry[file.entry_id], file=file) for file in chosen.files if file.entry_id in by_entry]
    ShareFile.objects.bulk_create(shown)


def subject_of(share: Share) -> str:
    """How the audit trail names a share: by the day it was made."""
    return f"share of {timezone.localtime(share.entries_fixed_at):%d.%m.%Y %H:%M}"


@transaction.atomic
def renew_pin(*, public_id: uuid.UUID, by: Actor) -> NewShare:
    """A new PIN with five new tries for a share of one's own that can still be opened; the old PIN is void.

    Raises Http404, CannotBeOpened.
    """
    share = _lock(public_id, by)
    pin = new_pin()
    share.pin_hash = pin_hash(pin, council_id=by.council.pk, code=share.code)
    share.tries_left = TRIES
    share.save(update_fields=["pin_hash", "tries_left"])
    audit.record("jobjournal.share.pin_renewed", by=by, resident=by.resident, subject=subject_of(share))
    return NewShare(share, pin)


@transaction.atomic
def send_share(*, public_id: uuid.UUID, to: Recipient, address: str, by: Actor) -> None:
    """Send the address of one's own share ("{code}" in it is filled in), never its PIN.

    Raises Http404, CannotBeOpened, accounts.door.TooManyMessages.
    """
    _send(_lock(public_id, by), to, address, by)


def _send(share: Share, to: Recipient, address: str, by: Actor) -> None:
    notify(
        resident=share.resident,
        template="journal_share_link",
        context={"url": address.replace("{code}", share.code)},
        by=by,
        channels=[to.channel],
        to=to.contact,
    )
    audit.record(
        "jobjournal.share.sent", by=by, resident=share.resident, subject=subject_of(share),
        detail={"channel": to.channel},
    )  # fmt: skip


def _lock(public_id: uuid.UUID, by: Actor) -> Share:
    """One's own share, locked, if a PIN can still open it."""
    found = share_for(by, public_id)
    share = Share.objects.select_for_update(of=("self",)).select_related("resident").get(pk=found.pk)
    used = share.single_use and share.used_at is not None
    if not is_live(share, now=timezone.now()) or used or share.on_computer:
        raise CannotBeOpened
    return share


@transaction.atomic
def revoke_share(*, public_id: uuid.UUID, by: Actor) -> None:
    """Take one's own share back: whoever has it open loses it on their next request. Raises Http404.

    One that has ended already stays as it is.
    """
    share = share_for(by, public_id)
    now = timezone.now()
    live = Share.objects.filter(pk=share.pk, revoked_at__isnull=True, destroyed_at__isnull=True, expires_at__gt=now)
    if live.update(revoked_at=now):
        audit.record("jobjournal.share.revoked", by=by, resident=by.resident, subject=subject_of(share))
