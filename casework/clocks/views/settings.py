"""In how many days a council means to act, for its admins."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from casework.clocks.actions.settings import save_form_targets, save_targets
from casework.clocks.forms.settings import FormTargetsForm, TargetsForm
from casework.clocks.presenters.clock import law_words, own_days_words
from casework.clocks.readers.clock import target_settings
from casework.clocks.readers.laws import days_in_law

UNPROCESSABLE = 422


@staff_required
@require_http_methods(["GET", "POST"])
def target_days(request: HttpRequest) -> HttpResponse:
    """The targets, and beside them what the law says of each form."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    now = target_settings()
    initial = {name: getattr(now, name) for name in TargetsForm.base_fields}
    form = TargetsForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        save_targets(**form.cleaned_data, by=request.actor)
        messages.success(request, _("Saved. The list shows it within minutes."))
        return redirect("casework:targets")
    page = {
        "form": form,
        "nav": "settings",
        "laws": [
            {"slug": slug, "title": title, "law": law_words(law), "own": own_days_words(now, slug)}
            for slug, title, law in days_in_law(request.actor)
        ],
    }
    return render(request, "casework/clocks/settings.html", page, status=UNPROCESSABLE if form.errors else 200)


@staff_required
@require_http_methods(["GET", "POST"])
def form_targets(request: HttpRequest, slug: str) -> HttpResponse:
    """The targets that one form has instead of the council's."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    title = next((title for known, title, _law in days_in_law(request.actor) if known == slug), None)
    if title is None:
        raise Http404
    form = FormTargetsForm(
        request.POST if request.method == "POST" else None, initial=target_settings().by_form.get(slug)
    )
    if form.is_valid():
        save_form_targets(slug=slug, days=form.cleaned_data, by=request.actor)
        messages.success(request, _("Saved. The list shows it within minutes."))
        return redirect("casework:targets")
    page = {"form": form, "title": title, "back_url": reverse("casework:targets"), "nav": "settings"}
    return render(request, "casework/clocks/form_targets.html", page, status=UNPROCESSABLE if form.errors else 200)
