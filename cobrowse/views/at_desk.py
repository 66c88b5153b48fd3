"""Whoever works on any page of live help is at their desk: every request below /staff/help/ says so."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern
from django.views.decorators.http import require_GET

from accounts.keeping.session_life import counts_as_use, only_asks
from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from cobrowse.actions.duty import note_desk_open
from cobrowse.readers.desk import duty_of

DESK = "staff/help/"


def asks_again(view):
    """Mark a view whose page is asked for again by itself, with and without scripts."""
    view.asks_again = True
    return view


def with_desk_open(patterns: list[URLPattern]) -> list[URLPattern]:
    """These addresses, of which those of the desk note that somebody is at it."""
    for pattern in patterns:
        if str(pattern.pattern).startswith(DESK):
            pattern.callback = _notes(pattern.callback)
    return patterns


def _notes(view):
    @wraps(view)
    def noting(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        # Afterwards: somebody may just have come on duty, and nothing is locked that the view waits for.
        duty = duty_of(request.actor) if request.actor.helps_live else None
        if duty is not None:
            note_desk_open(duty=duty, writes=_is_worked_on(request, response, view))
        return response

    return noting


def _is_worked_on(request: HttpRequest, response: HttpResponse, view: Any) -> bool:
    """Whether this is a page at which somebody may sit for minutes, of which without scripts nothing more is heard."""
    is_page = not response.has_header("Location") and response.get("Content-Type", "").startswith("text/html")
    return is_page and counts_as_use(request, view) and not getattr(view, "asks_again", False)


@staff_required
@only_asks
@require_GET
def here(request: HttpRequest) -> HttpResponse:
    """For scripts of the pages that ask for nothing else: somebody is still at the desk."""
    require(request.actor, Permission.LIVE_HELP)
    return JsonResponse({"state": "here"})
