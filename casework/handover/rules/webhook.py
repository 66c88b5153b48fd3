"""A webhook: how its messages are signed, which answers count as what, and how long to wait after a failure."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json

SIGNATURE_HEADER, KEY_HEADER, EVENT_HEADER = "BetterOff-Signature", "Idempotency-Key", "BetterOff-Event"
EXTERNAL_ID_LENGTH = 100
# What will not get better by asking again; 408, 425 and 429 will.
ASK_LATER = (408, 425, 429)
FIRST_WAIT, LONGEST_WAIT = dt.timedelta(seconds=30), dt.timedelta(minutes=30)
# One delivery is tried over a little more than a day.
TRIES = 54


def sign(secret: str, body: bytes, at: int) -> str:
    """The header that proves who sent this body and when: HMAC-SHA256 of "time.body", `at` in seconds since 1970."""
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


def wait_after(failures: int) -> dt.timedelta:
    """How long to wait after so many failures in a row, from 1: doubling from half a minute to half an hour."""
    return min(FIRST_WAIT * 2 ** min(failures - 1, 10), LONGEST_WAIT)


def waits() -> tuple[dt.timedelta, ...]:
    """The waits between the tries of one delivery."""
    return tuple(wait_after(number) for number in range(1, TRIES))


def acknowledged(body: bytes, key: str) -> str | None:
    """What the other side calls the claim ("" when it says nothing), if the body of its answer says that it has the
    delivery with this key: {"acknowledged": key, "reference": …}. None for anything else.
    """
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or said.get("acknowledged") != key:
        return None
    reference = said.get("reference", "")
    if not isinstance(reference, str) or not reference.isprintable():
        return ""
    return reference[:EXTERNAL_ID_LENGTH]
