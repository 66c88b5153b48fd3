"""A claim on hold: until when and for what, ending it before, and seeing that it ended."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from casework.clocks.actions import holds
from casework.clocks.forms.holds import EndHoldForm, HoldForm
from casework.clocks.readers.holds import open_hold
from casework.models import ClaimHold
from casework.readers.claims import staff_claim_for
from claims.models import Claim

CONFLICT, UNPROCESSABLE = 409, 422


@staff_required
@require_http_methods(["GET", "POST"])
def hold(request: HttpRequest, reference: str) -> HttpResponse:
    """Put a claim on hold, or end the hold that it is on; whoever comes second is told how it stands."""
    require(request.actor, Permission.CLAIM_PROGRESS)
    claim = staff_claim_for(request.actor, reference)
    current = open_hold(claim)
    if request.method == "GET":
        form = EndHoldForm(initial={"hold": current.pk}) if current else HoldForm()
        return _draw(request, claim, current, form)
    form = EndHoldForm(request.POST) if "hold" in request.POST else HoldForm(request.POST)
    if not form.is_valid():
        return _draw(request, claim, current, form, status=UNPROCESSABLE)
    try:
        done = _act(request, reference, form)
    except holds.HoldMoved as moved:
        return _draw_moved(request, claim, moved.hold, form)
    except holds.ClaimDone:
        messages.warning(request, _("This claim is done, so it waits for nothing. Nothing was saved."))
        return redirect("casework:staff_claim", reference)
    messages.success(request, done)
    return redirect("casework:staff_claim", reference)


def _act(request: HttpRequest, reference: str, form: Form) -> str:
    """Do what the form says, and return in words what was done."""
    if isinstance(form, EndHoldForm):
        holds.end_hold(reference=reference, **form.cleaned_data, by=request.actor)
        return _("The claim is not on hold any more.")
    holds.put_on_hold(reference=reference, **form.cleaned_data, by=request.actor)
    return _("The claim is on hold. It comes back by itself on its day.")


def _draw_moved(request: HttpRequest, claim: Claim, current: ClaimHold | None, form: Form) -> HttpResponse:
    """Somebody was first. What was typed stays as far as it still fits how the claim is now."""
    if current is None:
        again: Form = HoldForm()
    elif isinstance(form, HoldForm):
        # There is one open already, so that what was typed can only become the reason to end it.
        again = EndHoldForm(initial={"hold": current.pk, "why": form.cleaned_data["words"]})
    else:
        again = EndHoldForm(initial=form.cleaned_data | {"hold": current.pk})
    typed = form.cleaned_data.get("words") or form.cleaned_data.get("why", "")
    return _draw(request, claim, current, again, moved=True, typed=typed, status=CONFLICT)


def _draw(
    request: HttpRequest,
    claim: Claim,
    current: ClaimHold | None,
    form: Form,
    *,
    moved: bool = False,
    typed: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "claim": claim,
        "hold": current,
        "form": form,
        "moved": moved,
        "typed": typed,
        "back_url": reverse("casework:staff_claim", args=[claim.reference]),
        "nav": "work",
    }
    return render(request, "casework/clocks/hold.html", context, status=status)


@staff_required
@require_POST
def deal_with_hold(request: HttpRequest, reference: str) -> HttpResponse:
    """Somebody has seen that a hold ended."""
    require(request.actor, Permission.CLAIM_PROGRESS)
    holds.deal_with_ended_hold(reference=reference, by=request.actor)
    messages.success(request, _("The mark “Hold ended” is taken off."))
    return redirect("casework:staff_claim", reference)
