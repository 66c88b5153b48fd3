"""A council that is not open to the public yet: only its staff, and people with a trial link, can use its pages."""

from __future__ import annotations

from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

SALT = "try-a-council"
LIVES = 24 * 3600
TRYING = "trying"
# Pages that anybody may open before then: those for signing in as staff, and public information. allauth's own pages
# for the second factor have names that begin with "mfa_".
PASS = {
    "council_css", "council_logo", "set_language", "health", "metrics", "accessibility", "privacy", "contact",
    "account_login", "account_inactive", "account_reauthenticate", "accounts:after_sign_in", "accounts:sign_out",
    "accounts:second_factor", "accounts:staff_session_ended", "accounts:discard_resubmission", "people:invited",
    "people:new_factor", "try_council",
    # Of a demo.
    "notifications:mailbox",
}  # fmt: skip


def may_pass(request: HttpRequest) -> bool:
    """Whether the person may see this page before the council is open."""
    name = request.resolver_match.view_name
    if name in PASS or name.startswith("mfa_") or request.session.get(TRYING) == request.council.pk:
        return True
    return request.actor.membership is not None


def page(request: HttpRequest) -> HttpResponse:
    """What everybody else reads: that it is not open yet, and how to reach the council. 503, as it will be."""
    if request.path.startswith("/api/"):
        response: HttpResponse = JsonResponse({"detail": "This council's service is not open yet."}, status=503)
    else:
        response = render(request, "not_open.html", status=503)
    response["Cache-Control"] = "no-store"
    return response


def make_try_token(council_id: int) -> str:
    """The token of a trial link: with it somebody can use the pages as a resident would, but cannot send anything."""
    return signing.dumps(council_id, salt=SALT)


def begin_to_try(request: HttpRequest, token: str) -> bool:
    """Let this browser see the pages. False when the link is too old, or another council's."""
    try:
        council_id = signing.loads(token, salt=SALT, max_age=LIVES)
    except signing.BadSignature:
        return False
    if council_id != request.council.pk:
        return False
    request.session[TRYING] = council_id
    return True
