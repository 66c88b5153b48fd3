"""Handing a person over: sending, the lists of this side, and one hand-over with its answers."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.sessions import staff_required
from advocates.models import HandOver
from advocates.planning.actions.handing_over import Settled, TooMuch, send_hand_over, take_back_hand_over
from advocates.planning.actions.receiving import accept_hand_over, decline_hand_over, record_outcome
from advocates.planning.forms.hand_overs import IN_PERSON, DeclineForm, HandOverForm, HowAgreedForm, OutcomeForm
from advocates.planning.presenters.hand_overs import hand_over_content, list_rows, place_of, receiver_label, wording_of
from advocates.planning.presenters.plan import name_of
from advocates.planning.readers.hand_overs import (
    hand_over_for,
    is_receiver,
    levels_to_offer,
    reads_note,
    receivers_for,
    sent_by_us,
    waiting_for_us,
)
from advocates.planning.readers.parties import Viewer, council_viewer, desk_of, partner_of, sender_viewer
from advocates.rules.terms import NOTHING
from core.asking import ask_first, is_sure

CONFLICT, UNPROCESSABLE = 409, 422


@never_cache
@staff_required
@require_GET
def hand_overs(request: HttpRequest) -> HttpResponse:
    """What waits for this side, and what it sent."""
    council = request.council.name
    page = {
        "received": list_rows(waiting_for_us(request.actor), council),
        "sent": list_rows(sent_by_us(request.actor), council),
        "nav": "helping",
    }
    return render(request, "advocates/planning/hand_overs.html", page)


@never_cache
@staff_required
@require_GET
def hand_over(request: HttpRequest, public_id: str) -> HttpResponse:
    """One of them, with what can be done about it."""
    return _draw(request, public_id)


@staff_required
@require_POST
def accept(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask once, then take the person on."""
    row = _received(request, public_id)
    if not is_sure(request):
        return ask_first(
            request, question=_("Take %(name)s on?") % {"name": name_of(row.resident)}, button=_("Accept"),
            words=_("You become their contact. They are told."), keep=_("Not yet"), keep_url=_address(public_id),
        )  # fmt: skip
    try:
        row = accept_hand_over(public_id=public_id, by=request.actor)
    except Settled:
        return _too_late(request, public_id)
    if row.state == HandOver.State.ASKED:
        words = _("Not accepted: whoever wrote down their yes acts for them no more. They are asked themselves.")
        messages.warning(request, words)
        return redirect("advocates:hand_overs")
    messages.success(request, _("Accepted. They are told."))
    return redirect(_address(public_id))


@staff_required
@require_POST
def decline(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say no, with the reason."""
    _received(request, public_id)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _draw(request, public_id, decline=form, status=UNPROCESSABLE)
    try:
        decline_hand_over(public_id=public_id, reason=form.cleaned_data["reason"], by=request.actor)
    except Settled:
        return _draw(request, public_id, decline=form, status=CONFLICT)
    messages.success(request, _("Declined. They are told."))
    return redirect(_address(public_id))


@staff_required
@require_POST
def outcome(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say what came of it."""
    _received(request, public_id)
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        return _draw(request, public_id, outcome=form, status=UNPROCESSABLE)
    try:
        record_outcome(public_id=public_id, by=request.actor, **form.cleaned_data)
    except Settled:
        return _draw(request, public_id, outcome=form, status=CONFLICT)
    messages.success(request, _("Saved."))
    return redirect(_address(public_id))


@staff_required
@require_POST
def take_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask once, then take a hand-over back that nobody accepted yet."""
    row = hand_over_for(request.actor, public_id)
    if row.sender_id != desk_of(request.actor, to_act=True).organisation:
        raise Http404
    if not is_sure(request):
        return ask_first(
            request, question=_("Take this hand-over back?"), button=_("Take it back"), keep_url=_address(public_id),
            words=_("%(name)s is told. You can send another one.") % {"name": name_of(row.resident)},
        )  # fmt: skip
    try:
        take_back_hand_over(public_id=public_id, by=request.actor)
    except Settled:
        return _too_late(request, public_id)
    messages.success(request, _("Taken back."))
    return redirect("advocates:hand_overs")


@staff_required
@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, whose: str, public_id: str) -> HttpResponse:
    """To whom, with which note; then the words for the person, and how they agree."""
    viewer = (council_viewer if whose == "staff" else sender_viewer)(request.actor, public_id)
    if not viewer.works:
        raise PermissionDenied
    form = _send_form(request, viewer)
    if not form.is_valid():
        return _draw_send(request, viewer, form, status=UNPROCESSABLE if form.errors else 200)
    organisation = partner_of(request.actor)
    wording = wording_of(form.said(), viewer, place_of(organisation, request.council.name), request.council.name)
    asked = "_shown" in request.POST
    how = HowAgreedForm(request.POST if asked else None, has_account=viewer.resident.user_id is not None)
    if "_back" in request.POST or not how.is_valid():
        more = {} if "_back" in request.POST else {"how": how, "wording": wording}
        return _draw_send(request, viewer, form, status=UNPROCESSABLE if how.errors else 200, **more)
    said = form.said(wording if how.cleaned_data["how"] == IN_PERSON else "")
    try:
        send_hand_over(viewer=viewer, said=said, client_id=form.cleaned_data["client_id"], by=request.actor)
    except TooMuch:
        form.add_error("level", _("You may not do that yourself any more. Choose less"))
        return _draw_send(request, viewer, form, status=CONFLICT)
    messages.success(request, _("Sent. Nothing of theirs is shown to anybody before they say yes."))
    return redirect("advocates:hand_overs")


def _send_form(request: HttpRequest, viewer: Viewer) -> HandOverForm:
    receivers = [(each, receiver_label(each, request.council.name)) for each in receivers_for(viewer)]
    typed = request.POST if request.method == "POST" else None
    given = {"client_id": uuid.uuid4(), "period": "half_year", "level": NOTHING}
    return HandOverForm(typed, receivers=receivers, levels=levels_to_offer(viewer), initial=given)


def _draw_send(request: HttpRequest, viewer: Viewer, form: HandOverForm, *, status: int, **more: Any) -> HttpResponse:
    page = {"form": form, "name": name_of(viewer.resident), "nav": "helping", "how": None, "grant": viewer.grant}
    page["has_errors"] = status == UNPROCESSABLE
    return render(request, "advocates/planning/send.html", page | more, status=status)


def _received(request: HttpRequest, public_id: str) -> Any:
    row = hand_over_for(request.actor, public_id)
    if not is_receiver(desk_of(request.actor, to_act=True), row):
        raise Http404
    return row


def _draw(request: HttpRequest, public_id: str, *, status: int = 200, **forms: Any) -> HttpResponse:
    row = hand_over_for(request.actor, public_id)
    party = desk_of(request.actor)
    ours, kept = is_receiver(party, row), {"outcome": row.outcome, "words": ""}
    page = hand_over_content(row, request.council.name, reads_note=reads_note(party, row)) | {
        "is_receiver": ours, "is_sender": not ours or row.sender_id == row.receiver_id, "nav": "helping",
        "decline": DeclineForm(), "outcome": OutcomeForm(initial=kept), "conflict": status == CONFLICT,
        "has_errors": status == UNPROCESSABLE,
    }  # fmt: skip
    return render(request, "advocates/planning/hand_over.html", page | forms, status=status)


def _too_late(request: HttpRequest, public_id: str) -> HttpResponse:
    return _draw(request, public_id, status=CONFLICT)


def _address(public_id: str) -> str:
    return reverse("advocates:hand_over", args=[public_id])
