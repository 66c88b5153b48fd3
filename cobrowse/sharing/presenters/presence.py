"""What an adviser reads of whether the person is there who shares a form with them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cobrowse.models import RESIDENT_GONE, SharedForm
from cobrowse.presenters.desk import name_of
from cobrowse.sharing.rules.presence import is_live, seconds_since


@dataclass(frozen=True)
class Presence:
    """`live`: the adviser may fill in, as far as it depends on the person being there. `words`: what is known of them,
    "" while their page is heard of. `code` is another one when the words are.
    """

    live: bool
    words: str
    code: str


def presence_of(share: SharedForm, now: dt.datetime) -> Presence:
    """Of the person who shares this, at `now`."""
    heard_at, beats, name = share.resident_here_at, share.resident_beats, name_of(share.request)
    live, seconds = is_live(heard_at=heard_at, beats=beats, now=now), seconds_since(heard_at, now)
    if live and beats:
        return Presence(live, "", "live")
    said = {"name": name, "ago": _ago(seconds), "minutes": RESIDENT_GONE // dt.timedelta(minutes=1)}
    if live:
        words = _(
            "We hear of their pages only when they open one. They were last seen %(ago)s ago. "
            "Sharing ends when they open none for %(minutes)s minutes."
        )
    elif share.may_edit:
        words = _(
            "%(name)s was last seen %(ago)s ago. You can see the form, and fill it in again when they are back. "
            "What you have typed stays in its box."
        )
    else:
        words = _("%(name)s was last seen %(ago)s ago. You can see the form as it was saved last.")
    return Presence(live, words % said, f"{'opened' if live else 'silent'}{seconds}")


def _ago(seconds: int) -> str:
    if seconds >= 60:
        return ngettext("%(number)s minute", "%(number)s minutes", seconds // 60) % {"number": seconds // 60}
    if not seconds:
        return _("less than %(number)s seconds") % {"number": 10}
    return ngettext("%(number)s second", "%(number)s seconds", seconds) % {"number": seconds}
