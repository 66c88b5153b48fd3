"""Who works on a claim: take it, pass it on, put it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from casework.actions import owning
from casework.forms.owning import PUT_BACK, TAKE, OwnerForm
from casework.models import Assignment
from casework.presenters.owning import worker_words
from casework.readers import owning as readers
from casework.readers.claims import staff_claim_for
from claims.models import Claim

CONFLICT, UNPROCESSABLE = 409, 422


@staff_required
@require_http_methods(["GET", "POST"])
def set_owner(request: HttpRequest, reference: str) -> HttpResponse:
    """Say who works on a claim; whoever comes second is told who was first, and keeps their note."""
    require(request.actor, Permission.CLAIM_PROGRESS)
    claim = staff_claim_for(request.actor, reference)
    latest = readers.current_assignment(claim)
    if request.method == "GET":
        return _draw(request, claim, latest, _form(request, initial={"based_on": latest.pk if latest else 0}))
    form = _form(request, request.POST)
    if not form.is_valid():
        return _draw(request, claim, latest, form, status=UNPROCESSABLE)
    try:
        _act(request, claim, form)
    except owning.OwnerMoved as moved:
        kept = {**form.cleaned_data, "based_on": moved.assignment.pk}
        return _draw(
            request, claim, moved.assignment, _form(request, initial=kept), moved=moved.assignment, status=CONFLICT
        )
    return redirect("casework:staff_claim", reference)


def _form(request: HttpRequest, *args, **kwargs) -> OwnerForm:
    colleagues = readers.colleagues_to_pass_on_to(request.actor)
    teams = readers.teams_to_pass_on_to(request.actor)
    return OwnerForm(*args, colleagues=colleagues, teams=teams, **kwargs)


def _act(request: HttpRequest, claim: Claim, form: OwnerForm) -> None:
    said = form.cleaned_data
    given = {"reference": claim.reference, "note": said["note"], "based_on": said["based_on"], "by": request.actor}
    if form.act == TAKE:
        owning.take_claim(**given)
        messages.success(request, _("You work on this claim now."))
    elif form.act == PUT_BACK:
        owning.put_claim_back(**given)
        messages.success(request, _("The claim is put back. Nobody works on it now."))
    else:
        to = form.chosen[said["to"]]
        owning.pass_claim_on(**given, to=to)
        messages.success(request, _("The claim is passed on to %(name)s.") % {"name": worker_words(to)})


def _draw(
    request: HttpRequest, claim: Claim, latest: Assignment | None, form: OwnerForm, *, moved=None, status: int = 200
) -> HttpResponse:
    worker = readers.works_on(latest)
    context = {
        "claim": claim,
        "form": form,
        "moved": moved,
        "worker": worker_words(worker),
        "is_assigned": worker is not None,
        "is_mine": worker == request.actor.membership,
        "has_others": bool(form.chosen),
        "back_url": reverse("casework:staff_claim", args=[claim.reference]),
        "nav": "work",
    }
    return render(request, "casework/set_owner.html", context, status=status)
