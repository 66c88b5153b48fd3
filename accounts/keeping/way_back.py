"""A visitor's way back to what they began, after their session has ended: a signed cookie that names their record.

It ends with the browser, and with the draft: by then nothing is there to come back to. It opens nothing by itself: the
page `accounts:come_back` asks whether the form is theirs. Leaving the device takes it away.
"""

from __future__ import annotations

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse

from accounts import readers
from accounts.models import Resident
from accounts.sessions import VISITOR

COOKIE = "way_back"
# As long as an unsaved draft lives (claims/actions/retention.py).
SECONDS = 2 * 24 * 60 * 60
_SIGNER = TimestampSigner(salt="way back")


def follow_session(request: HttpRequest, response: HttpResponse) -> None:
    """Have the browser hold a fresh way back while its session is a visitor's, and none once somebody signed in."""
    visitor = request.session.get(VISITOR)
    if visitor and _named(request, SECONDS // 2) != visitor:
        response.set_cookie(
            COOKIE, _SIGNER.sign(visitor), httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    elif not visitor and COOKIE in request.COOKIES and request.user.is_authenticated:
        close(response)


def close(response: HttpResponse) -> None:
    """Take the way back off the device."""
    response.delete_cookie(COOKIE, samesite="Lax")


def record_behind(request: HttpRequest) -> Resident | None:
    """The visitor's record that this browser began, if nobody's account has it by now."""
    named = _named(request, SECONDS)
    resident = readers.resident_by_public_id(named) if named else None
    return resident if resident is not None and resident.user_id is None else None


def _named(request: HttpRequest, seconds: int) -> str:
    try:
        return _SIGNER.unsign(request.COOKIES.get(COOKIE, ""), max_age=seconds)
    except BadSignature:
        return ""
