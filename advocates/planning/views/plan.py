"""Somebody's plan: by themselves, by staff of the council, and by an organisation that shares it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from advocates.planning.actions.plan import (
    ActionMoved,
    OwnerLeft,
    add_action,
    change_action,
    go_on_with_action,
    record_plan_opened,
)
from advocates.planning.forms.plan import ActionForm, ProgressForm, initial_of
from advocates.planning.presenters.hand_overs import list_rows
from advocates.planning.presenters.plan import name_of, owners_to_choose, plan_content
from advocates.planning.readers.hand_overs import own_hand_overs
from advocates.planning.readers.parties import (
    Viewer,
    council_viewer,
    own_viewer,
    partner_viewer,
    people_of,
    shares_in_force,
)
from advocates.planning.readers.plan import ShownAction, action_for, plan_of
from advocates.planning.rules import RESIDENT

CONFLICT, UNPROCESSABLE = 409, 422
NAV = {"own": "account", "helped": "helping", "staff": "work"}


def viewer_of(request: HttpRequest, whose: str, public_id: str) -> Viewer:
    """As whom the reader comes: `whose` says by which address. Raises Http404, PermissionDenied."""
    if whose == "own":
        return own_viewer(request.actor)
    by_address = {"helped": partner_viewer, "staff": council_viewer}
    return by_address[whose](request.actor, public_id)


def address(whose: str, public_id: str, page: str = "plan", *more: Any) -> str:
    """The address of a page of the plan, where the reader came from."""
    return reverse(f"advocates:{whose}_{page}", args=[*([public_id] if public_id else []), *more])


@never_cache
@require_GET
def plan(request: HttpRequest, whose: str, public_id: str = "") -> HttpResponse:
    """Everything of a plan that the reader sees. That somebody else looked at it is written down."""
    viewer = viewer_of(request, whose, public_id)
    if whose != "own":
        record_plan_opened(viewer=viewer, by=request.actor)
    shares = list(shares_in_force(viewer.resident))
    page = plan_content(viewer, plan_of(viewer, shares), shares, timezone.localdate())
    for each in [*page["open"], *page["settled"]]:
        each["url"] = address(whose, public_id, "action", each["row"].public_id)
    page |= {"new_url": address(whose, public_id, "new_action"), "nav": NAV[whose], "resident": viewer.resident}
    page["back_url"] = reverse("advocates:person", args=[public_id]) if whose == "helped" else ""
    if whose == "own":
        page["hand_overs"] = list_rows(list(own_hand_overs(viewer.resident)), request.council.name)
    return render(request, "advocates/planning/plan.html", page)


@require_http_methods(["GET", "POST"])
def new_action(request: HttpRequest, whose: str, public_id: str = "") -> HttpResponse:
    """One more thing to be done."""
    viewer = viewer_of(request, whose, public_id)
    if not viewer.works:
        raise PermissionDenied
    if request.method == "GET":
        given = {"client_id": uuid.uuid4(), "revision": 0, "owner": RESIDENT if whose == "own" else None}
        return _draw_action(request, viewer, whose, public_id, _form(viewer, initial=given))
    form = _form(viewer, request.POST)
    if not form.is_valid():
        return _draw_action(request, viewer, whose, public_id, form, status=UNPROCESSABLE)
    try:
        add_action(viewer=viewer, said=form.said, client_id=form.cleaned_data["client_id"], by=request.actor)
    except OwnerLeft:
        form.add_error("owner", _("They do not share the plan any more. Choose somebody else"))
        return _draw_action(request, viewer, whose, public_id, form, status=CONFLICT)
    messages.success(request, _("It is in the plan."))
    return redirect(address(whose, public_id))


@never_cache
@require_http_methods(["GET", "POST"])
def action(request: HttpRequest, whose: str, action_id: str, public_id: str = "") -> HttpResponse:
    """One action: how far it is, and what it says. Each of the two forms is sent by itself."""
    viewer = viewer_of(request, whose, public_id)
    found = action_for(viewer, action_id)
    if not found.works:
        raise PermissionDenied
    if request.method == "GET":
        return _draw_action(request, viewer, whose, public_id, _form(viewer, initial=initial_of(found)), found=found)
    going_on = "state" in request.POST or "what" not in request.POST
    form = ProgressForm(request.POST) if going_on else _form(viewer, request.POST, initial=initial_of(found))
    if not form.is_valid():
        return _again(request, viewer, whose, public_id, found, form, status=UNPROCESSABLE)
    try:
        _save(form, viewer, found, request)
    except ActionMoved:
        return _again(request, viewer, whose, public_id, found, form, status=CONFLICT, moved=True)
    except OwnerLeft:
        form.add_error("owner", _("They do not share the plan any more. Choose somebody else"))
        return _again(request, viewer, whose, public_id, found, form, status=CONFLICT)
    messages.success(request, _("Saved."))
    return redirect(address(whose, public_id))


def _save(form: ActionForm | ProgressForm, viewer: Viewer, found: ShownAction, request: HttpRequest) -> None:
    common = {"viewer": viewer, "public_id": found.row.public_id, "by": request.actor}
    said = form.cleaned_data
    if isinstance(form, ProgressForm):
        go_on_with_action(state=said["state"], words=said["words"], revision=said["revision"], **common)
    else:
        change_action(said=form.said, revision=said["revision"], **common)


def _form(viewer: Viewer, *args: Any, **kwargs: Any) -> ActionForm:
    owners = owners_to_choose(viewer, list(shares_in_force(viewer.resident)))
    return ActionForm(*args, owners=owners, colleagues=people_of(viewer.party), own=viewer.party, **kwargs)


def _again(
    request: HttpRequest, viewer: Viewer, whose: str, public_id: str, found: ShownAction, form: Any, *, status: int,
    moved: bool = False,
) -> HttpResponse:  # fmt: skip
    """The page with what was typed; after somebody else's change also with the number of it, so that it can be sent."""
    if moved:
        fresh = {**form.data.dict(), "revision": str(found.row.revision)}
        form = type(form)(fresh) if isinstance(form, ProgressForm) else _form(viewer, fresh, initial=initial_of(found))
    if isinstance(form, ProgressForm):
        change = _form(viewer, initial=initial_of(found))
        return _draw_action(
            request, viewer, whose, public_id, change, found=found, progress=form, moved=moved, status=status
        )
    return _draw_action(request, viewer, whose, public_id, form, found=found, moved=moved, status=status)


def _draw_action(
    request: HttpRequest, viewer: Viewer, whose: str, public_id: str, form: ActionForm, *,
    found: ShownAction | None = None, progress: ProgressForm | None = None, moved: bool = False, status: int = 200,
) -> HttpResponse:  # fmt: skip
    if found is not None and progress is None:
        progress = ProgressForm(initial={"state": found.row.state, "revision": found.row.revision})
    page = {
        "form": form, "progress": progress, "found": found, "moved": moved, "is_own": whose == "own",
        "name": name_of(viewer.resident), "plan_url": address(whose, public_id), "nav": NAV[whose],
    }  # fmt: skip
    return render(request, "advocates/planning/action.html", page, status=status)
