"""Sort codes, account numbers and the modulus check."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.bank import clean_account_number, clean_sort_code, passes_modulus_check


@pytest.mark.parametrize("typed", ["089999", "08-99-99", "08 99 99", "08–99–99"])
def test_sort_codes_are_six_digits_however_spaced(typed):
    assert clean_sort_code(typed) == "089999"


@pytest.mark.parametrize("typed", ["", "08999", "0899999", "08a999", "٠٨٩٩٩٩"])
def test_other_sort_codes_are_refused(typed):
    assert clean_sort_code(typed) is None


@pytest.mark.parametrize(
    ("typed", "number"), [("66374958", "66374958"), ("637-4958", "06374958"), ("123456", "00123456")]
)
def test_short_account_numbers_gain_zeros(typed, number):
    assert clean_account_number(typed) == number


@pytest.mark.parametrize("typed", ["", "12345", "123456789", "1234567x"])
def test_other_account_numbers_are_refused(typed):
    assert clean_account_number(typed) is None


@pytest.mark.parametrize(
    ("sort_code", "number", "fits"),
    # From the test cases of Vocalink's specification, and a sort code no table knows.
    [("089999", "66374958", True), ("107999", "88837491", True), ("202959", "63748472", True),
     ("089999", "66374959", False), ("107999", "88837493", False), ("203099", "58716970", False),
     ("000000", "12345678", True)],
)  # fmt: skip
def test_modulus_check(sort_code, number, fits):
    assert passes_modulus_check(sort_code, number) is fits


@given(st.from_regex("[0-9]{6}", fullmatch=True), st.from_regex("[0-9]{8}", fullmatch=True))
def test_modulus_check_answers_for_any_digits(sort_code, number):
    assert passes_modulus_check(sort_code, number) in (True, False)
