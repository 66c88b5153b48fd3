"""A conversation as a page shows it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cobrowse.models import Access, HelpEvent, HelpRequest
from cobrowse.presenters.waiting import closed_words, place_words, wait_words
from cobrowse.readers.queue import opening_of
from cobrowse.rules.queue import Wait

Kind, By = HelpEvent.Kind, HelpEvent.By


@dataclass(frozen=True)
class Line:
    """One thing that happened. `mine`: said from the side that reads; `tells`: told by the platform, said by nobody."""

    number: int
    words: str
    name: str
    at: dt.datetime
    mine: bool
    tells: bool
    is_note: bool = False


def lines_of(changes: dict[str, Any], side: str, *, reader: str = "", person: str = "") -> list[Line]:
    """The events of `changes_since` as lines for one side. On staff's, `reader` is the name of the one who reads, for
    a colleague's words are not theirs, and `person` how whoever asked is called.
    """
    return [_line(event, side, reader, person) for event in changes["events"]]


def _line(event: dict[str, Any], side: str, reader: str, person: str) -> Line:
    said = event["kind"] in (Kind.SAID, Kind.NOTED) or (event["kind"] == Kind.ASKED and event["words"])
    mine = event["by"] == side and reader in ("", event["name"])
    return Line(
        number=event["number"],
        words=event["words"] if said else _told(event, side),
        name=_("You") if mine else event["name"] if event["by"] == By.ADVISER else person or _("The person"),
        at=dt.datetime.fromisoformat(event["at"]),
        mine=mine and bool(said),
        tells=not said,
        is_note=event["kind"] == Kind.NOTED,
    )


def _told(event: dict[str, Any], side: str) -> str:
    if event["kind"] == Kind.ASKED:
        return _("Help was asked for.")
    if event["kind"] == Kind.JOINED:
        return _("%(name)s has joined.") % {"name": event["name"]}
    if event["kind"] == Kind.PASSED_ON:
        return _("%(name)s takes over from here.") % {"name": event["words"]}
    if event["kind"] in (Kind.SHARED, Kind.VIEW_ONLY, Kind.UNSHARED):
        return _told_of_sharing(event, side)
    if event["kind"] == Kind.PUT_BACK:
        if side == By.RESIDENT:
            return _("The adviser had to go. You have your place in the queue again, and what was said is kept.")
        return _("Back in the queue.")
    return _("The conversation has ended.")


def _told_of_sharing(event: dict[str, Any], side: str) -> str:
    """Consent is a part of the conversation; the words of the event are the access that was given."""
    if event["kind"] == Kind.UNSHARED:
        return _("The form is not shared any more.")
    if event["kind"] == Kind.SHARED and event["words"] == Access.EDIT:
        if side == By.RESIDENT:
            return _("You let the adviser see your form and fill it in with you.")
        return _("You can see their form and fill it in with them.")
    if side == By.RESIDENT:
        return _("You let the adviser see your form. They cannot change it.")
    return _("You can see their form. You cannot change it.")


def standing_words(standing: dict[str, Any], request: HelpRequest) -> str:
    """How things stand, for the resident, in one or two sentences."""
    if standing["state"] == HelpRequest.State.ENDED:
        return _("This conversation has ended.")
    if standing["state"] == HelpRequest.State.TALKING:
        return _("You are talking with %(name)s.") % {"name": standing["adviser"]}
    if "place" not in standing:
        return _("Your message waits for an answer.")
    closed = closed_words(opening_of(request.council), timezone.now())
    if closed:
        instead = _("You can stop waiting and leave a message, or ask again then.")
        return f"{closed} {instead}"
    wait = standing["wait"]
    return f"{place_words(standing['place'])} {wait_words(Wait(*wait) if wait else None)}"
