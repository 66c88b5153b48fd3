"""Agreeing to be told when there is something new to get, and stopping it again."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from claims.readers import claims as readers
from estimates.actions import new_entitlements as telling
from estimates.presenters.new_entitlements import consent_wording


@login_not_required
@require_POST
def agree_to_alerts(request: HttpRequest, public_id: str) -> HttpResponse:
    """Keep that the person wants to be told, if they ticked the box."""
    claim = readers.own_claim_for(request.actor, public_id)
    if "agree" in request.POST:
        telling.agree_to_alerts(claim=claim, wording=consent_wording(), by=request.actor)
        messages.success(request, _("We will tell you when you could get something new."))
    else:
        messages.error(request, _("Tick the box if you want us to tell you. Nothing was changed."))
    return redirect("estimates:estimate", claim.public_id)


@login_not_required
@require_POST
def stop_alerts(request: HttpRequest, public_id: str) -> HttpResponse:
    """Tell them no more."""
    claim = readers.own_claim_for(request.actor, public_id)
    telling.stop_alerts(claim=claim, by=request.actor)
    messages.success(request, _("We will not send you these messages any more."))
    return redirect("estimates:estimate", claim.public_id)
