"""A council's own form says everything about itself, and compiles to what it was copied from."""

import json

import pytest

from formspec.rules.compile import FormProblems, compile_library_form, library_optional_questions, library_slugs
from formspec.rules.sources.own_form import compile_own, library_copy


@pytest.mark.parametrize("slug", library_slugs())
@pytest.mark.parametrize("with_optional", [False, True])
def test_a_copy_compiles_to_the_same_document_as_the_library_form(slug, with_optional):
    asked = [each.key for each in library_optional_questions(slug)] if with_optional else []
    assert compile_own(library_copy(slug, asked)) == compile_library_form(slug, asked)


def test_a_copy_has_keys_guidance_and_translations_of_its_own():
    copy = library_copy("free-school-meals")
    pages = [page for section in copy["sections"] for page in section["pages"]]
    assert all(page["key"] for page in pages)
    questions = {each["key"]: each for section in copy["sections"] for each in section["questions"]}
    assert questions["nino"]["guidance"]
    assert copy["translations"]["cy"][copy["title"]]


def test_a_page_keeps_its_key_when_its_title_changes():
    copy = library_copy("free-school-meals")
    page = copy["sections"][0]["pages"][0]
    page["title"] = "Something else"
    assert compile_own(copy)["pages"][0] | {"questions": []} == {
        "key": page["key"], "section": "start", "title": "Something else", "questions": [],
    }  # fmt: skip


def test_two_pages_of_one_key_are_refused():
    copy = library_copy("free-school-meals")
    copy["sections"][1]["pages"][0]["key"] = copy["sections"][0]["pages"][0]["key"]
    with pytest.raises(FormProblems, match="page .* is there more than once"):
        compile_own(copy)


def test_a_page_without_a_key_does_not_take_another_pages():
    copy = library_copy("free-school-meals")
    first, second = copy["sections"][0]["pages"][:2]
    del first["key"]
    second["key"], second["title"] = "about-free-school-meals", "Other"
    assert [page["key"] for page in compile_own(copy)["pages"][:2]] == [
        "about-free-school-meals-2",
        "about-free-school-meals",
    ]


def test_an_empty_guidance_is_none_even_where_the_fact_has_one():
    copy = library_copy("free-school-meals")
    questions = {each["key"]: each for section in copy["sections"] for each in section["questions"]}
    questions["nino"]["guidance"] = ""
    assert (
        next(q for s in compile_own(copy)["sections"] for q in s["questions"] if q["key"] == "nino")["guidance"] == ""
    )


def test_copies_share_nothing():
    first = library_copy("free-school-meals")
    before = json.dumps(library_copy("free-school-meals"))
    first["sections"].clear()
    assert json.dumps(library_copy("free-school-meals")) == before
