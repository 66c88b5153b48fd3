"""The resident's page of a code that they read out on the phone: getting it, and a yes or a no to who has typed it."""

from __future__ import annotations

import base64
import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.throttling import slow_down
from claims.presenters.links import where_it_goes_on
from claims.readers.answer_store import localised_spec
from cobrowse.actions.asking import AskedTooOften
from cobrowse.actions.queueing import TooManyPeople
from cobrowse.models import RESIDENT_GONE, Access, HelpRequest, PhoneCode, SharedForm
from cobrowse.rules.session import PHONE, remember_request, remember_sharing
from cobrowse.sharing.actions import codes
from cobrowse.sharing.actions.sharing import AnotherAdviser
from cobrowse.sharing.forms import ShareForm
from cobrowse.sharing.presenters.by_phone import asking_words, phone_content
from cobrowse.sharing.presenters.page import where_both_look
from cobrowse.sharing.readers.codes import own_code
from cobrowse.sharing.readers.shares import Shareable, mark_of_adviser, own_share, what_to_share
from core.crypto import encrypt

UNPROCESSABLE = 422
ASKED_TOO_OFTEN = "cobrowse/asked_too_often.html"


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def by_phone(request: HttpRequest) -> HttpResponse:
    """How it goes; the code, once there is one; who has typed it, with a yes or a no."""
    code = own_code(request.actor)
    drafts = what_to_share(request.actor, code.claim_id if code else None)
    if request.method == "POST":
        named = _named(request)
        if "_no" in request.POST and code is not None:
            return _refuse(request, named)
        if "_code" in request.POST and drafts:
            return _make(request)
        if "_yes" in request.POST and drafts and code is not None:
            return _agree(request, named, drafts)
    return _draw(request, code, drafts)


def _named(request: HttpRequest) -> PhoneCode | None:
    """The code that the page was about on which the person answered, whatever code they have by now."""
    try:
        return own_code(request.actor, str(uuid.UUID(request.POST.get("code", ""))))
    except ValueError:
        return None


def _draw(
    request: HttpRequest, code: PhoneCode | None, drafts: Shareable, form: ShareForm | None = None
) -> HttpResponse:
    page = phone_content(code, request.session.get(PHONE, {}))
    if page["asks"] and drafts:
        page["form"] = form or _form(request, code, drafts)
        page |= {"name": asking_words(code), "drawn_for": mark_of_adviser(code)}
    came_from = request.GET.get("claim", "")[:40]
    page |= {
        "drafts": drafts, "claim": came_from, "code": code, "back_url": _way_back(came_from, code, drafts),
        "away_minutes": RESIDENT_GONE // dt.timedelta(minutes=1),
    }  # fmt: skip
    return render(request, "cobrowse/by_phone.html", page, status=UNPROCESSABLE if form else 200)


def _way_back(came_from: str, code: PhoneCode | None, drafts: Shareable) -> str:
    """The form that they came from, as the page knows it, or their code, or the page; else where everybody begins."""
    of_code = code.claim_id if code is not None else None
    found = [draft for draft in drafts.claims if str(draft.public_id) == came_from]
    found += [draft for draft in drafts.claims if draft.pk == of_code]
    pages = [page.address(draft) for page, draft in drafts.pages if page.name == came_from]
    if found:
        return where_it_goes_on(found[0], localised_spec(found[0]).kind)
    return pages[0] if pages else reverse("home")


def _form(request: HttpRequest, code: PhoneCode, drafts: Shareable, data: Any = None) -> ShareForm:
    form = ShareForm(data, drafts=drafts.claims, pages=drafts.pages, name=code.adviser.display_name)
    choices = [value for value, _label in form.fields["claim"].choices]
    came_from = request.session.get(PHONE, {}).get("from") or "-"
    form.initial["claim"] = next((each for each in choices if each.partition(":")[0] == came_from), choices[0])
    return form


def _make(request: HttpRequest) -> HttpResponse:
    try:
        code, digits = codes.make_code(claim_id=_claim_in(request), by=request.actor)
    except AskedTooOften as refusal:
        return slow_down(request, refusal.seconds, ASKED_TOO_OFTEN)
    secret = encrypt(digits, context=f"phone-code:{code.public_id}")
    request.session[PHONE] = {"id": str(code.public_id), "secret": base64.b64encode(secret).decode()}
    request.session[PHONE] |= {"from": request.POST.get("claim", "")[:40]}
    return redirect("cobrowse:by_phone")


def _claim_in(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("claim", ""))
    except ValueError:
        return None


def _refuse(request: HttpRequest, code: PhoneCode | None) -> HttpResponse:
    try:
        if code is None:
            raise codes.CodeIsOver
        if codes.refuse_code(public_id=code.public_id, by=request.actor):
            messages.success(request, _("You had said yes before. Your form is not shared any more."))
        else:
            messages.success(request, _("The code no longer works. Nothing was shared by it."))
        _forget(request, code)
    except codes.CodeIsOver:
        messages.warning(request, _over(request))
    return redirect("cobrowse:by_phone")


def _agree(request: HttpRequest, code: PhoneCode | None, drafts: Shareable) -> HttpResponse:
    if code is None or code.adviser is None:
        messages.warning(request, _over(request))
        return redirect("cobrowse:by_phone")
    form = _form(request, code, drafts, request.POST)
    if phone_content(code, {})["asks"] and not form.is_valid():
        return _draw(request, code, drafts, form)
    said = form.cleaned_data if form.is_valid() else {"claim": form.initial["claim"], "access": Access.VIEW}
    kind, _of, chosen = said["claim"].rpartition(":")
    try:
        share = codes.agree_to_code(
            public_id=code.public_id, claim_id=uuid.UUID(chosen), kind=kind, access=said["access"],
            by=request.actor, drawn_for=request.POST.get("drawn_for", ""),
        )  # fmt: skip
    except codes.CodeAgreed as before:
        return _shared_before(request, code, before.request)
    except (codes.CodeIsOver, AnotherAdviser):
        messages.warning(request, _over(request))
        return redirect("cobrowse:by_phone")
    except (codes.AdviserGone, codes.TalksAlready, TooManyPeople) as refusal:
        messages.warning(request, _refusal(refusal))
        return redirect("cobrowse:by_phone")
    return _lead_to(request, code, share)


def _lead_to(request: HttpRequest, code: PhoneCode, share: SharedForm) -> HttpResponse:
    _forget(request, code)
    remember_request(request.session, share.request.public_id)
    remember_sharing(request.session, share.request.public_id)
    return redirect(where_both_look(share))


def _shared_before(request: HttpRequest, code: PhoneCode, asked: HelpRequest) -> HttpResponse:
    """A second yes changes nothing: it leads to what is shared, if that has not ended."""
    share = own_share(request.actor, asked.public_id)
    if share is None:
        words = _("You had said yes before, and what you shared then is not shared any more. To share it, get a code.")
        messages.warning(request, words)
        return redirect("cobrowse:by_phone")
    words = _("You had said yes before: your form is shared with %(name)s. Nothing was changed now.")
    messages.info(request, words % {"name": share.adviser.display_name})
    return _lead_to(request, code, share)


def _forget(request: HttpRequest, code: PhoneCode) -> None:
    """This session has no code out any more, unless it is another one."""
    if request.session.get(PHONE, {}).get("id") == str(code.public_id):
        del request.session[PHONE]


def _refusal(refusal: Exception) -> str:
    if isinstance(refusal, codes.TalksAlready):
        return _(
            "You are talking with %(name)s already, so nothing is shared with anybody else. "
            "End that conversation first, then say yes here."
        ) % {"name": refusal.name}
    if isinstance(refusal, TooManyPeople):
        return _(
            "Whoever typed your code talks with as many people as they take just now, so nothing is shared with them. "
            "Tell them; when they have ended another conversation, say yes again here. Your form is kept."
        )
    return _(
        "Whoever typed your code is off duty in live help just now, so nothing is shared with them. Ask them to go "
        "on duty, then say yes again here. If they cannot, say no, and get another code. Your form is kept."
    )


def _over(request: HttpRequest) -> str:
    """The answer counts for nothing: another code lives by now, about which the page says how things are; or none."""
    now = phone_content(own_code(request.actor), {})
    if now["asks"] or now["waits"]:
        return _(
            "You answered on a page that is out of date, so your answer changed nothing. "
            "Read what this page says now, and answer again if it asks."
        )
    return _("This code is over, so your answer changed nothing. Get another one if you need it.")
