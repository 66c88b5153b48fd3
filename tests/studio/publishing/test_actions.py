"""Publishing a draft as it was shown, agreed to by a second person; earlier versions and files become drafts."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.http import Http404

from accounts.models import AuditEvent
from claims.models import Answer
from formspec.actions.publishing import (
    Change,
    NotWordsAlone,
    OwnForm,
    PublishedMeanwhile,
    choose_questions,
    import_form,
    import_library,
    publish_spec,
)
from formspec.models import Form, FormSource, FormVersion
from formspec.rules.compile import FormProblems, compile_form
from formspec.rules.sources.own_form import library_copy, with_page_keys
from formspec.rules.sources.yaml_text import read_source, yaml_of
from studio.actions.editing import edit_draft
from studio.models import DraftApproval, FormDraft
from studio.publishing.actions import (
    DraftChanged,
    NotApproved,
    SlugTaken,
    approve_draft,
    import_source,
    publish_draft,
    restore_version,
    save_publishing_settings,
)
from tests.claims.making import small_document
from tests.claims.moving.changing import MUST, WAITS, WORDS, changed, in_other_words, whole_draft, with_question
from tests.people import make_staff
from tests.studio.publishing.drafting import SLUG, draft_of, edit


@pytest.fixture
def second(calderbrook):
    """Another admin."""
    return make_staff(calderbrook, "Zoe Zennor", "zoe@calderbrook.gov.uk", "admin")


def publish(draft, by, change=WAITS, **more):
    current = FormVersion.objects.filter(form=draft.form, state="published").first()
    said = {"number": draft.number, "onto": current.pk if current else None} | more
    return publish_draft(slug=draft.form.slug, change=change, by=by, **said)


def test_a_draft_is_published_and_goes_on_from_there(omar):
    draft = draft_of(omar)
    version = publish(draft, omar)
    assert (version.number, version.source, version.published_by) == (1, draft.source, omar.user)
    draft.refresh_from_db()
    assert (draft.based_on, draft.number) == (version, 0)
    assert Form.objects.get(slug=SLUG).is_own
    assert publish(draft, omar) == version, "the same again is none"


def test_who_publishes_what_somebody_edits_in_the_same_second_is_told(omar):
    draft = draft_of(omar)
    seen = draft.number
    edit(draft, in_other_words)
    with pytest.raises(DraftChanged):
        publish(draft, omar, number=seen)
    assert not FormVersion.objects.exists()
    version = publish(draft, omar)
    edit(draft, with_question)
    assert version.source != FormDraft.objects.get().source, "an edit after publishing is one of the next draft"


def test_of_two_publishes_the_second_is_told(omar):
    first = publish(draft_of(omar), omar)
    publish_spec(form=first.form, spec=small_document() | {"title": "Meanwhile"}, by=omar)
    draft = draft_of(omar, in_other_words)
    with pytest.raises(PublishedMeanwhile):
        publish(draft, omar, onto=first.pk)
    with pytest.raises(DraftChanged):
        publish(draft, omar, onto=None)
    assert FormVersion.objects.count() == 2


def test_words_alone_are_a_revision_and_nothing_else_is(omar):
    first = publish(draft_of(omar), omar)
    with pytest.raises(NotWordsAlone):
        publish(draft_of(omar, with_question), omar, WORDS)
    revision = publish(draft_of(omar, in_other_words), omar, WORDS)
    assert (revision.number, revision.revision, revision.applies) == (1, 2, "words")
    first.refresh_from_db()
    assert first.moves_to == revision


def test_what_must_apply_says_why(omar):
    publish(draft_of(omar), omar)
    with pytest.raises(DatabaseError, match="must_says_why"), transaction.atomic():
        publish(draft_of(omar, with_question), omar, Change("must"))
    assert publish(draft_of(omar, with_question), omar, MUST).because == MUST.because


FROZEN = ("number", "revision", "applies", "because", "spec", "copied_from", "sha256")


@pytest.mark.parametrize("name", FROZEN)
def test_what_is_published_never_changes(omar, name):
    version = publish(draft_of(omar), omar)
    values = {"number": 7, "revision": 7, "applies": "words", "because": "x", "sha256": "0"}
    with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
        FormVersion.objects.filter(pk=version.pk).update(**{name: values.get(name, {"title": "x"})})
    with pytest.raises(DatabaseError, match="compiled from cannot"), transaction.atomic():
        FormSource.objects.filter(version=version).update(content={"title": "x"})
    with pytest.raises(DatabaseError, match="later version"), transaction.atomic():
        FormVersion.objects.filter(pk=version.pk).update(moves_to=version)


def test_what_does_not_compile_is_not_published(omar):
    draft = draft_of(omar, lambda source: source["sections"][0]["questions"][4].update(show_if={"q": "x"}))
    with pytest.raises(FormProblems):
        publish(draft, omar)


def test_a_second_person_agrees_to_exactly_what_they_saw(omar, second):
    save_publishing_settings(second_person=True, by=omar)
    draft = draft_of(omar)
    with pytest.raises(NotApproved):
        publish(draft, omar)
    with pytest.raises(PermissionDenied):
        approve_draft(slug=SLUG, number=0, by=omar)
    with pytest.raises(DraftChanged):
        approve_draft(slug=SLUG, number=5, by=second)
    approve_draft(slug=SLUG, number=0, by=second)
    with pytest.raises(NotApproved):
        publish(draft, second)
    edit(draft, in_other_words)
    with pytest.raises(NotApproved):
        publish(draft, omar)
    approve_draft(slug=SLUG, number=1, by=second)
    assert publish(draft, omar).number == 1
    assert not DraftApproval.objects.exists(), "it was for this publishing"
    assert AuditEvent.objects.filter(code="studio.draft.approved").count() == 2


@pytest.mark.parametrize("who", ["aisha", "alice"])
def test_only_who_may_manage_forms_may(request, omar, who):
    by, draft = request.getfixturevalue(who), draft_of(omar)
    version = publish(draft, omar)
    doors = [
        lambda: publish(draft, by),
        lambda: approve_draft(slug=SLUG, number=0, by=by),
        lambda: save_publishing_settings(second_person=True, by=by),
        lambda: restore_version(slug=SLUG, version=version.pk, number=0, by=by),
        lambda: import_source(source=changed(), where="x", into="", by=by),
    ]
    for door in doors:
        with pytest.raises((PermissionDenied, Http404)):
            door()


def test_going_back_is_publishing_again_and_deletes_no_answer(omar, alice):
    first = publish(draft_of(omar), omar)
    publish(draft_of(omar, with_question), omar)
    claim = whole_draft(alice)
    answers = Answer.objects.filter(claim=claim).count()
    with pytest.raises(DraftChanged):
        restore_version(slug=SLUG, version=first.pk, number=99, by=omar)
    draft = restore_version(slug=SLUG, version=first.pk, number=0, by=omar)
    third = publish(draft, omar, MUST)
    assert (third.number, third.sha256) == (3, first.sha256)
    assert Answer.objects.filter(claim=claim).count() == answers
    with pytest.raises(Http404):
        restore_version(slug="other", version=first.pk, number=None, by=omar)


@pytest.mark.parametrize("slug", ["free-school-meals", "hb-ctr-combined", "check-what-you-can-get"])
def test_there_and_back_it_is_the_same_file(omar, slug):
    text = yaml_of(library_copy(slug))
    draft = import_source(source=read_source(text), where="x", into="", by=omar)
    version = publish(draft, omar)
    again = yaml_of(FormVersion.objects.get(pk=version.pk).source)
    assert again == text
    assert version.copied_from["from"] == "library"
    taken = import_source(source=read_source(again), where="Us", into="draft", number=0, by=omar)
    assert publish(taken, omar) == version
    assert compile_form(read_source(again), guidance={}) == version.spec


def test_a_name_that_is_taken_is_asked_about(omar):
    publish(draft_of(omar), omar)
    source = changed(with_question)
    with pytest.raises(SlugTaken):
        import_source(source=source, where="Ashdale", into="", number=0, by=omar)
    other = import_source(source=source, where="Ashdale", into="new", number=0, by=omar)
    assert other.form.slug == other.source["slug"] == "a-small-form"
    assert other.copied_from["from"] == "Ashdale"
    same = import_source(source=source, where="Ashdale", into="draft", number=0, by=omar)
    assert (same.form.slug, same.number, same.source) == (SLUG, 1, with_page_keys(source))
    keys = [page["key"] for section in same.source["sections"] for page in section["pages"]]
    assert keys == ["who-you-are", "your-pets", "each-pet", "paying-you"]


def test_a_file_without_pages_is_brought_in_and_edited(omar):
    source = changed(with_question)
    for section in source["sections"]:
        del section["pages"]
    draft = import_source(source=source, where="Ashdale", into="", by=omar)
    assert compile_form(source, guidance={}) == compile_form(draft.source, guidance={})
    said = {"key": "anything_else", "settings": {"hint": "If you like"}}
    assert edit_draft(slug=SLUG, operation="change_question", parameters=said, by=omar).number == 1


def test_the_library_never_overwrites_a_form_that_is_the_councils_own(omar):
    import_form(slug="blue-badge", by=omar)
    draft = import_source(source=library_copy("blue-badge") | {"title": "Ours"}, where="x", into="draft", by=omar)
    ours = publish(draft, omar)
    with pytest.raises(OwnForm, match="Nothing was overwritten"):
        import_form(slug="blue-badge", by=omar)
    assert FormVersion.objects.get(form__slug="blue-badge", state="published") == ours


def test_nor_do_all_forms_at_once_or_questions_that_are_chosen(omar):
    slug = "housing-benefit"
    import_form(slug=slug, by=omar)
    draft = import_source(source=library_copy(slug) | {"title": "Ours"}, where="x", into="draft", by=omar)
    ours = publish(draft, omar)
    assert import_library(by=omar)[slug] == "own"
    with pytest.raises(Http404):
        choose_questions(slug=slug, asked=["title"], by=omar)
    form = FormVersion.objects.get(form__slug=slug, state="published")
    assert (form, form.form.asked) == (ours, [])
