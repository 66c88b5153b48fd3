"""The devices that people sign in on: telling one that is known, and clearing one when somebody leaves it."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts.actors import Origin
from accounts.keeping import kiosk, way_back
from accounts.throttling import network_of

# Set at sign-in: a random number, and a keyed hash for each of the last few people who signed in here. It identifies
# nobody to anyone else and grants no access; it only exempts the device from limits that strangers can use up.
COOKIE = "known_device"
SALT = "accounts.known_device"
SECONDS = 180 * 24 * 3600
MOST_MARKS = 5
MARK = re.compile("[0-9a-f]{32}")


def origin_of(request: HttpRequest) -> Origin:
    """Where a request comes from."""
    device, marks = _kept(request)
    return Origin(
        network=_keyed("network", network_of(request)),
        session=_keyed("session", request.session.session_key or ""),
        device=device,
        marks=frozenset(marks),
    )


def is_known(origin: Origin, contact: str) -> bool:
    """Whether somebody signed in with this e-mail address or phone on this device before."""
    return bool(origin.device and contact) and _mark(origin.device, contact) in origin.marks


def remember_device(request: HttpRequest, response: HttpResponse, *contacts: str | None) -> HttpResponse:
    """Have the browser keep that somebody signed in here with these, with what it keeps already."""
    device, marks = _kept(request)
    device = device or secrets.token_hex(16)
    new = [_mark(device, contact) for contact in contacts if contact]
    kept = [*new, *(mark for mark in marks if mark not in new)][:MOST_MARKS]
    response.set_signed_cookie(
        COOKIE, ".".join([device, *kept]), salt=SALT, max_age=SECONDS, httponly=True, samesite="Lax",
        secure=settings.HTTPS,
    )  # fmt: skip
    return response


def forget_device(response: HttpResponse) -> HttpResponse:
    """Have the browser forget that anybody ever signed in on it: for computers that other people use too."""
    response.delete_cookie(COOKIE, samesite="Lax")
    return response


def _kept(request: HttpRequest) -> tuple[str, list[str]]:
    """The device's id and its marks, newest first; nothing when the cookie is not ours."""
    device, *marks = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=SECONDS).split(".")
    if not all(MARK.fullmatch(each) for each in (device, *marks)):
        return "", []
    return device, marks


def _mark(device: str, contact: str) -> str:
    return _keyed(f"device:{device}", contact.lower())


def _keyed(what: str, value: str) -> str:
    """A hash that only we can make, of the first half: enough to tell values apart."""
    if not value:
        return ""
    return hmac.new(settings.SECRET_KEY.encode(), f"{what}:{value}".encode(), hashlib.sha256).hexdigest()[:32]


def clear_device(request: HttpRequest, response: HttpResponse) -> None:
    """Have the browser forget pages and storage with this response.

    The page says when journal entries of somebody else wait on the device to be sent (frontend/src/journal/leave.js):
    then it has taken this person's own things away itself, and the storage stays.
    """
    kept = request.POST.get("others_waiting") == "1"
    way_back.close(response)
    if kiosk.is_kiosk(request):
        kiosk.forget_others(request, response)
    response["Clear-Site-Data"] = '"cache"' if kept else '"cache", "storage"'
