"""Each answer as it is typed: JSON from claim.js."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.actions.answering import AnswerChange, Locked, Saved, lock_draft, save_locked
from claims.readers.answer_store import localised_spec
from claims.views.posted import change_from_script
from core.bodies import body_of, read_json
from formspec.rules.display import display_raw


@login_not_required
@require_POST
def save_answer(request: HttpRequest, public_id: str) -> JsonResponse:
    """One answer as it is typed (JSON from claim.js): saved, or why not. Never overwrites what it has not seen."""
    change = _change_in(body_of(request))
    if change is None:
        return JsonResponse({"state": "refused"}, status=400)
    place = change.key, change.row
    locked = _locked(request, public_id)
    if locked is None:
        return JsonResponse({"state": "signed_out", "url": reverse("accounts:sign_in")}, status=401)
    saved = save_locked(locked, changes=[change], by=request.actor)
    if place in saved.conflicts:
        raw, revision = saved.conflicts[place]
        question = localised_spec(locked[0]).question(*place)
        display = display_raw(question, raw, translate=_)
        return JsonResponse({"state": "conflict", "saved_display": display, "revision": revision}, status=409)
    if place not in saved.revisions:
        return JsonResponse({"state": "refused"}, status=400)
    return JsonResponse(saved_reply(saved, place))


def saved_reply(saved: Saved, place: tuple[str, str]) -> dict[str, Any]:
    """What a script is told of an answer that was saved: with the words, when there are more than it sent."""
    text = {"text": saved.texts[place]} if place in saved.texts else {}
    return {"state": "saved", "revision": saved.revisions[place], **text}


def _change_in(body: bytes) -> AnswerChange | None:
    """The change that a script asks for, or None when it is not one; anybody may send anything here."""
    try:
        return change_from_script(read_json(body))
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError):
        return None


def _locked(request: HttpRequest, public_id: str) -> Locked | None:
    """The draft of a form that was sent, locked: one reading serves the page and the saving. None when signed out."""
    try:
        return lock_draft(public_id, request.actor)
    except Http404:
        if is_signed_out(request):
            return None
        raise


def is_signed_out(request: HttpRequest) -> bool:
    """True when nothing in the session says who this is."""
    return request.actor.user is None and request.actor.resident is None and not request.actor.opened_claims
