"""Many claims at once: choose them in the list, say what is to be done, see what would happen, have it done."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.keeping.form_owners import FIELD as FORM_OWNER
from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from casework.bulk import actions, presenters
from casework.bulk.forms import ManyMessagesForm, ManyOwnersForm, ManyReviewsForm, ManyStatusesForm
from casework.bulk.readers import MOST_CLAIMS, batch_for, claims_in
from casework.models import Batch
from casework.readers.claims import offered_statuses, sent_claims
from casework.readers.owning import colleagues_to_pass_on_to, teams_to_pass_on_to
from casework.readers.work_list import in_stage
from casework.reviewing.readers import usual_day
from casework.views.claims import kept_list
from casework.views.place import list_url
from claims.thread.rules import DELAY
from core.rules.numbers import whole_number

Kind = Batch.Act
UNPROCESSABLE, MOST_VERSIONS = 422, 2**31 - 1
Form = ManyOwnersForm | ManyStatusesForm | ManyMessagesForm | ManyReviewsForm


@staff_required
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Take the ticked claims, or all that the list has, as they are now."""
    require(request.actor, Permission.CLAIM_PROGRESS)
    if "all" in request.POST:
        kept = kept_list(request)
        found = in_stage(*kept).values_list("pk", flat=True)
        keys, number = list(found[:MOST_CLAIMS]), found.count()
    else:
        ticked = sent_claims(request.actor).filter(reference__in=request.POST.getlist("claim")[:MOST_CLAIMS])
        keys = list(ticked.order_by("-urgent", "submitted_at", "pk").values_list("pk", flat=True))
        number = len(keys)
    if not keys:
        messages.error(request, _("Tick the claims first. Nothing was done."))
        return redirect(list_url(request))
    batch = actions.choose_claims(keys=keys, beyond=number - len(keys), by=request.actor)
    return redirect("casework:batch", batch.public_id)


@staff_required
@require_http_methods(["GET", "POST"])
def batch(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Say what is to be done and see what would happen; once it is confirmed, how far it is."""
    found = batch_for(request.actor, public_id)
    if found.confirmed_at is not None:
        return _draw_progress(request, found)
    kind = request.POST.get("kind") or request.GET.get("do", "")
    kind = kind if kind in Kind.values else Kind.OWNER.value
    if request.method == "GET":
        return _draw(request, found, kind, _form(request, kind))
    if "confirm" in request.POST:
        return _confirm(request, found)
    form = _form(request, kind, request.POST)
    if "change" in request.POST or not form.is_valid():
        status = 200 if "change" in request.POST else UNPROCESSABLE
        return _draw(request, found, kind, form, status=status)
    try:
        prepared, why = actions.prepare(public_id=public_id, what=form.what(), by=request.actor)
    except actions.AlreadyConfirmed:
        return redirect("casework:batch", public_id)
    return _draw_preview(request, prepared, presenters.preview(prepared, claims_in(prepared, request.actor), why))


def _confirm(request: HttpRequest, found: Batch) -> HttpResponse:
    version = request.POST.get("version", "")
    try:
        actions.confirm(
            public_id=found.public_id, version=whole_number(version, most=MOST_VERSIONS) or 0, by=request.actor
        )
    except actions.AlreadyConfirmed:
        messages.error(request, _("This was looked at again in another window. Nothing was done: check it once more."))
    return redirect("casework:batch", found.public_id)


def _form(request: HttpRequest, kind: str, *args) -> Form:
    if kind == Kind.STATUS:
        return ManyStatusesForm(*args, statuses=offered_statuses())
    if kind == Kind.MESSAGE:
        return ManyMessagesForm(*args, languages=request.council.languages, initial={"language": "en-gb"})
    if kind == Kind.REVIEW:
        day = usual_day(timezone.localdate(), request.council.nation)
        return ManyReviewsForm(
            *args, languages=request.council.languages, initial={"language": "en-gb", "last_day": day}
        )
    colleagues, teams = colleagues_to_pass_on_to(request.actor), teams_to_pass_on_to(request.actor)
    return ManyOwnersForm(*args, actor=request.actor, colleagues=colleagues, teams=teams)


def _draw(request: HttpRequest, found: Batch, kind: str, form: Form, *, status: int = 200) -> HttpResponse:
    context = {
        "batch": found,
        "number": found.claims.count(),
        "most": MOST_CLAIMS,
        "kinds": [{"value": each.value, "name": each.label, "current": each.value == kind} for each in Kind],
        "kind": kind,
        "form": form,
        "back_url": list_url(request),
        "nav": "work",
    }
    return render(request, "casework/bulk/batch.html", context, status=status)


def _draw_preview(request: HttpRequest, found: Batch, preview) -> HttpResponse:
    posted = [
        (name, value)
        for name, value in request.POST.items()
        if name not in ("csrfmiddlewaretoken", "change", FORM_OWNER)
    ]
    context = {
        "batch": found,
        "preview": preview,
        "posted": posted,
        "minutes": DELAY.seconds // 60,
        "back_url": list_url(request),
        "nav": "work",
    }
    return render(request, "casework/bulk/preview.html", context)


def _draw_progress(request: HttpRequest, found: Batch) -> HttpResponse:
    context = {"batch": found, "progress": presenters.progress(found), "back_url": list_url(request), "nav": "work"}
    return render(request, "casework/bulk/progress.html", context)
