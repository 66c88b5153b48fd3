"""The texts of a form, part by part, in another language."""

from __future__ import annotations

import pytest
from django.utils.translation import get_language_info

from core.languages.rules import direction_of
from formspec.rules.compile import compile_library_form, library_slugs
from formspec.rules.sources.own_form import compile_own
from formspec.rules.translation import texts_in_parts, translatable_texts
from studio.languages.rules import OFFERED, languages_of, missing_in, seen_of, texts_of
from studio.rules.operations.table import perform
from tests.studio.making import small_form


@pytest.mark.parametrize("slug", sorted(library_slugs()))
def test_no_text_that_can_be_translated_is_left_out_of_the_parts(slug):
    document = compile_library_form(slug)
    assert {each for _part, each in texts_in_parts(document)} == {*translatable_texts(document)}


def test_texts_are_in_the_forms_order_each_once_in_a_part():
    parts = texts_of(small_form(), "cy")
    assert [part.key for part in parts][:4] == ["_form", "your-home", "rooms", "more"]
    home = parts[1]
    assert [(text.kind, text.english) for text in home.texts] == [
        ("title", "Home"), ("page", "Your home"), ("label", "Do you rent?"), ("label", "Who do you rent from?"),
        ("option", "The council"), ("option", "Somebody else"),
    ]  # fmt: skip
    assert (home.missing, home.outdated) == (5, 0)
    assert [text.english for text in parts[2].texts].count("Rooms") == 1


def test_what_was_reworded_is_missing_and_out_of_date():
    source = perform(small_form(), "change_question", {"key": "rents", "settings": {"label": "Do you pay rent?"}})
    home = texts_of(source, "cy")[1]
    assert (home.missing, home.outdated) == (6, 1)
    assert [text.outdated for text in home.texts if text.english == "Do you pay rent?"] == ["Ydych chi’n rhentu?"]
    assert all(not text.translation and not text.outdated for part in texts_of(source, "pl") for text in part.texts)


def test_what_is_missing_is_counted_by_language():
    source = perform(small_form(), "set_translations", {"language": "pl", "translations": {"Rooms": "Pokoje"}})
    assert languages_of(source) == ["cy", "pl"]
    assert languages_of({}) == ["cy"]
    every = {text for _kind, text in translatable_texts(compile_own(source))}
    assert missing_in(source, ["cy", "pl", "ur"]) == {
        "cy": len(every) - 2, "pl": len(every) - 1, "ur": len(every)
    }  # fmt: skip


def test_a_box_gives_words_back_with_other_line_ends_and_that_is_no_change():
    assert seen_of("One\nTwo\n") == seen_of(" One\r\nTwo")
    assert seen_of("One") != seen_of("Two")


def test_every_language_that_is_offered_is_written_in_its_direction():
    for language in OFFERED:
        assert (direction_of(language) == "rtl") == get_language_info(language)["bidi"], language
