"""The council's forms, and where a new one begins."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.sessions import staff_required
from studio.actions.drafts import begin_draft, copy_from_library, start_empty
from studio.forms.parts import TitleForm
from studio.readers.drafts import library_forms, own_forms

UNPROCESSABLE = 422


@staff_required
@require_GET
def forms(request: HttpRequest) -> HttpResponse:
    """The council's forms with their drafts."""
    return render(request, "studio/forms.html", {"forms": own_forms(request.actor), "nav": "settings"})


@staff_required
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """A new form: empty, or a copy of one of the library."""
    library = library_forms(request.actor)
    form = TitleForm(request.POST if request.method == "POST" else None, library=library)
    if not form.is_valid():
        page = {"form": form, "back_url": reverse("studio:forms"), "nav": "settings"}
        return render(request, "studio/start.html", page, status=UNPROCESSABLE if form.errors else 200)
    title, copied = form.cleaned_data["title"], form.cleaned_data["start"]
    by = request.actor
    draft = copy_from_library(slug=copied, title=title, by=by) if copied else start_empty(title=title, by=by)
    return redirect("studio:map", draft.form.slug)


@staff_required
@require_POST
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """The draft of a form that is published."""
    begin_draft(slug=slug, by=request.actor)
    return redirect("studio:map", slug)
