"""What one side's screen has to know: everything after an event it has, and how things stand.

Whatever the way (a page, a poll, a socket), it is this, so a screen that has missed something asks from where it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db.models import F, Max

from cobrowse.models import HelpEvent, HelpRequest, SharedForm, Way
from cobrowse.readers.hearing import heard_of
from cobrowse.readers.queue import opening_of, place_of, wait_at
from cobrowse.readers.teams import team_there
from cobrowse.readers.words import words_of

RESIDENT, ADVISER = HelpEvent.By.RESIDENT, HelpEvent.By.ADVISER
# A person whose device was not heard of for so long is shown as away.
HERE = dt.timedelta(seconds=40)
ABOUT_A_SHARE = (HelpEvent.Kind.SHARED, HelpEvent.Kind.VIEW_ONLY)
# More than anybody has on a screen: the rest is asked for next.
AT_ONCE = 500


def changes_since(request: HelpRequest, side: str, after: int, now: dt.datetime) -> dict[str, Any]:
    """JSON for one side ("resident" or "adviser"): `events` after number `after`, oldest first, `upto` the number to
    ask from next, and `now`, which replaces what was known before.
    """
    events = request.events.filter(number__gt=after).annotate(file_id=F("file__public_id"))
    if side == RESIDENT:
        events = events.filter(for_staff=False)
    listed = list(events[:AT_ONCE])
    shares = _shares_of(request, listed) if side == ADVISER else []
    upto = listed[-1].number if listed else after
    return {
        "events": [event_json(each, request, shares) for each in listed],
        "upto": upto,
        "now": _standing(request, side, now),
    }


def _shares_of(request: HelpRequest, events: list[HelpEvent]) -> list[SharedForm]:
    """Every share of the request, the latest first; none where no event is about one."""
    if not any(each.kind in ABOUT_A_SHARE for each in events):
        return []
    return list(SharedForm.objects.filter(request=request).select_related("adviser").order_by("-began_at", "-pk"))


def event_json(event: HelpEvent, request: HelpRequest, shares: Sequence[SharedForm] = ()) -> dict[str, Any]:
    """One event as a screen gets it; times are ISO, in UTC. `shares` of the request, the latest first, for staff."""
    about = (each for each in shares if event.kind in ABOUT_A_SHARE and each.began_at <= event.at)
    shared_with = next(((each.adviser_id, each.adviser.display_name) for each in about), None)
    return {
        "number": event.number,
        "kind": event.kind,
        "by": event.by,
        "name": event.by_label,
        "membership": event.membership_id,
        # The adviser who was let see a form: (key of the membership, name).
        "shared_with": shared_with,
        "words": words_of(event, request.public_id),
        "id": str(event.client_id or ""),
        # For its address: the request's public id and the file's.
        "file": [str(request.public_id), str(event.file_id)] if event.file_id else None,
        "at": event.at.isoformat(),
    }


def _hours(request: HelpRequest, now: dt.datetime) -> dict[str, Any]:
    """Whether the council is `closed` at this moment, and when it `opens` next: ISO in UTC, "" for not known."""
    hours = opening_of(request.council)
    if hours.closes_at(now) is not None:
        return {"closed": False, "opens": ""}
    opens = hours.opens_at(now)
    return {"closed": True, "opens": opens.astimezone(dt.UTC).isoformat() if opens else ""}


def _standing(request: HelpRequest, side: str, now: dt.datetime) -> dict[str, Any]:
    other = ADVISER if side == RESIDENT else RESIDENT
    standing: dict[str, Any] = {
        "state": request.state,
        "ending": request.ending,
        "adviser": request.adviser.display_name if request.adviser else "",
        "got": getattr(request, f"{other}_got"),
        "saw": getattr(request, f"{other}_saw"),
        # The number of the latest that this side said, 0 for nothing yet.
        "said": request.events.filter(by=side, kind__in=HelpEvent.SAID_OR_GIVEN).aggregate(last=Max("number"))["last"]
        or 0,
    }
    if request.state == HelpRequest.State.WAITING and request.way == Way.CHAT:
        team = team_there(request, now)
        place = place_of(request, team)
        wait = wait_at(place, now, team)
        standing |= {"place": place, "wait": [wait.at_least, wait.at_most] if wait else None}
        if side == RESIDENT:
            standing |= _hours(request, now)
    if side == ADVISER:
        here_at, asks = heard_of(request)
        standing["here"] = here_at is not None and now - here_at < HERE
        standing["asks"] = asks
        # Of a page that does not ask by itself nothing more is known than when somebody looked at it.
        standing["looked"] = here_at.isoformat() if here_at is not None and not asks else ""
    return standing
