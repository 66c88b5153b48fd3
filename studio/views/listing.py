"""The council's forms, and where a new one begins."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.sessions import staff_required
from studio.readers.drafts import library_forms, own_forms


@staff_required
@require_GET
def forms(request: HttpRequest) -> HttpResponse:
    """The council's forms with their drafts, and the library's to start from."""
    page = {"forms": own_forms(request.actor), "library": library_forms(request.actor), "nav": "settings"}
    return render(request, "studio/forms.html", page)
