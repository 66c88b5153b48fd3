"""The lists that a member of staff keeps: opening one, keeping what is shown, naming it anew, letting it go."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from casework.actions import filters as actions
from casework.forms.filters import FilterNameForm
from casework.readers.filters import filter_of, filters_of
from casework.views.place import encrypted_search, kept_list_place, kept_search, list_url
from core.asking import ask_first, is_sure

UNPROCESSABLE = 422


@staff_required
@require_GET
def open_filter(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """The work list with this search, at this place."""
    kept = filter_of(request.actor, public_id)
    encrypted_search(request, kept.search())
    address = reverse("casework:work_list")
    return redirect(f"{address}?{kept.place}" if kept.place else address)


@staff_required
@require_POST
def save_filter(request: HttpRequest) -> HttpResponse:
    """Keep the list as it was last shown."""
    require(request.actor, Permission.CLAIM_VIEW)
    form = FilterNameForm(request.POST)
    if not form.is_valid():
        return _draw(request, form)
    try:
        actions.save_filter(
            name=form.cleaned_data["name"], search=kept_search(request).urlencode(), place=kept_list_place(request),
            by=request.actor,
        )  # fmt: skip
    except actions.TooMany:
        form.add_error(
            "name", _("You keep %(number)s lists, which is the most. Let one go first.") % {"number": actions.MOST}
        )
        return _draw(request, form)
    messages.success(request, _("The list is kept as “%(name)s”.") % form.cleaned_data)
    return redirect(list_url(request))


@staff_required
@require_GET
def filters(request: HttpRequest) -> HttpResponse:
    """Every list that they keep."""
    return _draw(request, None)


@staff_required
@require_http_methods(["GET", "POST"])
def change_filter(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Another name for one of them."""
    kept = filter_of(request.actor, public_id)
    form = FilterNameForm(request.POST if request.method == "POST" else None, initial={"name": kept.name})
    if form.is_valid():
        try:
            actions.rename_filter(public_id=public_id, name=form.cleaned_data["name"], by=request.actor)
        except actions.NameTaken:
            form.add_error("name", _("Another list of yours has this name"))
        else:
            return redirect("casework:filters")
    page = {"form": form, "kept": kept, "back_url": reverse("casework:filters"), "nav": "work"}
    return render(request, "casework/change_filter.html", page, status=UNPROCESSABLE if form.errors else 200)


@staff_required
@require_POST
def delete_filter(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Let one go, after asking."""
    kept = filter_of(request.actor, public_id)
    if not is_sure(request):
        return ask_first(
            request, question=_("Let the list “%(name)s” go?") % {"name": kept.name},
            words=_("Its claims stay as they are."), keep_url=reverse("casework:filters"),
        )  # fmt: skip
    actions.delete_filter(public_id=public_id, by=request.actor)
    return redirect("casework:filters")


def _draw(request: HttpRequest, form: FilterNameForm | None) -> HttpResponse:
    page = {"kept": filters_of(request.actor), "form": form, "back_url": list_url(request), "nav": "work"}
    status = UNPROCESSABLE if form is not None else 200
    return render(request, "casework/filters.html", page, status=status)
