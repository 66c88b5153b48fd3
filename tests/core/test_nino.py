"""National Insurance numbers."""

import pytest

from core.rules.nino import clean_nino, format_nino


@pytest.mark.parametrize("typed", ["AB123456C", "ab 12 34 56 c", " AB-12-34-56-C ", "ab.12.34.56.c"])
def test_spacing_and_case_do_not_matter(typed):
    assert clean_nino(typed) == "AB123456C"


@pytest.mark.parametrize(
    "typed",
    ["", "AB12345C", "AB1234567C", "AB123456E", "DB123456C", "AO123456A", "BG123456A", "TN123456A", "ZZ123456A",
     "QQ123456C", "AB١٢٣٤٥٦C", "1B123456C", "AB123456"],
)  # fmt: skip
def test_numbers_that_are_never_issued_are_refused(typed):
    assert clean_nino(typed) is None


def test_shown_in_the_usual_groups():
    assert format_nino("AB123456C") == "AB 12 34 56 C"
