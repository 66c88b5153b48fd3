"""Each answer as it is typed: JSON from claim.js."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actors import Actor
from claims.actions.answering import AnswerChange, Locked, Saved, lock_draft, save_locked
from claims.moving.actions import FormChanged
from claims.readers.answer_store import localised_spec
from claims.views.posted import change_from_script
from core.bodies import body_of, read_json
from formspec.rules.display import display_raw

# Status and JSON, be it sent as the answer to a post or over a socket.
Reply = tuple[int, dict[str, Any]]


@login_not_required
@require_POST
def save_answer(request: HttpRequest, public_id: str) -> JsonResponse:
    """One answer as it is typed (JSON from claim.js): saved, or why not. Never overwrites what it has not seen."""
    try:
        asked = read_json(body_of(request))
    except ValueError:
        asked = None
    try:
        status, reply = save_from_script(asked, public_id=public_id, by=request.actor)
    except Http404:
        status, reply = 404, {"state": "ended"}
    except PermissionDenied:
        status, reply = 403, {"state": "ended"}
    return JsonResponse(reply, status=status)


def save_from_script(asked: Any, *, public_id: str | uuid.UUID, by: Actor) -> Reply:
    """Save one answer of a draft as a script asks for it, in the caller's transaction: status and JSON. Raises Http404,
    PermissionDenied.
    """
    change = change_in(asked)
    if change is None:
        return 400, {"state": "refused"}
    place = change.key, change.row
    locked = _locked(public_id, by)
    if locked is None:
        return 401, {"state": "signed_out", "url": reverse("accounts:sign_in")}
    try:
        saved = save_locked(locked, changes=[change], by=by, version=change.version)
    except FormChanged:
        # An answer, not an exception: the draft stays where it moved to.
        return 422, {"state": "form_changed"}
    if place in saved.conflicts:
        raw, revision = saved.conflicts[place]
        question = localised_spec(locked[0]).question(*place)
        display = display_raw(question, raw, translate=_)
        return 409, {"state": "conflict", "saved_display": display, "revision": revision}
    if place not in saved.revisions:
        return 400, {"state": "refused"}
    return 200, saved_reply(saved, place)


def saved_reply(saved: Saved, place: tuple[str, str]) -> dict[str, Any]:
    """What a script is told of an answer that was saved: with the words, when there are more than it sent."""
    text = {"text": saved.texts[place]} if place in saved.texts else {}
    return {"state": "saved", "revision": saved.revisions[place], **text}


def change_in(asked: Any) -> AnswerChange | None:
    """The change that a script asks for, or None when it is not one; anybody may send anything here."""
    try:
        return change_from_script(asked)
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError):
        return None


def _locked(public_id: str | uuid.UUID, by: Actor) -> Locked | None:
    """The draft of a form that was sent, locked: one reading serves the page and the saving. None when signed out."""
    try:
        return lock_draft(public_id, by)
    except Http404:
        if _is_nobody(by):
            return None
        raise


def _is_nobody(actor: Actor) -> bool:
    """True when nothing in the session says who this is."""
    return actor.user is None and actor.resident is None and not actor.opened_claims
