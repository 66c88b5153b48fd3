"""Leaving a device: "I have finished", for visitors on every page once something is kept for their browser."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import readers
from accounts.devices import forget_device
from accounts.keeping import leaving, way_back
from accounts.keeping.form_owners import for_anybody
from accounts.views.sign_in import leave_device


@login_not_required
@for_anybody
@never_cache
@require_POST
def finish(request: HttpRequest) -> HttpResponse:
    """Clear this device as signing out does. What nobody could come back to, or goes on now, is asked about first."""
    behind = way_back.records_behind(request)
    lost = [] if "sure" in request.POST else readers.lost_on_leaving(request.actor, behind)
    ending = [] if "sure" in request.POST else leaving.going_on(request.actor)
    if lost or ending:
        # What was begun in a session that has ended is in no list of theirs: the way back leads to it.
        others = [record for record in behind if record != request.actor.resident]
        back_to = reverse("accounts:come_back" if others else "claims:my_claims")
        return render(request, "accounts/finish.html", {"lost": lost, "back_to": back_to, "ending": ending})
    leaving.end_what_goes_on(request.actor)
    # Other people use it: it knows nobody.
    return forget_device(leave_device(request, _("You have left. Nothing about you is left on this device.")))
