"""Computers that many people use: one visit leaves nothing for the next.

A council sets its own machines up by a link, which lasts; anybody may say so of the computer before them, until they
have finished. A signed cookie says which. In both, a visit ends after ten idle minutes, and ending it takes every other
cookie, stored pages and storage with it. A session that was once on such a computer keeps to that without the cookie.
"""

from __future__ import annotations

import time

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token

from accounts.models import Council

COOKIE = "public_computer"
COUNCILS, CHOSEN = "council", "chosen"
SEEN = "kiosk_seen"
# Written at most this often (seconds): a visit ends at most so much before its time.
SEEN_EVERY = 15
# A page that counts the seconds may be this much ahead of the server.
NEARLY_OVER = 5
# Browsers keep a cookie 400 days at most, from the last time it was set.
COOKIE_SECONDS, RENEW_AFTER = 400 * 24 * 3600, 30 * 24 * 3600
LINK_SECONDS = 24 * 3600
_COOKIES, _LINKS = TimestampSigner(salt="kiosk"), TimestampSigner(salt="kiosk link")


def kind_of(request: HttpRequest) -> str:
    """COUNCILS for a machine of this council, CHOSEN where the person said so, "" elsewhere."""
    return _read(_COOKIES, request.COOKIES.get(COOKIE, ""), request, COOKIE_SECONDS)


def is_kiosk(request: HttpRequest) -> bool:
    """Whether other people use this computer after this person."""
    return bool(getattr(request, "council", None)) and (SEEN in request.session or bool(kind_of(request)))


def link_token(council: Council) -> str:
    """What the address holds that sets machines of this council up, for LINK_SECONDS."""
    return _LINKS.sign(f"{COUNCILS}.{council.pk}")


def opens_link(request: HttpRequest, token: str) -> bool:
    """Whether somebody who manages this council made this token, and lately."""
    return _read(_LINKS, token, request, LINK_SECONDS) == COUNCILS


def set_up(request: HttpRequest, response: HttpResponse, kind: str) -> None:
    """Have this browser be a public computer from this response on."""
    response.set_cookie(
        COOKIE, _COOKIES.sign(f"{kind}.{request.council.pk}"), max_age=COOKIE_SECONDS if kind == COUNCILS else None,
        httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def take_off(response: HttpResponse) -> None:
    """This browser is no public computer any more."""
    response.delete_cookie(COOKIE, samesite="Lax")


def follow(request: HttpRequest, response: HttpResponse) -> None:
    """Keep a council's machine set up for as long as it is used."""
    signed = request.COOKIES.get(COOKIE, "")
    if kind_of(request) != COUNCILS or COOKIE in response.cookies:
        return
    if not _read(_COOKIES, signed, request, RENEW_AFTER):
        set_up(request, response, COUNCILS)


def use(request: HttpRequest) -> None:
    """The visit goes on: its ten minutes begin again."""
    now = time.time()
    if now - request.session.get(SEEN, 0) > SEEN_EVERY:
        request.session[SEEN] = now


def seconds_left(request: HttpRequest) -> float | None:
    """How long the visit goes on if nobody does anything; None where it does not end by that."""
    seen = request.session.get(SEEN)
    return None if seen is None else seen + settings.KIOSK_IDLE_MINUTES * 60 - time.time()


def is_over(request: HttpRequest) -> bool:
    """Whether nobody has done anything for too long."""
    left = seconds_left(request)
    return left is not None and left <= 0


def forget_others(request: HttpRequest, response: HttpResponse) -> None:
    """Have the browser forget every cookie but that it is a council's public computer. Tokens of forms begin anew."""
    kept = {COOKIE} if kind_of(request) == COUNCILS else set()
    for name in {*request.COOKIES} - {*kept, settings.CSRF_COOKIE_NAME}:
        response.delete_cookie(name, samesite="Lax")
    rotate_token(request)


def _read(signer: TimestampSigner, signed: str, request: HttpRequest, seconds: int) -> str:
    try:
        kind, _dot, council = signer.unsign(signed, max_age=seconds).partition(".")
    except BadSignature:
        return ""
    return kind if council == str(request.council.pk) else ""
