"""The questions before a form begins: what answers come to, what makes no sense, and that everything knows them."""

from __future__ import annotations

import copy

import pytest

from formspec.presenters.differences import told
from formspec.rules.compile import FormProblems, compile_library_form
from formspec.rules.eligibility import answers_to, outcome
from formspec.rules.form_spec import FormSpec
from formspec.rules.sources.differences import ADDED, REMOVED, are_words_alone, differences, languages_changed
from formspec.rules.sources.own_form import compile_own, library_copy
from formspec.rules.sources.yaml_text import read_source, yaml_of
from formspec.rules.translation import FORM_PART, in_language, texts_in_parts, translatable_texts
from tests.studio.making import small_form

RENT = {"key": "rents", "label": "Do you rent?", "type": "yes_no", "may_not": ["no"], "because": "It is for tenants."}
WHERE = {
    "key": "where", "label": "Where do you live?", "type": "choice", "may_not": ["abroad", "city"],
    "because": "It is for the valley.",
    "options": [
        {"value": "valley", "label": "In the valley"},
        {"value": "city", "label": "In the city"},
        {"value": "abroad", "label": "Abroad"},
    ],
}  # fmt: skip
PLAIN = {"key": "plain", "label": "Are you well?", "type": "yes_no"}
CHECK = {"intro": "Three questions.", "fine": "You may get it.", "questions": [RENT, WHERE, PLAIN]}
TENANTS, VALLEY = "It is for tenants.", "It is for the valley."


def with_check(**more):
    return small_form(eligibility=copy.deepcopy(CHECK | more))


@pytest.mark.parametrize(
    ("answers", "against", "unsaid"),
    [
        ({"rents": "yes", "where": "valley", "plain": "yes"}, (), 0),
        ({"rents": "no", "where": "valley", "plain": "no"}, (TENANTS,), 0),
        ({"rents": "no", "where": "abroad", "plain": "no"}, (TENANTS, VALLEY), 0),
        ({"where": "city", "rents": "yes", "plain": "yes"}, (VALLEY,), 0),
        ({"rents": "", "where": "", "plain": ""}, (), 3),
        ({}, (), 3),
        ({"rents": "", "where": "city"}, (VALLEY,), 2),
        ({"rents": "nonsense", "where": "yes", "plain": "valley"}, (), 3),
        ({"rents": "no", "somebody_elses": "no"}, (TENANTS,), 2),
    ],
)
def test_what_answers_come_to(answers, against, unsaid):
    found = outcome(CHECK, answers)
    assert (found.against, found.unsaid, found.may_not) == (against, unsaid, bool(against))


def test_the_answers_of_a_question():
    assert answers_to(RENT) == ["yes", "no"]
    assert answers_to(WHERE) == ["valley", "city", "abroad"]


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ({**RENT, "may_not": ["never"]}, "may_not names never, which is no answer to it"),
        ({**PLAIN, "may_not": ["no"]}, "because is missing"),
        ({**WHERE, "options": [WHERE["options"][0]] * 2, "may_not": ["valley"]}, "an option is there more than once"),
        ({**PLAIN, "key": "where"}, "where is there more than once"),
        ({**PLAIN, "type": "choice"}, "'options' is a required property"),
        ({**RENT, "options": WHERE["options"]}, "options does not belong here"),
        ({**PLAIN, "type": "text"}, "is not one of"),
    ],
)
def test_what_makes_no_sense_is_said(question, why):
    with pytest.raises(FormProblems, match=why):
        compile_own(with_check(questions=[WHERE, question] if question["key"] != "where" or "options" not in question
                               else [question]))  # fmt: skip


def test_it_has_ten_questions_at_most():
    many = [{**PLAIN, "key": f"q{number}"} for number in range(11)]
    assert compile_own(with_check(questions=many[:10]))["eligibility"]["questions"] == many[:10]
    with pytest.raises(FormProblems):
        compile_own(with_check(questions=many))


def test_it_travels_byte_by_byte():
    text = yaml_of(with_check())
    assert yaml_of(read_source(text)) == text
    assert compile_own(read_source(text))["eligibility"] == CHECK


def test_every_word_of_it_is_translated_and_counted_with_the_forms_own():
    texts = ["Three questions.", "You may get it.", TENANTS, VALLEY, "Do you rent?", "In the city"]
    document = compile_own(with_check())
    assert {*texts} <= {text for _kind, text in translatable_texts(document)}
    assert {*texts} <= {text for part, (_kind, text) in texts_in_parts(document) if part == FORM_PART}
    welsh = {text: f"cy {text}" for text in texts}
    spec = FormSpec(compile_own(with_check() | {"translations": {"cy": welsh}}))
    shown = in_language(spec, "cy").eligibility
    assert shown is not None
    assert (shown["intro"], shown["fine"]) == ("cy Three questions.", "cy You may get it.")
    assert [each["label"] for each in shown["questions"]] == ["cy Do you rent?", "Where do you live?", "Are you well?"]
    assert outcome(shown, {"rents": "no"}).against == (f"cy {TENANTS}",)
    assert shown["questions"][1]["options"][1] == {"value": "city", "label": "cy In the city"}
    assert spec.eligibility == CHECK


def changed(number: int, **more):
    questions = copy.deepcopy(CHECK["questions"])
    questions[number] |= more
    return compile_own(with_check(questions=questions))


def test_other_words_are_words_alone_and_other_answers_are_not():
    before = compile_own(with_check())
    after = changed(0, because="Only tenants.")
    assert are_words_alone(before, after)
    assert languages_changed(before, after) == {"en"}
    assert are_words_alone(before, compile_own(with_check(fine="Perhaps.")))
    assert not are_words_alone(before, changed(1, may_not=["abroad"]))
    assert not are_words_alone(before, compile_own(small_form()))


def test_what_is_different_is_said_question_by_question():
    before, after = compile_own(with_check()), changed(1, may_not=["abroad"], because="Not from abroad.")
    groups = dict(told(before, after))
    assert [*groups] == ["Eligibility check"]
    said = [(each.sentence, each.before, each.after) for each in groups["Eligibility check"]]
    assert said == [
        ("“Where do you live?” has other words: what is said then", VALLEY, "Not from abroad."),
        (
            "“Where do you live?” is changed: the answers with which people may not be able to get it",
            "Abroad; In the city", "Abroad",
        ),
    ]  # fmt: skip
    none = compile_own(small_form())
    assert {each.kind for each in differences(none, before) if each.key} == {ADDED}
    assert {each.kind for each in differences(before, none) if each.key} == {REMOVED}
    words = dict(told(before, compile_own(with_check(fine="Perhaps."))))["Eligibility check"]
    assert [each.after for each in words] == ["Perhaps."]


def test_the_librarys_form_has_one_and_its_copy_keeps_it():
    slug = "discretionary-housing-payment"
    check = compile_library_form(slug)["eligibility"]
    assert compile_own(library_copy(slug))["eligibility"] == check
    assert len(outcome(check, {"help_with_rent": "no", "help_wanted": "mortgage"}).against) == 2
