"""Showing a journal on a computer in the room: it asks, the person's phone approves; no password is typed there."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from accounts import audit
from accounts.actors import Actor
from jobjournal.models import PairingRequest, Share, ShareView
from jobjournal.sharing.actions.sharing import Chosen, keep_share, subject_of
from jobjournal.sharing.readers.codes import new_code, new_token, token_hash
from jobjournal.sharing.readers.shares import may_share

REQUEST_MINUTES = 5
SHOWN_MINUTES = 60


class CodeGone(Exception):
    """No computer waits under this code: mistyped, too old, or approved already."""


@transaction.atomic
def ask_for_journal() -> str:
    """A computer asks to be shown a journal; returns the token that its browser must hold.

    The code to approve is read with share_readers.screen_request; it lives for five minutes.
    """
    token = new_token()
    PairingRequest.objects.create(
        code=new_code(),
        token_hash=token_hash(token),
        expires_at=timezone.now() + dt.timedelta(minutes=REQUEST_MINUTES),
    )
    return token


@transaction.atomic
def show_on_computer(*, code: str, chosen: Chosen, client_id: uuid.UUID, by: Actor) -> Share:
    """Show `chosen` for an hour to the one browser that waits under this code. Once: a code is used up by it.

    Raises Http404, NothingToShare, SharedAlready, CodeGone.
    """
    may_share(by)
    waiting = PairingRequest.objects.filter(code=code, approved_at__isnull=True, expires_at__gt=Now())
    if not waiting.update(approved_at=Now()):
        raise CodeGone
    now = timezone.now()
    until = now + dt.timedelta(minutes=SHOWN_MINUTES)
    share = Share(
        resident=by.resident, client_id=client_id, code=new_code(), selection=chosen.selection, tries_left=0,
        on_computer=True, entries_fixed_at=now, expires_at=until, opened_at=now, used_at=now,
    )  # fmt: skip
    keep_share(share, chosen)
    ShareView.objects.create(
        share=share,
        viewer_name="The computer you showed it on",
        token_hash=PairingRequest.objects.values_list("token_hash", flat=True).get(code=code),
        opened_at=now,
        last_seen_at=now,
        ends_at=until,
    )
    audit.record(
        "jobjournal.screen.approved", by=by, resident=by.resident, subject=subject_of(share),
        detail={"entries": len(chosen.entries), "files": len(chosen.files)},
    )  # fmt: skip
    return share
