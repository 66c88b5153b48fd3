"""Writing to a claimant: the words, what they will read, then it goes; taking it back; dealing with something else."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from casework.actions import writing
from casework.forms.writing import DealtWithForm, DeskMessageForm, fresh
from casework.presenters import writing as content
from casework.presenters.claim import preferences_of
from casework.readers.attention import News, message_at_desk, news_since, seen_of
from casework.readers.claims import staff_claim_for
from casework.readers.ready_words import ready_words_in
from claims.models import Claim
from claims.readers.acts import needs_of
from claims.thread.actions.telling import telling_preview
from claims.thread.actions.writing import AlreadyGone
from claims.thread.readers import newest_of, said
from claims.thread.rules import DELAY
from notifications.models import Message
from notifications.readers import reaches

CONFLICT, UNPROCESSABLE = 409, 422
# So many of the latest messages stand beside the box.
LATEST = 5


@staff_required
@require_http_methods(["GET", "POST"])
def write_message(request: HttpRequest, reference: str) -> HttpResponse:
    """Write, see what the claimant will read, then send."""
    require(request.actor, Permission.CLAIM_PROGRESS)
    claim = staff_claim_for(request.actor, reference)
    if request.method == "GET":
        return _draw(request, claim, _form(request, initial=_begun(request, claim)))
    form = _form(request, request.POST)
    if "add" in request.POST:
        return _draw(request, claim, _form(request, initial=form.with_ready_words()))
    if not form.is_valid():
        return _draw(request, claim, form, status=UNPROCESSABLE)
    if "change" in request.POST:
        return _draw(request, claim, _form(request, initial=form.cleaned_data))
    if "confirm" not in request.POST:
        if form.cleaned_data["seen"] == seen_of(claim):
            return _draw_preview(request, claim, form)
        return _draw_moved(request, claim, form, news_since(claim, form.cleaned_data["seen"]))
    try:
        sent = writing.write_message(
            reference=reference, written=form.written(), seen=form.cleaned_data["seen"], by=request.actor
        )
    except writing.ThreadMoved as moved:
        return _draw_moved(request, claim, form, moved.news)
    at = time_format(timezone.localtime(sent.send_after), "H:i")
    messages.success(request, _("Your message goes at %(at)s. You can take it back until then.") % {"at": at})
    return redirect("casework:staff_claim", reference)


def _form(request: HttpRequest, *args, **kwargs) -> DeskMessageForm:
    languages = request.council.languages
    return DeskMessageForm(*args, languages=languages, ready_words=ready_words_in(languages), **kwargs)


def _begun(request: HttpRequest, claim: Claim) -> dict[str, Any]:
    """An empty message in the claimant's language, or the words of one that was taken back (`again`)."""
    words, again = "", request.GET.get("again", "")
    if again:
        try:
            message = message_at_desk(request.actor, claim.reference, str(uuid.UUID(again)))
        except ValueError:
            message = None
        if message is not None and message.withdrawn_at is not None:
            words = said(claim, message).words
    return fresh(seen_of(claim), claim.resident.language, words)


def _draw(
    request: HttpRequest, claim: Claim, form: DeskMessageForm, *, news: News | None = None, status: int = 200
) -> HttpResponse:
    wishes = preferences_of(claim.resident)
    context = {
        "claim": claim,
        "form": form,
        "news": content.news_content(news) if news else None,
        "has_ready_words": "ready" in form.fields,
        "latest": [content.message_content(each) for each in newest_of(claim, LATEST)],
        "wishes": wishes,
        "has_wishes": any(wishes.values()),
        "back_url": reverse("casework:staff_claim", args=[claim.reference]),
        "nav": "work",
    }
    return render(request, "casework/write_message.html", context, status=status)


def _draw_moved(request: HttpRequest, claim: Claim, form: DeskMessageForm, news: News) -> HttpResponse:
    """Something came meanwhile: show it, keep the words, and go on from what there is now."""
    again = _form(request, initial={**form.cleaned_data, "seen": seen_of(claim)})
    return _draw(request, claim, again, news=news, status=CONFLICT)


def _draw_preview(request: HttpRequest, claim: Claim, form: DeskMessageForm) -> HttpResponse:
    context = {
        "claim": claim,
        "values": form.cleaned_data,
        "by_label": request.actor.label,
        "minutes": int(DELAY.total_seconds() // 60),
        "by_email": reaches(claim.resident, Message.Channel.EMAIL),
        "by_text": reaches(claim.resident, Message.Channel.SMS),
        "letter": telling_preview(claim=claim, by=request.actor),
        "back_url": reverse("casework:write_message", args=[claim.reference]),
        "nav": "work",
    }
    return render(request, "casework/check_message.html", context)


@staff_required
@require_POST
def take_back(request: HttpRequest, reference: str, public_id: uuid.UUID) -> HttpResponse:
    """Take back what has not gone; its words are in the box again."""
    try:
        writing.take_back(reference=reference, public_id=public_id, by=request.actor)
    except AlreadyGone:
        messages.warning(request, _("The message has gone: the claimant can read it. Write another one instead."))
        return redirect("casework:staff_claim", reference)
    messages.success(
        request, _("The message is taken back: the claimant never sees it. Its words are in the box below.")
    )
    return redirect(f"{reverse('casework:write_message', args=[reference])}?again={public_id}")


@staff_required
@require_http_methods(["GET", "POST"])
def deal_with(request: HttpRequest, reference: str) -> HttpResponse:
    """Say why what the claimant sent needs no answer."""
    require(request.actor, Permission.CLAIM_PROGRESS)
    claim = staff_claim_for(request.actor, reference)
    if request.method == "GET":
        return _draw_dealing(request, claim, DealtWithForm(initial={"seen": seen_of(claim)}))
    form = DealtWithForm(request.POST)
    if not form.is_valid():
        return _draw_dealing(request, claim, form, status=UNPROCESSABLE)
    try:
        number = writing.deal_with(reference=reference, **form.cleaned_data, by=request.actor)
    except writing.ThreadMoved as moved:
        again = DealtWithForm(initial={**form.cleaned_data, "seen": seen_of(claim)})
        return _draw_dealing(request, claim, again, news=moved.news, status=CONFLICT)
    if number:
        messages.success(request, _("It is written down, and the claim does not need us any more."))
    else:
        messages.info(request, _("Nothing was waiting for an answer, so nothing was written down."))
    return redirect("casework:staff_claim", reference)


def _draw_dealing(
    request: HttpRequest, claim: Claim, form: DealtWithForm, *, news: News | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "claim": claim,
        "form": form,
        "news": content.news_content(news) if news else None,
        "needs": content.needs_words(needs_of([claim]).get(claim.pk)),
        "latest": [content.message_content(each) for each in newest_of(claim, LATEST)],
        "back_url": reverse("casework:staff_claim", args=[claim.reference]),
        "nav": "work",
    }
    return render(request, "casework/deal_with.html", context, status=status)
