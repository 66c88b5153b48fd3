"""The map of a form opens whatever its size, and says how long the form is."""

from __future__ import annotations

from django.urls import reverse

from formspec.rules.sources.rule_words import rule_words
from studio.presenters.map import map_of
from studio.readers.bank import with_newer_wording
from studio.rules.bank import alike, found, newer_wording, questions_of, words_of
from studio.rules.measure import Length, longest, typical
from studio.rules.operations.table import perform
from studio.rules.sentences import Sentences
from tests.people import browser_of
from tests.studio.making import draft_of, small_form

BIGGEST = "hb-ctr-combined"


def test_the_biggest_form_opens_with_few_queries(omar, django_assert_max_num_queries):
    draft_of(omar, BIGGEST)
    browser, url = browser_of(omar), reverse("studio:map", args=[BIGGEST])
    browser.get(url)
    with django_assert_max_num_queries(15):
        browser.get(url)


def test_length_counts_two_rows_at_most_and_every_third_of_what_some_are_asked():
    source = small_form()
    # rents, landlord, 2 x (room_name, room_size), more: 18 x 6 + 90 seconds.
    assert longest(source) == Length(7, 4)
    # rents, room_name, room_size, more; landlord is the first of those that only some are asked.
    assert typical(source) == Length(4, 3)


def test_the_length_is_said_of_one_as_of_many():
    source = small_form()
    assert map_of(source, frozenset())["longest"] == "7 questions, 4 minutes"
    only = source["sections"][1]
    only["questions"][0]["type"] = "yes_no"
    assert map_of(source | {"sections": [only]}, frozenset())["longest"] == "1 question, 1 minute"


def test_conditions_are_said_in_sentences():
    source = perform(
        small_form(derived=[{"name": "fsm_uc_from_2026_09"}]),
        "set_condition",
        {
            "on": "question", "key": "more", "how": "any",
            "tests": [
                {"q": "landlord", "op": "in", "value": ["council", "other"]},
                {"not": {"q": "rents", "op": "equals", "value": "no"}},
                {"q": "landlord", "op": "not_answered"},
                {"derived": "fsm_uc_from_2026_09", "equals": False},
            ],
        },
    )  # fmt: skip
    shown = source["sections"][1]["questions"][0]["show_if"]
    assert [str(line) for line in Sentences(source).of(shown)] == [
        "one of these at least:",
        "“Who do you rent from?” is one of “The council”, “Somebody else”",
        "not:",
        "“Do you rent?” is no",
        "“Who do you rent from?” is not answered",
        "it is not so that it is September 2026 or later",
    ]
    assert str(rule_words("needs_means_test_working_age")) == "income and savings matter"
    assert str(rule_words("made_later")) == "made later"


def test_the_bank_is_searched_by_words_and_what_means_the_same():
    bank = questions_of(small_form())
    assert [each.question["key"] for each in found(bank, "landlord")] == ["rents", "landlord"]
    assert [each.question["key"] for each in found(bank, "COUNCIL tenancy")] == ["landlord"]
    assert found(bank, "") == found(bank, "?") == found(bank, "xylophone") == []


def test_what_is_nearly_asked_already_is_found():
    source = perform(small_form(), "change_question", {"key": "more", "settings": {"fact": "person.name"}})
    assert [each["key"] for each in alike(source, "Do you rent this?")] == []
    assert [each["key"] for each in alike(source, "Who is it that you rent it from?")] == []
    assert [each["key"] for each in alike(source, "do you RENT")] == ["rents"]
    assert [each["key"] for each in alike(source, "Name", "person.name")] == ["more"]
    assert alike(source, "Do you rent?", but="rents") == []


def test_a_copy_knows_when_its_original_says_something_newer(omar):
    draft = draft_of(omar)
    original = questions_of(small_form(slug="other"))[0]
    copied = {
        "page": draft.source["sections"][0]["pages"][0]["key"], "question": original.question, "form": "other",
        "words": words_of(original.question),
    }  # fmt: skip
    source = perform(draft.source, "copy_question", copied)
    assert newer_wording(source, [original]) == frozenset()
    original.question["hint"] = "Or do you own it?"
    assert newer_wording(source, [original]) == frozenset({"rents"})
    assert with_newer_wording(omar, source) == frozenset()
