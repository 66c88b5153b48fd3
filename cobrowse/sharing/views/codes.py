"""Staff type the code that somebody on the phone reads out, and wait until that person says yes."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from accounts.throttling import wait_words
from cobrowse.actions.queueing import TooManyPeople
from cobrowse.models import PhoneCode
from cobrowse.sharing.actions import codes
from cobrowse.sharing.actions.guessing import WaitBeforeTyping
from cobrowse.sharing.forms import CodeForm
from cobrowse.sharing.readers.codes import code_for_staff
from cobrowse.views.desk import on_duty, too_many

UNPROCESSABLE = 422


@staff_required
@require_http_methods(["GET", "POST"])
def type_code(request: HttpRequest) -> HttpResponse:
    """The box for the code. A right one leads to where its answer is waited for."""
    require(request.actor, Permission.LIVE_HELP)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and on_duty(request):
        code = _typed(request, form)
        if code is not None:
            return redirect("cobrowse:typed_code", code.public_id)
    page = {"form": form, "back_url": reverse("cobrowse:desk"), "nav": "help"}
    return render(request, "cobrowse/code.html", page, status=UNPROCESSABLE if form.errors else 200)


def _typed(request: HttpRequest, form: CodeForm) -> PhoneCode | None:
    try:
        code = codes.type_code(digits=form.cleaned_data["code"], by=request.actor)
    except WaitBeforeTyping as refusal:
        words = _("Too many codes were wrong, so this one was not looked at. Wait %(time)s, then try again.")
        form.add_error("code", words % {"time": wait_words(refusal.seconds)})
        return None
    except TooManyPeople:
        messages.warning(request, too_many())
        return None
    if code is None:
        words = _(
            "This code is wrong, too old, or used already. "
            "Ask them to read it out again, or to press “Get another code”."
        )
        form.add_error("code", words)
    return code


@staff_required
@require_GET
def typed_code(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Whether the person has said yes; the page asks again by itself."""
    code = code_for_staff(request.actor, public_id)
    if code.state == PhoneCode.State.AGREED and code.request is not None:
        return redirect("cobrowse:staff_request", code.request.public_id)
    waits = code.state == PhoneCode.State.TYPED and code.expires_at > timezone.now()
    page = {
        "waits": waits, "refused": code.state == PhoneCode.State.REFUSED, "until": code.expires_at,
        "back_url": reverse("cobrowse:code"), "nav": "help",
    }  # fmt: skip
    return render(request, "cobrowse/typed_code.html", page)
