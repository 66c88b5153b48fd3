"""Files that a page's script sends in parts (frontend/src/core/uploads.js), and the page's own post of what has come.

A view that takes files asks `sent_files` for them, and works alike for a browser without scripts.
"""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterator
from dataclasses import asdict
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from accounts.actions import incoming as actions
from accounts.actors import Actor
from accounts.models import IncomingFile
from accounts.throttling import too_often
from core.rules.numbers import whole_number
from core.uploading.limits import MAX_BYTES
from core.uploading.words import Taken, Upload

# What a script posts: of a file that has come, its id and name; and that it has sent all files by themselves.
ARRIVED, ALL_SENT = "_arrived-", "_files_sent"
CONFLICT, GONE, UNPROCESSABLE, TOO_MANY = 409, 410, 422, 429
PER_NETWORK = "6000/10m"


@login_not_required
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Announce a file: where its parts go, and how much of it is here already."""
    return begin_answer(request, request.actor)


@login_not_required
@require_POST
def part(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Take one part."""
    return part_answer(request, public_id, request.actor)


def begin_answer(request: HttpRequest, by: Actor) -> JsonResponse:
    """What a script reads when it announced a file; `by`: for whom it is."""
    size = whole_number(request.POST.get("size", ""), most=MAX_BYTES)
    if too_often(request, group="file-parts", rate=PER_NETWORK):
        return JsonResponse({"state": "later"}, status=TOO_MANY)
    try:
        file = actions.begin_file(size=size or 0, sent_hash=request.POST.get("hash", ""), by=by)
    except actions.NotInParts:
        return JsonResponse({"state": "whole"}, status=UNPROCESSABLE)
    return _going(file)


def part_answer(request: HttpRequest, public_id: uuid.UUID, by: Actor) -> JsonResponse:
    """What a script reads when it sent a part."""
    offset, sent = whole_number(request.POST.get("offset", ""), most=MAX_BYTES), request.FILES.get("part")
    if too_often(request, group="file-parts", rate=PER_NETWORK):
        return JsonResponse({"state": "later"}, status=TOO_MANY)
    content = sent.read(actions.MAX_PART_BYTES + 1) if sent else b""
    try:
        file = actions.add_part(
            public_id=public_id, offset=MAX_BYTES if offset is None else offset, content=content, by=by
        )
    except actions.OutOfPlace as missed:
        return JsonResponse({"state": "out_of_place", "received": missed.received}, status=CONFLICT)
    except Http404:
        return JsonResponse({"state": "gone"}, status=GONE)
    return _going(file)


def _going(file: IncomingFile) -> JsonResponse:
    return JsonResponse({"state": "going", "id": str(file.public_id), "received": file.received})


class FileNotHere(Exception):
    """Not all of a file is here, or not any more: the script sends it again, from where it stopped."""


@contextlib.contextmanager
def sent_files(request: HttpRequest, name: str, by: Actor | None = None) -> Iterator[list[Upload]]:
    """The files of a box: those that came with the request, and the one that came in parts before it, which is let go
    of when the block has kept it. `by`: for whom they are, the request's actor unless it says otherwise.

    Raises FileNotHere: `takes_parts` answers it.
    """
    uploads: list[Upload] = list(request.FILES.getlist(name))
    said, _space, called = request.POST.get(ARRIVED + name, "").partition(" ")
    if not said:
        yield uploads
        return
    by = by or request.actor
    try:
        public_id = uuid.UUID(said)
        content = actions.whole_file(public_id=public_id, by=by)
    except (ValueError, Http404, actions.OutOfPlace, actions.CameDifferently) as problem:
        raise FileNotHere from problem
    yield [*uploads, SimpleUploadedFile(called or "file", content)]
    actions.release_file(public_id=public_id, by=by)


def takes_parts(view):
    """A view that asks for `sent_files`: the script whose file is not here sends it again, and nothing was kept."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except FileNotHere:
            return JsonResponse({"state": "gone"}, status=GONE)

    return guarded


def taken_answer(taken: Taken) -> JsonResponse:
    """What a script reads when the page has looked at its files."""
    return JsonResponse(asdict(taken), status=UNPROCESSABLE if taken.problems else 200)


def all_sent(request: HttpRequest) -> bool:
    """Whether a script has sent all files one by one and now posts the form that they were chosen in."""
    return ALL_SENT in request.POST
