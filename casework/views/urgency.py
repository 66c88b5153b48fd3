"""How urgent a claim is, said by hand."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from casework.actions import urgency
from casework.forms.urgency import UrgencyForm
from casework.readers.claims import staff_claim_for
from casework.readers.urgency import latest_urgency_change
from claims.models import Claim

CONFLICT, UNPROCESSABLE = 409, 422


@staff_required
@require_http_methods(["GET", "POST"])
def set_urgency(request: HttpRequest, reference: str) -> HttpResponse:
    """Say why a claim cannot wait, or that it can; whoever comes second is told what was said first."""
    require(request.actor, Permission.CLAIM_PROGRESS)
    claim = staff_claim_for(request.actor, reference)
    if request.method == "GET":
        latest = latest_urgency_change(claim)
        initial = {"urgencies": claim.urgencies, "based_on": latest.pk if latest else 0}
        return _draw(request, claim, UrgencyForm(initial=initial))
    form = UrgencyForm(request.POST)
    if not form.is_valid():
        return _draw(request, claim, form, status=UNPROCESSABLE)
    try:
        urgency.set_urgency(reference=reference, **form.cleaned_data, by=request.actor)
    except urgency.UrgencyMoved as moved:
        again = UrgencyForm(initial=form.cleaned_data | {"based_on": moved.change.pk})
        return _draw(request, claim, again, moved=moved.change, status=CONFLICT)
    messages.success(request, _("How urgent it is, is saved."))
    return redirect("casework:staff_claim", reference)


def _draw(request: HttpRequest, claim: Claim, form: UrgencyForm, *, moved=None, status: int = 200) -> HttpResponse:
    context = {
        "claim": claim,
        "form": form,
        "moved": moved,
        "back_url": reverse("casework:staff_claim", args=[claim.reference]),
        "nav": "work",
    }
    return render(request, "casework/set_urgency.html", context, status=status)
