"""One person with whom somebody works: the page, who works with them, and when that is over."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.sessions import staff_required
from advocates.actions.looking import record_case_opened
from advocates.caseload.actions import opening, passing
from advocates.caseload.actions.tasks import mark_seen
from advocates.caseload.forms import CloseForm, PassOnForm
from advocates.caseload.presenters.case import case_content
from advocates.caseload.presenters.caseload import name_of, with_whom
from advocates.caseload.readers.cases import (
    case_for,
    has_ended,
    may_take,
    require_caseload,
    require_passing_on,
    teams_with_workers,
)
from advocates.models import Case

CONFLICT, UNPROCESSABLE = 409, 422


@never_cache
@staff_required
@require_GET
def case(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything about the work with one person, or, once nobody may read it any more, that it has ended. Who looks is
    written down.
    """
    require_caseload(request.actor)
    if has_ended(request.actor, public_id):
        return render(request, "caseload/ended.html", {"nav": "caseload", "back_url": reverse("advocates:caseload")})
    found = case_for(request.actor, public_id)
    record_case_opened(case=found, by=request.actor)
    page = case_content(found, request.actor, timezone.localtime())
    return render(request, "caseload/case.html", {**page, "nav": "caseload", "back_url": reverse("advocates:caseload")})


@staff_required
@require_POST
def seen(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is new has been seen."""
    until = parse_datetime(request.POST.get("until", "").replace(" ", "+")) or timezone.now()
    mark_seen(public_id=public_id, until=until, by=request.actor)
    messages.success(request, _("Marked as seen."))
    return redirect("advocates:case", public_id)


@never_cache
@staff_required
@require_http_methods(["GET", "POST"])
def pass_on(request: HttpRequest, public_id: str) -> HttpResponse:
    """Somebody else becomes the person's contact, and the person is told."""
    found = case_for(request.actor, public_id)
    require_passing_on(request.actor, found)
    choices = {
        "people": list(may_take(found.organisation_id)), "teams": list(teams_with_workers(found.organisation_id)),
    }  # fmt: skip
    form = PassOnForm(request.POST if request.method == "POST" else None, initial={"version": found.version}, **choices)
    if request.method == "POST" and form.is_valid():
        try:
            passing.pass_on(public_id=public_id, to=form.place, version=form.cleaned_data["version"], by=request.actor)
        except passing.CaseMoved:
            again = PassOnForm(initial={**form.cleaned_data, "version": found.version}, **choices)
            return _draw(request, found, again, "caseload/pass_on.html", moved=True)
        except passing.CannotTake:
            form.add_error("to", _("They cannot take it now. Choose somebody else"))
        else:
            messages.success(request, _("Done. The person is told who their contact is."))
            return redirect("advocates:case", public_id)
    return _draw(request, found, form, "caseload/pass_on.html")


@never_cache
@staff_required
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    """The work with somebody is over, with the reason."""
    found = case_for(request.actor, public_id)
    require_passing_on(request.actor, found)
    form = CloseForm(request.POST if request.method == "POST" else None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            opening.close_case(public_id=public_id, why=said["why"], version=said["version"], by=request.actor)
        except passing.CaseMoved:
            again = CloseForm(initial={**said, "version": found.version})
            return _draw(request, found, again, "caseload/close.html", moved=True)
        messages.success(request, _("Closed. The person is told, and you can open it again on any day."))
        return redirect("advocates:case", public_id)
    return _draw(request, found, form, "caseload/close.html")


@staff_required
@require_POST
def open_again(request: HttpRequest, public_id: str) -> HttpResponse:
    """The work with somebody goes on."""
    try:
        opening.reopen_case(public_id=public_id, by=request.actor)
    except passing.CaseMoved:
        messages.warning(
            request, _("Your organisation works with this person in another case already. Nothing changed.")
        )
    else:
        messages.success(request, _("Open again. The person is told who their contact is."))
    return redirect("advocates:case", public_id)


def _draw(
    request: HttpRequest, found: Case, form: PassOnForm | CloseForm, template: str, *, moved: bool = False
) -> HttpResponse:
    page = {
        "form": form, "name": name_of(found), "with_whom": with_whom(found), "moved": moved, "nav": "caseload",
        "back_url": reverse("advocates:case", args=[found.public_id]),
    }  # fmt: skip
    status = CONFLICT if moved else UNPROCESSABLE if form.errors else 200
    return render(request, template, page, status=status)
