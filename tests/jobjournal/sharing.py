"""Shares of the tests, made by the real actions, and browsers that open them."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import Organisation
from accounts.permissions import Role
from core.tenancy import council_scope
from jobjournal.models import Entry, EntryFile, EntryRevision, Share
from jobjournal.sharing.actions.opening import open_share
from jobjournal.sharing.actions.sharing import Chosen, NewShare, create_share, revoke_share
from tests.people import Browser, make_staff

PHOTO = ContentFile(b"\xff\xd8\xff a small picture").read()


def versions_of(*entries: Entry) -> list[EntryRevision]:
    """The entries as they read now."""
    for entry in entries:
        entry.refresh_from_db()
    return [entry.revisions.get(number=entry.number) for entry in entries]


def shared(actor: Actor, *entries: Entry, days: int = 0, files: list[EntryFile] | None = None, **more: Any) -> NewShare:
    """A share of these entries, with its PIN."""
    today = timezone.localdate().isoformat()
    chosen = Chosen(versions_of(*entries), files or [], {"first_day": today, "last_day": today})
    wanted = {"print_allowed": False, "client_id": uuid.uuid4(), **more}
    return create_share(chosen=chosen, days=days, by=actor, **wanted)


def with_file(entry: Entry, name: str = "proof.jpg") -> EntryFile:
    """A picture added to an entry. Plainly: what an upload does to it is tested elsewhere."""
    return EntryFile.objects.create(
        entry=entry, name=name, content_type="image/jpeg", content=PHOTO, size=len(PHOTO)
    )  # fmt: skip


def wrong_pin(pin: str, number: int = 1) -> str:
    """Another PIN than this one, a different one for each number."""
    return f"{(int(pin) + number) % 1_000_000:06d}"


def coach(council, name: str = "Wendy Work", email: str = "wendy@jobcentre.example") -> Actor:
    """A work coach of the jobcentre, with a second factor."""
    actor = make_staff(council, name, email, Role.JOBCENTRE)
    with council_scope(council.pk):
        office = Organisation.objects.get_or_create(name="Calderbrook Jobcentre", defaults={"kind": "jobcentre"})[0]
        actor.membership.organisation = office
        actor.membership.save()
    return actor


def stranger(council) -> Browser:
    """A browser of somebody without an account."""
    return Browser(Client(), council.host)


def tries(browser: Browser, code: str, pin: str, **more: Any):
    """The answer to a code and a PIN."""
    more.setdefault("REMOTE_ADDR", "127.0.0.1")
    address = more.pop("REMOTE_ADDR")
    data = {"code": code, "pin": pin, "viewer_name": "Vera Viewer", **more}
    return browser.post(reverse("jobjournal:enter"), data, REMOTE_ADDR=address)


def opened(council, made: NewShare) -> Browser:
    """A browser that has opened a share."""
    browser = stranger(council)
    answer = tries(browser, made.share.code, made.pin)
    assert answer.status_code == 302, answer.content
    return browser


def refused_shares(owner: Actor, entry: Entry) -> dict[str, tuple[str, str]]:
    """A code and a PIN for everything that opening a share is refused for, by its name."""
    used, expired, revoked, destroyed, wrong = (shared(owner, entry) for _ in range(5))
    open_share(code=used.share.code, pin=used.pin, viewer_name="V", by=owner)
    Share.objects.filter(pk=expired.share.pk).update(expires_at=an_hour_ago())
    revoke_share(public_id=revoked.share.public_id, by=owner)
    for number in range(5):
        open_share(code=destroyed.share.code, pin=wrong_pin(destroyed.pin, number + 1), viewer_name="V", by=owner)
    made = {"used": used, "expired": expired, "revoked": revoked, "destroyed": destroyed}
    return {
        **{name: (each.share.code, each.pin) for name, each in made.items()},
        "wrong": (wrong.share.code, wrong_pin(wrong.pin)), "unknown": ("00000000", wrong.pin),
    }  # fmt: skip


def an_hour_ago() -> dt.datetime:
    """A moment that has passed."""
    return timezone.now() - dt.timedelta(hours=1)
