"""Letters that are printed together."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pikepdf

from casework.models import PostalLetter


def printed_together(letters: Iterable[PostalLetter]) -> bytes:
    """One PDF of many: each letter begins on the front of a sheet, for printers that print on both sides."""
    together, held = pikepdf.new(), []
    for letter in letters:
        one = pikepdf.open(io.BytesIO(letter.decision.pdf.content))
        held.append(one)
        together.pages.extend(one.pages)
        if len(one.pages) % 2:
            together.add_blank_page(page_size=_size_of(one))
    out = io.BytesIO()
    together.save(out)
    for one in held:
        one.close()
    return out.getvalue()


def _size_of(document: pikepdf.Pdf) -> tuple[float, float]:
    left, bottom, right, top = (float(each) for each in document.pages[0].mediabox)
    return right - left, top - bottom
