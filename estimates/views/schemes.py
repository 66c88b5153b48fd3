"""The council's Council Tax Reduction schemes: by tax year, written in a form, tried, and put in force."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.sessions import staff_required
from calculator.ctr.council_tax import scheme_year
from calculator.ctr.scheme import BANDED, PERCENTAGE
from estimates.actions import schemes as actions
from estimates.actions.scheme_effects import ask_effect
from estimates.forms.scheme import NEW, SchemeForm, initial_of, typed_of
from estimates.forms.scheme_fields import SHAPES
from estimates.models import CouncilTaxScheme
from estimates.presenters import scheme as scheme_content
from estimates.presenters import scheme_changes as change_content
from estimates.presenters.scheme_effects import effect_content
from estimates.readers import schemes as scheme_readers

CONFLICT, UNPROCESSABLE = 409, 422
MOVED = gettext_lazy(
    "Somebody else saved this scheme while you had it open. Nothing of yours is saved, but what you typed is below. "
    "Open the draft in another tab and compare."
)


@staff_required
@require_GET
def scheme_list(request: HttpRequest) -> HttpResponse:
    """Every year with its versions."""
    schemes = scheme_readers.schemes_for(request.actor)
    context = {
        "years": scheme_content.years_of(schemes, scheme_year(timezone.localdate())),
        "columns": scheme_content.columns(),
        "nav": "settings",
    }
    return render(request, "estimates/scheme_list.html", context)


@staff_required
@require_http_methods(["GET", "POST"])
def scheme_edit(request: HttpRequest, tax_year: int) -> HttpResponse:
    """Write the year's draft. Without anything to begin with, its shape is asked first."""
    start = scheme_readers.start_of(request.actor, tax_year)
    if not scheme_year(timezone.localdate()) <= tax_year <= scheme_year(timezone.localdate()) + 1:
        raise Http404
    if request.method == "GET":
        shape = request.GET.get("shape", "")
        if start is None and shape not in SHAPES:
            return _draw_shapes(request, tax_year)
        changed = {"shape": shape} if shape in SHAPES else {}
        return _draw_form(request, SchemeForm(initial=_initial(start, tax_year) | changed), tax_year, start=start)
    if "more" in request.POST:
        return _draw_form(request, SchemeForm(initial=typed_of(request.POST), more=request.POST["more"]), tax_year)
    return _save(request, SchemeForm(request.POST), tax_year)


def _save(request: HttpRequest, form: SchemeForm, tax_year: int) -> HttpResponse:
    if not form.is_valid():
        return _draw_form(request, form, tax_year, status=UNPROCESSABLE)
    try:
        scheme = actions.save_draft(
            tax_year=tax_year,
            name=form.cleaned_data["name"],
            rules=form.rules,
            based_on=form.cleaned_data["based_on"],
            by=request.actor,
        )
    except actions.SchemeMoved:
        form.add_error(None, MOVED)
        return _draw_form(request, form, tax_year, status=CONFLICT)
    messages.success(request, _("The draft is saved. Nobody is estimated with it before you publish it."))
    return redirect("estimates:scheme", scheme.tax_year, scheme.number)


def _initial(start: CouncilTaxScheme | None, tax_year: int) -> dict[str, Any]:
    if start is None:
        return NEW
    is_draft = start.tax_year == tax_year and start.state == CouncilTaxScheme.State.DRAFT
    return initial_of(start.rules, start.name) | {"based_on": start.sha256 if is_draft else ""}


def _draw_shapes(request: HttpRequest, tax_year: int) -> HttpResponse:
    context = {
        "shapes": SHAPES.items(),
        "tax_year": tax_year,
        "next_year": tax_year + 1,
        "back_url": reverse("estimates:scheme_list"),
        "nav": "settings",
    }
    return render(request, "estimates/scheme_shape.html", context)


def _draw_form(
    request: HttpRequest, form: SchemeForm, tax_year: int, *, start: CouncilTaxScheme | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "is_banded": form.shape == BANDED,
        "other_shape": PERCENTAGE if form.shape == BANDED else BANDED,
        "start": start,
        "tax_year": tax_year,
        "next_year": tax_year + 1,
        "back_url": reverse("estimates:scheme_list"),
        "nav": "settings",
        **form.tables,
    }
    return render(request, "estimates/scheme_edit.html", context, status=status)


@staff_required
@require_POST
def scheme_copy(request: HttpRequest, tax_year: int) -> HttpResponse:
    """Make last year's scheme the draft of a year that has none."""
    try:
        copied = actions.copy_last_year(tax_year=tax_year, by=request.actor)
    except actions.SchemeMoved:
        messages.error(request, _("This year has a draft already, so nothing was copied. Change the draft below."))
        return redirect("estimates:scheme_list")
    messages.success(request, _("Last year's scheme is copied into a draft. Change what is new this year."))
    return redirect("estimates:scheme_edit", copied.tax_year)


@staff_required
@require_GET
def scheme(request: HttpRequest, tax_year: int, number: int) -> HttpResponse:
    """One version, what it gives three households, and for a draft the button that publishes it."""
    found = scheme_readers.scheme_version_for(request.actor, tax_year, number)
    context = {
        "scheme": found,
        "state": scheme_content.state_words(found.state),
        "colour": scheme_content.COLOURS[CouncilTaxScheme.State(found.state)],
        "is_draft": found.state == CouncilTaxScheme.State.DRAFT,
        "next_year": tax_year + 1,
        "trials": scheme_content.trials_of(found.rules),
        "rules": scheme_content.rules_of(SchemeForm(initial=initial_of(found.rules, found.name))),
        "effect": effect_content(scheme_readers.effect_for(request.actor, found), found),
        "history": change_content.history_of(scheme_readers.changes_of(request.actor, found)),
        "others": change_content.others_of(scheme_readers.schemes_for(request.actor), found),
        "back_url": reverse("estimates:scheme_list"),
        "nav": "settings",
    }
    return render(request, "estimates/scheme.html", context)


@staff_required
@require_GET
def scheme_compare(request: HttpRequest, tax_year: int, number: int) -> HttpResponse:
    """What differs between a version and another one, named in ?with=2026-1."""
    found = scheme_readers.scheme_version_for(request.actor, tax_year, number)
    other = scheme_readers.other_version_for(request.actor, request.GET.get("with", ""), found)
    context = {
        "scheme": found,
        "other": other,
        "rows": change_content.differences(other, found),
        "back_url": reverse("estimates:scheme", args=[tax_year, number]),
        "nav": "settings",
    }
    return render(request, "estimates/scheme_compare.html", context)


@staff_required
@require_POST
def scheme_effect(request: HttpRequest, tax_year: int, number: int) -> HttpResponse:
    """Have the effect of a draft on sent claims worked out."""
    try:
        ask_effect(tax_year=tax_year, number=number, by=request.actor)
    except actions.SchemeMoved:
        messages.error(request, _("This version is no draft any more, so there is nothing to work out before it."))
    return redirect("estimates:scheme", tax_year, number)


@staff_required
@require_POST
def scheme_publish(request: HttpRequest, tax_year: int, number: int) -> HttpResponse:
    """Put a draft in force: asked once more first."""
    found = scheme_readers.scheme_version_for(request.actor, tax_year, number)
    if "confirm" not in request.POST:
        context = {"scheme": found, "next_year": tax_year + 1, "nav": "settings"}
        context["back_url"] = reverse("estimates:scheme", args=[tax_year, number])
        return render(request, "estimates/scheme_publish.html", context)
    try:
        actions.publish(tax_year=tax_year, number=number, sha256=request.POST.get("seen", ""), by=request.actor)
    except actions.SchemeMoved:
        messages.error(request, _("Somebody else changed this scheme, so it is not published. Look at it again."))
        return redirect("estimates:scheme", tax_year, number)
    messages.success(request, _("The scheme is in force. Estimates from now on use it."))
    return redirect("estimates:scheme_list")
