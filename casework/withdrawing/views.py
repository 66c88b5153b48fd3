"""Writing down that a claimant withdrew, and having the claim go on."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from casework.readers.claims import staff_claim_for
from casework.withdrawing import actions
from casework.withdrawing.forms import WithdrawForm
from claims.withdrawing.actions import IsDecided
from core.asking import ask_first, is_sure

CONFLICT, UNPROCESSABLE = 409, 422


@staff_required
@require_http_methods(["GET", "POST"])
def withdraw_claim(request: HttpRequest, reference: str) -> HttpResponse:
    """Withdraw a claim because the claimant asked for it."""
    require(request.actor, Permission.CLAIM_PROGRESS)
    claim = staff_claim_for(request.actor, reference)
    if request.method == "GET":
        return _draw(request, claim, WithdrawForm(initial={"based_on": claim.status_id}))
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _draw(request, claim, form, status=UNPROCESSABLE)
    try:
        actions.withdraw_for_claimant(reference=reference, **form.cleaned_data, by=request.actor)
    except actions.ClaimMoved:
        again = WithdrawForm(initial=form.cleaned_data | {"based_on": claim.status_id})
        return _draw(request, claim, again, has_moved=True, status=CONFLICT)
    except IsDecided:
        return _draw(request, claim, form, is_decided=True, status=CONFLICT)
    messages.success(request, _("The claim is withdrawn, and the claimant is told."))
    return redirect("casework:staff_claim", reference)


def _draw(request: HttpRequest, claim, form: WithdrawForm, *, status: int = 200, **more: bool) -> HttpResponse:
    back = reverse("casework:staff_claim", args=[claim.reference])
    context = {"claim": claim, "form": form, "back_url": back, "nav": "work", "has_moved": False, "is_decided": False}
    return render(request, "casework/withdrawing/withdraw.html", context | more, status=status)


@staff_required
@require_http_methods(["GET", "POST"])
def restore_claim(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask once, then have a withdrawn claim go on."""
    require(request.actor, Permission.CLAIM_PROGRESS)
    staff_claim_for(request.actor, reference)
    back = reverse("casework:staff_claim", args=[reference])
    if request.method == "GET" or not is_sure(request):
        return ask_first(
            request, question=_("Have this claim go on?"), keep_url=back, button=_("Have it go on"),
            words=_("Do this when the claimant asks for it. It keeps its date, and they are told."),
        )  # fmt: skip
    actions.restore_for_claimant(reference=reference, by=request.actor)
    messages.success(request, _("The claim goes on, and the claimant is told."))
    return redirect(back)
