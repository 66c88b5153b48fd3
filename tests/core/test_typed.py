"""Text as people type and paste it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.typed import plain, six_digits, without_unseen


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
