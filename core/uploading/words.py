"""Uploads of a page one by one through core/uploading/cleaning.py, with a sentence for each that cannot be taken."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Protocol

from django.utils.translation import gettext as _

from core.uploading.cleaning import CleanFile, clean_upload, display_name
from core.uploading.limits import MAX_BYTES, FileRefused
from core.uploading.pool import SECONDS_A_FILE

SECONDS_A_REQUEST = 20.0


class Upload(Protocol):
    """What is asked of an uploaded file: Django's UploadedFile has it."""

    name: str
    size: int

    def read(self) -> bytes: ...


def cleaned(uploads: Iterable[Upload], *, ask: Callable[[], str]) -> tuple[list[CleanFile], list[str]]:
    """The files that can be kept, and a sentence about each of the others.

    ask: called before each file is looked at; the code of a refusal, or "". All files of one request share its seconds,
    so that many pictures together cost no more than one may.
    """
    clean, problems, end = [], [], time.monotonic() + SECONDS_A_REQUEST
    for upload in uploads:
        try:
            if upload.size > MAX_BYTES:
                raise FileRefused("too_large")
            if because := ask():
                raise FileRefused(because)
            left = end - time.monotonic()
            if left <= 0:
                raise FileRefused("busy")
            clean.append(clean_upload(upload.read(), upload.name, seconds=min(left, SECONDS_A_FILE)))
        except FileRefused as refused:
            problems.append(why_refused(refused.code, upload.name))
    return clean, problems


def why_refused(code: str, name: str) -> str:
    """What was wrong with a file and what to do about it; the person's other answers and files are kept."""
    sentences = {
        "empty": _("“%(name)s” is empty. Choose it again, or choose another file."),
        "too_large": _("“%(name)s” is too large. Choose a file smaller than 10 MB."),
        "too_many_pixels": _(
            "“%(name)s” is a larger picture than we can open (50 megapixels). Make it smaller, or choose another file."
        ),
        "too_many_pages": _("“%(name)s” has more than 200 pages. Send the pages that we ask for."),
        "too_much_work": _(
            "“%(name)s” is built in a way that we cannot open. Take a photo of it, or print it to a new PDF."
        ),
        "busy": _(
            "We are busy with other files just now, and “%(name)s” was not added. Add it again in a minute."
            " What is here already is kept."
        ),
        "asker": _(
            "Many files were added from here in the last hour, and “%(name)s” was not. What is here already is kept."
            " Add it later, or send the form and ask the council how to give it the rest."
        ),
        "room": _("We cannot take files just now, and “%(name)s” was not added. What is here already is kept."),
        "kind": _("“%(name)s” is not a photo or a PDF. Choose a JPG, PNG, HEIC or PDF file."),
        "unreadable": _("We could not open “%(name)s”. It may be damaged: take it again or choose another file."),
        "password": _("“%(name)s” is protected with a password. Save a copy without one, or take a photo of it."),
        "virus": _("“%(name)s” contains a virus. Choose another file."),
        "not_scanned": _("We could not check “%(name)s” for viruses. It was not added: try again in a few minutes."),
    }
    shown = display_name(name, "application/pdf").removesuffix(".pdf")
    return sentences[code] % {"name": shown}
