"""The one way to make a PDF: a template in, tagged PDF/UA bytes out, and nothing is ever fetched."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

# Of what is drawn for somebody who reads large print: the text of a page is then 18 points.
LARGE, TEXT_POINTS = 18, 10.5
VARIANT = "pdf/ua-1"


def render_pdf(template: str, context: dict, *, large: bool = False) -> bytes:
    """Render a Django template to PDF/UA-1 bytes, in large print if asked for.

    Every address in the document (http, file, data…) is refused; styles come from `templates/pdf/print.css` as text.
    Where no installed font has some of its letters, it is drawn again with `lacks_letters`, so that it says so.
    """
    pdf, lacks_letters = _drawn(render_to_string(template, context), large)
    return _drawn(render_to_string(template, {**context, "lacks_letters": True}), large)[0] if lacks_letters else pdf


def _drawn(html: str, large: bool) -> tuple[bytes, bool]:
    """The PDF, and whether boxes stand in it for letters that no font has."""
    from weasyprint import CSS, HTML  # slow: half a second, and only workers draw

    fetcher = _deny_all_fetcher()
    styles = CSS(string=_print_styles(large), url_fetcher=fetcher)
    document = HTML(string=html, url_fetcher=fetcher).render(stylesheets=[styles], pdf_variant=VARIANT)
    pdf = document.write_pdf(pdf_variant=VARIANT)
    return pdf, any(font.missing for font in document.fonts.values())


@lru_cache(maxsize=2)
def _print_styles(large: bool) -> str:
    styles = Path(settings.BASE_DIR / "templates" / "pdf" / "print.css").read_text()
    if not large:
        return styles

    def larger(found: re.Match) -> str:
        # Small print too: nothing in large print is smaller than its text. Headings grow less, to stay on a line.
        points = float(found[2])
        return f"{found[1]}{LARGE if points <= TEXT_POINTS else points + LARGE - TEXT_POINTS:g}pt"

    return re.sub(r"(font(?:-size)?: *)([\d.]+)pt", larger, styles)


def _deny_all_fetcher():
    from weasyprint.urls import URLFetcher  # slow: as above

    class DenyAll(URLFetcher):
        """Refuses every address, whatever asks for it."""

        def fetch(self, url, headers=None):
            raise ValueError("A PDF may not load anything from outside its own template.")

    return DenyAll()
