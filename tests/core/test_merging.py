"""Two changes of one text make one text: the same in both orders, with every word that either typed."""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.rules.merging import MOST_STEPS, changes_between, merge_texts, words_of

CASES = json.loads((Path(__file__).parent / "cases" / "merging.json").read_text())
# Few words, so that texts have much in common, and what no keyboard has.
PIECES = st.sampled_from(["I", "rent", "rents", " ", " ", "\n", ".", "the", "我", "é", "e\u0301", "😀", "_", "''"])
TEXTS = st.one_of(st.lists(PIECES, max_size=14).map("".join), st.text(max_size=20))


def counted(text: str) -> Counter[str]:
    """How often each word is in it, without spaces."""
    return Counter(word for word in words_of(text) if not word.isspace())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_merged_as_the_browser_does(case):
    assert merge_texts(case["base"], case["one"], case["other"]) == case["merged"]


@given(TEXTS)
def test_words_are_the_text(text):
    assert "".join(words_of(text)) == text


@given(TEXTS, TEXTS)
def test_changes_make_one_text_of_the_other(before, after):
    words, at, made = words_of(before), 0, []
    for change in changes_between(words, words_of(after)):
        made += [*words[at : change.start], *change.words]
        at = change.end
    assert "".join([*made, *words[at:]]) == after


@given(TEXTS, TEXTS)
def test_what_nobody_else_changed_is_taken_as_it_is(base, text):
    assert merge_texts(base, text, base) == merge_texts(base, base, text) == text
    assert merge_texts(base, text, text) == text


@given(TEXTS, TEXTS, TEXTS)
@example("", "a", "b")
@example("x", "x.", "xa")
def test_both_orders_give_the_same_text(base, one, other):
    assert merge_texts(base, one, other) == merge_texts(base, other, one)


@given(TEXTS, TEXTS, TEXTS)
@example("cat", "cats", "bat")
def test_no_word_that_either_typed_is_lost_or_broken(base, one, other):
    merged, before = counted(merge_texts(base, one, other)), counted(base)
    for text in (one, other):
        for word, times in (counted(text) - before).items():
            assert merged[word] >= times, word


@given(TEXTS, TEXTS, TEXTS)
def test_nothing_is_there_that_nobody_had(base, one, other):
    merged = counted(merge_texts(base, one, other))
    assert not merged - (counted(base) + counted(one) + counted(other))


def test_long_texts_with_nothing_in_common_take_no_time():
    one, other = " ".join(f"a{n}" for n in range(2500)), " ".join(f"b{n % 7}" for n in range(2500))
    begun = time.perf_counter()
    merged = merge_texts("c " * 2500, one, other)
    assert time.perf_counter() - begun < 2
    assert counted(merged) == counted(one) + counted(other)


@pytest.mark.parametrize("more", [-1, 0, 1])
def test_at_the_most_steps_nothing_is_lost(more):
    base = "begin end"
    one = f"begin {'x ' * ((MOST_STEPS + more) // 2)}end ."
    assert counted(merge_texts(base, one, "begin and end")) == counted(one) + counted("and")
