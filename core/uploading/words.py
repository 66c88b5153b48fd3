"""The uploads of a request, one by one through core/uploading/cleaning.py, with a sentence for each not taken."""

from __future__ import annotations

import time
from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.translation import gettext as _

from core.tenancy import between_transactions
from core.uploading.cleaning import clean_upload, display_name
from core.uploading.files import CleanFile, FileRefused, hash_of
from core.uploading.limits import MAX_BYTES, MAX_PDF_BYTES, MEGA, REQUEST_PIXELS, REQUEST_SECONDS


class Upload(Protocol):
    """What is asked of an uploaded file: Django's UploadedFile has it."""

    name: str
    size: int

    def read(self) -> bytes: ...

    def seek(self, offset: int) -> object: ...


class Sender(Protocol):
    """Who sends files, and what they may: accounts/uploads.py."""

    key: str

    def why_not_looked_at(self) -> str:
        """Count one more file; the code of a refusal, or ""."""

    def why_not_kept(self, size: int) -> str:
        """Count the bytes of one more file that is kept; the code of a refusal, or ""."""


@dataclass
class Taken:
    """What became of files that somebody sent: a sentence for each that cannot be kept, and for each that is here
    already, as when its answer was lost on the way and it was sent again. All others are kept.
    """

    problems: list[str] = field(default_factory=list)
    had: list[str] = field(default_factory=list)


class Budget:
    """What the files of one request may take altogether: pixels to open, and seconds."""

    def __init__(self) -> None:
        self.pixels = REQUEST_PIXELS
        self._ends = time.monotonic() + REQUEST_SECONDS

    def clean(self, upload: Upload, asker: str) -> CleanFile:
        """The file remade. Raises FileRefused."""
        if upload.size > MAX_BYTES:
            raise FileRefused("too_large")
        seconds = self._ends - time.monotonic()
        if seconds <= 0:
            raise FileRefused("too_much_at_once")
        try:
            clean = clean_upload(upload.read(), upload.name, most_pixels=self.pixels, seconds=seconds, asker=asker)
        except FileRefused as refused:
            if refused.code == "too_demanding" and time.monotonic() >= self._ends:
                # It was the others that took the time.
                raise FileRefused("too_much_at_once") from refused
            raise
        self.pixels -= clean.pixels
        return clean


def cleaned(
    uploads: Iterable[Upload], *, sender: Sender, budget: Budget | None = None
) -> tuple[list[CleanFile], list[str]]:
    """The files that can be kept, and a sentence about each of the others. No transaction is held meanwhile."""
    clean, problems, budget = [], [], budget or Budget()
    with between_transactions():
        for upload in uploads:
            try:
                clean.append(_clean(upload, sender, budget))
            except FileRefused as refused:
                problems.append(why_refused(refused.code, upload.name, refused.limit))
    return clean, problems


def without_known(uploads: Iterable[Upload], known: Set[str]) -> tuple[list[Upload], list[str]]:
    """The uploads whose `hash_of` is not among `known`, and a sentence about each of the others."""
    new, had = [], []
    for upload in uploads:
        if upload.size <= MAX_BYTES and hash_of(upload.read()) in known:
            had.append(we_have(upload.name))
        else:
            new.append(upload)
        upload.seek(0)
    return new, had


def told_apart(clean: Iterable[CleanFile], known: Set[str]) -> tuple[list[CleanFile], list[str]]:
    """The files that are neither known nor twice among them, and a sentence about each of the others."""
    new: dict[str, CleanFile] = {}
    had = []
    for file in clean:
        if file.sent_hash in known or file.sent_hash in new:
            had.append(we_have(file.name))
        else:
            new[file.sent_hash] = file
    return list(new.values()), had


def we_have(name: str) -> str:
    """The sentence about a file that is here already."""
    return _("We have “%(name)s” already. It is kept once.") % {"name": shown_name(name)}


def _clean(upload: Upload, sender: Sender, budget: Budget) -> CleanFile:
    if because := sender.why_not_looked_at():
        raise FileRefused(because)
    file = budget.clean(upload, sender.key)
    if because := sender.why_not_kept(len(file.content)):
        raise FileRefused(because)
    return file


def why_refused(code: str, name: str, limit: int = 0) -> str:
    """What was wrong with a file and what to do about it; the person's other answers and files are kept."""
    numbers = {"limit": limit, "most": MAX_BYTES // MEGA, "most_pdf": MAX_PDF_BYTES // MEGA}
    sentence = {**_about_the_file(), **_about_us()}[code]
    return sentence % {"name": shown_name(name), **numbers}


def _about_the_file() -> dict[str, str]:
    return {
        "empty": _("“%(name)s” is empty. Choose it again, or choose another file."),
        "too_large": _("“%(name)s” is too large. Choose a file smaller than %(most)s MB."),
        "large_pdf": _("“%(name)s” is too large. Choose a PDF smaller than %(most_pdf)s MB."),
        "too_many_pages": _("“%(name)s” has more than %(limit)s pages. Choose a shorter PDF, or send it in parts."),
        "too_many_pixels": _(
            "“%(name)s” has more than %(limit)s megapixels, which is more than we can open. Take the photo again with a"
            " smaller size, or choose another file."
        ),
        "kind": _("“%(name)s” is not a photo or a PDF. Choose a JPG, PNG, HEIC, WEBP or PDF file."),
        "unreadable": _("We could not open “%(name)s”. It may be damaged: take it again or choose another file."),
        "too_demanding": _(
            "We could not open “%(name)s”: it needs more memory or time than we can give to one file. Take a photo of"
            " it, or choose another file."
        ),
        "password": _("“%(name)s” is protected with a password. Save a copy without one, or take a photo of it."),
        "virus": _("“%(name)s” contains a virus. Choose another file."),
    }


def _about_us() -> dict[str, str]:
    return {
        "too_much_at_once": _(
            "“%(name)s” was not added: the files you sent together are more than we can open at once. Add it again on"
            " its own."
        ),
        "busy": _(
            "“%(name)s” was not added: we are busy with other files just now. What is here already is kept. Add it"
            " again in a minute."
        ),
        "asker": _(
            "“%(name)s” was not added: many files were added from here lately. What is here already is kept. Add it"
            " later, or send the form and ask the council how to give it the rest."
        ),
        "room": _(
            "“%(name)s” was not added: we have no room for files just now. What is here already is kept. Add it again"
            " later."
        ),
        "not_scanned": _("We could not check “%(name)s” for viruses. It was not added: try again in a few minutes."),
    }


def shown_name(name: str) -> str:
    """A file's name as sentences say it."""
    return display_name(name, "application/pdf").removesuffix(".pdf")
