"""National Insurance numbers: reading what people type, and showing them in the usual groups."""

import re

from core.rules.typed import plain

# Format and never-issued prefixes: HMRC National Insurance Manual NIM39110.
_NINO = re.compile(r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]")


def clean_nino(text: str) -> str | None:
    """Return the number as "AB123456C", or None when it cannot be a National Insurance number."""
    compact = re.sub(r"[\s./\-]", "", plain(text)).upper()
    return compact if _NINO.fullmatch(compact) else None


def format_nino(nino: str) -> str:
    """Return a clean number in the groups people know: "AB 12 34 56 C"."""
    return " ".join((nino[:2], nino[2:4], nino[4:6], nino[6:8], nino[8:]))
