"""Questions: adding, changing, their type and their choices."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.sessions import staff_required
from studio.forms.parts import NewQuestionForm, OptionForm, QuestionForm, TypeForm
from studio.models import FormDraft
from studio.presenters.map import when
from studio.presenters.words import TYPES
from studio.readers.drafts import draft_for
from studio.readers.presence import others_here
from studio.rules.bank import alike
from studio.rules.finding import Part, all_of, place_of, question_of
from studio.rules.refusals import Refused
from studio.rules.sentences import Sentences
from studio.views.doing import UNPROCESSABLE, edit_part, may_do
from studio.views.parts import found_page, map_url


def found_question(draft: FormDraft, key: str) -> tuple[Part, Part, Part | None]:
    """A question of the draft with its section and group, or 404."""
    try:
        return place_of(draft.source, key)
    except Refused as refused:
        raise Http404 from refused


@staff_required
@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """What is set of a question."""
    draft = draft_for(request.actor, slug)
    found, _section, group = found_question(draft, key)
    options = found.get("options", ())
    more = {
        "question": found,
        "type": TYPES[found["type"]],
        "options": [{**option, "when": when(option, Sentences(draft.source))} for option in options],
        "when": when(found, Sentences(draft.source)),
        "condition_url": reverse("studio:condition", args=[slug, "question", key]),
        "remove": f"question:{key}",
        "others": others_here(request.actor, draft),
        "group": group,
    }
    return edit_part(
        request, draft, QuestionForm, ("question", key), "change_question", title=found["label"],
        back_url=map_url(draft, "question", key), more=more, question=found, papers=draft.source.get("evidence", []),
        initial=lambda source: QuestionForm.initial_of(question_of(source, key)),
        parameters=lambda form: {"key": key, "settings": form.said},
    )  # fmt: skip


@staff_required
@require_http_methods(["GET", "POST"])
def question_type(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Another type, for a question that nobody can have answered yet."""
    draft = draft_for(request.actor, slug)
    found, _section, _group = found_question(draft, key)
    form = TypeForm(request.POST if request.method == "POST" else None, initial={"type": found["type"]})
    url = reverse("studio:question", args=[slug, key])
    if form.is_valid() and may_do(request, form, slug, "set_type", {"key": key, **form.cleaned_data}):
        return redirect(url)
    return _draw(request, draft, form, found["label"], url)


@staff_required
@require_http_methods(["GET", "POST"])
def add_question(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A question at the end of a page."""
    draft = draft_for(request.actor, slug)
    found = found_page(draft, key)
    return _add(request, draft, {"page": key}, _("Add a question to “%(page)s”") % {"page": found["title"]})


@staff_required
@require_http_methods(["GET", "POST"])
def add_field(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A question in the rows of a group."""
    draft = draft_for(request.actor, slug)
    found, _section, _group = found_question(draft, key)
    if "fields" not in found:
        raise Http404
    return _add(request, draft, {"group": key}, _("Add a question to each row of “%(label)s”") % found)


def _add(request: HttpRequest, draft: FormDraft, where: dict[str, str], heading: str) -> HttpResponse:
    form = NewQuestionForm(request.POST if request.method == "POST" else None, in_rows="group" in where)
    if form.is_valid() and not _is_asked_already(form, draft):
        asked = where | {name: form.cleaned_data[name] for name in ("label", "type")}
        done = may_do(request, form, draft.form.slug, "add_question", asked)
        if done is not None:
            return _added(request, draft, done)
    return _draw(request, draft, form, heading, map_url(draft))


def _added(request: HttpRequest, before: FormDraft, after: FormDraft) -> HttpResponse:
    """To the map; with choices or rows, which are nobody's yet, to the page of the question first."""
    known = {each["key"] for each, _section, _group in all_of(before.source)}
    new = next(each for each, _section, _group in all_of(after.source) if each["key"] not in known)
    if "options" in new:
        messages.success(request, _("It is added. Write its choices now, below."))
    elif "fields" in new:
        messages.success(request, _("It is added. Write what each row asks now, below."))
    else:
        return redirect(map_url(after))
    return redirect("studio:question", after.form.slug, new["key"])


def _is_asked_already(form: forms.Form, draft: FormDraft) -> bool:
    same = [] if form.cleaned_data["anyway"] else alike(draft.source, form.cleaned_data["label"])
    if same:
        words = _("The form asks “%(label)s” already. Tick below if you want to ask this too") % same[0]
        form.add_error("label", words)
    return bool(same)


@staff_required
@require_http_methods(["GET", "POST"])
def add_option(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A choice at the end of a question's."""
    draft = draft_for(request.actor, slug)
    found, _section, _group = found_question(draft, key)
    form = OptionForm(request.POST if request.method == "POST" else None)
    url = reverse("studio:question", args=[slug, key])
    if form.is_valid() and may_do(request, form, slug, "add_option", {"key": key, **form.said}):
        return redirect(url)
    return _draw(request, draft, form, _("Add a choice to “%(label)s”") % found, url)


@staff_required
@require_http_methods(["GET", "POST"])
def option(request: HttpRequest, slug: str, key: str, value: str) -> HttpResponse:
    """What people read of a choice, and its place."""
    draft = draft_for(request.actor, slug)
    found = _option(found_question(draft, key)[0], value)
    url = reverse("studio:question", args=[slug, key])
    if request.POST.get("move") in ("up", "down"):
        form = OptionForm(request.POST)
        by = -1 if request.POST["move"] == "up" else 1
        if form.is_valid() and may_do(request, form, slug, "move_option", {"key": key, "value": value, "by": by}):
            return redirect(url)
        return _draw(request, draft, form, found["label"], url)
    more = {
        "when": when(found, Sentences(draft.source)),
        "condition_url": reverse("studio:option_condition", args=[slug, key, value]),
        "remove": f"option:{key}:{value}",
        "moves": True,
    }
    return edit_part(
        request, draft, OptionForm, ("question", key), "rename_option", title=found["label"], back_url=url, more=more,
        initial=lambda source: OptionForm.initial_of(_option(question_of(source, key), value)),
        parameters=lambda form: {"key": key, "value": value, **form.said},
    )  # fmt: skip


def _option(question: Part, value: str) -> Part:
    found: Part | None = next((each for each in question.get("options", ()) if each["value"] == value), None)
    if found is None:
        raise Http404
    return found


def _draw(request: HttpRequest, draft: FormDraft, form: Any, heading: str, back_url: str) -> HttpResponse:
    page = {"form": form, "title": heading, "draft": draft, "back_url": back_url, "nav": "settings"}
    return render(request, "studio/edit.html", page, status=UNPROCESSABLE if form.errors else 200)
