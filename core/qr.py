"""QR codes drawn as SVG on the server: no script, no picture from elsewhere, no styles of their own."""

from __future__ import annotations

import qrcode
from django.utils.html import format_html
from django.utils.safestring import SafeString

# Readers need four light modules around the code (ISO/IEC 18004).
QUIET = 4


def qr_svg(text: str, *, label: str) -> SafeString:
    """An SVG element that shows `text` as a QR code; `label` says what it is to those who do not see it."""
    code = qrcode.QRCode(border=QUIET, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark)
    return format_html(
        '<svg class="bo-qr" role="img" aria-label="{}" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        '<rect width="{size}" height="{size}" fill="#fff"/><path d="{}" fill="#000"/></svg>',
        label,
        dark,
        size=len(rows),
    )
