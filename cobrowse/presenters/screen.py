"""What a script on a screen gets, whatever the way: a poll, a poll that waits, a socket."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.template.loader import render_to_string

from accounts.actors import Actor
from cobrowse.models import HelpEvent, HelpRequest
from cobrowse.presenters.conversation import Line, lines_of, standing_words
from cobrowse.presenters.desk import name_of, seen_words, staff_standing


def screen_of(request: HelpRequest, side: str, changes: dict[str, Any], *, mine: bool, by: Actor) -> dict[str, Any]:
    """JSON of `changes_since`: `html` has the lines, `upto` is the number to ask from next, `now` how things stand,
    `standing` the same in words, and `turn` changes when the page has other buttons.
    """
    lines, turn = lines_for(request, side, changes, by), turn_of(request, changes["now"], mine=mine)
    is_staff = side == HelpEvent.By.ADVISER
    return {
        "upto": changes["upto"],
        "now": changes["now"],
        # What a poll says back, so that nothing that changes between two of them is missed.
        "known": _digest({**changes["now"], "turn": turn}),
        "turn": turn,
        "standing": staff_standing(changes["now"], request, mine=mine)
        if is_staff
        else standing_words(changes["now"], request),
        "html": render_to_string("cobrowse/_lines.html", {"lines": lines}) if lines else "",
        "seen": seen_words(changes["now"]) if is_staff and mine else "",
    }


def turn_of(request: HelpRequest, standing: dict[str, Any], *, mine: bool) -> str:
    """What the buttons of a page depend on: the state, whether the conversation is the reader's own, and for the person
    who waits whether the council is closed or no adviser is there.
    """
    return f"{request.state}{nobody_answers(standing)}{'' if mine else '-along'}"


def nobody_answers(standing: dict[str, Any]) -> str:
    """Why nobody answers the person who waits: "-closed", "-alone" while no adviser is there, or ""."""
    if "closed" not in standing:
        return ""
    return "-closed" if standing["closed"] else "-alone" if standing["wait"] is None else ""


def _digest(known: dict[str, Any]) -> str:
    """How things stand in one word: another one whenever anything of it is another."""
    return hashlib.sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()[:16]


def lines_for(request: HelpRequest, side: str, changes: dict[str, Any], by: Actor) -> list[Line]:
    """What is new as lines for one side: staff read the names of the person and of colleagues."""
    if side == HelpEvent.By.RESIDENT:
        # Their form opens for them alone: to staff the same address is words.
        return lines_of(changes, side, site=by.council.url_of("/"))
    return lines_of(changes, side, reader=by.membership.pk, person=name_of(request))
