"""A visitor's way back to what they began, after their session has ended: a signed cookie that names their records.

Each new session begins a new record, so there may be several; of more than a few the oldest fall out. It ends with the
browser, and with the drafts: by then nothing is there to come back to. It opens nothing by itself: the page
`accounts:come_back` asks which form is theirs. Leaving the device takes all of it away.
"""

from __future__ import annotations

import time

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse

from accounts import readers
from accounts.models import Resident
from accounts.sessions import VISITOR

COOKIE = "way_back"
# As long as an unsaved draft lives (claims/actions/retention.py).
SECONDS = 2 * 24 * 60 * 60
MOST = 5
_SIGNER = Signer(salt="way back")


def follow_session(request: HttpRequest, response: HttpResponse) -> None:
    """Have the browser hold a fresh way back while its session is a visitor's, and none once somebody signed in."""
    visitor = request.session.get(VISITOR)
    if visitor:
        named, now = _named(request), int(time.time())
        if now - named.get(visitor, 0) > SECONDS // 2:
            others = {record: at for record, at in named.items() if record != visitor}
            _set(response, dict([(visitor, now), *others.items()][:MOST]))
    elif COOKIE in request.COOKIES and request.user.is_authenticated:
        close(response)


def close(response: HttpResponse) -> None:
    """Take the way back off the device."""
    response.delete_cookie(COOKIE, samesite="Lax")


def records_behind(request: HttpRequest) -> list[Resident]:
    """The visitors' records that this browser began, the newest first, which are in nobody's account by now."""
    return [found for record in _named(request) if (found := readers.resident_by_public_id(record)) is not None]


def _set(response: HttpResponse, named: dict[str, int]) -> None:
    value = _SIGNER.sign("~".join(f"{record}.{at}" for record, at in named.items()))
    response.set_cookie(COOKIE, value, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)


def _named(request: HttpRequest) -> dict[str, int]:
    """The public ids in the cookie, the newest first, with the time at which each was put there."""
    try:
        signed = _SIGNER.unsign(request.COOKIES.get(COOKIE, ""))
    except BadSignature:
        return {}
    pairs = (each.split(".") for each in signed.split("~"))
    return {record: int(at) for record, at in pairs if time.time() - int(at) < SECONDS}
