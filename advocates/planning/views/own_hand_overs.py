"""The resident says yes or no to being handed over."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from advocates.models import HandOver
from advocates.planning.actions.handing_over import Settled, TooMuch, agree_to_hand_over, most_of, refuse_hand_over
from advocates.planning.forms.hand_overs import AgreeForm
from advocates.planning.presenters.hand_overs import hand_over_content, levels_to_agree, own_wording
from advocates.planning.readers.hand_overs import own_hand_over
from advocates.rules.terms import NOTHING
from core.asking import ask_first, is_sure

CONFLICT, UNPROCESSABLE = 409, 422


@never_cache
@require_http_methods(["GET", "POST"])
def own(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is asked and how it stands; the yes, to all of it or to less, after reading the sentence."""
    row = own_hand_over(request.actor, public_id)
    if request.method == "GET":
        return _draw(request, row, _form(request, row, initial={"level": most_of(row), "ends_senders": False}))
    form = _form(request, row, request.POST)
    if not form.is_valid():
        return _draw(request, row, form, status=UNPROCESSABLE)
    level, ends = form.cleaned_data.get("level", NOTHING), form.cleaned_data.get("ends_senders", False)
    wording = own_wording(row, level, request.council.name)
    if not is_sure(request):
        kept = {"level": level, **({"ends_senders": "on"} if ends else {})}
        return ask_first(
            request, question=_("Do you agree?"), words=wording, button=_("Yes, I agree"), keep=_("No, go back"),
            keep_url=reverse("advocates:own_hand_over", args=[public_id]), hidden=kept,
        )  # fmt: skip
    try:
        agree_to_hand_over(public_id=public_id, level=level, ends_senders=ends, wording=wording, by=request.actor)
    except (Settled, TooMuch):
        return _draw(request, own_hand_over(request.actor, public_id), form, status=CONFLICT)
    messages.success(request, _("Thank you. You are told when they answer."))
    return redirect("advocates:own_plan")


@require_POST
def refuse(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask once, then nobody is handed over."""
    row = own_hand_over(request.actor, public_id)
    if not is_sure(request):
        return ask_first(
            request, question=_("Do you not want to be handed over?"), button=_("I do not want it"),
            words=_("Nothing of yours goes to them. You need not say why."), keep=_("Go back"),
            keep_url=reverse("advocates:own_hand_over", args=[public_id]),
        )  # fmt: skip
    try:
        refuse_hand_over(public_id=public_id, by=request.actor)
    except Settled:
        again = own_hand_over(request.actor, public_id)
        return _draw(request, again, _form(request, row), status=CONFLICT)
    messages.success(request, _("Nothing of yours goes to them."))
    return redirect("advocates:own_plan")


def _form(request: HttpRequest, row: HandOver, *args, **kwargs) -> AgreeForm:
    sender = row.sender.name if row.sender else ""
    return AgreeForm(*args, levels=levels_to_agree(row), sender=sender, **kwargs)


def _draw(request: HttpRequest, row: HandOver, form: AgreeForm, *, status: int = 200) -> HttpResponse:
    page = hand_over_content(row, request.council.name)
    page |= {"form": form, "nav": "account", "conflict": status == CONFLICT}
    return render(request, "advocates/planning/own_hand_over.html", page, status=status)
