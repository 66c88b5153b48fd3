"""“Show on this computer”: the computer waits with a code, the person's phone approves it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.throttling import council_of, seconds_to_wait, slow_down, throttled
from core.qr import qr_svg
from jobjournal.models import PairingRequest
from jobjournal.sharing.actions import pairing as screens
from jobjournal.sharing.actions.sharing import Chosen, NothingToShare, SharedAlready
from jobjournal.sharing.forms import ScreenForm
from jobjournal.sharing.readers import shares as share_readers
from jobjournal.sharing.readers.codes import displayed_code, read_code
from jobjournal.sharing.views.viewer_sessions import give_token, token_of, viewers_page

UNPROCESSABLE = 422


@viewers_page
@require_http_methods(["GET", "POST"])
@throttled(group="journal-screen", rate="30/10m")
def computer(request: HttpRequest) -> HttpResponse:
    """The computer in the room: asks when told to, shows its code, and goes on once the phone approved."""
    if request.method == "POST":
        return give_token(redirect("jobjournal:computer"), screens.ask_for_journal())
    token = token_of(request)
    if share_readers.live_view(token) is not None:
        return redirect("jobjournal:view")
    waiting = share_readers.screen_request(token)
    if waiting is None:
        return render(request, "jobjournal/computer.html")
    return render(request, "jobjournal/computer_waits.html", _code_to_approve(request, waiting))


def _code_to_approve(request: HttpRequest, waiting: PairingRequest) -> dict[str, str | int]:
    address = request.council.url_of(reverse("jobjournal:approve_screen", args=[waiting.code]))
    return {
        "code": displayed_code(waiting.code),
        "minutes": screens.REQUEST_MINUTES,
        "qr": qr_svg(address, label=_("QR code for your phone")),
        "address": request.council.url_of(reverse("jobjournal:show_on_computer")),
    }


@never_cache
@require_http_methods(["GET", "POST"])
def show_on_computer(request: HttpRequest, code: str = "") -> HttpResponse:
    """On the phone: the code that the computer shows, and what it may show. The code is looked up only when sent."""
    share_readers.may_share(request.actor)
    if request.method == "GET":
        return _draw(request, ScreenForm(initial={"code": displayed_code(read_code(code)) if read_code(code) else ""}))
    person, council = f"user-{request.user.pk}", council_of(request)
    wait = seconds_to_wait(group="journal-screen-approved", rate="20/10m", value=person, council=council)
    if wait:
        return slow_down(request, wait)
    form = ScreenForm(request.POST)
    if not form.is_valid():
        return _draw(request, form, status=UNPROCESSABLE)
    try:
        shown = screens.show_on_computer(
            code=form.cleaned_data["code"], chosen=_chosen(request, form), client_id=form.cleaned_data["client_id"],
            by=request.actor,
        )  # fmt: skip
    except screens.CodeGone:
        form.add_error("code", _("No computer waits with this code. Look at the computer and ask it for a new code."))
    except NothingToShare:
        form.add_error("period", _("There is nothing in your journal on these days. Choose other days."))
    except SharedAlready as already:
        return redirect("jobjournal:share", already.share.public_id)
    else:
        messages.success(request, _("The computer shows your journal now, for one hour at most."))
        return redirect("jobjournal:share", shown.public_id)
    return _draw(request, form, status=UNPROCESSABLE)


def _chosen(request: HttpRequest, form: ScreenForm) -> Chosen:
    days = form.cleaned_data["first_day"], form.cleaned_data["last_day"]
    entries = share_readers.sharable_entries(request.actor, *days, with_files=form.cleaned_data["with_files"])
    entries = entries[: share_readers.MOST_ENTRIES]
    files = [file for entry in entries for file in entry.files]
    return Chosen([entry.revision for entry in entries], files, form.selection)


def _draw(request: HttpRequest, form: ScreenForm, *, status: int = 200) -> HttpResponse:
    page = {"form": form, "back_url": reverse("jobjournal:shares"), "nav": "journal"}
    return render(request, "jobjournal/show_on_computer.html", page, status=status)
