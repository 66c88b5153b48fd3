"""The admin's editor of what the journal offers: activities, and sentences tried out before they are saved."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.permissions import Permission, require
from accounts.sessions import staff_required
from jobjournal.actions.library import save_activity, save_sentence
from jobjournal.forms.editor import ActivityForm, activity_initial
from jobjournal.forms.sentence_boxes import SentenceForm, sentence_initial
from jobjournal.models import Activity, SentenceTemplate
from jobjournal.presenters.page_parts import posted, site_language
from jobjournal.readers import library as library_readers

UNPROCESSABLE = 422


@staff_required
@require_GET
def library(request: HttpRequest) -> HttpResponse:
    """Every activity with its sentences, hidden ones too."""
    page = {
        "activities": [
            (each, library_readers.in_language(each.words, site_language())["label"], list(each.templates.all()))
            for each in library_readers.activities_for_editor(request.actor)
        ],
        "loose": library_readers.loose_sentences(request.actor),
        "nav": "settings",
    }
    return render(request, "jobjournal/library.html", page)


@staff_required
@require_http_methods(["GET", "POST"])
def add_activity(request: HttpRequest) -> HttpResponse:
    """A new activity."""
    require(request.actor, Permission.COUNCIL_MANAGE)
    initial = {"position": 500, "is_active": True, "counts_as": "work_search", "counts": "yes", "icon": "other"}
    form = ActivityForm(posted(request), is_new=True, initial=initial)
    if form.is_valid():
        key = form.cleaned_data["key"]
        if key not in library_readers.activities_by_key():
            save_activity(key=key, fields=form.columns(), by=request.actor)
            return _saved(request)
        form.add_error("key", _("There is an activity of this name already"))
    return _page(request, form, _("Add an activity"))


@staff_required
@require_http_methods(["GET", "POST"])
def activity(request: HttpRequest, key: str) -> HttpResponse:
    """Change or hide an activity."""
    found = library_readers.activity_for_editor(request.actor, key)
    form = ActivityForm(posted(request), is_new=False, initial=activity_initial(found))
    if form.is_valid():
        save_activity(key=key, fields=form.columns(), by=request.actor)
        return _saved(request)
    return _page(request, form, library_readers.in_language(found.words, site_language())["label"])


@staff_required
@require_http_methods(["GET", "POST"])
def add_sentence(request: HttpRequest, key: str) -> HttpResponse:
    """A new sentence of an activity."""
    found = library_readers.activity_for_editor(request.actor, key)
    form = _boxes(request, kept=[], is_new=True, is_add_on=False, initial={"position": 500, "is_active": True})
    if form.is_valid() and library_readers.has_sentence(form.cleaned_data["key"]):
        form.add_error("key", _("There is a sentence of this name already"))
    return _tried_or_saved(request, form, None, found, _("Add a sentence"))


@staff_required
@require_http_methods(["GET", "POST"])
def sentence(request: HttpRequest, key: str) -> HttpResponse:
    """Change or hide a sentence."""
    found = library_readers.sentence_for_editor(request.actor, key)
    form = _boxes(
        request, kept=found.questions, is_new=False, initial=sentence_initial(found),
        is_add_on=found.use == SentenceTemplate.Use.ADD_ON,
    )  # fmt: skip
    return _tried_or_saved(request, form, found, found.activity, found.key)


def _boxes(request: HttpRequest, *, initial: dict[str, Any], **details: Any) -> SentenceForm:
    """The sentence as it is sent, or with "more" the same with more empty lines, nothing judged."""
    if request.POST.get("step") == "more":
        return SentenceForm(None, initial=request.POST.dict(), language=site_language(), **details)
    return SentenceForm(posted(request), initial=initial, language=site_language(), **details)


def _tried_or_saved(
    request: HttpRequest, form: SentenceForm, found: SentenceTemplate | None, activity: Activity | None, title: str
) -> HttpResponse:
    if not form.is_valid():
        return _page(request, form, title, is_sentence=True)
    if request.POST.get("step") != "save":
        return _page(request, form, title, is_sentence=True, tried=form.tried())
    use = found.use if found else SentenceTemplate.Use.ENTRY
    key = found.key if found else form.cleaned_data["key"]
    save_sentence(key=key, activity=activity, fields={**form.columns(), "use": use}, by=request.actor)
    return _saved(request)


def _saved(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Saved. People see it from now on; entries made before stay as they are."))
    return redirect("jobjournal:library")


def _page(request: HttpRequest, form: Any, title: str, **more: Any) -> HttpResponse:
    page = {"form": form, "title": title, "back_url": reverse("jobjournal:library"), "nav": "settings", **more}
    return render(request, "jobjournal/editor.html", page, status=UNPROCESSABLE if form.errors else 200)
