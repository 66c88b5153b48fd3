"""Text that a spreadsheet shows and never works out (pure)."""

from __future__ import annotations

# What makes a spreadsheet take a cell for a formula, also after blanks (OWASP, CSV Injection).
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def inert(text: str) -> str:
    """The text for a cell of a CSV file: what could be a formula begins with an apostrophe."""
    return f"'{text}" if text.lstrip(" ").startswith(_STARTS) or text.startswith(_STARTS) else text
