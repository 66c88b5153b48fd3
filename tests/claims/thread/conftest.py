"""Helpers of the tests of threads: what somebody writes, and time that has gone by."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db.models import F

from accounts.actors import Actor
from casework.actions.writing import write_message
from casework.readers.attention import seen_of
from claims.models import Claim, ThreadMessage
from claims.thread.actions.writing import Words, write_to_council
from claims.thread.rules import DELAY


def words(text: str = "Good morning.", **more) -> Words:
    """What is typed on a page of its own."""
    return Words(text, more.get("language", "en-gb"), more.get("client_id") or uuid.uuid4())


def from_claimant(claim: Claim, by: Actor, text: str = "Which papers do you need?", **more) -> ThreadMessage:
    return write_to_council(public_id=claim.public_id, written=words(text, **more), by=by)


def from_council(claim: Claim, by: Actor, text: str = "Please tell us your rent.", **more) -> ThreadMessage:
    seen = more.pop("seen", None) or seen_of(claim)
    return write_message(reference=claim.reference, written=words(text, **more), seen=seen, by=by)


def time_goes_by(claim: Claim, by: dt.timedelta = DELAY) -> None:
    """So much time passes for the thread of a claim."""
    moved = {name: F(name) - by for name in ("written_at", "send_after", "withdrawn_at")}
    claim.thread.update(**moved)
    claim.thread.filter(tell_at__isnull=False).update(tell_at=F("tell_at") - by)
