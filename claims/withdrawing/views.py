"""The claimant withdraws a sent claim, and takes that back."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from claims.readers.answer_store import localised_spec
from claims.withdrawing.actions import IsDecided, TooLate, restore_own_claim, withdraw_own_claim
from claims.withdrawing.forms import WithdrawForm
from claims.withdrawing.readers import own_sent_claim, standing_withdrawal
from claims.withdrawing.rules import UNDO_DAYS, may_undo

CONFLICT, UNPROCESSABLE = 409, 422


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Say what follows, ask once, then withdraw the claim; on one that is withdrawn, the way back."""
    if request.method == "GET":
        return _draw(request, public_id, WithdrawForm())
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _draw(request, public_id, form, status=UNPROCESSABLE)
    try:
        withdraw_own_claim(public_id=public_id, because=form.cleaned_data["because"], by=request.actor)
    except IsDecided:
        return _draw(request, public_id, form, is_decided=True, status=CONFLICT)
    messages.success(request, _("Your claim is withdrawn. We have stopped working on it."))
    return redirect("claims:withdraw", public_id)


@login_not_required
@require_POST
def restore(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Have the claim go on after all."""
    try:
        restore_own_claim(public_id=public_id, by=request.actor)
    except TooLate:
        return _draw(request, public_id, WithdrawForm(), status=CONFLICT)
    messages.success(request, _("Your claim goes on. The date of your claim stays the same."))
    return redirect("claims:sent", public_id)


def _draw(
    request: HttpRequest, public_id: uuid.UUID, form: WithdrawForm, *, is_decided: bool = False, status: int = 200
) -> HttpResponse:
    claim = own_sent_claim(request.actor, public_id)
    standing = standing_withdrawal(claim)
    context = {
        "claim": claim,
        "title": localised_spec(claim).title,
        "form": form,
        "standing": standing,
        "may_undo": standing is not None and may_undo(standing.at, timezone.now()),
        "is_decided": is_decided or (standing is None and claim.status.stage == claim.status.Stage.DONE),
        "days": UNDO_DAYS,
        "back_url": reverse("claims:sent", args=[claim.public_id]),
    }
    return render(request, "claims/withdrawing/withdraw.html", context, status=status)
