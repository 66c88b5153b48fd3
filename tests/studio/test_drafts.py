"""Drafts of forms: how they begin, and who may see them."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse

from formspec.actions.publishing import import_form
from formspec.models import Form
from formspec.rules.compile import compile_library_form
from formspec.rules.sources.own_form import compile_own
from studio.actions.drafts import begin_draft, copy_from_library, start_empty
from studio.models import FormDraft
from studio.readers.drafts import draft_for, library_forms, own_forms, title_of
from tests.people import browser_of
from tests.studio.making import draft_of

FSM = "free-school-meals"


def test_a_draft_begins_from_what_is_published_and_there_is_one(omar):
    version = import_form(slug=FSM, by=omar)
    draft = begin_draft(slug=FSM, by=omar)
    assert (draft.based_on, draft.number, draft.edited_by_label) == (version, 0, omar.label)
    assert compile_own(draft.source) == compile_library_form(FSM)
    assert begin_draft(slug=FSM, by=omar).pk == draft.pk


def test_a_form_begins_as_a_copy_of_the_librarys_or_with_one_question(omar):
    copy = copy_from_library(slug=FSM, title="Free School Meals", by=omar)
    again = copy_from_library(slug=FSM, title="Free School Meals", by=omar)
    empty = start_empty(title="Garden waste: £10 off!", by=omar)
    assert [draft.form.slug for draft in (copy, again, empty)] == [
        "free-school-meals-2",
        "free-school-meals-3",
        "garden-waste-10-off",
    ]
    for draft in (copy, again, empty):
        assert compile_own(draft.source)["slug"] == draft.form.slug
    assert compile_own(empty.source)["title"] == "Garden waste: £10 off!"
    assert [form.title for form in own_forms(omar)] == ["Free School Meals", "Free School Meals", empty.source["title"]]


def test_only_who_manages_forms_sees_or_begins_any(omar, aisha, alice):
    import_form(slug=FSM, by=omar)
    for refused, actor in ((PermissionDenied, aisha), (Http404, alice)):
        for attempt in (
            lambda by: begin_draft(slug=FSM, by=by),
            lambda by: copy_from_library(slug=FSM, title="A", by=by),
            lambda by: start_empty(title="A", by=by),
            lambda by: draft_for(by, FSM),
            own_forms,
            library_forms,
        ):
            with pytest.raises(refused):
                attempt(actor)
    assert not FormDraft.objects.exists()
    assert Form.objects.count() == 1


def test_a_form_is_called_by_its_draft_or_its_latest_version(omar):
    assert title_of(Form.objects.create(slug="nowhere")) == "nowhere"
    draft = draft_of(omar)
    title = draft.source["title"]
    assert title_of(draft.form) == title
    FormDraft.objects.update(source=draft.source | {"title": "Meals"})
    assert title_of(draft.form) == "Meals"
    browser = browser_of(omar)
    for name in ("opening", "close"):
        assert "Meals" in browser.get(reverse(f"studio:{name}", args=[draft.form.slug])).content.decode()
    FormDraft.objects.all().delete()
    assert title_of(draft.form) == title
    page = browser.get(reverse("studio:versions", args=[draft.form.slug])).content.decode()
    assert f'<span class="govuk-caption-l">{title}</span>' in page


def test_what_is_not_there_is_404(omar):
    for attempt in (
        lambda: begin_draft(slug="nothing", by=omar),
        lambda: copy_from_library(slug="nothing", title="A", by=omar),
        lambda: draft_for(omar, "nothing"),
    ):
        with pytest.raises(Http404):
            attempt()


def test_the_list_has_the_councils_forms(omar):
    import_form(slug=FSM, by=omar)
    assert "Free school meals" in browser_of(omar).get(reverse("studio:forms")).content.decode()
