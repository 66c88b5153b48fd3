"""What somebody said that they may do by law; stopping; and the person who says that it is not right."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from advocates.legal.actions.objecting import object_to_grant, stop_acting
from advocates.legal.actions.saying import take_back_said
from advocates.legal.forms import ObjectForm
from advocates.legal.presenters import own_lines
from advocates.legal.readers import may_say, objectionable_grant, one_said_by, said_by, words_of
from advocates.presenters.sentences import grant_for_resident
from advocates.readers.grants import names_of_helpers
from core.asking import ask_first, is_sure

UNPROCESSABLE, SHOWN = 422, 100


@never_cache
@require_GET
def said(request: HttpRequest) -> HttpResponse:
    """Everything that the reader said, and what came of it."""
    if not may_say(request.actor):
        raise Http404
    lines = own_lines(said_by(request.actor)[:SHOWN], timezone.localdate())
    return render(request, "advocates/legal/said.html", {"lines": lines, "nav": "helping"})


@require_POST
def take_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """It is not checked any more."""
    take_back_said(public_id=public_id, by=request.actor)
    messages.success(request, _("Taken back."))
    return redirect("legal:said")


@require_POST
def stop(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask once, then act for the person no more."""
    row = one_said_by(request.actor, public_id)
    if not is_sure(request):
        return ask_first(
            request,
            question=_("Do you want to stop acting for %(name)s?") % {"name": words_of(row).name},
            words=_("You then see and change nothing of theirs. They are told."),
            button=_("Stop now"),
            keep_url=reverse("legal:said"),
        )
    stop_acting(public_id=public_id, by=request.actor)
    messages.success(request, _("It has ended."))
    return redirect("legal:said")


@never_cache
@require_http_methods(["GET", "POST"])
def not_right(request: HttpRequest, public_id: str) -> HttpResponse:
    """The person stops, at once, what somebody does for them by law, until the council has looked."""
    grant = objectionable_grant(request.actor, public_id)
    form = ObjectForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        data = form.cleaned_data
        object_to_grant(public_id=public_id, words=data["words"], quietly=data["quietly"], by=request.actor)
        messages.success(request, _("Stopped. They see and change nothing of yours. The council looks at it again."))
        return redirect("advocates:helpers")
    page = grant_for_resident(grant, names_of_helpers([grant])[grant.pk]) | {"form": form, "nav": "account"}
    return render(request, "advocates/legal/not_right.html", page, status=UNPROCESSABLE if form.errors else 200)
