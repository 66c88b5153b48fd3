"""A shared journal behind the addresses of sharing, somebody who opened it, and a work coach who keeps it."""

from __future__ import annotations

import uuid

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Council
from core.tenancy import council_scope
from jobjournal.models import Entry, EntryFile, EntryRevision, Share, ShareKept
from jobjournal.readers.entry_words import EntryWords, sealed_entry, sealed_revision
from jobjournal.sharing.actions.pairing import ask_for_journal
from jobjournal.sharing.readers.shares import screen_request
from jobjournal.sharing.views.viewer_sessions import COOKIE
from tests.jobjournal.sharing import shared, with_file
from tests.people import Browser


def share_things(owner: Actor) -> dict[str, list[str]]:
    """What the addresses of sharing name: a share that lives for a week, with a file, and the code of a computer."""
    entry, file = _entry(owner)
    made = shared(owner, entry, days=7, files=[file])
    waiting = screen_request(ask_for_journal())
    return {
        "share": [str(made.share.public_id)],
        "share code": [made.share.code],
        "share pin": [made.pin],
        "shown file": [str(file.public_id)],
        "kept share": [str(made.share.public_id)],
        "kept file": [str(made.share.public_id), str(file.public_id)],
        "screen code": [waiting.code],
    }


def _entry(owner: Actor) -> tuple[Entry, EntryFile]:
    """An entry without the council's activities, which these addresses do not need."""
    now, number = timezone.now(), Entry.objects.filter(resident=owner.resident).count() + 1000
    words, told = EntryWords("I applied for a job."), {"happened_on": timezone.localdate(), "activity_key": "applied"}
    entry = Entry(
        resident=owner.resident, client_id=uuid.uuid4(), sequence=number, recorded_at=now, received_at=now, **told
    )
    entry.secret = sealed_entry(entry.public_id, words)
    entry.save()
    encrypted_columns = sealed_revision(entry.public_id, 1, words)
    EntryRevision.objects.create(entry=entry, number=1, made_at=now, by_label="Olwen", secret=encrypted_columns, **told)
    return entry, with_file(entry)


def viewers_cookie(council: Council, things: dict[str, list[str]]) -> str:
    """What the browser of somebody holds who opened the share and did nothing else."""
    browser = Browser(Client(), council.host)
    given = {"code": things["share code"][0], "pin": things["share pin"][0], "viewer_name": "Vera Viewer"}
    assert browser.post(reverse("jobjournal:enter"), given).status_code == 302
    return browser.client.cookies[COOKIE].value


def keep_share(council: Council, things: dict[str, list[str]], coach: Actor) -> None:
    """The share on the coach's list."""
    with council_scope(council.pk):
        share = Share.objects.get(public_id=things["share"][0])
        ShareKept.objects.create(share=share, membership=coach.membership)
