"""What a script on a screen gets, whatever the way: a poll, a poll that waits, a socket."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string

from accounts.actors import Actor
from cobrowse.models import HelpEvent, HelpRequest
from cobrowse.presenters.conversation import Line, lines_of, standing_words
from cobrowse.presenters.desk import name_of, seen_words, staff_standing

KNOWN = ("state", "place", "got", "saw", "here", "asks")


def screen_of(request: HelpRequest, side: str, changes: dict[str, Any], *, mine: bool, by: Actor) -> dict[str, Any]:
    """JSON of `changes_since`: `html` has the lines, `upto` is the number to ask from next, `now` how things stand,
    `standing` the same in words, and `turn` changes when the page has other buttons.
    """
    lines, turn = lines_for(request, side, changes, by), turn_of(request, mine=mine)
    is_staff = side == HelpEvent.By.ADVISER
    return {
        "upto": changes["upto"],
        "now": changes["now"],
        # What a poll says back, so that nothing that changes between two of them is missed.
        "known": "-".join([*(str(changes["now"].get(name, "")) for name in KNOWN), turn]),
        "turn": turn,
        "standing": staff_standing(changes["now"], request, mine=mine)
        if is_staff
        else standing_words(changes["now"], request),
        "html": render_to_string("cobrowse/_lines.html", {"lines": lines}) if lines else "",
        "seen": seen_words(changes["now"]) if is_staff and mine else "",
    }


def turn_of(request: HelpRequest, *, mine: bool) -> str:
    """What the buttons of a page depend on: the state, and whether the conversation is the reader's own."""
    return f"{request.state}{'' if mine else '-along'}"


def lines_for(request: HelpRequest, side: str, changes: dict[str, Any], by: Actor) -> list[Line]:
    """What is new as lines for one side: staff read the names of the person and of colleagues."""
    if side == HelpEvent.By.RESIDENT:
        # Their form opens for them alone: to staff the same address is words.
        return lines_of(changes, side, site=by.council.url_of("/"))
    return lines_of(changes, side, reader=by.membership.pk, person=name_of(request))
