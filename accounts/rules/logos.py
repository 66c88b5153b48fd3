"""Checks a council's logo before it is kept: small, and nothing that a browser could run."""

from __future__ import annotations

import io
import re

from PIL import Image, UnidentifiedImageError

# A first page must stay under 100 kB altogether.
MAX_BYTES = 40_000
TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
_ACTIVE = re.compile(
    rb"<script|<foreignobject|<!doctype|<!entity|<\?xml-stylesheet|\son[a-z]+\s*=|javascript:|href\s*=\s*[\"'](?!#)|url\((?!#)",
    re.IGNORECASE,
)


class NotALogo(ValueError):
    """The file cannot be used; the message says why."""


def logo_type(content: bytes) -> str:
    """The media type of a logo file. Raises NotALogo."""
    if len(content) > MAX_BYTES:
        raise NotALogo(f"The logo has {len(content)} bytes; the most we take is {MAX_BYTES}.")
    if content.lstrip()[:5] in (b"<svg ", b"<?xml"):
        if b"<svg" not in content or _ACTIVE.search(content):
            raise NotALogo("The SVG logo holds scripts, links or outside references. Save it as a plain SVG.")
        return "image/svg+xml"
    try:
        with Image.open(io.BytesIO(content)) as image:
            kind = image.format
            image.verify()
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        raise NotALogo("The logo must be a PNG, JPEG, WebP or SVG file.") from error
    if kind not in TYPES:
        raise NotALogo("The logo must be a PNG, JPEG, WebP or SVG file.")
    return TYPES[kind]
