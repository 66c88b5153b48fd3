"""Taking a file in parts, so that a line that drops costs one part and not the whole photo.

Parts wait for the page that they are for, which takes the whole file as if it had come with it: what it is, and whether
it is kept, is decided there (core/uploading). Nothing here is a file that anybody has.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import re
import uuid

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.http import Http404
from django.utils import timezone

from accounts.actors import Actor
from accounts.door import person_key
from accounts.models import IncomingFile, IncomingPart
from accounts.uploads import SenderOfFiles
from core.uploading.limits import MAX_BYTES, MAX_PART_BYTES, MEGA

KEPT_FOR = dt.timedelta(hours=1)
# Once it is kept elsewhere: the answer may be lost, and the page's post sent again.
KEPT_WHEN_TAKEN = dt.timedelta(minutes=5)
# What one asker may have waiting, and all askers of a council together.
MOST_FILES, MOST_BYTES, MOST_OF_COUNCIL = 12, 120 * MEGA, 2048 * MEGA
HASH = re.compile(r"[0-9a-f]{64}")


class NotInParts(Exception):
    """It is not taken in parts: the page may be sent the whole file, and says whether it takes that."""


class OutOfPlace(Exception):
    """A part that does not follow what is here, or is none. `received`: how many bytes are here, from the first on."""

    def __init__(self, received: int):
        super().__init__(received)
        self.received = received


class CameDifferently(Exception):
    """All bytes are here and are not the file that was announced; they are deleted."""


def holder_of(by: Actor) -> str:
    """A keyed hash that identifies the sender; "" for a visitor without a session."""
    person = person_key(by)
    said = f"incoming:{by.council.pk}:{person}"
    return hmac.new(settings.SECRET_KEY.encode(), said.encode(), hashlib.sha256).hexdigest() if person else ""


@transaction.atomic
def begin_file(*, size: int, sent_hash: str, by: Actor) -> IncomingFile:
    """Announce a file of so many bytes and with this SHA-256: the one that waits already, with what is here of it, or
    a new one. Raises NotInParts.
    """
    holder, now = holder_of(by), timezone.now()
    if not holder or not HASH.fullmatch(sent_hash) or not 0 < size <= MAX_BYTES:
        raise NotInParts
    own = IncomingFile.objects.filter(holder=holder)
    own.filter(expires_at__lte=now).delete()
    waiting = own.filter(sent_hash=sent_hash, size=size).first()
    if waiting is not None:
        return waiting
    if not _has_room(own.filter(expires_at__gt=now + KEPT_WHEN_TAKEN), size) or SenderOfFiles(by).why_not_in_parts(
        size
    ):
        raise NotInParts
    found, _made = IncomingFile.objects.get_or_create(
        holder=holder, sent_hash=sent_hash, defaults={"size": size, "expires_at": now + KEPT_FOR}
    )
    if found.size != size:
        raise NotInParts
    return found


def _has_room(own, size: int) -> bool:
    if own.count() >= MOST_FILES or _bytes_of(own) + size > MOST_BYTES:
        return False
    return _bytes_of(IncomingFile.objects.all()) + size <= MOST_OF_COUNCIL


def _bytes_of(files) -> int:
    return files.aggregate(Sum("size"))["size__sum"] or 0


@transaction.atomic
def add_part(*, public_id: str | uuid.UUID, offset: int, content: bytes, by: Actor) -> IncomingFile:
    """Keep some bytes, once however often they are sent. Raises Http404 for what is not the actor's or is over,
    OutOfPlace, CameDifferently.
    """
    file = _own(public_id, by, lock=True)
    if offset < file.received:
        # Its answer was lost, and it was sent again.
        return file
    if offset > file.received or not 0 < len(content) <= min(MAX_PART_BYTES, file.size - offset):
        raise OutOfPlace(file.received)
    IncomingPart.objects.create(file=file, offset=offset, content=content)
    file.received = offset + len(content)
    file.expires_at = timezone.now() + KEPT_FOR
    file.save(update_fields=["received", "expires_at"])
    return file


def whole_file(*, public_id: str | uuid.UUID, by: Actor) -> bytes:
    """The bytes of a file of which all parts are here. Raises Http404, OutOfPlace, CameDifferently."""
    file = _own(public_id, by)
    if file.received < file.size:
        raise OutOfPlace(file.received)
    content = b"".join(bytes(part) for part in file.parts.order_by("offset").values_list("content", flat=True))
    if hashlib.sha256(content).hexdigest() != file.sent_hash:
        file.delete()
        raise CameDifferently
    return content


def _own(public_id: str | uuid.UUID, by: Actor, *, lock: bool = False) -> IncomingFile:
    files = IncomingFile.objects.filter(holder=holder_of(by), expires_at__gt=timezone.now(), public_id=public_id)
    found = (files.select_for_update() if lock else files).exclude(holder="").first()
    if found is None:
        raise Http404
    return found


def release_file(*, public_id: str | uuid.UUID, by: Actor) -> None:
    """Let go of a file that was kept elsewhere: it waits for minutes only, and takes no room of its sender's."""
    own = IncomingFile.objects.filter(holder=holder_of(by), public_id=public_id).exclude(holder="")
    own.update(expires_at=timezone.now() + KEPT_WHEN_TAKEN)


def delete_old_files() -> int:
    """Delete what nobody sent a part of for an hour, in the council of the scope; how many."""
    old = IncomingFile.objects.filter(expires_at__lte=timezone.now())
    number = old.count()
    old.delete()
    return number
