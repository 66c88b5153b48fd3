"""The one way to make a PDF: a template in, tagged PDF/UA bytes out, and nothing is ever fetched."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string


def render_pdf(template: str, context: dict) -> bytes:
    """Render a Django template to PDF/UA-1 bytes.

    Every address in the document (http, file, data…) is refused; styles come from `templates/pdf/print.css` as text.
    """
    from weasyprint import CSS, HTML  # slow: half a second, and only workers draw

    fetcher = _deny_all_fetcher()
    html = HTML(string=render_to_string(template, context), url_fetcher=fetcher)
    styles = CSS(string=_print_styles(), url_fetcher=fetcher)
    return html.write_pdf(stylesheets=[styles], pdf_variant="pdf/ua-1")


@lru_cache(maxsize=1)
def _print_styles() -> str:
    return Path(settings.BASE_DIR / "templates" / "pdf" / "print.css").read_text()


def _deny_all_fetcher():
    from weasyprint.urls import URLFetcher  # slow: as above

    class DenyAll(URLFetcher):
        """Refuses every address, whatever asks for it."""

        def fetch(self, url, headers=None):
            raise ValueError("A PDF may not load anything from outside its own template.")

    return DenyAll()
