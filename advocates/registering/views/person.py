"""What an adviser has of a person whose record they made: details, the consent, a code, and the end of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.sessions import staff_required
from accounts.throttling import throttled
from advocates.registering.actions.consents import end_consent
from advocates.registering.actions.taking_over import LASTS, make_code
from advocates.registering.presenters import consent_content, registered_content
from advocates.registering.readers.registered import paper_of, registration_to
from core.asking import ask_first, is_sure


@never_cache
@staff_required
@require_GET
def registered(request: HttpRequest, public_id: str) -> HttpResponse:
    """The details as they were registered, and what can be done."""
    page = registered_content(registration_to(request.actor, public_id))
    return render(request, "advocates/registering/registered.html", {**page, "days": LASTS.days, "nav": "helping"})


@never_cache
@staff_required
@require_GET
def consent(request: HttpRequest, public_id: str) -> HttpResponse:
    """The consent, to print once more."""
    page = consent_content(registration_to(request.actor, public_id), large=request.GET.get("large") == "1")
    return render(request, "advocates/registering/consent.html", {**page, "nav": "helping"})


@never_cache
@staff_required
@require_GET
def consent_paper(request: HttpRequest, public_id: str) -> HttpResponse:
    """The photo or scan of the signed form."""
    paper = paper_of(registration_to(request.actor, public_id))
    if paper is None:
        raise Http404
    response = HttpResponse(bytes(paper.content), content_type=paper.content_type)
    ending = "pdf" if paper.content_type == "application/pdf" else "jpg"
    response["Content-Disposition"] = f'attachment; filename="consent.{ending}"'
    return response


@never_cache
@staff_required
@require_POST
@throttled(group="take-over-code", rate="30/h", by_person=True)
def new_code(request: HttpRequest, public_id: str) -> HttpResponse:
    """A code to take the record over, in a letter to print. It is shown this once."""
    code = make_code(grant_id=public_id, by=request.actor)
    return draw_code(request, code, reverse("registering:registered", args=[public_id]))


def draw_code(request: HttpRequest, code: str, back: str) -> HttpResponse:
    """The letter with a code that was just made."""
    page = {"code": code, "days": LASTS.days, "back_url": back, "nav": "helping"}
    page["address"] = request.council.url_of(reverse("registering:take_over"))
    return render(request, "advocates/registering/code.html", page)


@staff_required
@require_POST
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask once, then write down that the person withdraws their consent."""
    registration = registration_to(request.actor, public_id)
    if not is_sure(request):
        return ask_first(
            request,
            question=_("Does %(name)s withdraw their consent?") % {"name": registration.resident.name},
            words=_("You and your colleagues then see and change nothing of theirs. Their record stays theirs."),
            button=_("Yes, end it now"),
            keep_url=reverse("registering:registered", args=[public_id]),
        )
    end_consent(grant_id=public_id, by=request.actor)
    messages.success(request, _("It has ended. Nothing of theirs is open to you any more."))
    return redirect("advocates:people")
