"""The council's list of records that were made for people who are not online: whom nobody looks after, who may be there
twice.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.sessions import staff_required
from accounts.throttling import throttled
from advocates.registering.actions.consents import end_consent_at_desk
from advocates.registering.actions.duplicates import TwoAccounts, call_different, call_same, record_looking
from advocates.registering.actions.taking_over import make_code_at_desk
from advocates.registering.forms import SameForm
from advocates.registering.presenters import desk_rows, duplicate_rows
from advocates.registering.readers.registered import (
    looked_after,
    not_looked_after,
    open_duplicate,
    open_duplicates,
    registration_for_council,
)
from advocates.registering.views.person import draw_code
from core.asking import ask_first, is_sure

UNPROCESSABLE = 422


@never_cache
@staff_required
@require_GET
def registered_people(request: HttpRequest) -> HttpResponse:
    """Everybody who has no account yet, and marks that wait."""
    page = {
        "left": desk_rows(not_looked_after(request.actor)),
        "duplicates": duplicate_rows(open_duplicates(request.actor)),
        "helped": desk_rows(looked_after(request.actor)),
        "nav": "work",
    }
    return render(request, "advocates/registering/people.html", page)


@never_cache
@staff_required
@require_POST
@throttled(group="take-over-code", rate="30/h", by_person=True)
def new_code_at_desk(request: HttpRequest, public_id: str) -> HttpResponse:
    """A code for somebody who is at the desk."""
    code = make_code_at_desk(public_id=public_id, by=request.actor)
    return draw_code(request, code, reverse("registering:people"))


@staff_required
@require_POST
def withdraw_at_desk(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask once, then write down that the person withdraws their consent."""
    registration = registration_for_council(request.actor, public_id)
    if not is_sure(request):
        return ask_first(
            request,
            question=_("Does %(name)s withdraw their consent?") % {"name": registration.resident.name},
            words=_("Whoever acts for them by it then sees and changes nothing of theirs."),
            button=_("Yes, end it now"),
            keep_url=reverse("registering:people"),
        )
    end_consent_at_desk(public_id=public_id, by=request.actor)
    messages.success(request, _("It has ended."))
    return redirect("registering:people")


@never_cache
@staff_required
@require_http_methods(["GET", "POST"])
def settle_duplicate(request: HttpRequest, public_id: str) -> HttpResponse:
    """Two records beside each other, and whether they are one person."""
    duplicate = open_duplicate(request.actor, public_id)
    form = SameForm(request.POST if request.method == "POST" else None)
    if request.method == "GET" or not form.is_valid():
        made, other = duplicate.registration.resident, duplicate.other
        record_looking(people=[made, other], by=request.actor)
        row = duplicate_rows([duplicate])[0]
        page = {**row, "made": made, "other": other, "form": form, "nav": "work"}
        status = UNPROCESSABLE if form.errors else 200
        return render(request, "advocates/registering/duplicate.html", page, status=status)
    answer = form.cleaned_data["answer"]
    if answer == "different":
        call_different(public_id=public_id, by=request.actor)
        messages.success(request, _("They stay two records."))
        return redirect("registering:people")
    try:
        call_same(public_id=public_id, agreed=answer == "agreed", by=request.actor)
    except TwoAccounts:
        messages.warning(request, _("Each record is in an account. Only the person can join the two accounts."))
        return redirect("registering:people")
    messages.success(request, _("They are one record now."))
    return redirect("registering:people")
