"""The journal with no connection: what a phone keeps of it, whose phone it is, and what it sends when it is back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.devices import clear_device
from accounts.models import Resident
from core.bodies import body_of
from jobjournal.actions.recording import EntryRefused, record_entry
from jobjournal.forms.sent_entries import problem_texts, read_sent
from jobjournal.presenters import offline as content


@login_not_required
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """The journal's empty shell, the same for everybody: scripts fill it from what the device keeps."""
    return render(request, "jobjournal/offline.html")


@login_not_required
@require_GET
def offline_worker(request: HttpRequest) -> HttpResponse:
    """The service worker of this council's journal; its text changes with anything that it keeps."""
    response = HttpResponse(content.worker_script(request.council), content_type="text/javascript")
    patch_cache_control(response, no_cache=True)
    return response


@login_not_required
@require_GET
def offline_manifest(request: HttpRequest) -> HttpResponse:
    """What an installed journal is called and looks like."""
    response = JsonResponse(content.manifest(request.council), content_type="application/manifest+json")
    patch_cache_control(response, no_cache=True)
    return response


@login_not_required
@require_GET
def offline_icon(request: HttpRequest, size: int) -> HttpResponse:
    """The picture of an installed journal, in the council's colour."""
    response = HttpResponse(content.icon(request.council.colour, size), content_type="image/png")
    patch_cache_control(response, public=True, max_age=86400)
    return response


@login_not_required
@require_GET
def offline_library(request: HttpRequest) -> HttpResponse:
    """Activities, sentences and words, for building entries in the browser."""
    response = JsonResponse(content.library())
    patch_cache_control(response, no_cache=True)
    return response


@login_not_required
@require_GET
def offline_who(request: HttpRequest) -> HttpResponse:
    """Who is signed in, as devices know them, and the token that sending needs; asked before anything is sent."""
    resident = _resident(request)
    answer = {
        "owner": content.owner_id(resident) if resident else None,
        "token": get_token(request),
        "sign_in": content.sign_in_address(),
    }
    response = JsonResponse(answer)
    patch_cache_control(response, no_store=True, private=True)
    return response


def _resident(request: HttpRequest) -> Resident | None:
    return request.actor.resident if request.actor.user else None


def _refused(*problems: dict[str, str], status: int = 422) -> JsonResponse:
    return JsonResponse({"state": "refused", "problems": list(problems)}, status=status)


@login_not_required
@require_POST
def save_entry(request: HttpRequest) -> JsonResponse:
    """One entry that waited on a device (JSON): kept once however often it is sent, or why not."""
    resident = _resident(request)
    if resident is None:
        return JsonResponse({"state": "signed_out", "url": content.sign_in_address()}, status=401)
    sent = read_sent(body_of(request))
    if sent is None:
        return _refused({"name": "", "text": _("This entry cannot be read. Write it again.")}, status=400)
    if sent.owner != content.owner_id(resident):
        return JsonResponse({"state": "other_person"}, status=409)
    try:
        entry = record_entry(
            resident=resident, client_id=sent.client_id, given=sent.given, recorded_at=sent.recorded_at,
            by=request.actor,
        )  # fmt: skip
    except EntryRefused as refusal:
        return _refused(*problem_texts(refusal.problems, sent.given.language))
    except Http404:
        return _refused({"name": "", "text": _("Your council no longer offers this. Choose another activity.")})
    return JsonResponse({"state": "sent", "id": str(entry.public_id), "sequence": entry.sequence})


@require_POST
def choose_device(request: HttpRequest) -> HttpResponse:
    """Is this device the person's own? Said for this session only; nothing is kept on any other device."""
    choice = request.POST.get("device")
    if choice not in (content.OWN, content.PUBLIC):
        return HttpResponseBadRequest()
    request.session[content.DEVICE] = choice
    response = redirect(content.SCOPE)
    if choice == content.OWN:
        messages.success(request, _("Your journal now also works on this device with no connection."))
    else:
        messages.success(request, _("Nothing of your journal is kept on this device."))
        clear_device(request, response)
    return response
