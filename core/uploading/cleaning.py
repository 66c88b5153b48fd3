"""Files that people send us: told apart by their content, remade so that only what can be seen is left, and scanned.

A picture becomes a new JPEG (no location, no appended bytes); a PDF keeps its pages and nothing that can act.
"""

from __future__ import annotations

import io
import re
import socket
import struct
from dataclasses import dataclass

import filetype
import pikepdf
import pillow_heif
from django.conf import settings
from PIL import Image, ImageOps

MAX_BYTES = 10 * 1024 * 1024
# A 40-megapixel picture is larger than phones take; more is a decompression bomb.
MAX_PIXELS = 40_000_000
LONGEST_SIDE = 3000
MAX_PAGES = 200
PICTURES = {"image/jpeg": "JPEG", "image/png": "PNG", "image/heic": "HEIF", "image/heif": "HEIF", "image/webp": "WEBP"}
SUFFIXES = {"image/jpeg": ".jpg", "application/pdf": ".pdf"}
SCAN_SECONDS = 30
SCAN_CHUNK = 64 * 1024

# Keys of a PDF page that carry actions, attachments or traces of the author, not looks.
PAGE_EXTRAS = ("/AA", "/AF", "/Metadata", "/PieceInfo", "/Thumb", "/B", "/StructParents", "/PresSteps", "/Trans")
# Annotations that are marks on paper; all others (files, sounds, films, links…) are dropped.
VISIBLE_MARKS = {
    "/Widget", "/FreeText", "/Stamp", "/Ink", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly",
    "/Square", "/Circle", "/Line", "/Polygon", "/PolyLine", "/Caret",
}  # fmt: skip
MARK_EXTRAS = ("/A", "/AA", "/Parent", "/Popup", "/IRT", "/FS", "/RC", "/AF", "/MK")

pillow_heif.register_heif_opener()


@dataclass(frozen=True)
class CleanFile:
    """A file that is safe to keep and hand out: its display name, type ("image/jpeg", "application/pdf"), bytes."""

    name: str
    content_type: str
    content: bytes


class FileRefused(Exception):
    """A file that we do not take. `code`: too_large, empty, kind, unreadable, password, virus, or not_scanned."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def clean_upload(data: bytes, name: str) -> CleanFile:
    """Check and remake an uploaded file; only the content decides what it is, the name is shown to people only.

    Raises FileRefused. With settings.CLAMD_SOCKET the file as sent is scanned first; no scanner, no file.
    """
    if not data:
        raise FileRefused("empty")
    if len(data) > MAX_BYTES:
        raise FileRefused("too_large")
    kind = filetype.guess_mime(data)
    if kind not in PICTURES and kind != "application/pdf":
        raise FileRefused("kind")
    if settings.CLAMD_SOCKET:
        scan(data)
    if kind in PICTURES:
        return CleanFile(display_name(name, "image/jpeg"), "image/jpeg", _clean_picture(data, PICTURES[kind]))
    return CleanFile(display_name(name, kind), kind, _clean_pdf(data))


def display_name(name: str, content_type: str) -> str:
    """A name that is safe to show and to save under: no folders, no control characters, our own ending."""
    stem = re.split(r"[/\\]", name)[-1].rsplit(".", 1)[0]
    stem = "".join(letter for letter in stem if letter.isprintable() and letter not in '<>:"|?*').strip(" .")[:100]
    return (stem or "file") + SUFFIXES[content_type]


def _clean_picture(data: bytes, picture_format: str) -> bytes:
    try:
        picture = Image.open(io.BytesIO(data), formats=[picture_format])
        if picture.width * picture.height > MAX_PIXELS:
            raise FileRefused("too_large")
        picture = _on_white(ImageOps.exif_transpose(picture))
    except FileRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise FileRefused("too_large") from error
    except Exception as error:
        # Decoders of four formats fail in many ways on bytes made to break them; each means the same to the person.
        raise FileRefused("unreadable") from error
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    # From the pixels alone: whatever else the file carried stays behind.
    Image.frombytes("RGB", picture.size, picture.tobytes()).save(out, "JPEG", quality=85)
    return out.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("RGB")
    picture = picture.convert("RGBA")
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def _clean_pdf(data: bytes) -> bytes:
    """The pages of a PDF in a new file: the old one's scripts, attachments, forms and properties stay behind."""
    try:
        with pikepdf.open(io.BytesIO(data)) as old, pikepdf.new() as new:
            if not 1 <= len(old.pages) <= MAX_PAGES:
                raise FileRefused("too_large" if len(old.pages) else "unreadable")
            new.pages.extend(old.pages)
            for page in new.pages:
                _clean_page(page)
            out = io.BytesIO()
            new.save(out)
    except pikepdf.PasswordError as error:
        raise FileRefused("password") from error
    except FileRefused:
        raise
    except Exception as error:
        # A file made to break readers fails in many ways; each means the same to the person.
        raise FileRefused("unreadable") from error
    if len(out.getvalue()) > MAX_BYTES:
        raise FileRefused("too_large")
    return out.getvalue()


def _clean_page(page: pikepdf.Page) -> None:
    for key in PAGE_EXTRAS:
        if key in page.obj:
            del page.obj[key]
    if "/Annots" not in page.obj:
        return
    marks = [mark for mark in page.obj["/Annots"] if str(mark.get("/Subtype")) in VISIBLE_MARKS]
    for mark in marks:
        for key in MARK_EXTRAS:
            if key in mark:
                del mark[key]
    page.obj["/Annots"] = pikepdf.Array(marks)


def scan(data: bytes) -> None:
    """Ask clamd at settings.CLAMD_SOCKET about the bytes. Raises FileRefused "virus", or "not_scanned" on any doubt."""
    try:
        answer = _ask_clamd(data)
    except OSError as error:
        raise FileRefused("not_scanned") from error
    if answer.endswith("FOUND"):
        raise FileRefused("virus")
    if answer != "stream: OK":
        raise FileRefused("not_scanned")


def _ask_clamd(data: bytes) -> str:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(SCAN_SECONDS)
        connection.connect(settings.CLAMD_SOCKET)
        connection.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), SCAN_CHUNK):
            chunk = data[start : start + SCAN_CHUNK]
            connection.sendall(struct.pack("!I", len(chunk)) + chunk)
        connection.sendall(struct.pack("!I", 0))
        return connection.recv(4096).rstrip(b"\0").decode(errors="replace")
