"""What a script on a screen gets, whatever the way: a poll, a poll that waits, a socket."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string

from accounts.actors import Actor
from cobrowse.models import HelpEvent, HelpRequest
from cobrowse.presenters.conversation import Line, lines_of, standing_words
from cobrowse.presenters.desk import name_of, seen_words, staff_standing


def screen_of(request: HelpRequest, side: str, changes: dict[str, Any], *, mine: bool, by: Actor) -> dict[str, Any]:
    """JSON of `changes_since`: `html` has the lines, `upto` is the number to ask from next, `now` how things stand and
    `standing` the same in words.
    """
    lines = lines_for(request, side, changes, by)
    is_staff = side == HelpEvent.By.ADVISER
    return {
        "upto": changes["upto"],
        "now": changes["now"],
        # What a poll says back, so that nothing that changes between two of them is missed.
        "known": "-".join(str(changes["now"].get(name, "")) for name in ("state", "place", "got", "saw", "here")),
        "standing": staff_standing(changes["now"], request, mine=mine)
        if is_staff
        else standing_words(changes["now"], request),
        "html": render_to_string("cobrowse/_lines.html", {"lines": lines}) if lines else "",
        "seen": seen_words(changes["now"]) if is_staff and mine else "",
    }


def lines_for(request: HelpRequest, side: str, changes: dict[str, Any], by: Actor) -> list[Line]:
    """What is new as lines for one side: staff read the names of the person and of colleagues."""
    if side == HelpEvent.By.RESIDENT:
        return lines_of(changes, side)
    return lines_of(changes, side, reader=by.membership.display_name, person=name_of(request))
