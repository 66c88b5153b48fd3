"""What kind of picture a council's logo is, found out by a process apart (core/uploading) before it is kept."""

from __future__ import annotations

from accounts.rules.logos import MAX_PIXELS, TYPES, NotALogo, is_drawing
from core.uploading.cleaning import kind_of, picture_pixels
from core.uploading.files import FileRefused


def logo_type(content: bytes) -> str:
    """The media type of a logo file. Raises NotALogo."""
    if is_drawing(content):
        return "image/svg+xml"
    kind = kind_of(content)
    if kind not in TYPES:
        raise NotALogo("The logo must be a PNG, JPEG, WebP or SVG file.")
    try:
        picture_pixels(content, kind, MAX_PIXELS)
    except FileRefused as refused:
        if refused.code in ("too_many_pixels", "too_much_at_once"):
            raise NotALogo(
                f"The logo has more than {MAX_PIXELS // 1_000_000} megapixels. Make it smaller."
            ) from refused
        if refused.code == "busy":
            raise NotALogo("The logo could not be checked just now. Try again in a minute.") from refused
        raise NotALogo("The logo must be a PNG, JPEG, WebP or SVG file that can be opened.") from refused
    return TYPES[kind]
