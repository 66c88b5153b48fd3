"""A conversation as a page shows it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cobrowse.models import Access, HelpEvent, HelpRequest, Way
from cobrowse.presenters.links import with_links
from cobrowse.presenters.waiting import place_words, until_words, wait_words
from cobrowse.rules.queue import Wait

Kind, By = HelpEvent.Kind, HelpEvent.By

FILES = {By.RESIDENT: "cobrowse:file", By.ADVISER: "cobrowse:staff_file"}


@dataclass(frozen=True)
class Line:
    """One thing that happened. `mine`: said from the side that reads; `tells`: told by the platform, said by nobody;
    `file`: the address of what was given, whose name the words are.
    """

    number: int
    words: str | SafeString
    name: str
    at: dt.datetime
    mine: bool
    tells: bool
    is_note: bool = False
    file: str = ""


def lines_of(
    changes: dict[str, Any], side: str, *, reader: int | None = None, person: str = "", site: str = ""
) -> list[Line]:
    """The events of `changes_since` as lines for one side.

    On staff's, `reader` is the key of the membership of the one who reads, for a colleague's words are not theirs, and
    `person` how whoever asked is called. With `site`, the council's address, what begins with it can be pressed.
    """
    lines = [_line(event, side, reader, person) for event in changes["events"]]
    return (
        [line if line.file else replace(line, words=with_links(line.words, site)) for line in lines] if site else lines
    )


def _line(event: dict[str, Any], side: str, reader: int | None, person: str) -> Line:
    said = event["kind"] in (Kind.SAID, Kind.GAVE, Kind.NOTED) or (event["kind"] == Kind.ASKED and event["words"])
    mine = event["by"] == side and event["membership"] == reader
    return Line(
        number=event["number"],
        words=event["words"] if said else _told(event, side, reader),
        name=_("You") if mine else event["name"] if event["by"] == By.ADVISER else person or _("The person"),
        at=dt.datetime.fromisoformat(event["at"]),
        mine=mine and bool(said),
        tells=not said,
        is_note=event["kind"] == Kind.NOTED,
        file=reverse(FILES[side], args=event["file"]) if event["file"] else "",
    )


def _told(event: dict[str, Any], side: str, reader: int | None) -> str:
    if event["kind"] == Kind.ASKED:
        return _("Help was asked for.")
    if event["kind"] == Kind.JOINED:
        return _("%(name)s has joined.") % {"name": event["name"]}
    if event["kind"] == Kind.PASSED_ON:
        return _("%(name)s takes over from here.") % {"name": event["words"]}
    if event["kind"] == Kind.TO_TEAM:
        if side == By.RESIDENT:
            return _("You are passed on to the team “%(name)s”. You keep your place, and what was said is kept.") % {
                "name": event["words"]
            }
        return _("Passed on to the team “%(name)s”.") % {"name": event["words"]}
    if event["kind"] in (Kind.SHARED, Kind.VIEW_ONLY, Kind.UNSHARED):
        return _told_of_sharing(event, side, reader)
    if event["kind"] == Kind.READING:
        return _told_of_reading(event, side)
    if event["kind"] == Kind.PUT_BACK:
        if side == By.RESIDENT:
            return _("The adviser had to go. You have your place in the queue again, and what was said is kept.")
        return _("Back in the queue.")
    return _("The conversation has ended.")


def _told_of_reading(event: dict[str, Any], side: str) -> str:
    """Nobody reads along without both of those who talk being told."""
    if side == By.RESIDENT:
        return _("%(name)s, another adviser, is reading this conversation too.") % {"name": event["name"]}
    return _("%(name)s is reading along.") % {"name": event["name"]}


def _told_of_sharing(event: dict[str, Any], side: str, reader: int | None) -> str:
    """Consent is a part of the conversation; the words of the event are the access that was given."""
    if event["kind"] == Kind.UNSHARED:
        return _("The form is not shared any more.")
    edit = event["kind"] == Kind.SHARED and event["words"] == Access.EDIT
    if side == By.ADVISER and event["shared_with"] and event["shared_with"][0] != reader:
        # Whoever reads along, or has it by now, sees nothing of the form.
        named = {"name": event["shared_with"][1]}
        if edit:
            return _("%(name)s can see their form and fill it in with them.") % named
        return _("%(name)s can see their form. They cannot change it.") % named
    if edit:
        if side == By.RESIDENT:
            return _("You let the adviser see your form and fill it in with you.")
        return _("You can see their form and fill it in with them.")
    if side == By.RESIDENT:
        return _("You let the adviser see your form. They cannot change it.")
    return _("You can see their form. You cannot change it.")


def kept_words(request: HelpRequest, days: int) -> str:
    """How long it is kept, for whoever asked."""
    if request.way == Way.MESSAGE and request.is_open:
        return ngettext(
            "If nobody answers, your message is deleted %(days)s day after you left it.",
            "If nobody answers, your message is deleted %(days)s days after you left it.", days,
        ) % {"days": days}  # fmt: skip
    return ngettext(
        "What was said here is deleted %(days)s day after the conversation has ended.",
        "What was said here is deleted %(days)s days after the conversation has ended.", days,
    ) % {"days": days}  # fmt: skip


def standing_words(standing: dict[str, Any], request: HelpRequest) -> str:
    """How things stand, for the resident, in one or two sentences."""
    if standing["ending"] == HelpRequest.Ending.LEFT and not request.accepted_at:
        return _("You are not in the queue any more.")
    if standing["ending"] == HelpRequest.Ending.GONE and not request.accepted_at:
        return _("We closed before you were back, so you are not in the queue any more.")
    if standing["state"] == HelpRequest.State.ENDED:
        return _("This conversation has ended.")
    if standing["state"] == HelpRequest.State.TALKING:
        return _("You are talking with %(name)s.") % {"name": standing["adviser"]}
    if "place" not in standing:
        return _("Your message waits for an answer.")
    # Who had an adviser before reads first why they wait again.
    again = _("The adviser had to go, so you are in the queue again.") if request.accepted_at else ""
    wait = Wait(*standing["wait"]) if standing["wait"] else None
    if standing["closed"]:
        now = until_words(dt.datetime.fromisoformat(standing["opens"]) if standing["opens"] else None)
    else:
        now = f"{place_words(standing['place'])} {wait_words(wait, place=standing['place'])}"
    answered = wait is not None and not standing["closed"]
    other = "" if answered else _("There are other ways to get help.")
    return f"{again} {now} {other}".strip()
