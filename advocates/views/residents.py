"""Who may act for me: everybody who may now, who is asked, who asks, and who did before."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from advocates.actions.inviting import take_back_invitation
from advocates.presenters.sentences import grant_for_resident
from advocates.readers.asks import asks_to
from advocates.readers.grants import ended_grants, own_grants, with_names
from advocates.readers.invitations import open_invitations
from advocates.readers.transfers import transfers_to_answer

ENDED_SHOWN = 20


@require_GET
def helpers(request: HttpRequest) -> HttpResponse:
    """Everybody who may act for the person now, whom they asked, and who did before."""
    before = with_names(ended_grants(request.actor))[:ENDED_SHOWN]
    page = {
        "now": [grant_for_resident(grant, grant.helper_name) for grant in with_names(own_grants(request.actor))],
        "before": [grant_for_resident(grant, grant.helper_name) for grant in before],
        "invitations": open_invitations(request.actor),
        "asks": asks_to(request.actor),
        "transfers": transfers_to_answer(request.actor),
        "has_record": request.actor.resident is not None,
        "nav": "account",
    }
    return render(request, "advocates/helpers.html", page)


@require_POST
def take_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """The link in an invitation works no more."""
    take_back_invitation(public_id=public_id, by=request.actor)
    messages.success(request, _("Taken back. The link in it does not work any more."))
    return redirect("advocates:helpers")
