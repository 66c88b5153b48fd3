"""Many cases at once: choose them in the list, say what is to be done, see what would happen, have it done."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.keeping.form_owners import FIELD as FORM_OWNER
from accounts.sessions import staff_required
from advocates.caseload.actions import bulk as actions
from advocates.caseload.forms import ManyForm, ManyMessagesForm
from advocates.caseload.presenters import batches as presenters
from advocates.caseload.readers.batches import MOST_CASES, batch_for, cases_in
from advocates.caseload.readers.caseload import caseload, near
from advocates.caseload.readers.cases import may_take, require_caseload, teams_with_workers
from advocates.caseload.views.caseload import wanted_in
from advocates.models import CaseBatch
from core.rules.numbers import whole_number

Act = CaseBatch.Act
UNPROCESSABLE, MOST_KEYS = 422, 2**62


@staff_required
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Take the ticked cases, or all that the list has, as they are now."""
    require_caseload(request.actor)
    if "all" in request.POST:
        found = caseload(request.actor, wanted_in(request, request.POST), near(request.actor))
        keys = list(found.values_list("pk", flat=True)[:MOST_CASES])
    else:
        typed = [whole_number(each, most=MOST_KEYS) for each in request.POST.getlist("case")[:MOST_CASES]]
        keys = [each for each in typed if each]
    if not keys:
        messages.error(request, _("Tick the people first. Nothing was done."))
        return redirect("advocates:caseload")
    return redirect("advocates:many", actions.choose_cases(keys=keys, by=request.actor).public_id)


@never_cache
@staff_required
@require_http_methods(["GET", "POST"])
def many(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Say what is to be done and see what would happen; once it is confirmed, how far it is."""
    found = batch_for(request.actor, public_id)
    if found.confirmed_at is not None:
        page = {"batch": found, "progress": presenters.progress(found, request.actor), "nav": "caseload"}
        return render(request, "caseload/progress.html", {**page, "back_url": reverse("advocates:caseload")})
    asked = request.POST.get("kind") or request.GET.get("do", "")
    kind = asked if asked in Act.values else Act.PASS_ON.value
    if request.method == "GET":
        return _draw(request, found, kind, _form(request, kind))
    if "confirm" in request.POST:
        return _confirm(request, found)
    form = _form(request, kind, request.POST)
    if "change" in request.POST or not form.is_valid():
        return _draw(request, found, kind, form, status=200 if "change" in request.POST else UNPROCESSABLE)
    try:
        prepared, why = actions.prepare(public_id=public_id, what=form.what(), by=request.actor)
    except actions.AlreadyConfirmed:
        return redirect("advocates:many", public_id)
    shown = presenters.preview(prepared, cases_in(prepared, request.actor), why)
    return _draw_preview(request, prepared, shown)


def _form(request: HttpRequest, kind: str, *args) -> ManyForm | ManyMessagesForm:
    if kind == Act.MESSAGE:
        return ManyMessagesForm(*args)
    organisation = request.actor.membership.organisation_id
    return ManyForm(*args, people=list(may_take(organisation)), teams=list(teams_with_workers(organisation)))


def _confirm(request: HttpRequest, found: CaseBatch) -> HttpResponse:
    version = whole_number(request.POST.get("version", ""), most=2**31 - 1) or 0
    try:
        actions.confirm(public_id=found.public_id, version=version, by=request.actor)
    except actions.AlreadyConfirmed:
        messages.error(request, _("This was looked at again in another window. Nothing was done: check it once more."))
    return redirect("advocates:many", found.public_id)


def _draw(request: HttpRequest, found: CaseBatch, kind: str, form, *, status: int = 200) -> HttpResponse:
    page = {
        "batch": found, "number": found.rows.count(), "kind": kind, "form": form, "nav": "caseload",
        "kinds": [{"value": each.value, "name": each.label, "current": each.value == kind} for each in Act],
        "back_url": reverse("advocates:caseload"),
    }  # fmt: skip
    return render(request, "caseload/many.html", page, status=status)


def _draw_preview(request: HttpRequest, found: CaseBatch, preview) -> HttpResponse:
    left_out = ("csrfmiddlewaretoken", "change", FORM_OWNER)
    posted = [(name, value) for name, value in request.POST.items() if name not in left_out]
    page = {"batch": found, "preview": preview, "posted": posted, "nav": "caseload"}
    return render(request, "caseload/preview.html", {**page, "back_url": reverse("advocates:caseload")})
