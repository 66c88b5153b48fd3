"""The claimant's page: how the partner's signature stands, and the ways to get it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.door import TooManyMessages
from accounts.presenters.waits import words_of_refusal
from claims.readers.answer_store import localised_spec
from claims.signing.actions import asking
from claims.signing.forms import PartnerContactForm
from claims.signing.presenters import masked
from claims.signing.readers import own_signature
from claims.signing.rules import LINK_LASTS, SHOWN_LINK_LASTS
from core.qr import qr_svg

CONFLICT, UNPROCESSABLE = 409, 422


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def ask_for_signature(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Send the partner a link, show them one, or change where it goes."""
    if request.method == "GET":
        return _draw(request, public_id, PartnerContactForm())
    if "show" in request.POST:
        return _show(request, public_id)
    form = PartnerContactForm(request.POST)
    if not form.is_valid():
        return _draw(request, public_id, form, status=UNPROCESSABLE)
    channel, contact = form.cleaned_data["contact"]
    try:
        asking.ask_partner(public_id=public_id, channel=channel, contact=contact, by=request.actor)
    except asking.NotWaiting:
        return _draw(request, public_id, form, status=CONFLICT)
    except (asking.OwnContact, asking.TooManySent, TooManyMessages) as refused:
        form.add_error("contact", _words_of(refused))
        return _draw(request, public_id, form, status=UNPROCESSABLE)
    messages.success(request, _("We have sent your partner a link. Your claim was sent already and keeps its date."))
    return redirect("claims:ask_for_signature", public_id)


def _words_of(refused: Exception) -> str:
    if isinstance(refused, TooManyMessages):
        return words_of_refusal(refused)
    if isinstance(refused, asking.TooManySent):
        return _(
            "We have sent your partner many messages, so we send no more. The newest link works. Your partner can also "
            "sign on paper, or together with you in front of us."
        )
    return _(
        "This is your own email address or number. Your partner has to sign with one of their own. If they have none, "
        "they can sign on paper, or together with you in front of us."
    )


def _show(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    try:
        address = asking.show_link(public_id=public_id, by=request.actor)
    except asking.NotWaiting:
        return _draw(request, public_id, PartnerContactForm(), status=CONFLICT)
    page = {
        "address": address,
        "qr": qr_svg(address, label=_("QR code for your partner’s phone")),
        "minutes": int(SHOWN_LINK_LASTS.total_seconds() // 60),
        "back_url": reverse("claims:ask_for_signature", args=[public_id]),
    }
    return render(request, "claims/signing/show_link.html", page)


def _draw(request: HttpRequest, public_id: uuid.UUID, form: PartnerContactForm, *, status: int = 200) -> HttpResponse:
    claim, signature = own_signature(request.actor, public_id)
    if signature is None:
        raise Http404
    context = {
        "claim": claim,
        "title": localised_spec(claim).title,
        "signature": signature,
        "is_waiting": signature.state == signature.State.WAITING,
        "known": masked(signature.channel, signature.contact) if signature.contact else "",
        "form": form,
        "days": LINK_LASTS.days,
        "back_url": reverse("claims:sent", args=[claim.public_id]),
    }
    return render(request, "claims/signing/ask.html", context, status=status)
