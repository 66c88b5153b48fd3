"""Rules of a council's own words of messages."""

import pytest

from notifications.rules import filled, first_paragraph, problems_of, text_parts

PARTS = [
    ("x" * 160, 160, 1),
    ("x" * 161, 161, 2),
    ("x" * 306, 306, 2),
    ("x" * 307, 307, 3),
    ("€" * 80, 160, 1),
    ("€" * 81, 162, 2),
    ("“x” – it’s…", 13, 1),
    ("ŵ" * 70, 70, 1),
    ("ŵ" * 71, 71, 2),
    ("ŵ" * 135, 135, 3),
    ("🙂" * 35, 70, 1),
    ("🙂" * 36, 72, 2),
    ("à é è ì ò ù", 11, 1),
    ("", 0, 1),
]


@pytest.mark.parametrize(("text", "length", "parts"), PARTS)
def test_how_long_a_text_message_is(text, length, parts):
    assert text_parts(text) == (length, parts)


def test_the_first_paragraph_is_one_line():
    assert first_paragraph("\n one\n two\n\nthree") == "one two"


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("{a}\n\n{b}\n\nc", "1\n\nc"),
        ("{a}\n \n{b} {a}\n\n\n\nc", "1\n\nc"),
        ("{b}\n\nc", None),
        ("{a}{a}", "11"),
    ],
)
def test_a_paragraph_needs_its_values(body, left):
    text = filled("s", body, {"a": "1", "b": ""})
    assert text == (None if left is None else ("s", left))


def test_values_are_not_looked_into():
    assert filled("{a}", "{a} {b}", {"a": "{b}", "b": "{a}"}) == ("{b}", "{b} {a}")


def test_a_subject_is_one_line_and_needs_its_values():
    assert [each.code for each in problems_of("a\nb", "{council}", allowed=["council"], needed=[])] == ["lines"]
    assert filled("{b}", "x", {}) is None
