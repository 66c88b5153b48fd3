"""“Use your phone's camera”: the page beside with the code, and the phone's own pages, which need no sign-in."""

from __future__ import annotations

import uuid
from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.actors import Actor
from accounts.throttling import throttled
from accounts.views import incoming
from claims.models import PhoneLink
from claims.phone import readers
from claims.phone.actions import LINK_MINUTES, end_link, make_link, open_link, send_from_phone
from claims.phone.presenters import beside_content, phone_content
from claims.phone.readers import Place
from claims.phone.rules import read_words
from core.bodies import wants_json
from core.uploading.words import Taken

UNPROCESSABLE, GONE = 422, 410
FILES = "files"
# What the phone holds, sent to its own pages only; the table says how long it is good for.
COOKIE, SALT, PATH = "phone_link", "claims.phone", "/phone/"


@login_not_required
@require_http_methods(["GET", "POST"])
@throttled(group="phone-links", rate="20/h", by_person=True)
def beside_paper(request: HttpRequest, public_id: uuid.UUID, paper_id: uuid.UUID) -> HttpResponse:
    """Beside the page of a paper."""
    return _beside(request, Place(public_id, paper=paper_id))


@login_not_required
@require_http_methods(["GET", "POST"])
@throttled(group="phone-links", rate="20/h", by_person=True)
def beside_question(request: HttpRequest, public_id: uuid.UUID, key: str) -> HttpResponse:
    """Beside the page of a question that takes files."""
    return _beside(request, Place(public_id, key=key))


def _beside(request: HttpRequest, place: Place) -> HttpResponse:
    spot = readers.spot_at(place, request.actor)
    link = readers.link_beside(spot, request.actor)
    if request.method == "POST":
        if request.POST.get("action") != "end":
            make_link(place=place, by=request.actor)
        elif link is not None:
            end_link(link=link, by=request.actor)
        return redirect(request.path)
    return _private(render(request, "claims/phone/beside.html", beside_content(spot, link, request.council)))


def _private(response: HttpResponse) -> HttpResponse:
    patch_cache_control(response, no_store=True, private=True)
    return response


def phones_page(view):
    """A page of a phone that has opened a link; whoever has none, or whose link is over, is told so."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        token = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=LINK_MINUTES * 60)
        link = readers.link_of(token)
        if link is None:
            return _gone(request)
        try:
            return _private(view(request, link, *args, **kwargs))
        except (Http404, PermissionDenied):
            return _gone(request)

    return login_not_required(guarded)


def _gone(request: HttpRequest) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"problems": [_over()], "had": []}, status=GONE)
    return _private(render(request, "claims/phone/gone.html", {"minutes": LINK_MINUTES}, status=GONE))


def _over() -> str:
    return _("This link does not work any more. What you sent is kept. Ask for a new code on the other screen.")


@login_not_required
@require_http_methods(["GET", "POST"])
@throttled(group="phone-words", rate="20/10m")
def phone(request: HttpRequest) -> HttpResponse:
    """Where somebody types the words that the other screen shows."""
    if request.method == "GET":
        return _private(render(request, "claims/phone/enter.html", {"words": ""}))
    typed = request.POST.get("words", "")
    token = open_link(words=read_words(typed), by=request.actor)
    if token is None:
        said = _(
            "No screen waits for these words, or another phone has them. Look at the screen and ask it for new words."
        )
        content = {"words": typed, "errors": [(said, "words")], "has_errors": True, "said": said}
        return _private(render(request, "claims/phone/enter.html", content, status=UNPROCESSABLE))
    response = redirect("claims:phone_photos")
    response.set_signed_cookie(
        COOKIE, token, salt=SALT, path=PATH, httponly=True, samesite="Strict", secure=settings.HTTPS,
        max_age=LINK_MINUTES * 60,
    )  # fmt: skip
    return response


@login_not_required
@require_GET
def phone_code(request: HttpRequest, words: str) -> HttpResponse:
    """Where the QR code leads. Opening it changes nothing and looks nothing up: cameras open links by themselves."""
    return _private(render(request, "claims/phone/start.html", {"words": read_words(words)}))


@require_http_methods(["GET", "POST"])
@phones_page
@transaction.non_atomic_requests
@incoming.takes_parts
def phone_photos(request: HttpRequest, link: PhoneLink) -> HttpResponse:
    """Sending photos from the phone: all that it may do."""
    by = readers.actor_on(link, request.council, request.actor.origin)
    spot = readers.spot_at(readers.place_of(link), by)
    problems: list[str] = []
    if request.method == "POST":
        taken = _take(request, link, by)
        if wants_json(request):
            return incoming.taken_answer(taken)
        problems = taken.problems
        if not problems:
            for sentence in taken.had or [_("We have it. Thank you.")]:
                messages.success(request, sentence)
            return redirect("claims:phone_photos")
    content = phone_content(spot, link, problems)
    return render(request, "claims/phone/photos.html", content, status=UNPROCESSABLE if problems else 200)


def _take(request: HttpRequest, link: PhoneLink, by: Actor) -> Taken:
    if incoming.all_sent(request):
        return Taken()
    with incoming.sent_files(request, FILES, by) as uploads:
        return send_from_phone(link=link, uploads=uploads, by=by)


@require_POST
@phones_page
def phone_begin_file(request: HttpRequest, link: PhoneLink) -> HttpResponse:
    """Announce a file that the phone sends in parts."""
    return incoming.begin_answer(request, readers.actor_on(link, request.council, request.actor.origin))


@require_POST
@phones_page
def phone_file_part(request: HttpRequest, link: PhoneLink, file_id: uuid.UUID) -> HttpResponse:
    """Take one part of it."""
    return incoming.part_answer(request, file_id, readers.actor_on(link, request.council, request.actor.origin))


@require_POST
@phones_page
def phone_finish(request: HttpRequest, link: PhoneLink) -> HttpResponse:
    """The person on the phone has finished: the link is over."""
    end_link(link=link, by=readers.actor_on(link, request.council, request.actor.origin))
    response = render(request, "claims/phone/finished.html")
    response.delete_cookie(COOKIE, path=PATH, samesite="Strict")
    return response
