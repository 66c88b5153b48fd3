"""The council's words, for its admins: of statuses, and those that advisors have ready."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.history import last_change
from accounts.models import SettingChange
from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from accounts.settling.presenters import change_shown
from casework.wording import actions, readers
from casework.wording.forms import (
    FormStatusForm,
    ReadyWordsForm,
    StatusForm,
    initial_of_form_status,
    initial_of_ready_words,
    initial_of_status,
)
from casework.wording.presenters import form_status_rows, ready_rows, status_rows
from claims.actions import statuses
from claims.presenters.statuses import status_name
from core.asking import ask_first, is_sure
from core.rules.numbers import whole_number
from notifications.wording.readers import forms as forms_by_slug
from notifications.wording.readers import title_for

UNPROCESSABLE = 422
MOST_SEEN = 2**62
NAV = {"nav": "settings"}


@staff_required
@require_GET
def wording(request: HttpRequest) -> HttpResponse:
    """Every status and all ready words."""
    forms = forms_by_slug()
    page = {
        "statuses": status_rows(readers.statuses_for(request.actor), forms),
        "ready": ready_rows(readers.ready_words_for(request.actor)),
        "forms": forms,
        "back_url": reverse("council_settings"),
    }
    return render(request, "casework/wording/wording.html", page | NAV)


@staff_required
@require_http_methods(["GET", "POST"])
def add_status(request: HttpRequest) -> HttpResponse:
    """A status of the council's own."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    form = StatusForm(_posted(request), languages=request.council.languages)
    if _is_tried(request, form):
        return _draw(request, form, _("Add a status"))
    status = statuses.add_status(**form.said, by=request.actor)
    return _saved(request, _("“%(name)s” is added.") % {"name": status_name(status)})


@staff_required
@require_http_methods(["GET", "POST"])
def add_form_status(request: HttpRequest, form: str) -> HttpResponse:
    """A status for one form alone."""
    title = title_for(request.actor, form)
    typed = StatusForm(_posted(request), languages=request.council.languages, is_of_form=True)
    if _is_tried(request, typed):
        page = {"caption": title, "back_url": reverse("casework:form_statuses", args=[form])}
        return _draw(request, typed, _("Add a status for this form alone"), **page)
    status = statuses.add_status(**typed.said, form=form, by=request.actor)
    messages.success(request, _("“%(name)s” is added for this form.") % {"name": status_name(status)})
    return redirect("casework:form_statuses", form)


@staff_required
@require_http_methods(["GET", "POST"])
def change_status_words(request: HttpRequest, code: str) -> HttpResponse:
    """Other words for a status, its place, and whether advisors may choose it."""
    status, languages = readers.status_for(request.actor, code), request.council.languages
    given = initial_of_status(status, languages)
    form = StatusForm(_posted(request), languages=languages, status=status, initial=given)
    remove_url = "" if statuses.is_used(status) else reverse("casework:remove_status", args=[code])
    page = {"remove_url": remove_url, "seen": last_change(statuses.STATUSES, code)}
    if _is_tried(request, form):
        return _draw(request, form, status_name(status), **page)
    try:
        statuses.change_status_words(code=code, **form.said, by=request.actor, seen=_seen(request))
    except statuses.StatusChangedMeanwhile as meanwhile:
        return _draw(request, form, status_name(status), **page, meanwhile=meanwhile.changes)
    return _saved(request, _("Saved. Claims that get this status from now on have these words."))


@staff_required
@require_GET
def form_statuses(request: HttpRequest, form: str) -> HttpResponse:
    """Every status as claimants of one form read it."""
    title = title_for(request.actor, form)
    rows = form_status_rows(readers.statuses_for(request.actor), form)
    page = {
        "title": title,
        "form_slug": form,
        "statuses": rows,
        "back_url": reverse("messages:form_kinds", args=[form]),
    }
    return render(request, "casework/wording/form_statuses.html", page | NAV)


@staff_required
@require_http_methods(["GET", "POST"])
def form_status(request: HttpRequest, form: str, code: str) -> HttpResponse:
    """What claimants of one form read at a status, and whether it is offered for them."""
    title, status = title_for(request.actor, form), readers.status_for(request.actor, code)
    languages = request.council.languages
    initial = initial_of_form_status(status, form, languages)
    typed = FormStatusForm(_posted(request), languages=languages, status=status, initial=initial)
    page = {
        "caption": title, "back_url": reverse("casework:form_statuses", args=[form]),
        "seen": last_change(statuses.FORM_STATUSES, statuses.form_subject(code, form)),
    }  # fmt: skip
    if _is_tried(request, typed):
        return _draw(request, typed, status_name(status), **page)
    try:
        statuses.set_form_status(code=code, slug=form, own=typed.own, by=request.actor, seen=_seen(request))
    except statuses.StatusChangedMeanwhile as meanwhile:
        return _draw(request, typed, status_name(status), **page, meanwhile=meanwhile.changes)
    messages.success(request, _("Saved. Claims of this form that get this status from now on have these words."))
    return redirect("casework:form_statuses", form)


@staff_required
@require_POST
def remove_status(request: HttpRequest, code: str) -> HttpResponse:
    """Take away a status that no claim has had; asks first."""
    status = readers.status_for(request.actor, code)
    keep_url = reverse("casework:change_status_words", args=[code])
    if not is_sure(request):
        return ask_first(request, question=_("Remove “%(name)s”?") % {"name": status_name(status)}, keep_url=keep_url)
    try:
        statuses.remove_status(code=code, by=request.actor)
    except statuses.StillUsed:
        messages.warning(
            request,
            _("It stays: a claim has had it, or it is the only one of its stage. You can stop offering it."),
        )
        return redirect(keep_url)
    return _saved(request, _("It is removed."))


@staff_required
@require_http_methods(["GET", "POST"])
def add_ready_words(request: HttpRequest) -> HttpResponse:
    """Words for advisors to begin messages with."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    form = ReadyWordsForm(_posted(request), languages=request.council.languages)
    if not form.is_valid():
        return _draw(request, form, _("Add ready words"))
    actions.add_ready_words(said=form.said, by=request.actor)
    return _saved(request, _("Saved. Advisors have them from now on."))


@staff_required
@require_http_methods(["GET", "POST"])
def change_ready_words(request: HttpRequest, code: str) -> HttpResponse:
    """Other ready words under the same code."""
    found = readers.ready_words_of(request.actor, code)
    form = ReadyWordsForm(_posted(request), languages=request.council.languages, initial=initial_of_ready_words(found))
    if not form.is_valid():
        remove_url = reverse("casework:remove_ready_words", args=[code])
        return _draw(request, form, _title(found), remove_url=remove_url)
    actions.change_ready_words(code=code, said=form.said, by=request.actor)
    return _saved(request, _("Saved. Advisors have them from now on."))


@staff_required
@require_POST
def remove_ready_words(request: HttpRequest, code: str) -> HttpResponse:
    """Take ready words away in every language; asks first."""
    found = readers.ready_words_of(request.actor, code)
    if not is_sure(request):
        keep_url = reverse("casework:change_ready_words", args=[code])
        return ask_first(request, question=_("Remove “%(name)s”?") % {"name": _title(found)}, keep_url=keep_url)
    actions.remove_ready_words(code=code, by=request.actor)
    return _saved(request, _("It is removed."))


def _title(found: dict) -> str:
    return next(iter(found.values())).title


def _is_tried(request: HttpRequest, form: forms.Form) -> bool:
    """Whether nothing is to be saved: it is not as it must be, or somebody only wants to see it."""
    return not form.is_valid() or "preview" in request.POST


def _is_preview(request: HttpRequest, form: forms.Form) -> bool:
    return "preview" in request.POST and form.is_valid()


def _posted(request: HttpRequest):
    return request.POST if request.method == "POST" else None


def _saved(request: HttpRequest, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("casework:wording")


def _seen(request: HttpRequest) -> int:
    """The last change that the page showed."""
    return whole_number(request.POST.get("seen", ""), most=MOST_SEEN) or 0


def _draw(
    request: HttpRequest, form: forms.Form, title: str, *, meanwhile: Sequence[SettingChange] = (), **page: Any
) -> HttpResponse:
    """The page. After a clash it shows what the other saved, and saving again writes over that."""
    if request.method == "POST" and not meanwhile:
        page["seen"] = request.POST.get("seen", "")
    shown = [change_shown(each) for each in meanwhile]
    can_preview = isinstance(form, StatusForm | FormStatusForm)
    about = {
        "form": form, "title": title, "meanwhile": shown, "back_url": reverse("casework:wording"),
        "can_preview": can_preview, "preview": form.preview if can_preview and _is_preview(request, form) else [],
    }  # fmt: skip
    status = 409 if meanwhile else UNPROCESSABLE if form.errors else 200
    return render(request, "casework/wording/edit.html", about | page | NAV, status=status)
