"""A cell of a CSV file is words, whatever somebody typed into a form."""

import pytest

from core.rules.inert import inert


@pytest.mark.parametrize("text", ["=1+1", "+44 7700", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1+1", "＝1"])
def test_what_could_be_a_formula_is_words(text):
    assert inert(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Rhian Oakley", "Anne-Marie", "3 = 3", "CAL-7F3K-92QX", "'=1"])
def test_other_words_stay_as_they_are(text):
    assert inert(text) == text
