"""What the admin's pages of live help and of booking share: one form to a page, then back to the overview."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

UNPROCESSABLE = 422


def posted(request: HttpRequest) -> Any:
    """What a form was sent with; None for one that is only looked at."""
    return request.POST if request.method == "POST" else None


def saved(request: HttpRequest, overview: str) -> HttpResponse:
    """Back to the page of this name, which says so."""
    messages.success(request, _("Saved. It counts from now on."))
    return redirect(overview)


def removed(request: HttpRequest, overview: str) -> HttpResponse:
    """The same for what was taken away."""
    messages.success(request, _("It is removed."))
    return redirect(overview)


def form_page(request: HttpRequest, form: Any, title: str, overview: str) -> HttpResponse:
    """A page with one form, and the way back."""
    page = {"form": form, "title": title, "back_url": reverse(overview), "nav": "settings"}
    return render(request, "cobrowse/settings_form.html", page, status=UNPROCESSABLE if form.errors else 200)
