"""The person behind a claim."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.sessions import staff_required
from casework.actions.progress import record_person_opened
from casework.presenters.person import person_content
from casework.readers.claims import staff_claim_for
from casework.readers.urgency import safe_way


@staff_required
@require_GET
def person(request: HttpRequest, reference: str) -> HttpResponse:
    """All that is kept of whose claim it is, from that claim; opening it is written down."""
    claim = staff_claim_for(request.actor, reference)
    record_person_opened(claim=claim, by=request.actor)
    context = person_content(request.actor, claim) | {
        "safe_way": safe_way(claim),
        "back_url": reverse("casework:staff_claim", args=[reference]),
        "nav": "work",
    }
    return render(request, "casework/person.html", context)
