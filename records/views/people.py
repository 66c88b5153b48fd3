"""What is kept of one person: gathered for them, or erased."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Resident
from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from core.asking import ask_first, is_sure
from records.actions.erasing import erase_person, what_may_go
from records.actions.exporting import ask_export, download_export
from records.forms.people import ExportForm, PersonForm
from records.presenters.people import erasing_words, exports_table
from records.readers.exports import exports_for, resident_of

UNPROCESSABLE = 422


@staff_required
@require_http_methods(["GET", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """Have everything about somebody gathered, and take what was."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    form = ExportForm(request.POST if request.method == "POST" else None)
    resident = _resident(request, form)
    if resident is not None:
        ask_export(resident=resident, reason=form.cleaned_data["reason"], by=request.actor)
        messages.success(request, _("It is being gathered. Come back to this page in a few minutes."))
        return redirect("records:people")
    page = {"form": form, "exports": exports_table(exports_for(request.actor)), "nav": "settings"}
    return render(request, "records/people.html", page, status=UNPROCESSABLE if form.errors else 200)


@staff_required
@require_GET
def export_file(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The archive; each download is written down."""
    export = download_export(public_id=public_id, by=request.actor)
    response = HttpResponse(bytes(export.content), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="records-{export.public_id}.zip"'
    return response


@staff_required
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Erase what need not be kept of somebody; says first what goes, what stays, and why."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    form = PersonForm(request.POST if request.method == "POST" else None)
    resident = _resident(request, form)
    if resident is None:
        page = {"form": form, "nav": "settings"}
        return render(request, "records/erase.html", page, status=UNPROCESSABLE if form.errors else 200)
    today = timezone.localdate()
    plan = what_may_go(resident=resident, today=today, by=request.actor)
    if plan.is_empty:
        messages.info(request, _("There is nothing to erase.") + " " + erasing_words(plan, resident.name))
        return redirect("records:erase")
    if not is_sure(request):
        return ask_first(
            request,
            question=_("Do you want to erase this for ever?"),
            words=erasing_words(plan, resident.name),
            button=_("Erase it"),
            keep_url=reverse("records:people"),
            hidden=form.cleaned_data,
        )
    done = erase_person(resident=resident, today=today, by=request.actor)
    messages.success(request, _("It is erased.") + " " + erasing_words(done, resident.name))
    return redirect("records:people")


def _resident(request: HttpRequest, form: PersonForm) -> Resident | None:
    """Whose records are asked for, or None with the error in the form."""
    if not form.is_valid():
        return None
    try:
        return resident_of(request.actor, form.cleaned_data["who"].strip())
    except Http404:
        form.add_error("who", _("We found nobody, or more than one person. Enter the reference of one of their claims"))
        return None
