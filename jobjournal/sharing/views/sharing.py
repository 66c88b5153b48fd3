"""A person shares their journal: what, for how long, exactly what will be seen, the PIN, and taking it back."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.door import TooManyMessages
from accounts.presenters.waits import words_of_refusal
from jobjournal.models import Share
from jobjournal.models.shares import TRIES
from jobjournal.sharing.actions import sharing
from jobjournal.sharing.forms import SendForm, ShareForm
from jobjournal.sharing.presenters import count_words, share_context, shown_days, state_of
from jobjournal.sharing.readers import shares as share_readers

UNPROCESSABLE = 422


@never_cache
@require_http_methods(["GET", "POST"])
def share(request: HttpRequest) -> HttpResponse:
    """Choose, see exactly what will be seen, then share: three answers of one address."""
    share_readers.may_share(request.actor)
    if request.method == "GET":
        return _draw_form(request, ShareForm())
    form = ShareForm(request.POST)
    if not form.is_valid():
        return _draw_form(request, form, status=UNPROCESSABLE)
    if "change" in request.POST:
        return _draw_form(request, ShareForm(initial=form.cleaned_data))
    if "confirm" not in request.POST:
        return _draw_preview(request, form)
    try:
        made = sharing.create_share(**_wanted(request, form), by=request.actor)
    except sharing.NothingToShare:
        return _draw_preview(request, form, nothing_chosen=True)
    except TooManyMessages as refusal:
        form.add_error("contact", words_of_refusal(refusal))
        return _draw_form(request, form, status=UNPROCESSABLE)
    except sharing.SharedAlready as already:
        messages.info(request, _("This was shared already. Its PIN was shown once: make a new PIN if you need it."))
        return redirect("jobjournal:share", already.share.public_id)
    return _draw_pin(request, made, sent=bool(form.cleaned_data["contact"]))


def _wanted(request: HttpRequest, form: ShareForm) -> dict[str, Any]:
    contact = form.cleaned_data["contact"]
    return {
        "chosen": chosen(request, form.selection),
        "days": int(form.cleaned_data["how_long"]),
        "print_allowed": form.cleaned_data["print_allowed"],
        "client_id": form.cleaned_data["client_id"],
        "send_to": sharing.Recipient(*contact) if contact else None,
        "address": _address(request, "{code}"),
    }


def chosen(request: HttpRequest, selection: dict[str, str]) -> sharing.Chosen:
    """The versions and files that the page named as it was drawn."""
    entries = share_readers.chosen_entries(request.actor, request.POST.getlist("entry"))
    files = share_readers.chosen_files(entries, request.POST.getlist("file"))
    return sharing.Chosen(entries, files, selection)


def _draw_form(request: HttpRequest, form: ShareForm, *, status: int = 200, **more: Any) -> HttpResponse:
    page = {"form": form, "back_url": reverse("jobjournal:shares"), "nav": "journal", **more}
    return render(request, "jobjournal/share_form.html", page, status=status)


def _draw_preview(request: HttpRequest, form: ShareForm, *, nothing_chosen: bool = False) -> HttpResponse:
    entries = share_readers.sharable_entries(
        request.actor,
        form.cleaned_data["first_day"],
        form.cleaned_data["last_day"],
        with_files=form.cleaned_data["with_files"],
    )
    if not entries or len(entries) > share_readers.MOST_ENTRIES:
        return _draw_form(request, form, status=UNPROCESSABLE, no_entries=not entries, too_many=bool(entries))
    page = {
        "days": shown_days(entries),
        "count": count_words(entries),
        "carried": form.carried(),
        "values": form.cleaned_data,
        "how_long": dict(form.fields["how_long"].choices)[form.cleaned_data["how_long"]],
        "nothing_chosen": nothing_chosen,
        "has_errors": nothing_chosen,
        "nav": "journal",
    }
    status = UNPROCESSABLE if nothing_chosen else 200
    return render(request, "jobjournal/share_preview.html", page, status=status)


def _draw_pin(request: HttpRequest, made: sharing.NewShare, *, sent: bool = False) -> HttpResponse:
    """The only page that ever shows a PIN: it is kept nowhere."""
    page = _page_of(request, made.share) | {"pin": made.pin, "sent": sent, "tries": TRIES, "nav": "journal"}
    return render(request, "jobjournal/share_pin.html", page)


def _page_of(request: HttpRequest, share: Share) -> dict[str, Any]:
    return share_context(share, address=_address(request, share.code), now=timezone.now())


def _address(request: HttpRequest, code: str) -> str:
    path = reverse("jobjournal:enter_code", args=["00000000"]).replace("00000000", code)
    return request.council.url_of(path)


@never_cache
@require_GET
def shares(request: HttpRequest) -> HttpResponse:
    """What the person has shared, with whom it was, and since when it is over."""
    now = timezone.now()
    found = share_readers.shares_for(request.actor).prefetch_related("views", "notes")[:50]
    page = {"shares": [(one, state_of(one, now=now)) for one in found], "nav": "journal"}
    return render(request, "jobjournal/shares.html", page)


@never_cache
@require_GET
def share_page(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """One share: who opened it and when, what the jobcentre answered, and how to take it back."""
    return _draw_share(request, share_readers.share_for(request.actor, public_id), SendForm())


def _draw_share(request: HttpRequest, share: Share, form: SendForm, *, status: int = 200) -> HttpResponse:
    page = _page_of(request, share) | {
        "form": form,
        "views": share.views.order_by("-opened_at"),
        "notes": share.notes.all(),
        "days": shown_days(share_readers.shown_in(share)),
        "back_url": reverse("jobjournal:shares"),
        "nav": "journal",
    }
    return render(request, "jobjournal/share.html", page, status=status)


@require_POST
def revoke_share(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Take it back, at once."""
    sharing.revoke_share(public_id=public_id, by=request.actor)
    messages.success(request, _("You have taken it back. Nobody can see it any more."))
    return redirect("jobjournal:share", public_id)


@never_cache
@require_POST
def renew_pin(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """A new PIN, shown once."""
    try:
        return _draw_pin(request, sharing.renew_pin(public_id=public_id, by=request.actor))
    except sharing.CannotBeOpened:
        return _over(request, public_id)


@require_POST
def send_share(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Send the address of a share to somebody, never the PIN."""
    found, form = share_readers.share_for(request.actor, public_id), SendForm(request.POST)
    if not form.is_valid():
        return _draw_share(request, found, form, status=UNPROCESSABLE)
    to = sharing.Recipient(*form.cleaned_data["contact"])
    try:
        sharing.send_share(public_id=public_id, to=to, address=_address(request, "{code}"), by=request.actor)
    except TooManyMessages as refusal:
        form.add_error("contact", words_of_refusal(refusal))
        return _draw_share(request, found, form, status=UNPROCESSABLE)
    except sharing.CannotBeOpened:
        return _over(request, public_id)
    messages.success(request, _("The address is on its way. Tell them the PIN yourself."))
    return redirect("jobjournal:share", public_id)


def _over(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    messages.warning(request, _("This share is over or was opened already. Make a new share."))
    return redirect("jobjournal:share", public_id)
