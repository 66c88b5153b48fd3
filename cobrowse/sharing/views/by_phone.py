"""The resident's page of a code that they read out on the phone: getting it, and a yes or a no to who has typed it."""

from __future__ import annotations

import base64
import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.throttling import slow_down
from claims.models import Claim
from cobrowse.actions.asking import AskedTooOften
from cobrowse.models import PhoneCode
from cobrowse.rules.session import PHONE, remember_request, remember_sharing
from cobrowse.sharing.actions import codes
from cobrowse.sharing.forms import ShareForm
from cobrowse.sharing.presenters.by_phone import asking_words, phone_content
from cobrowse.sharing.readers.codes import own_code
from cobrowse.sharing.readers.shares import drafts_to_share
from core.crypto import encrypt

UNPROCESSABLE = 422
ASKED_TOO_OFTEN = "cobrowse/asked_too_often.html"


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def by_phone(request: HttpRequest) -> HttpResponse:
    """How it goes; the code, once there is one; who has typed it, with a yes or a no."""
    code = own_code(request.actor)
    drafts = drafts_to_share(request.actor, code.claim_id if code else None)
    if request.method == "GET" or not drafts:
        return _draw(request, code, drafts)
    if "_code" in request.POST:
        return _make(request)
    if code is not None and "_no" in request.POST:
        return _refuse(request, code)
    if code is not None and "_yes" in request.POST:
        return _agree(request, code, drafts)
    return _draw(request, code, drafts)


def _draw(
    request: HttpRequest, code: PhoneCode | None, drafts: list[Claim], form: ShareForm | None = None
) -> HttpResponse:
    page = phone_content(code, request.session.get(PHONE, {}))
    if page["asks"]:
        page["form"] = form or _form(code, drafts)
        page["name"] = asking_words(code)
    page |= {"drafts": drafts, "claim": request.GET.get("claim", "")[:40]}
    return render(request, "cobrowse/by_phone.html", page, status=UNPROCESSABLE if form else 200)


def _form(code: PhoneCode, drafts: list[Claim], data: Any = None) -> ShareForm:
    first = {"claim": str(drafts[0].public_id)}
    return ShareForm(data, drafts=drafts, name=code.adviser.display_name, initial=first)


def _make(request: HttpRequest) -> HttpResponse:
    try:
        code, digits = codes.make_code(claim_id=_claim_in(request), by=request.actor)
    except AskedTooOften as refusal:
        return slow_down(request, refusal.seconds, ASKED_TOO_OFTEN)
    secret = encrypt(digits, context=f"phone-code:{code.public_id}")
    request.session[PHONE] = {"id": str(code.public_id), "secret": base64.b64encode(secret).decode()}
    return redirect("cobrowse:by_phone")


def _claim_in(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("claim", ""))
    except ValueError:
        return None


def _refuse(request: HttpRequest, code: PhoneCode) -> HttpResponse:
    try:
        codes.refuse_code(public_id=code.public_id, by=request.actor)
        messages.success(request, _("Nothing is shared. The code works no more."))
    except codes.CodeIsOver:
        messages.warning(request, _over())
    request.session.pop(PHONE, None)
    return redirect("cobrowse:by_phone")


def _agree(request: HttpRequest, code: PhoneCode, drafts: list[Claim]) -> HttpResponse:
    form = _form(code, drafts, request.POST) if code.adviser is not None else None
    if form is not None and not form.is_valid():
        return _draw(request, code, drafts, form)
    try:
        said = form.cleaned_data if form is not None else {}
        share = codes.agree_to_code(
            public_id=code.public_id, claim_id=uuid.UUID(said["claim"]), access=said["access"], by=request.actor
        )
    except (codes.CodeIsOver, codes.AdviserGone, codes.TalksAlready, KeyError) as refusal:
        messages.warning(request, _refusal(refusal))
        return redirect("cobrowse:by_phone")
    request.session.pop(PHONE, None)
    remember_request(request.session, share.request.public_id)
    remember_sharing(request.session, share.request.public_id)
    return redirect("claims:task_list", share.claim.public_id)


def _refusal(refusal: Exception) -> str:
    if isinstance(refusal, codes.TalksAlready):
        return _(
            "You are talking with %(name)s already, so nothing is shared. "
            "End that conversation first, then say yes here."
        ) % {"name": refusal.name}
    if isinstance(refusal, codes.AdviserGone):
        return _(
            "Whoever typed your code is off duty in live help just now, so nothing is shared with them. Ask them to go "
            "on duty, then say yes again here. If they cannot, say no, and get another code. Your form is kept."
        )
    return _over()


def _over() -> str:
    return _("This code is over, so nothing is shared. Get another one if you need it.")
