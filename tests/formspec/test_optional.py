"""Optional questions: what a library form can also ask, and what becomes of the form with them and without."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import override

from accounts.models import AuditEvent
from claims.actions.answering import start_claim
from formspec.actions.publishing import OwnForm, choose_questions, import_form, import_library
from formspec.models import Form, FormVersion
from formspec.presenters.optional import number_of_questions
from formspec.readers import questions_to_choose
from formspec.rules.compile import compile_form, compile_library_form, library_optional_questions, library_slugs
from formspec.rules.optional import optional_questions, with_chosen

SLUGS = [slug for slug in library_slugs() if library_optional_questions(slug)]
HB = "housing-benefit"
SOURCE = {
    "slug": "boats",
    "kind": "claim",
    "title": "Help with a boat",
    "short_title": "Boats",
    "status": "live",
    "sections": [
        {
            "key": "you",
            "title": "About you",
            "pages": [
                {"title": "Title", "questions": ["title"]},
                {"title": "Name", "questions": ["name"]},
                {"title": "Boats", "questions": ["boats"]},
            ],
            "questions": [
                {"key": "title", "label": "Title", "type": "text", "optional": True},
                {"key": "name", "label": "Name", "type": "name"},
                {
                    "key": "boats",
                    "label": "Your boats",
                    "type": "repeating_group",
                    "rows": {"min": 0, "max": 3, "row_title": "{length}", "called": "Boat"},
                    "fields": [
                        {"key": "length", "label": "Length", "type": "text"},
                        {"key": "colour", "label": "Colour", "type": "text", "optional": True},
                    ],
                },
            ],
        }
    ],
}


def keys(spec) -> set[str]:
    questions = [question for section in spec["sections"] for question in section["questions"]]
    return {each["key"] for question in questions for each in (question, *question.get("fields", ()))}


def test_what_is_optional_says_where_it_stands_and_for_what_it_is_asked_each_time():
    assert [(each.key, each.section, each.row) for each in optional_questions(SOURCE)] == [
        ("title", "About you", ""),
        ("colour", "About you", "Boat"),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("slug", SLUGS)
def test_what_can_be_chosen_has_welsh_words(slug):
    with override("cy"):
        chosen = questions_to_choose(slug)
    english = library_optional_questions(slug)
    assert [each.key for each in chosen] == [each.key for each in english]
    for welsh, source in zip(chosen, english, strict=True):
        assert welsh.label != source.label
        assert welsh.section != source.section
        assert not source.row or welsh.row != source.row


def test_without_being_asked_for_it_leaves_no_trace():
    spec = compile_form(SOURCE, guidance={})
    assert keys(spec) == {"name", "boats", "length"}
    assert [page["title"] for page in with_chosen(SOURCE, ())["sections"][0]["pages"]] == ["Name", "Boats"]
    assert '"optional"' not in json.dumps(compile_form(SOURCE, guidance={}, asked=["title"]))


def test_what_some_are_asked_anyway_is_asked_of_everybody_where_the_council_asks_for_it():
    name, boats = {"q": "title", "op": "equals", "value": "x"}, {"q": "name", "op": "not_answered"}
    question = {"key": "boats", "label": "Boats", "type": "text", "show_if": name, "optional": {"otherwise": boats}}
    page = {"title": "Boats", "questions": ["boats"]}
    source = {**SOURCE, "sections": [{"key": "you", "title": "You", "pages": [page], "questions": [question]}]}
    assert optional_questions(source)[0].narrowed
    for asked, condition in ((), {"all": [name, boats]}), (["boats"], name):
        section = with_chosen(source, asked)["sections"][0]
        assert section["pages"] == [page]
        assert [each["show_if"] for each in section["questions"]] == [condition]
        assert "optional" not in section["questions"][0]


def test_what_is_asked_for_stands_in_its_place_and_the_rest_does_not():
    assert keys(compile_form(SOURCE, guidance={}, asked=["title"])) == {"title", "name", "boats", "length"}
    assert keys(compile_form(SOURCE, guidance={}, asked=["colour"])) == {"name", "boats", "length", "colour"}


@pytest.mark.parametrize("slug", SLUGS)
def test_every_library_form_can_be_published_with_all_of_its_optional_questions_and_is_longer_by_them(slug):
    optional = [each.key for each in library_optional_questions(slug)]
    without, with_all = compile_library_form(slug), compile_library_form(slug, optional)
    added = {each.key for each in library_optional_questions(slug) if not each.narrowed}
    assert keys(with_all) - keys(without) == added
    assert {*optional} - added == {"accounts"}
    assert number_of_questions(with_all) == number_of_questions(without) + len(added)


def test_the_forms_that_lost_questions_offer_them():
    assert SLUGS == ["ctr-pension-age", "ctr-working-age", "hb-ctr-combined", "housing-benefit"]


def test_an_admin_chooses_and_the_next_version_asks(omar):
    before = import_form(slug=HB, by=omar)
    version = choose_questions(slug=HB, asked=["job_title", "title", "no_such_question"], by=omar)
    assert version.number == before.number + 1
    assert keys(version.spec) - keys(before.spec) == {"title", "job_title"}
    assert version.form.asked == ["title", "job_title"]
    event = AuditEvent.objects.get(code="formspec.questions.chosen")
    assert (event.actor, event.subject, event.detail) == (
        omar.user,
        "form housing-benefit",
        {"asked": version.form.asked},
    )


def test_a_form_that_the_council_has_made_its_own_is_neither_chosen_for_nor_overwritten(omar):
    ours = import_form(slug=HB, by=omar)
    Form.objects.filter(slug=HB).update(is_own=True)
    with pytest.raises(Http404):
        choose_questions(slug=HB, asked=["title"], by=omar)
    with pytest.raises(OwnForm):
        import_form(slug=HB, by=omar)
    assert import_library(by=omar)[HB] == "own"
    assert [*FormVersion.objects.filter(form__slug=HB)] == [ours]
    assert Form.objects.get(slug=HB).asked == []


@pytest.mark.slow
def test_what_was_chosen_lasts_when_the_library_is_brought_in_again_and_can_be_taken_back(omar):
    first = import_form(slug=HB, by=omar)
    chosen = choose_questions(slug=HB, asked=["title"], by=omar)
    assert import_form(slug=HB, by=omar) == chosen
    assert choose_questions(slug=HB, asked=[], by=omar).sha256 == first.sha256


def test_whoever_has_begun_keeps_the_questions_they_had(omar, alice):
    import_form(slug=HB, by=omar)
    claim = start_claim(slug=HB, language="en-gb", by=alice)
    choose_questions(slug=HB, asked=["title"], by=omar)
    assert "title" not in keys(FormVersion.objects.get(pk=claim.form_version_id).spec)


def test_nobody_but_an_admin_of_the_council_chooses(omar, aisha, alice, sian):
    import_form(slug=HB, by=omar)
    for by, refused in ((aisha, PermissionDenied), (alice, Http404)):
        with pytest.raises(refused):
            choose_questions(slug=HB, asked=["title"], by=by)
    assert not AuditEvent.objects.filter(code="formspec.questions.chosen").exists()


@pytest.mark.parametrize("slug", ["free-school-meals", "housing-benefit", "no-such-form"])
def test_a_form_without_questions_to_choose_or_that_the_council_does_not_have_is_not_found(omar, slug):
    import_form(slug="free-school-meals", by=omar)
    with pytest.raises(Http404):
        choose_questions(slug=slug, asked=["title"], by=omar)
