"""Cells of files for programs that work out formulas."""

from __future__ import annotations

# What makes a spreadsheet take a cell for a formula, also after blanks (OWASP, CSV Injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def inert(text: str) -> str:
    """The text for a cell of a CSV file: what could be a formula begins with an apostrophe."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def read_inert(cell: str) -> str:
    """The text of a cell that `inert` wrote."""
    return cell[1:] if cell.startswith("'") and inert(cell[1:]) == cell else cell
