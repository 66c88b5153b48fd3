"""Opens what strangers send, and makes a new file of what can be seen in it. Only core/uploading/child.py runs this.

A picture becomes a new JPEG (no location, no appended bytes); a PDF keeps its pages and nothing that can act.
"""

from __future__ import annotations

import io

import pikepdf
import pillow_heif
from PIL import Image

from core.uploading.files import FileRefused
from core.uploading.limits import (
    LONGEST_SIDE,
    MAX_PAGES,
    MAX_PDF_BYTES,
    MAX_PDF_STREAM,
    MAX_PIXELS,
    MAX_PIXELS_PROGRESSIVE,
)

# Keys of a PDF page that carry actions, attachments or traces of the author, not looks.
PAGE_EXTRAS = ("/AA", "/AF", "/Metadata", "/PieceInfo", "/Thumb", "/B", "/StructParents", "/PresSteps", "/Trans")
# Annotations that are marks on paper; all others (files, sounds, films, links…) are dropped.
VISIBLE_MARKS = {
    "/Widget", "/FreeText", "/Stamp", "/Ink", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly",
    "/Square", "/Circle", "/Line", "/Polygon", "/PolyLine", "/Caret",
}  # fmt: skip
MARK_EXTRAS = ("/A", "/AA", "/Parent", "/Popup", "/IRT", "/FS", "/RC", "/AF", "/MK")
# How qpdf says that something needed more memory than it may have.
OVER_A_LIMIT = ("bad_alloc", "limit exceeded")
# How the camera was held, as EXIF says it: what to do so that the picture stands upright.
ORIENTATION, Turn = 0x0112, Image.Transpose
TURNS = {
    2: Turn.FLIP_LEFT_RIGHT, 3: Turn.ROTATE_180, 4: Turn.FLIP_TOP_BOTTOM, 5: Turn.TRANSPOSE, 6: Turn.ROTATE_270,
    7: Turn.TRANSVERSE, 8: Turn.ROTATE_90,
}  # fmt: skip
# Rows that are worked on at a time, so that no second copy of a whole picture is needed.
STRIP = 256

pillow_heif.register_heif_opener()
# Other threads would have memory of their own.
pillow_heif.options.DECODE_THREADS = 1
# The limits here are ours, for each format.
Image.MAX_IMAGE_PIXELS = None
pikepdf.settings.set_qpdf_limits(
    flate_max_memory=MAX_PDF_STREAM, run_length_max_memory=MAX_PDF_STREAM, png_max_memory=MAX_PDF_STREAM,
    tiff_max_memory=MAX_PDF_STREAM, dct_max_memory=MAX_PDF_STREAM, max_stream_filters=5, parser_max_nesting=100,
    doc_max_warnings=1000,
)  # fmt: skip


def remake(kind: str, data: bytes, most_pixels: int) -> tuple[bytes, int]:
    """The new file, and the pixels of the old one. kind: "PDF" or a key of MAX_PIXELS.

    Raises FileRefused, and MemoryError where the file needs more than this process may have.
    """
    try:
        return (_clean_pdf(data), 0) if kind == "PDF" else _clean_picture(data, kind, most_pixels)
    except (FileRefused, MemoryError):
        raise
    except pikepdf.PasswordError as error:
        raise FileRefused("password") from error
    except Exception as error:
        # Decoders of five formats fail in many ways on bytes made to break them; each means the same to the person.
        if any(sign in str(error) for sign in OVER_A_LIMIT):
            raise MemoryError from error
        raise FileRefused("unreadable") from error


def look(kind: str, data: bytes, most_pixels: int) -> tuple[bytes, int]:
    """Nothing but the pixels of a picture that can be opened. Raises as `remake` does."""
    picture = _opened(data, kind, most_pixels)
    picture.load()
    return b"", picture.width * picture.height


def _opened(data: bytes, kind: str, most_pixels: int) -> Image.Image:
    picture = Image.open(io.BytesIO(data), formats=[kind])
    pixels = picture.width * picture.height
    most = MAX_PIXELS_PROGRESSIVE if picture.info.get("progressive") else MAX_PIXELS[kind]
    if pixels > most:
        raise FileRefused("too_many_pixels", most // 1_000_000)
    if pixels > most_pixels:
        raise FileRefused("too_much_at_once")
    return picture


def _clean_picture(data: bytes, kind: str, most_pixels: int) -> tuple[bytes, int]:
    picture = _opened(data, kind, most_pixels)
    pixels, upright = picture.width * picture.height, TURNS.get(picture.getexif().get(ORIENTATION))
    if kind == "JPEG":
        # Decoded at a half, a quarter or an eighth of its size, as long as that is not smaller than what we keep.
        picture.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
    small = _on_white(picture)
    picture.close()
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if upright is not None:
        small = small.transpose(upright)
    out = io.BytesIO()
    # From the pixels alone: whatever else the file carried stays behind.
    Image.frombytes("RGB", small.size, small.tobytes()).save(out, "JPEG", quality=85)
    return out.getvalue(), pixels


def _on_white(picture: Image.Image) -> Image.Image:
    """The picture in RGB, on white where it is clear, at a whole part of its size: not below what we keep."""
    picture.load()
    factor = max(1, max(picture.size) // LONGEST_SIDE)
    size = tuple(-(-side // factor) for side in picture.size)
    see_through = "A" in picture.getbands() or "transparency" in picture.info
    whole = Image.new("RGB", size, "white")
    for top in range(0, picture.height, STRIP * factor):
        strip = picture.crop((0, top, picture.width, min(top + STRIP * factor, picture.height)))
        strip = _in_colour(strip, see_through).reduce(factor)
        whole.paste(strip, (0, top // factor), strip if see_through else None)
    return whole


def _in_colour(strip: Image.Image, see_through: bool) -> Image.Image:
    if strip.mode.startswith("I"):
        # Greys of 16 bits: converted as they are, all but the darkest would be white.
        strip = strip.convert("I").point(lambda grey: grey * (1 / 256)).convert("L")
    return strip.convert("RGBA" if see_through else "RGB")


def _clean_pdf(data: bytes) -> bytes:
    """The pages of a PDF in a new file: the old one's scripts, attachments, forms and properties stay behind."""
    with pikepdf.open(io.BytesIO(data)) as old, pikepdf.new() as new:
        if len(old.pages) > MAX_PAGES:
            raise FileRefused("too_many_pages", MAX_PAGES)
        if not old.pages:
            raise FileRefused("unreadable")
        new.pages.extend(old.pages)
        for page in new.pages:
            _clean_page(page)
        out = io.BytesIO()
        new.save(out)
        # What was over a limit is left out and the rest is repaired: not what the person sent.
        if any(sign in warning for warning in map(str, old.get_warnings()) for sign in OVER_A_LIMIT):
            raise MemoryError
    if out.tell() > MAX_PDF_BYTES:
        raise FileRefused("large_pdf")
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
