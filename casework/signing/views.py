"""Writing down a partner's signature that came in another way."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from casework.readers.claims import staff_claim_for
from casework.signing import actions
from casework.signing.forms import RecordForm
from casework.signing.readers import signature_on

CONFLICT, UNPROCESSABLE = 409, 422


@staff_required
@require_http_methods(["GET", "POST"])
def record_signature(request: HttpRequest, reference: str) -> HttpResponse:
    """On paper, in front of us, or why the claim goes on without it."""
    require(request.actor, Permission.CLAIM_PROGRESS)
    claim = staff_claim_for(request.actor, reference)
    if signature_on(claim) is None:
        raise Http404
    form = RecordForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _draw(request, claim, form, status=UNPROCESSABLE if form.errors else 200)
    try:
        actions.record_signature(reference=reference, **form.cleaned_data, by=request.actor)
    except actions.IsSettled:
        return _draw(request, claim, form, status=CONFLICT)
    messages.success(request, _("It is written down."))
    return redirect("casework:staff_claim", reference)


def _draw(request: HttpRequest, claim, form: RecordForm, *, status: int = 200) -> HttpResponse:
    context = {
        "claim": claim,
        "signature": signature_on(claim),
        "form": form,
        "is_settled": status == CONFLICT,
        "back_url": reverse("casework:staff_claim", args=[claim.reference]),
        "nav": "work",
    }
    return render(request, "casework/signing/record.html", context, status=status)
