"""Deliveries that are stuck, and sending one again."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.sessions import staff_required
from casework.handover.actions import queueing
from casework.handover.presenters.deliveries import stuck_rows
from casework.handover.readers.destinations import SHOWN, stuck_deliveries


@staff_required
@require_GET
def deliveries(request: HttpRequest) -> HttpResponse:
    """What did not arrive and should be looked after, the oldest first."""
    found = stuck_deliveries(request.actor, timezone.now())
    page = {
        "rows": stuck_rows(found[:SHOWN]),
        "number": found.count(),
        "back_url": reverse("casework:handover"),
        "nav": "settings",
    }
    return render(request, "casework/handover/deliveries.html", page)


@staff_required
@require_POST
def send_again(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    """Have one tried again now."""
    queueing.send_again(reference=reference, public_id=public_id, by=request.actor)
    messages.success(request, _("It is tried again now. What came of it stands on this page in a moment."))
    return redirect("casework:staff_claim", reference)
