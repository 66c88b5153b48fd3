"""The grammar of sentences: every template of the library, articles, plurals, optional parts, and what always holds."""

from __future__ import annotations

import contextlib
import json
import re
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobjournal.library import starter_examples, starter_sentences
from jobjournal.rules.articles import article_for
from jobjournal.rules.sentences import GrammarProblem, Template, WordsMissing, build_sentence, check_template, gap_names
from jobjournal.rules.slot_words import TYPES, is_empty

CASES = json.loads((Path(__file__).parent / "cases" / "sentences.json").read_text())
LIBRARY = {source["key"]: source for source in starter_sentences()}


def template_of(source) -> Template:
    return Template(source["text"], {question["name"]: question["type"] for question in source["questions"]})


def samples_of(source) -> dict:
    return {question["name"]: question["sample"] for question in source["questions"]}


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["values"])[:60])
def test_cases(case):
    assert build_sentence(Template(case["text"], case["types"]), case["values"]) == case["sentence"]


@pytest.mark.parametrize("key", LIBRARY)
def test_every_template_says_its_example(key):
    source = LIBRARY[key]
    template, samples = template_of(source), samples_of(source)
    check_template(template)
    every, without = starter_examples()[key]
    assert build_sentence(template, samples) == every
    bare = {name: value for name, value in samples.items() if name not in gap_names(source["text"], optional=True)}
    assert build_sentence(template, bare) == without


# What people type into each kind of question, sensible or not; "" and None are not given.
TYPED = {
    "text": ["Alpha Ltd.", "an hour-long  thing ", "I went.", "MOT", "ایک دکان", "the end!", "{x}", "a. b"],
    "choice": ["to send my CV", "They said no."],
    "number": [0, 1, "2", "7.5", "1,000"],
    "minutes": [1, 45, 60, "90", 900],
    "date": ["2026-01-01", "2028-02-29"],
    "day": ["2026-12-31"],
    "time": ["00:00", "9.05", "5pm", "after lunch"],
}


@pytest.mark.parametrize("key", LIBRARY)
def test_every_template_with_every_kind_of_answer_in_every_gap(key):
    source = LIBRARY[key]
    template, samples = template_of(source), samples_of(source)
    for name, kind in template.types.items():
        for typed in TYPED[kind]:
            holds(build_sentence(template, {**samples, name: typed}))


@pytest.mark.parametrize("key", LIBRARY)
def test_a_gap_that_must_be_filled_is_asked_for(key):
    source = LIBRARY[key]
    template, samples = template_of(source), samples_of(source)
    for name, empty in product(gap_names(source["text"], optional=False), ["", "  ", None, " . "]):
        with pytest.raises(WordsMissing) as missing:
            build_sentence(template, {**samples, name: empty})
        assert missing.value.names == [name]
        assert "…" in build_sentence(template, {**samples, name: empty}, gap="…")


def holds(sentence: str) -> None:
    """What is true of every sentence."""
    assert not re.search(r"[{}\[\]]", sentence), sentence
    assert not re.search(r"\s\s|[\n\t]| [.,]|\.\.", sentence), sentence
    assert sentence.endswith(".")
    assert sentence[0] == sentence[0].upper()
    assert sentence == sentence.strip()


def typed_for(kind: str):
    any_text = st.text(max_size=60)
    return (
        st.one_of(st.sampled_from(TYPED[kind]), any_text)
        if kind in ("text", "choice", "time")
        else st.one_of(st.sampled_from(TYPED[kind]), any_text, st.integers(-5, 5000))
    )


@pytest.mark.slow
@given(st.data())
def test_whatever_is_typed_the_sentence_is_one(data):
    source = LIBRARY[data.draw(st.sampled_from(sorted(LIBRARY)))]
    template = template_of(source)
    values = {name: data.draw(typed_for(kind)) for name, kind in template.types.items()}
    holds(build_sentence(template, values, gap="…"))
    required = gap_names(source["text"], optional=False)
    missing = [name for name in required if is_empty(template.types[name], values[name])]
    with pytest.raises(WordsMissing) if missing else contextlib.nullcontext():
        holds(build_sentence(template, values))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("I met {who.", "braces_unpaired"),
        ("I met who}.", "braces_unpaired"),
        ("I met {Who}.", "gap_name"),
        ("I met {an:who}.", "not_a_gap"),
        ("I met {count:one|}.", "plural_words"),
        ("I met {who:one|two}.", "plural_needs_number"),
        ("I met {who}[[ today.", "brackets_unpaired"),
        ("I met {who}]] today [[.", "brackets_unpaired"),
        ("I met {who}[[ a [[ b ]] ]].", "brackets_unpaired"),
        ("I met {who}[ today].", "bracket_alone"),
        ("I met {who}[[ today]].", "optional_without_gap"),
        ("I met {nobody}.", "no_question"),
        ("I met {who}", "no_stop"),
        ("i met {who}.", "no_capital"),
        ("I met  {who}.", "two_spaces"),
    ],
)
def test_what_is_not_in_the_grammar_is_named(text, code):
    with pytest.raises(GrammarProblem) as problem:
        check_template(Template(text, {"who": "text", "count": "number"}))
    assert problem.value.code == code


def test_types_of_the_library_are_known():
    assert {question["type"] for source in LIBRARY.values() for question in source["questions"]} <= set(TYPES)


@pytest.mark.parametrize(
    ("words", "article"),
    [
        ("hour", "an"), ("honest mistake", "an"), ("hotel porter", "a"), ("union rep", "a"), ("umbrella seller", "an"),
        ("MOT", "an"), ("mot tester", "an"), ("NHS cleaner", "an"), ("nhs cleaner", "an"), ("UX designer", "a"),
        ("X-ray assistant", "an"), ("IT assistant", "an"), ("GCSE tutor", "a"), ("SEN assistant", "an"),
        ("18-hour week", "an"), ("80-seat coach", "an"), ("180-seat hall", "a"), ("1-day course", "a"),
        ("useful job", "a"), ("usher", "an"), ("utility worker", "a"), ("European", "a"), ("one-off", "a"), ("", "a"),
    ],
)  # fmt: skip
def test_articles_go_by_the_sound(words, article):
    assert article_for(words) == article
