"""Checks a council's logo before it is kept: small, and nothing that a browser could run."""

from __future__ import annotations

import re

# A first page must stay under 100 kB altogether.
MAX_BYTES = 40_000
# More would cost every visitor's browser memory, and the process that draws PDFs.
MAX_PIXELS = 4_000_000
TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
_ACTIVE = re.compile(
    rb"<script|<foreignobject|<!doctype|<!entity|<\?xml-stylesheet|\son[a-z]+\s*=|javascript:|href\s*=\s*[\"'](?!#)|url\((?!#)",
    re.IGNORECASE,
)


class NotALogo(ValueError):
    """The file cannot be used; the message says why."""


def is_drawing(content: bytes) -> bool:
    """Whether a logo is an SVG that a browser can run nothing of. Raises NotALogo: too large, or it can."""
    if len(content) > MAX_BYTES:
        raise NotALogo(f"The logo has {len(content)} bytes; the most we take is {MAX_BYTES}.")
    if content.lstrip()[:5] not in (b"<svg ", b"<?xml"):
        return False
    if b"<svg" not in content or _ACTIVE.search(content):
        raise NotALogo("The SVG logo holds scripts, links or outside references. Save it as a plain SVG.")
    return True
