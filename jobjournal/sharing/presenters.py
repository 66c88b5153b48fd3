"""What pages say of a share: its state, who opened it, its address and its code as a picture."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.qr import qr_svg
from jobjournal.models import Share
from jobjournal.sharing.readers.codes import displayed_code
from jobjournal.sharing.readers.shares import SharedEntry, is_live


@dataclass(frozen=True)
class State:
    """How far a share has got: a tag and a sentence."""

    tag: str
    colour: str
    sentence: str


def state_of(share: Share, *, now: dt.datetime) -> State:
    """The state of a share in words."""
    if share.destroyed_at is not None:
        return State(_("Destroyed"), "red", _("The PIN was wrong too often. Nobody can open it. Make a new share."))
    if share.revoked_at is not None:
        return State(_("Taken back"), "grey", _("You took it back. Nobody can see it."))
    if not is_live(share, now=now):
        return State(_("Ended"), "grey", _("Its time is over. Nobody can see it."))
    if share.on_computer:
        return State(_("On a computer"), "green", _("The computer you showed it on can see it."))
    if share.single_use and share.used_at is not None:
        return State(_("Opened"), "green", _("It was opened. The PIN does not work again."))
    if share.opened_at is not None:
        return State(_("Opened"), "green", _("It was opened. The PIN still works."))
    return State(_("Not opened yet"), "blue", _("It waits to be opened."))


def can_be_opened(share: Share, *, now: dt.datetime) -> bool:
    """Whether its PIN still opens it: only then are its address and a new PIN of use."""
    return is_live(share, now=now) and not share.on_computer and not (share.single_use and share.used_at)


def share_context(share: Share, *, address: str, now: dt.datetime) -> dict[str, Any]:
    """What a page about one share needs; `address` is the full address that leads to it."""
    open_now = can_be_opened(share, now=now)
    return {
        "share": share,
        "state": state_of(share, now=now),
        "is_live": is_live(share, now=now),
        "can_be_opened": open_now,
        "code": displayed_code(share.code),
        "address": address,
        "qr": qr_svg(address, label=_("QR code of the address")) if open_now else "",
        "first_day": _day(share.selection.get("first_day")),
        "last_day": _day(share.selection.get("last_day")),
    }


def _day(iso: str | None) -> dt.date | None:
    return dt.date.fromisoformat(iso) if iso else None


def shown_days(entries: list[SharedEntry]) -> list[tuple[dt.date, list[SharedEntry]]]:
    """Entries by day, in the order they come in."""
    days: dict[dt.date, list[SharedEntry]] = {}
    for entry in entries:
        days.setdefault(entry.revision.happened_on, []).append(entry)
    return list(days.items())


def count_words(entries: list[SharedEntry]) -> str:
    """ "12 entries"."""
    number = len(entries)
    return ngettext("%(number)s entry", "%(number)s entries", number) % {"number": number}
