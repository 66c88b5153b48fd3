"""What a session holds of ours: the visitor's record, claims opened by link, and how the person proved themselves."""

from __future__ import annotations

from functools import wraps

from django.http import HttpRequest
from django.shortcuts import redirect

VISITOR = "visitor"
OPENED_CLAIMS = "opened_claims"
SIGN_IN_CODE = "sign_in_code"
SECOND_FACTOR_METHODS = {"mfa"}


def has_second_factor(request: HttpRequest) -> bool:
    """True when this session's sign-in included TOTP, a passkey or a recovery code (recorded by allauth)."""
    records = request.session.get("account_authentication_methods", [])
    return any(record.get("method") in SECOND_FACTOR_METHODS for record in records)


def open_claim(request: HttpRequest, public_id: str) -> None:
    """Let this session continue one claim (a one-time link was used)."""
    opened = request.session.get(OPENED_CLAIMS, [])
    request.session[OPENED_CLAIMS] = [*opened, str(public_id)][-10:]


def staff_required(view):
    """For staff of this council: sends a signed-in person without a second factor to set one up or give it."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.actor.membership is not None and not request.actor.second_factor:
            return redirect("accounts:second_factor")
        return view(request, *args, **kwargs)

    return guarded
