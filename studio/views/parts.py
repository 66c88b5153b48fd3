"""The form's own words, its sections and its pages."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.sessions import staff_required
from studio.forms.parts import FormWordsForm, NewQuestionForm, PageForm, SectionForm
from studio.models import FormDraft
from studio.presenters.map import when
from studio.readers.drafts import draft_for
from studio.rules.finding import Part, page_of, section_of
from studio.rules.refusals import Refused
from studio.rules.sentences import Sentences
from studio.views.doing import UNPROCESSABLE, edit_part, may_do


def map_url(draft: FormDraft, kind: str = "", key: str = "") -> str:
    """The map, at one of its parts."""
    return reverse("studio:map", args=[draft.form.slug]) + (f"#{kind}-{key}" if key else "")


@staff_required
@require_http_methods(["GET", "POST"])
def words(request: HttpRequest, slug: str) -> HttpResponse:
    """The form's own words."""
    draft = draft_for(request.actor, slug)
    return edit_part(
        request, draft, FormWordsForm, ("form", ""), "change_words", title=_("The form’s own words"),
        back_url=map_url(draft), initial=FormWordsForm.initial_of, parameters=lambda form: {"words": form.said},
    )  # fmt: skip


@staff_required
@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A section: its title and what stands above it."""
    draft = draft_for(request.actor, slug)
    found = found_section(draft, key)
    more = {
        "when": when(found, Sentences(draft.source)),
        "condition_url": reverse("studio:condition", args=[slug, "section", key]),
        "remove": f"section:{key}",
    }
    return edit_part(
        request, draft, SectionForm, ("section", key), "change_section", title=found["title"],
        back_url=map_url(draft, "section", key), more=more,
        initial=lambda source: SectionForm.initial_of(section_of(source, key)),
        parameters=lambda form: {"key": key, **form.said},
    )  # fmt: skip


def found_section(draft: FormDraft, key: str) -> Part:
    """A section of the draft, or 404."""
    try:
        return section_of(draft.source, key)
    except Refused as refused:
        raise Http404 from refused


@staff_required
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A page: its title."""
    draft = draft_for(request.actor, slug)
    found = found_page(draft, key)
    return edit_part(
        request, draft, PageForm, ("page", key), "rename_page", title=found["title"],
        back_url=map_url(draft, "page", key), more={"remove": f"page:{key}"},
        initial=lambda source: PageForm.initial_of(page_of(source, key)[0]),
        parameters=lambda form: {"key": key, **form.said},
    )  # fmt: skip


def found_page(draft: FormDraft, key: str) -> Part:
    """A page of the draft, or 404."""
    try:
        return page_of(draft.source, key)[0]
    except Refused as refused:
        raise Http404 from refused


@staff_required
@require_http_methods(["GET", "POST"])
def add_section(request: HttpRequest, slug: str) -> HttpResponse:
    """A section with one page and its first question."""
    draft = draft_for(request.actor, slug)
    return _add(request, draft, _("Add a section"), _("What is the section called?"), "add_section", {})


@staff_required
@require_http_methods(["GET", "POST"])
def add_page(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """A page at the end of a section, with its first question."""
    draft = draft_for(request.actor, slug)
    found_section(draft, key)
    return _add(request, draft, _("Add a page"), _("What is the page called?"), "add_page", {"section": key})


def _add(
    request: HttpRequest, draft: FormDraft, heading: str, asked: str, operation: str, where: dict[str, str]
) -> HttpResponse:
    form = NewQuestionForm(request.POST if request.method == "POST" else None, title=asked)
    del form.fields["anyway"]
    if form.is_valid() and may_do(request, form, draft.form.slug, operation, where | form.cleaned_data):
        return redirect(map_url(draft))
    context = {"form": form, "title": heading, "draft": draft, "back_url": map_url(draft), "nav": "settings"}
    return render(request, "studio/edit.html", context, status=UNPROCESSABLE if form.errors else 200)
