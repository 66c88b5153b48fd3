"""Refuses scripts in JSON rather than with a page for people.

A script that was led to the sign-in page got its "200", and showed as sent what had not been saved.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from core.bodies import wants_json

UNAUTHORISED, FORBIDDEN, CONFLICT = 401, 403, 409
# Where somebody says who they are, or proves it better.
SIGN_IN_PAGES = {
    "account_login", "account_inactive", "account_reauthenticate", "mfa_authenticate", "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn", "accounts:sign_in", "accounts:enter_code", "accounts:come_back",
    "accounts:second_factor", "accounts:staff_session_ended", "accounts:is_this_yours",
}  # fmt: skip


def refusal_in_json(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The answer to a script in place of a page that refuses: 401 with the address where one signs in, or 403. Any
    other answer, and every answer to somebody with a page before them, stays as it is.
    """
    if not wants_json(request) or "json" in response.headers.get("Content-Type", ""):
        return response
    if leads_to_sign_in(request, response.headers.get("Location", "")):
        return signed_out(request)
    if response.status_code == FORBIDDEN:
        return refused(_("You may not do this, or not any more. Nothing was changed."))
    if response.status_code == CONFLICT:
        return refused(_("Somebody else has signed in on this device. Nothing was changed."))
    return response


def leads_to_sign_in(request: HttpRequest, location: str) -> bool:
    """Whether an answer sends its reader to a page where they say who they are."""
    parts = urlsplit(location)
    if not location or parts.netloc not in ("", request.get_host()):
        return False
    try:
        return resolve(parts.path, getattr(request, "urlconf", None)).view_name in SIGN_IN_PAGES
    except Resolver404:
        return False


def signed_out(request: HttpRequest) -> HttpResponse:
    """401: who asks is not signed in, or has not proven enough of who they are."""
    words = _("You have been signed out, so nothing was saved. Sign in again, then go on.")
    name = "account_login" if request.council is None or _is_for_staff(request) else "accounts:sign_in"
    url = reverse(name, getattr(request, "urlconf", None))
    return JsonResponse({"state": "signed_out", "error": words, "url": url}, status=UNAUTHORISED)


def refused(words: str, *, state: str = "refused") -> HttpResponse:
    """403, with a sentence to show and a word for the script."""
    return JsonResponse({"state": state, "error": words}, status=FORBIDDEN)


def _is_for_staff(request: HttpRequest) -> bool:
    return bool(request.resolver_match and getattr(request.resolver_match.func, "for_staff", False))
