"""Councillors' enquiries: the list, one of them, and the person's yes or no."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from advocates.enquiring import actions
from advocates.enquiring.forms import YES, AnswerForm, ConsentForm, FilterForm, RecordForm
from advocates.enquiring.presenters import enquiry_content, lines_of, wording_of
from advocates.enquiring.readers import enquiries, enquiry_for, own_enquiry, person_for

CONFLICT, UNPROCESSABLE = 409, 422
A_PAGE = 25


@never_cache
@staff_required
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The council's enquiries, filtered."""
    form = FilterForm(request.GET)
    shown = Paginator(enquiries(request.actor, **form.wanted()), A_PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    page = {"form": form, "lines": lines_of(shown, timezone.localdate()), "page_obj": shown, "nav": "work"}
    return render(request, "advocates/enquiring/list.html", page | {"query": f"{asked.urlencode()}&" if asked else ""})


@staff_required
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write down what a councillor asks about somebody."""
    person = person_for(request.actor, public_id)
    given = {"client_id": uuid.uuid4(), "received_on": timezone.localdate()}
    form = RecordForm(request.POST) if request.method == "POST" else RecordForm(initial=given)
    if not form.is_valid():
        page = {"form": form, "name": person.name, "nav": "work"}
        return render(request, "advocates/enquiring/record.html", page, status=UNPROCESSABLE if form.errors else 200)
    made = actions.record_enquiry(resident_id=public_id, by=request.actor, **form.cleaned_data)
    messages.success(request, _("Written down. The person is asked."))
    return redirect("advocates:enquiry", made.public_id)


@never_cache
@staff_required
@require_GET
def enquiry(request: HttpRequest, public_id: str) -> HttpResponse:
    """One enquiry, with what can be done about it."""
    return _draw(request, public_id)


@staff_required
@require_POST
def consent(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write down what the person said."""
    require(request.actor, Permission.CLAIM_PROGRESS)
    found, form = enquiry_for(request.actor, public_id), ConsentForm(request.POST)
    if not form.is_valid():
        return _draw(request, public_id, consent=form, status=UNPROCESSABLE)
    said = form.cleaned_data
    try:
        actions.record_consent(
            public_id=public_id,
            agrees=said["said"] == YES,
            how=said["how"],
            wording=wording_of(found),
            by=request.actor,
        )
    except actions.Answered:
        return _draw(request, public_id, consent=form, status=CONFLICT)
    messages.success(request, _("Written down. They are told."))
    return redirect("advocates:enquiry", public_id)


@staff_required
@require_POST
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep what the councillor is answered."""
    require(request.actor, Permission.CLAIM_PROGRESS)
    enquiry_for(request.actor, public_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _draw(request, public_id, answer=form, status=UNPROCESSABLE)
    try:
        actions.answer_enquiry(public_id=public_id, by=request.actor, **form.cleaned_data)
    except actions.NoConsent:
        form.add_error("is_general", _("Without the person’s yes the answer must be general. Tick this if it is"))
        return _draw(request, public_id, answer=form, status=CONFLICT)
    except actions.Answered:
        return _draw(request, public_id, answer=form, status=CONFLICT)
    messages.success(request, _("The answer is kept. The person is told."))
    return redirect("advocates:enquiry", public_id)


@never_cache
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest, public_id: str) -> HttpResponse:
    """The person reads what is asked about them, and says yes or no."""
    found, status = own_enquiry(request.actor, public_id), 200
    if request.method == "POST":
        agrees = request.POST.get("agrees") == YES
        try:
            actions.say_in_account(public_id=public_id, agrees=agrees, wording=wording_of(found), by=request.actor)
        except actions.Answered:
            found, status = own_enquiry(request.actor, public_id), CONFLICT
        else:
            messages.success(request, _("Thank you. You can change your mind until they are answered."))
            return redirect("advocates:own_plan")
    page = enquiry_content(found, timezone.localdate()) | {"nav": "account", "conflict": status == CONFLICT}
    return render(request, "advocates/enquiring/own.html", page, status=status)


def _draw(request: HttpRequest, public_id: str, *, status: int = 200, **forms: Any) -> HttpResponse:
    page = enquiry_content(enquiry_for(request.actor, public_id), timezone.localdate()) | {
        "consent": ConsentForm(), "answer": AnswerForm(), "nav": "work", "conflict": status == CONFLICT,
        "may_work": request.actor.may(Permission.CLAIM_PROGRESS), "has_errors": status == UNPROCESSABLE,
    }  # fmt: skip
    return render(request, "advocates/enquiring/enquiry.html", page | forms, status=status)
