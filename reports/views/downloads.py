"""Tables of reports as files."""

from __future__ import annotations

from django.http import HttpResponse


def csv_file(text: str, name: str) -> HttpResponse:
    """A CSV to save under this name."""
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
