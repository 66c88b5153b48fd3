"""What a session holds of ours: the visitor's record, claims opened by link, and how the person proved themselves."""

from __future__ import annotations

from functools import wraps

from allauth.account.authentication import get_authentication_records
from django.contrib.auth import login
from django.http import Http404, HttpRequest
from django.shortcuts import redirect

from accounts.models import User

VISITOR = "visitor"
# A code that was sent to a new contact of the person signed in; and one that was proven and has another account.
NEW_CONTACT, PROVEN_CONTACT = "new_contact", "proven_contact"
# What a visitor held here before somebody signed in: nobody's until that person says whose it is.
LEFT_BEHIND = "left_behind"
OPENED_CLAIMS = "opened_claims"
# Visitors' records that this person was known by here before they signed in and took them over.
FORMERLY = "formerly"
SIGN_IN_CODE = "sign_in_code"
NEXT = "next"
# Set by a sign-in with a code and kept until sign-out: such a session never counts as staff.
BY_CODE = "signed_in_by_code"
BACKEND = "accounts.adapters.AuthenticationBackend"


def has_second_factor(request: HttpRequest) -> bool:
    """True when this session began with a password, and TOTP, a passkey or a recovery code was given in it."""
    return {"password", "mfa"} <= _proofs(request)


def has_password_proof(request: HttpRequest) -> bool:
    """True when this session began with a password."""
    return "password" in _proofs(request)


def _proofs(request: HttpRequest) -> set[str]:
    """What the person of this session has proven, as allauth recorded it for this very user."""
    if request.session.get(BY_CODE):
        return set()
    return {record.get("method") for record in get_authentication_records(request, request.user)}


def sign_in_by_code(request: HttpRequest, user: User) -> None:
    """Start the session of somebody who proved an e-mail address or phone."""
    login(request, user, backend=BACKEND)
    request.session[BY_CODE] = True
    set_visitor_aside(request)


def set_visitor_aside(request: HttpRequest) -> None:
    """Somebody signed in: what was open here before them is not theirs by that."""
    visitor = request.session.pop(VISITOR, None)
    if visitor is not None:
        request.session[LEFT_BEHIND] = visitor
    for key in (SIGN_IN_CODE, OPENED_CLAIMS):
        request.session.pop(key, None)


def note_taken_over(request: HttpRequest) -> None:
    """What was left behind here turned out to be the signed-in person's: forms drawn for the visitor are theirs."""
    visitor = request.session.pop(LEFT_BEHIND, None)
    if visitor is not None:
        request.session[FORMERLY] = [*request.session.get(FORMERLY, []), visitor][-3:]


def signed_in_by_code(request: HttpRequest) -> bool:
    """True for a session that began with a code."""
    return bool(request.session.get(BY_CODE))


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

    guarded.for_staff = True
    return guarded


def operator_required(view):
    """For operators of the platform, on its own host: sends one without a second factor to set it up or give it."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.council is not None or request.actor is None:
            raise Http404
        if not request.actor.second_factor:
            return redirect("accounts:second_factor")
        return view(request, *args, **kwargs)

    guarded.for_staff = True
    return guarded


def second_factor_owner_required(view):
    """For pages that manage second factors: staff and operators whose session began with a password; 404 for others."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.actor.membership is None and not request.user.is_superuser:
            raise Http404
        if not has_password_proof(request):
            return redirect("accounts:second_factor")
        return view(request, *args, **kwargs)

    return guarded
