"""The page of a form's opening, and closing it at once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.actions.councils import ChangedMeanwhile
from accounts.history import last_change
from accounts.sessions import staff_required
from core.rules.numbers import whole_number
from formspec.actions.opening import CODE, DoesNotFit, close_now, opening_values, save_opening
from formspec.models import Form
from formspec.presenters.opening import opening_words
from formspec.readers import form_for
from formspec.rules.opening import opening_of
from studio.opening.forms import PROBLEMS, CloseForm, OpeningForm
from studio.opening.readers import draft_of, is_published, is_worded
from studio.readers.drafts import title_of

UNPROCESSABLE, CONFLICT = 422, 409
MOST = 2**62


@staff_required
@require_http_methods(["GET", "POST"])
def opening(request: HttpRequest, slug: str) -> HttpResponse:
    """When the form opens and closes; "preview" says in words what was typed and saves nothing."""
    found = form_for(request.actor, slug)
    if request.method == "GET":
        return _draw(request, found, OpeningForm(initial=OpeningForm.initial_of(opening_values(found))))
    form = OpeningForm(request.POST)
    if not form.is_valid() or "preview" in request.POST:
        return _draw(request, found, form)
    seen = whole_number(request.POST.get("seen", ""), most=MOST) or 0
    try:
        save_opening(slug=slug, values=form.values, by=request.actor, seen=seen)
    except ChangedMeanwhile as other:
        return _draw(request, found, form, meanwhile=other.changes[-1].actor_label)
    except DoesNotFit as wrong:
        _say(form, wrong)
        return _draw(request, found, form)
    messages.success(request, _("Saved. It holds from now on."))
    return redirect("studio:opening", slug)


@staff_required
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Close the form at this moment; asks for the reason first."""
    found = form_for(request.actor, slug)
    values = opening_values(found)
    form = CloseForm(request.POST if request.method == "POST" else None, initial=values)
    page = {
        "form": form, "slug": slug, "title": title_of(found), "back_url": reverse("studio:opening", args=[slug]),
        "nav": "settings",
    }  # fmt: skip
    if form.is_valid():
        try:
            close_now(slug=slug, by=request.actor, **form.cleaned_data)
        except DoesNotFit as wrong:
            _say(form, wrong)
        else:
            messages.success(request, _("Closed. Nobody can start it from now on."))
            return redirect("studio:opening", slug)
    return render(request, "studio/opening/close.html", page, status=UNPROCESSABLE if form.errors else 200)


def _say(form: Any, wrong: DoesNotFit) -> None:
    for name, problem in wrong.problems.items():
        form.add_error(name if name in form.fields else None, PROBLEMS[problem])


def _draw(request: HttpRequest, found: Form, form: OpeningForm, *, meanwhile: str = "") -> HttpResponse:
    shown, now = found.opening, timezone.now()
    is_preview = form.is_bound and form.is_valid()
    if is_preview:
        values = {name: value for name, value in form.values.items() if value not in (None, "")}
        is_offered = values.pop("is_offered")
        shown = replace(opening_of(is_offered, values), is_full=shown.is_full)
    seen = request.POST.get("seen", "") if form.is_bound and not meanwhile else last_change(CODE, found.slug)
    page = {
        "form": form, "slug": found.slug, "title": title_of(found), "said": opening_words(shown, now),
        "is_preview": is_preview, "seen": seen,
        "reasons": [each for each in (shown.reason, shown.reason_cy) if each and not shown.is_open(now)],
        "is_open": found.opening.is_open(now), "meanwhile": meanwhile, "nav": "settings",
        "history": f"{reverse('council:history')}?of={CODE}", "back_url": reverse("studio:forms"),
    }  # fmt: skip
    status = CONFLICT if meanwhile else UNPROCESSABLE if form.errors else 200
    return render(request, "studio/opening/opening.html", page, status=status)


@staff_required
@require_GET
def form_settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that is set of one form and is no part of what it asks: where each is changed."""
    found = form_for(request.actor, slug)
    draft = draft_of(found)
    page = {
        "slug": slug, "title": title_of(found), "draft": draft, "is_published": is_published(found), "nav": "settings",
        "is_worded": is_worded(found), "back_url": reverse("studio:forms"),
    }  # fmt: skip
    return render(request, "studio/opening/settings.html", page)
