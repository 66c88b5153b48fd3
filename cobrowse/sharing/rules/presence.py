"""Whether the resident is there: an adviser fills in a form with somebody, never instead of them."""

from __future__ import annotations

import datetime as dt

# A page with scripts says every few seconds that it is open. Silent for so long, its line is taken for lost.
BEAT_SECONDS = 3.0
SILENT = dt.timedelta(seconds=10)


def is_live(*, heard_at: dt.datetime, beats: bool, now: dt.datetime) -> bool:
    """Whether an adviser may fill in at `now` what is shared still.

    `heard_at` is when the person was last heard of. One whose page `beats` is gone when it is silent; of one without
    scripts nothing is heard while they read, so what they share is live until it ends by itself (RESIDENT_GONE).
    """
    return not beats or now - heard_at <= SILENT


def seconds_since(heard_at: dt.datetime, now: dt.datetime) -> int:
    """How long ago somebody was heard of, as it is told: by ten seconds, from a minute on by minutes."""
    seconds = max((now - heard_at) // dt.timedelta(seconds=1), 0)
    return seconds // 60 * 60 if seconds >= 60 else seconds // 10 * 10
