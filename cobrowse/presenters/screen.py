"""What a script on a screen gets, whatever the way: a poll, a poll that waits, a socket."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.template.loader import render_to_string

from cobrowse.models import HelpRequest
from cobrowse.presenters.conversation import lines_of, standing_words
from cobrowse.readers.changes import changes_since


def screen_changes(request: HelpRequest, side: str, after: int, now: dt.datetime) -> dict[str, Any]:
    """JSON: `html` has the lines after number `after`, `upto` the number to ask from next, `now` how things stand and
    `standing` the same in words.
    """
    changes = changes_since(request, side, after, now)
    lines = lines_of(changes, side)
    return {
        "upto": changes["upto"],
        "head": changes["head"],
        "now": changes["now"],
        "standing": standing_words(changes["now"], request),
        "html": render_to_string("cobrowse/_lines.html", {"lines": lines}) if lines else "",
    }
