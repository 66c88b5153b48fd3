"""Uploads of a page one by one through core/uploading/cleaning.py, with a sentence for each that cannot be taken."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from django.utils.translation import gettext as _

from core.uploading.cleaning import MAX_BYTES, CleanFile, FileRefused, clean_upload, display_name


class Upload(Protocol):
    """What is asked of an uploaded file: Django's UploadedFile has it."""

    name: str
    size: int

    def read(self) -> bytes: ...


def cleaned(uploads: Iterable[Upload]) -> tuple[list[CleanFile], list[str]]:
    """The files that can be kept, and a sentence about each of the others."""
    clean, problems = [], []
    for upload in uploads:
        try:
            if upload.size > MAX_BYTES:
                raise FileRefused("too_large")
            clean.append(clean_upload(upload.read(), upload.name))
        except FileRefused as refused:
            problems.append(why_refused(refused.code, upload.name))
    return clean, problems


def why_refused(code: str, name: str) -> str:
    """What was wrong with a file and what to do about it; the person's other answers and files are kept."""
    sentences = {
        "empty": _("“%(name)s” is empty. Choose it again, or choose another file."),
        "too_large": _("“%(name)s” is too large. Choose a file smaller than 10 MB."),
        "kind": _("“%(name)s” is not a photo or a PDF. Choose a JPG, PNG, HEIC or PDF file."),
        "unreadable": _("We could not open “%(name)s”. It may be damaged: take it again or choose another file."),
        "password": _("“%(name)s” is protected with a password. Save a copy without one, or take a photo of it."),
        "virus": _("“%(name)s” contains a virus. Choose another file."),
        "not_scanned": _("We could not check “%(name)s” for viruses. It was not added: try again in a few minutes."),
    }
    shown = display_name(name, "application/pdf").removesuffix(".pdf")
    return sentences[code] % {"name": shown}
