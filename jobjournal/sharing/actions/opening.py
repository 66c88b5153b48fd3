"""Opening a share with its code and PIN. One path for every answer: the same work whether there is a share or none."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Least
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from accounts.permissions import Permission
from jobjournal.models import EntryFile, Share, ShareAttempt, ShareKept, ShareView
from jobjournal.sharing.actions.sharing import subject_of
from jobjournal.sharing.readers.codes import new_token, pin_hash, same_hash, token_hash

# A share that is opened once can be read for so long afterwards.
HOURS_ONCE_OPENED = 2
# Whoever opened a share that lives for days gives the PIN again after so long: computers are shared.
VIEW_HOURS = 8
SEEN_SECONDS = 30
NOBODYS_HASH = "0" * 64

# The try is spent before the PIN is looked at, so that guesses side by side cannot be more than there are tries.
SPEND_TRY = """
UPDATE jobjournal_share
   SET tries_left = tries_left - 1,
       destroyed_at = CASE WHEN tries_left = 1 THEN statement_timestamp() END
 WHERE council_id = %s AND code = %s AND tries_left > 0 AND pin_hash <> ''
   AND revoked_at IS NULL AND destroyed_at IS NULL AND expires_at > statement_timestamp()
   AND (NOT single_use OR used_at IS NULL)
RETURNING id, pin_hash
"""


@dataclass(frozen=True)
class Opened:
    """A view of a share, and the token that the viewer's browser must hold."""

    view: ShareView
    token: str


@transaction.atomic
def open_share(*, code: str, pin: str, viewer_name: str, by: Actor, keep: bool = False) -> Opened | None:
    """Open the share with this code (as share_codes.read_code gives it) if this is its PIN.

    None when the code is unknown, the PIN wrong, or the share used, expired, revoked or destroyed: nothing tells which.
    `viewer_name` is what the viewer says; signed-in staff of a jobcentre are named by their role instead, and with
    `keep` the share goes on their list. The fifth wrong PIN destroys the share.
    """
    given = pin_hash(pin, council_id=by.council.pk, code=code)
    share_id, kept_hash = _spend_try(by.council.pk, code)
    right = same_hash(kept_hash, given) and share_id is not None
    ShareAttempt.objects.create(share_id=share_id, outcome=_outcome(share_id, right))
    if not right:
        return None
    return _begin_view(_give_back_try(share_id), viewer_name, keep, by)


def _spend_try(council_id: int, code: str) -> tuple[int | None, str]:
    """One atomic statement: the share and the hash of its PIN, with one try fewer; or nothing, with nobody's hash."""
    with connection.cursor() as cursor:
        cursor.execute(SPEND_TRY, [council_id, code])
        return cursor.fetchone() or (None, NOBODYS_HASH)


def _outcome(share_id: int | None, right: bool) -> str:
    if right:
        return ShareAttempt.Outcome.OPENED
    return ShareAttempt.Outcome.NOTHING if share_id is None else ShareAttempt.Outcome.WRONG


def _give_back_try(share_id: int) -> Share:
    """The share, opened: the right try does not count, and once it is used nobody else gets in.

    The row is ours since the try was spent: whoever comes at the same moment waits, and then finds it used.
    """
    now = timezone.now()
    share = Share.objects.select_related("resident").get(pk=share_id)
    changes = {"tries_left": F("tries_left") + 1, "destroyed_at": None, "opened_at": share.opened_at or now}
    if share.single_use:
        changes |= {"used_at": now, "expires_at": Least(F("expires_at"), now + dt.timedelta(hours=HOURS_ONCE_OPENED))}
    Share.objects.filter(pk=share_id).update(**changes)
    share.refresh_from_db()
    return share


def _begin_view(share: Share, viewer_name: str, keep: bool, by: Actor) -> Opened:
    now, token = timezone.now(), new_token()
    of_jobcentre = by.may(Permission.JOURNAL_SHARED)
    view = ShareView.objects.create(
        share=share,
        viewer_name=(by.label if of_jobcentre else viewer_name)[:100],
        membership=by.membership if of_jobcentre else None,
        token_hash=token_hash(token),
        opened_at=now,
        last_seen_at=now,
        ends_at=min(share.expires_at, now + dt.timedelta(hours=VIEW_HOURS)),
    )
    who = by if of_jobcentre else viewer_of(view, by)
    subject = subject_of(share)
    audit.record("jobjournal.share.opened", by=who, resident=share.resident, subject=subject)
    if keep and of_jobcentre:
        ShareKept.objects.get_or_create(share=share, membership=by.membership)
        audit.record("jobjournal.share.kept", by=who, resident=share.resident, subject=subject)
    return Opened(view, token)


def viewer_of(view: ShareView, by: Actor) -> Actor:
    """How the audit trail names somebody who proved nothing but a PIN: by the name they gave."""
    return Actor(council=by.council, system=f"{view.viewer_name}, who had the PIN")


@transaction.atomic
def record_seen(*, view: ShareView) -> None:
    """Remember that the viewer is still there, at most twice a minute."""
    now = timezone.now()
    before = now - dt.timedelta(seconds=SEEN_SECONDS)
    ShareView.objects.filter(pk=view.pk, last_seen_at__lt=before).update(last_seen_at=now)


@transaction.atomic
def record_file_seen(*, share: Share, file: EntryFile, by: Actor) -> None:
    """Write down that somebody with whom the journal was shared took a file of it."""
    audit.record(
        "jobjournal.share.file_opened", by=by, resident=share.resident, subject=subject_of(share),
        detail={"file": str(file.public_id)},
    )  # fmt: skip


@transaction.atomic
def end_view(*, view: ShareView) -> None:
    """The viewer is done: their browser can read the share no longer."""
    ShareView.objects.filter(pk=view.pk, ended_at__isnull=True).update(ended_at=timezone.now())
