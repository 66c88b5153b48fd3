"""The one way to make a PDF: a template in, tagged PDF/UA bytes out, and nothing is ever fetched."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

# Of what is drawn for somebody who reads large print: the text of a page is then 18 points.
LARGE, TEXT_POINTS = 18, 10.5


def render_pdf(template: str, context: dict, *, large: bool = False) -> bytes:
    """Render a Django template to PDF/UA-1 bytes, in large print if asked for.

    Every address in the document (http, file, data…) is refused; styles come from `templates/pdf/print.css` as text.
    """
    from weasyprint import CSS, HTML  # slow: half a second, and only workers draw

    fetcher = _deny_all_fetcher()
    html = HTML(string=render_to_string(template, context), url_fetcher=fetcher)
    styles = CSS(string=_print_styles(large), url_fetcher=fetcher)
    return html.write_pdf(stylesheets=[styles], pdf_variant="pdf/ua-1")


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
