"""The session of somebody who opened a share: a signed cookie of its own, no sign-in, which gives no actor anything."""

from __future__ import annotations

from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

COOKIE = "journal_viewer"
SALT = "jobjournal.viewer"
# Sent to the viewer's pages only; the database says how long it is good for.
PATH = "/j/"
SECONDS = 15 * 24 * 3600


def token_of(request: HttpRequest) -> str:
    """The token of this browser, or "" when it has none or somebody made one up."""
    return request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=SECONDS)


def give_token(response: HttpResponse, token: str) -> HttpResponse:
    """Let the browser hold the token until it is closed."""
    response.set_signed_cookie(
        COOKIE, token, salt=SALT, path=PATH, httponly=True, samesite="Strict", secure=settings.HTTPS
    )
    return response


def take_token(response: HttpResponse) -> HttpResponse:
    """Let the browser forget its token."""
    response.delete_cookie(COOKIE, path=PATH, samesite="Strict")
    return response


def viewers_page(view):
    """A page for people without an account; browsers keep nothing of it."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        patch_cache_control(response, no_store=True, private=True)
        return response

    return login_not_required(guarded)


def without_referrer(response: HttpResponse) -> HttpResponse:
    """For pages that show a journal. They must hold no form: browsers send no origin from them, and without it the
    token against forged requests is refused. Other pages keep the policy of the platform, same-origin.
    """
    response["Referrer-Policy"] = "no-referrer"
    return response
