"""The council's list of who says that they act by law: two people check it, and it is looked at each year."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.sessions import staff_required
from advocates.legal.actions.checking import (
    Finding,
    Moved,
    SamePerson,
    confirm_second,
    end_by_council,
    find_first,
    look_again,
    open_paper,
)  # fmt: skip
from advocates.legal.forms import ConfirmForm, EndByLawForm, FindForm, LookForm
from advocates.legal.presenters import case_content, desk_lines, record_choices
from advocates.legal.readers import acting_by_law, look_alikes_for, one_for_council, to_check
from advocates.legal.rules import highest_levels
from advocates.models import LegalBasis
from advocates.rules.terms import levels_said, scopes_of

UNPROCESSABLE, SHOWN = 422, 200
State = LegalBasis.State


@never_cache
@staff_required
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for a first and a second person, and who acts by law."""
    actor, today = request.actor, timezone.localdate()
    page = {
        "waiting": desk_lines(to_check(actor), today, actor),
        "acting": desk_lines(acting_by_law(actor)[:SHOWN], today, actor),
        "nav": "work",
    }
    return render(request, "advocates/legal/desk.html", page)


@never_cache
@staff_required
@require_http_methods(["GET", "POST"])
def case(request: HttpRequest, public_id: str) -> HttpResponse:
    """One of them: the first person finds, the second confirms."""
    row = one_for_council(request.actor, public_id)
    form = _form_for(row, request)
    if form is not None and form.is_valid():
        try:
            _settle(row, form.cleaned_data, request)
        except (Moved, SamePerson):
            messages.warning(request, _("Somebody changed this meanwhile. Look at it again."))
        return redirect("legal:case", public_id)
    page = {**case_content(row, request.actor, timezone.localdate()), "form": form, "nav": "work"}
    return render(request, "advocates/legal/case.html", page, status=UNPROCESSABLE if form and form.errors else 200)


def _form_for(row: LegalBasis, request: HttpRequest) -> FindForm | ConfirmForm | None:
    posted = request.POST if request.method == "POST" else None
    if row.state == State.WAITING:
        levels = highest_levels(is_joint=row.several == LegalBasis.Several.JOINT)
        known = row.delegation_id is not None
        records = None if known else record_choices(look_alikes_for(row, request.actor))
        return FindForm(posted, records=records, levels=levels)
    if row.state == State.CHECKED and row.first_by_id != request.actor.user.pk:
        return ConfirmForm(posted)
    return None


def _settle(row: LegalBasis, said: dict[str, Any], request: HttpRequest) -> None:
    if "agrees" in said:
        confirm_second(public_id=row.public_id, agrees=said["agrees"] == "yes", why=said["why"], by=request.actor)
        messages.success(request, _("Saved. It counts from now on.") if said["agrees"] == "yes" else _("Given back."))
        return
    record = said.get("record", "")
    finding = Finding(
        is_right=said["finding"] == "right", why=said["why"], hush_why=said["hush_why"],
        scopes=scopes_of(levels_said(said)),
        record="" if record == "new" else record,
    )  # fmt: skip
    find_first(public_id=row.public_id, finding=finding, by=request.actor)
    messages.success(request, _("Saved. It waits for a second person."))


@never_cache
@staff_required
@require_GET
def paper(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """One paper. Who opens it stands in the trail."""
    found = open_paper(public_id=public_id, number=number, by=request.actor)
    response = HttpResponse(bytes(found.content), content_type=found.content_type)
    ending = "pdf" if found.content_type == "application/pdf" else "jpg"
    response["Content-Disposition"] = f'attachment; filename="document-{number}.{ending}"'
    return response


@never_cache
@staff_required
@require_http_methods(["GET", "POST"])
def look(request: HttpRequest, public_id: str) -> HttpResponse:
    """Still right."""
    row = one_for_council(request.actor, public_id)
    form = LookForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            look_again(public_id=public_id, why=form.cleaned_data["why"], by=request.actor)
            messages.success(request, _("Saved. It is looked at again in a year."))
        except Moved:
            messages.warning(request, _("Somebody changed this meanwhile. Look at it again."))
        return redirect("legal:case", public_id)
    page = {**case_content(row, request.actor, timezone.localdate()), "form": form, "nav": "work"}
    return render(request, "advocates/legal/look.html", page, status=UNPROCESSABLE if form.errors else 200)


@never_cache
@staff_required
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask why, then end it at once."""
    row = one_for_council(request.actor, public_id)
    form = EndByLawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            end_by_council(public_id=public_id, ended_why=said["ended_why"], words_why=said["words"], by=request.actor)
            messages.success(request, _("It has ended."))
        except Moved:
            messages.warning(request, _("Somebody changed this meanwhile. Look at it again."))
        return redirect("legal:case", public_id)
    page = {**case_content(row, request.actor, timezone.localdate()), "form": form, "nav": "work"}
    return render(request, "advocates/legal/end.html", page, status=UNPROCESSABLE if form.errors else 200)
