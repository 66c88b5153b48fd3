"""Sentences as lines of boxes, and back."""

import pytest

from jobjournal.library import starter_sentences
from jobjournal.rules.pieces import Piece, pieces_of, readable, text_of

TEXTS = [each["text"] for each in starter_sentences()]


@pytest.mark.parametrize("text", TEXTS)
def test_every_starter_sentence_comes_back_as_it_was(text):
    assert text_of(pieces_of(text)) == text


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ([], ""),
        ([Piece("I went")], "I went"),
        ([Piece("I met", "who"), Piece(", twice.")], "I met {who}, twice."),
        ([Piece("I met", "who", part="begins"), Piece("twice", part="goes_on"), Piece(".")], "[[I met {who} twice]]."),
        ([Piece("A", "b", part="begins"), Piece("C", "d", part="begins")], "[[A {b}]][[ C {d}]]"),
        ([Piece("A", "b", part="goes_on"), Piece("c.")], "[[A {b}]] c."),
        ([Piece("(", "b"), Piece(") in", "c", "article"), Piece("’s.")], "({b}) in {a:c}’s."),
        ([Piece("  two   spaces ", "n", "count", "job", "jobs")], "two spaces {n:job|jobs}"),
    ],
)
def test_spaces_and_brackets_come_by_themselves(pieces, text):
    assert text_of(pieces) == text


def test_who_only_reads_it_sees_no_grammar():
    text = "On {date} I saved {n:job|jobs}[[, as {a:job_title}]]."
    assert readable(text) == "On [date] I saved [n](, as [job title])."
    for each in TEXTS:
        assert not set("{}|") & set(readable(each))
