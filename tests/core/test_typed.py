"""Text as people type and paste it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.typed import MOST_MARKS, MOST_PLAIN, normalized, plain, readable, six_digits, without_unseen
from tests.settings_source import BASE_DIR, python_files


@pytest.mark.parametrize(
    ("typed", "read"),
    [("\ufeffabc\u200b", "abc"), ("a\u00adb", "ab"), ("\u202aO\u2019Brien\u202c", "O'Brien"),
     ("07700–900\u2011123", "07700-900-123"), ("１２３", "123"),
     (" two \u00a0 words\u3000", "two words"), ("\u3164", ""), ("\u2800 ", "")],
)  # fmt: skip
def test_what_nobody_sees_or_meant_is_made_plain(typed, read):
    assert plain(typed) == read


@given(st.text(max_size=40))
def test_plain_text_stays_as_it_is(text):
    once = plain(text)
    assert plain(once) == once
    assert without_unseen(once) == once


@pytest.mark.parametrize(
    "typed",
    ["123456", " 123 456 ", "12-34-56", "123.456", "１２３４５６", "\u200b123456\u200b", "123\u00a0456",
     "Code: 123456.", "123456 is your code for Calderbrook Council. It works for 10 minutes.", "123456\n123456",
     "Your code is 123456, sent at 10:45 on 28 November 2026"],
)  # fmt: skip
def test_six_digits_are_taken_out_of_what_was_pasted(typed):
    assert six_digits(typed) == "123456"


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "123456 or 654321", "12 3456 7", "abcdef", "1" * 900])
def test_what_holds_no_single_code_is_none(typed):
    assert six_digits(typed) == ""


@pytest.mark.parametrize("marks", ["\u0301\u0316", "\u0f73\u0f71", "\uff9e\u0327", "\u3099\u0301"])
@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_more_marks_on_a_letter_than_any_language_has_are_left_out(form, marks):
    """Putting them in order takes the square of their number: ten thousand in each box of a form, seconds a page."""
    read = normalized(form, f"a{marks * 5000}b{marks * 5000}")
    assert len(read) <= 2 * (1 + 2 * MOST_MARKS)
    assert {"a", "b"} <= set(unicodedata.normalize("NFD", read))


@given(st.text(max_size=MOST_MARKS))
def test_all_other_text_is_brought_into_a_form_as_unicode_says(text):
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert normalized(form, text) == unicodedata.normalize(form, text)


def test_what_people_read_has_no_end_of_marks_and_what_machines_read_no_end():
    assert len(readable("a" + "\u0301\u0316" * 5000)) <= MOST_MARKS
    assert len(plain("a" + "\u0301\u0316" * 5000)) <= MOST_MARKS
    assert plain("1" * MOST_PLAIN + "\ufdfa" * 700_000) == "1" * MOST_PLAIN


def test_nothing_else_of_ours_brings_text_into_a_form():
    calls = [path for path in python_files() if "unicodedata.normalize(" in path.read_text()]
    assert [str(path.relative_to(BASE_DIR)) for path in calls] == ["core/rules/typed.py"]
