"""Phone numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.phones import clean_phone, format_phone


@pytest.mark.parametrize(
    ("typed", "number", "shown"),
    [("07700 900123", "+447700900123", "07700 900123"), ("+44 7700 900 123", "+447700900123", "07700 900123"),
     ("(01632) 960-001", "+441632960001", "01632 960001"), ("+353 1 234 5678", "+35312345678", "+353 1 234 5678")],
)  # fmt: skip
def test_numbers_are_kept_with_their_country(typed, number, shown):
    assert clean_phone(typed) == number
    assert format_phone(number) == shown


@pytest.mark.parametrize("typed", ["", "12345", "phone", "07700 900123 900123 900123", "+999 123", "0" * 41])
def test_what_could_reach_nobody_is_refused(typed):
    assert clean_phone(typed) is None


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_nothing(typed):
    number = clean_phone(typed)
    assert number is None or number.startswith("+")
