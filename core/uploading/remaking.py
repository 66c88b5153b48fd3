"""Remaking what people send so that only what can be seen is left: a picture becomes a new JPEG, a PDF keeps its pages
and nothing that can act. It reads bytes that strangers made: only in a child process (core/uploading/worker.py).
"""

from __future__ import annotations

import io

import pikepdf
import pillow_heif
from PIL import Image, ImageOps

from core.uploading.limits import LONGEST_SIDE, MAX_BYTES, MAX_PAGES, MAX_PIXELS, PDF, FileRefused

# Keys of a PDF page that carry actions, attachments or traces of the author, not looks.
PAGE_EXTRAS = ("/AA", "/AF", "/Metadata", "/PieceInfo", "/Thumb", "/B", "/StructParents", "/PresSteps", "/Trans")
# Annotations that are marks on paper; all others (files, sounds, films, links…) are dropped.
VISIBLE_MARKS = {
    "/Widget", "/FreeText", "/Stamp", "/Ink", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly",
    "/Square", "/Circle", "/Line", "/Polygon", "/PolyLine", "/Caret",
}  # fmt: skip
MARK_EXTRAS = ("/A", "/AA", "/Parent", "/Popup", "/IRT", "/FS", "/RC", "/AF", "/MK")

pillow_heif.register_heif_opener()


def remake(data: bytes, kind: str) -> bytes:
    """The bytes of a new JPEG for "JPEG", "PNG", "HEIF" or "WEBP", of a new PDF for "PDF". Raises FileRefused."""
    try:
        return _clean_pdf(data) if kind == PDF else _clean_picture(data, kind)
    except FileRefused:
        raise
    except MemoryError as error:
        raise FileRefused("too_much_work") from error
    except pikepdf.PasswordError as error:
        raise FileRefused("password") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise FileRefused("too_many_pixels") from error
    except Exception as error:
        # Decoders of five formats fail in many ways on bytes made to break them; each means the same to the person.
        raise FileRefused("unreadable") from error


def _clean_picture(data: bytes, picture_format: str) -> bytes:
    picture = Image.open(io.BytesIO(data), formats=[picture_format])
    if picture.width * picture.height > MAX_PIXELS[picture_format]:
        raise FileRefused("too_many_pixels")
    picture = _on_white(ImageOps.exif_transpose(_smaller(picture)))
    out = io.BytesIO()
    # From the pixels alone: whatever else the file carried stays behind.
    Image.frombytes("RGB", picture.size, picture.tobytes()).save(out, "JPEG", quality=85)
    return out.getvalue()


def _smaller(picture: Image.Image) -> Image.Image:
    """The picture at no more than the longest side that we keep, before anything is done that copies it."""
    # A JPEG is not even unpacked at its full size.
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    factor = max(picture.size) // LONGEST_SIDE
    if factor > 1 and picture.mode != "P":
        info, exif = picture.info, picture.getexif()
        picture = picture.reduce(factor)
        picture.info = {**info, "exif": exif.tobytes()} if exif else info
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return picture


def _on_white(picture: Image.Image) -> Image.Image:
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("RGB")
    picture = picture.convert("RGBA")
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture.getchannel("A"))
    return paper


def _clean_pdf(data: bytes) -> bytes:
    """The pages of a PDF in a new file: the old one's scripts, attachments, forms and properties stay behind."""
    with pikepdf.open(io.BytesIO(data)) as old, pikepdf.new() as new:
        if not 1 <= len(old.pages) <= MAX_PAGES:
            raise FileRefused("too_many_pages" if len(old.pages) else "unreadable")
        new.pages.extend(old.pages)
        for page in new.pages:
            _clean_page(page)
        out = io.BytesIO()
        new.save(out)
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
