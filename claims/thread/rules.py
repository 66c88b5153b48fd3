"""How long messages of the council wait, and what must not be in them."""

from __future__ import annotations

import datetime as dt
import re

# So long the council can take a message back. After that the claimant may have read it.
DELAY = dt.timedelta(minutes=5)
# Who is about to get another message is told of all of them together, but no later than this after the first.
MOST_WAIT = dt.timedelta(minutes=15)
MOST_LETTERS = 5000
# What ready words leave to be filled in.
_GAP = re.compile(r"\[[^\[\]\n]{1,80}\]")


def gaps_in(words: str) -> list[str]:
    """The gaps that nobody has filled, with their brackets: "[date]"."""
    return _GAP.findall(words)
